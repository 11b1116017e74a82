package dates

import (
	"strconv"
	"strings"
	"time"
)

// Infer gives the date on which an undated text was published, where its own expressions fix it: the day where they say
// one («اليوم السبت 4 مارس 2017»), else the weekday. Expressions that disagree give no answer.
func Infer(exprs []Expression) (Date, bool) {
	var day Day
	var text string
	for _, e := range exprs {
		count, ok := strings.CutSuffix(e.Relative, "d")
		n, err := strconv.Atoi(count)
		if !ok || err != nil || e.From.IsZero() || e.From != e.To || e.Confidence <= doubtful {
			continue
		}
		if d := e.From.Add(-n); day.IsZero() {
			day, text = d, e.Text
		} else if day != d {
			return Date{}, false
		}
	}
	weekday, words, ok := InferWeekday(exprs)
	switch {
	case !day.IsZero() && (!ok || weekday == weekdayName(day.Weekday())):
		return Date{Day: day, Precision: DayOnly, Text: text, Origin: FromInferred}, true
	case ok && day.IsZero():
		return Date{Precision: WeekdayOf, Weekday: weekday, Text: words, Origin: FromInferred}, true
	}
	return Date{}, false
}

// InferWeekday gives the weekday on which an undated text was published, where its expressions fix it: «أمس السبت» was
// written on a Sunday, and so was «أمس الأول الجمعة». It gives the words of the first that says so. Expressions that
// disagree give no answer, unless one weekday has three times as many votes as all others.
func InferWeekday(exprs []Expression) (weekday string, text string, ok bool) {
	var votes [7]int
	var first [7]string
	total := 0
	for _, e := range exprs {
		w, ok := e.publishedOn()
		if !ok {
			continue
		}
		if total++; votes[w] == 0 {
			first[w] = e.Text
		}
		votes[w]++
	}
	for w, n := range votes {
		if n > 0 && (n == total || n >= 3*(total-n)) {
			return weekdayName(time.Weekday(w)), first[w], true
		}
	}
	return "", "", false
}

// publishedOn gives the weekday of the anchor, where the expression counts days from it and names the day it arrives at.
func (e *Expression) publishedOn() (time.Weekday, bool) {
	count, ok := strings.CutSuffix(e.Relative, "d")
	if !ok || e.Weekday == "" || e.Confidence <= doubtful {
		return 0, false
	}
	n, err := strconv.Atoi(count)
	if err != nil {
		return 0, false
	}
	for w := time.Sunday; w <= time.Saturday; w++ {
		if weekdayName(w) == e.Weekday {
			return time.Weekday(((int(w)-n)%7 + 7) % 7), true
		}
	}
	return 0, false
}

// weekdayName is the name by which the interchange format knows a weekday: "sunday".
func weekdayName(w time.Weekday) string { return strings.ToLower(w.String()) }
