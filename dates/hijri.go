package dates

import (
	"time"

	hijridate "github.com/hablullah/go-hijri"
)

// HijriTolerance is by how many days a Hijri date read here may differ from the day meant: the months are those of the
// Umm al-Qura calendar of Saudi Arabia, and elsewhere a month may begin a day earlier or later by sight of the moon.
const HijriTolerance = 1

// The Umm al-Qura tables reach from 1356 to 1500; outside them the tabular calendar serves, which is off by two days at most.
const firstUmmAlQura, lastUmmAlQura = 1356, 1500

// Hijri gives the Gregorian day of a Hijri date, and whether the month has such a day. See [HijriTolerance].
func Hijri(year, month, day int) (Day, bool) {
	if year < 1 || year > 2000 || month < 1 || month > 12 || day < 1 || day > 30 {
		return Day{}, false
	}
	d := hijriDay(year, month, day)
	return d, day < 30 || hijriMonthDays(year, month) == 30
}

// hijriDay gives the day, counting on into the next month where the month is shorter.
func hijriDay(year, month, day int) Day {
	if year < firstUmmAlQura || year > lastUmmAlQura {
		return tabularHijri(year, month, day)
	}
	first := hijridate.UmmAlQuraDate{Year: int64(year), Month: int64(month), Day: 1}.ToGregorian()
	return DayOf(first.UTC()).Add(day - 1)
}

// hijriMonthDays is the length of a Hijri month, 29 or 30.
func hijriMonthDays(year, month int) int {
	y, m := year, month+1
	if m > 12 {
		y, m = y+1, 1
	}
	return hijriDay(y, m, 1).Sub(hijriDay(year, month, 1))
}

// tabularHijri reckons by the civil tabular calendar: thirty-year cycles with eleven leap years, from 16 July 622 (Julian).
func tabularHijri(year, month, day int) Day {
	days := (year-1)*354 + (3+11*year)/30 + 29*(month-1) + month/2 + day - 1
	return DayOf(time.Date(622, 7, 19, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days))
}

// hijriYearAt is the Hijri year that holds the first of January of a Gregorian year.
func hijriYearAt(year int) int {
	y, _, _ := hijriOf(Day{year, time.January, 1})
	return y
}

// hijriOf gives the Hijri date of a day.
func hijriOf(d Day) (year, month, day int) {
	year = (d.Year-622)*33/32 - 1
	for hijriDay(year+1, 1, 1).Sub(d) <= 0 {
		year++
	}
	month = 1
	for month < 12 && hijriDay(year, month+1, 1).Sub(d) <= 0 {
		month++
	}
	return year, month, d.Sub(hijriDay(year, month, 1)) + 1
}
