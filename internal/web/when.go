package web

import (
	"strconv"
	"strings"
	"time"

	hijri "github.com/hablullah/go-hijri"

	"isnad/dates"
)

// when is a time as <time> shows it.
type when struct {
	ISO  string // for datetime; empty where only words are known
	Text string
}

// clock puts times in words, seen from one moment.
type clock struct {
	*words
	now time.Time
}

// today is the day on which the reader reads.
func (c clock) today() dates.Day { return dates.DayOf(c.now) }

// day names a day in full: «الجمعة 27 حزيران/يونيو 2025».
func (c clock) day(d dates.Day) when {
	if d.IsZero() {
		return when{}
	}
	return when{d.String(), c.t("day.full", c.weekday(d.Weekday()), d.Day, c.month(d.Month), d.Year)}
}

// near names a day of the last two days as «اليوم» or «أمس», and others in full, without the year where it is the reader's.
func (c clock) near(d dates.Day) when {
	if d.IsZero() {
		return when{}
	}
	switch c.today().Sub(d) {
	case 0:
		return when{d.String(), c.t("day.today")}
	case 1:
		return when{d.String(), c.t("day.yesterday")}
	}
	if d.Year == c.now.Year() {
		return when{d.String(), c.t("day.short", c.weekday(d.Weekday()), d.Day, c.month(d.Month))}
	}
	return c.day(d)
}

// brief names a day as shortly as can be: «أمس», «الأحد» within a week, else the day and the first name of its month.
func (c clock) brief(d dates.Day) when {
	switch age := c.today().Sub(d); {
	case d.IsZero(), age == 0, age == 1:
		return c.near(d)
	case age > 1 && age < 7:
		return when{d.String(), c.weekday(d.Weekday())}
	}
	return when{d.String(), c.t("day.date-short", d.Day, firstName(c.month(d.Month)))}
}

// span names a stretch of days: one day, one month, one year, or from and to.
func (c clock) span(from, to dates.Day) when {
	switch {
	case from.IsZero() && to.IsZero():
		return when{}
	case from == to || to.IsZero():
		return c.day(from)
	case from.IsZero():
		return c.day(to)
	case from.Day == 1 && from.Month == time.January && to == (dates.Day{Year: from.Year, Month: time.December, Day: 31}):
		return when{strconv.Itoa(from.Year), c.figures(strconv.Itoa(from.Year))}
	case from.Day == 1 && from.Month == to.Month && from.Year == to.Year && to.Add(1).Day == 1:
		return when{from.String()[:7], c.monthOf(from)}
	}
	if from.Month == to.Month && from.Year == to.Year {
		return when{from.String(), c.t("day.range", from.Day, c.t("day.date", to.Day, c.month(to.Month), to.Year))}
	}
	return when{from.String(), c.t("day.range", c.t("day.date", from.Day, c.month(from.Month), from.Year), c.t("day.date", to.Day, c.month(to.Month), to.Year))}
}

// monthOf names a month and its year: «حزيران/يونيو 2025».
func (c clock) monthOf(d dates.Day) string {
	return c.month(d.Month) + " " + c.figures(strconv.Itoa(d.Year))
}

func (w *words) weekday(d time.Weekday) string { return w.t("weekday." + strings.ToLower(d.String())) }
func (w *words) month(m time.Month) string     { return w.t("month." + strconv.Itoa(int(m))) }

// date puts a publication date in words as exactly as it is known and no more: the hour only where the hour is known.
func (c clock) date(d dates.Date) when {
	switch {
	case d.IsZero():
		return when{}
	case d.Precision == dates.MonthOnly && !d.Day.IsZero():
		return when{d.Day.String()[:7], c.monthOf(d.Day)}
	case d.Precision == dates.WeekdayOf || d.Day.IsZero():
		if d.Weekday == "" {
			return when{}
		}
		return when{"", c.t("weekday." + d.Weekday)}
	}
	w := c.day(d.Day)
	if hour := hourOf(d); hour != "" {
		w.ISO, w.Text = isoOf(d), c.t("day.hour", w.Text, c.figures(hour))
	}
	return w
}

// hourOf is the clock time of a date, in the zone in which its page gave it; empty where the hour is not known.
func hourOf(d dates.Date) string {
	if d.Time.IsZero() || (d.Precision != dates.Instant && d.Precision != dates.Minute) {
		return ""
	}
	return d.Time.Format("15:04")
}

// isoOf leaves the zone out where it is not known.
func isoOf(d dates.Date) string {
	switch {
	case hourOf(d) == "":
		return d.Day.String()
	case d.Precision == dates.Instant:
		return d.Time.Format(time.RFC3339)
	}
	return d.Time.Format("2006-01-02T15:04")
}

// moment names an instant of our own, such as a capture, in the reader's zone.
func (c clock) moment(t time.Time) when {
	if t.IsZero() {
		return when{}
	}
	t = t.In(c.now.Location())
	return when{t.Format(time.RFC3339), c.t("day.hour", c.near(dates.DayOf(t)).Text, c.figures(t.Format("15:04:05")))}
}

// ago says how long ago something was, in whole minutes, hours or days.
func (c clock) ago(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	since := c.now.Sub(t)
	switch {
	case since < time.Minute:
		return c.t("ago.now")
	case since < time.Hour:
		return c.count("ago.minute", int(since.Minutes()))
	case since < 48*time.Hour:
		return c.count("ago.hour", int(since.Hours()))
	}
	return c.count("ago.day", int(since.Hours()/24))
}

// hijri names the day in the Umm al-Qura calendar; empty where its tables end.
func (c clock) hijri() string {
	h, err := hijri.CreateUmmAlQuraDate(c.now)
	if err != nil {
		return ""
	}
	return c.t("hijri", h.Day, c.t("hijri."+strconv.Itoa(int(h.Month))), h.Year)
}
