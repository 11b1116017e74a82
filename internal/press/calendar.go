package press

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed months.tsv
var monthTable string

// calendars are the rows of months.tsv by their first column.
var calendars = sync.OnceValue(func() map[string][]string {
	rows := map[string][]string{}
	for _, line := range strings.Split(monthTable, "\n") {
		if f := strings.Split(line, "\t"); len(f) > 1 && line[0] != '#' {
			rows[f[0]] = f[1:]
		}
	}
	return rows
})

func weekday(t time.Time) string { return calendars()["days"][t.Weekday()] }

func month(t time.Time, calendar string) string { return calendars()[calendar][t.Month()-1] }

// printed gives the instant as a site of that form shows it to its readers.
func printed(t time.Time, form string) string {
	day, year, clock := t.Day(), t.Year(), t.Format("15:04")
	switch form {
	case "twin":
		return fmt.Sprintf("%s %d %s/%s %d | %s", weekday(t), day, month(t, "levant"), month(t, "egypt"), year, clock)
	case "levant":
		return fmt.Sprintf("%s %d %s %d - %s", weekday(t), day, month(t, "levant"), year, clock)
	case "egypt":
		return fmt.Sprintf("%s، %d %s %d %s", weekday(t), day, month(t, "egypt"), year, halfDay(t))
	case "tunis":
		return fmt.Sprintf("%s %d %s %d %s", weekday(t), day, month(t, "tunis"), year, clock)
	case "indic":
		return indic(fmt.Sprintf("%d %s %d", day, month(t, "egypt"), year))
	case "ordinal":
		return fmt.Sprintf("%d%s, %s GMT", day, ordinal(day), t.Format("January 2006"))
	}
	return fmt.Sprintf("%d %s %d", day, month(t, "egypt"), year)
}

// halfDay is the clock in twelve hours with ص before noon and م after it.
func halfDay(t time.Time) string {
	half := " ص"
	if t.Hour() >= 12 {
		half = " م"
	}
	return t.Format("03:04") + half
}

// indic writes the digits as ٠–٩.
func indic(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '٠'
		}
		return r
	}, s)
}

func ordinal(day int) string {
	switch {
	case day%10 == 1 && day != 11:
		return "st"
	case day%10 == 2 && day != 12:
		return "nd"
	case day%10 == 3 && day != 13:
		return "rd"
	}
	return "th"
}

var marker = regexp.MustCompile(`\{(weekday|egypt|levant|tunis) ([+-]?\d+)\}`)

// fillDates replaces {weekday -2} by the name of the day two before t, and {levant -1} by yesterday's day and month.
func fillDates(text string, t time.Time) string {
	return marker.ReplaceAllStringFunc(text, func(m string) string {
		f := marker.FindStringSubmatch(m)
		n, _ := strconv.Atoi(f[2]) // the pattern lets only numbers through
		day := t.AddDate(0, 0, n)
		if f[1] == "weekday" {
			return weekday(day)
		}
		return fmt.Sprintf("%d %s", day.Day(), month(day, f[1]))
	})
}
