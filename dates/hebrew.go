package dates

import "time"

// hebrewDay gives the day of a Hebrew date; Nisan is month 1. The months before Nisan in the year of a feast are not
// needed by feasts.tsv except Adar (12), which in a leap year means the second Adar.
func hebrewDay(year, month, day int) Day {
	first := hebrewNewYear(year)
	length := hebrewNewYear(year + 1).Sub(first)
	leap := (7*year+1)%19 < 7
	days := 0
	for m := 7; m != month; {
		days += hebrewMonthDays(m, length, leap)
		m++
		if m == 13 && !leap || m == 14 {
			m = 1
		}
		if m == 12 && leap && month == 12 {
			days += hebrewMonthDays(12, length, leap)
			break
		}
	}
	return first.Add(days + day - 1)
}

// hebrewMonthDays is the length of a month in a year of the given length.
func hebrewMonthDays(month, yearDays int, leap bool) int {
	switch month {
	case 8:
		if yearDays%10 == 5 {
			return 30
		}
		return 29
	case 9:
		if yearDays%10 == 3 {
			return 29
		}
		return 30
	case 12:
		if leap {
			return 30
		}
		return 29
	case 2, 4, 6, 10, 13:
		return 29
	}
	return 30
}

// hebrewNewYear is the first of Tishri, by the molad and its postponements.
func hebrewNewYear(year int) Day {
	months := (235*year - 234) / 19
	parts := 12084 + 13753*months
	day := months*29 + parts/25920
	if 3*(day+1)%7 < 3 {
		day++
	}
	// Where a year would become too long or too short, its beginning moves.
	last, next := hebrewElapsed(year-1), hebrewElapsed(year+1)
	if next-day == 356 {
		day += 2
	} else if day-last == 382 {
		day++
	}
	return DayOf(time.Date(-3760, 9, 6, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day+1))
}

// hebrewElapsed counts days to the molad's weekday rule only.
func hebrewElapsed(year int) int {
	months := (235*year - 234) / 19
	parts := 12084 + 13753*months
	day := months*29 + parts/25920
	if 3*(day+1)%7 < 3 {
		day++
	}
	return day
}
