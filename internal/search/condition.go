package search

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/dates"
	"isnad/names"
)

// addCondition puts a condition into the query. Several of one kind widen: any of them; of days the last counts.
func addCondition(q *isnad.Query, p piece) error {
	if p.not {
		return teach(ExcludedCondition, "-%s: conditions cannot be excluded, only words and phrases: write -word", p.key)
	}
	if strings.TrimSpace(p.text) == "" {
		return teach(NoValue, "%s: needs a value, as in %s", p.key, example[p.key])
	}
	switch p.key {
	case "source":
		q.Sources = append(q.Sources, p.text)
	case "speaker":
		q.Speakers = append(q.Speakers, p.text)
	case "relay":
		q.Relays = append(q.Relays, p.text)
	case "entity":
		q.Entities = append(q.Entities, p.text)
	case "country":
		code := names.CountryCode(p.text)
		if code == "" {
			return teach(NoCountry, "country:%s is no country that is known: write its name in Arabic or English, or its two letters, as in %s", p.text, example["country"])
		}
		q.Countries = append(q.Countries, code)
	case "act":
		act := meaning("act", p.text)
		if act == "" {
			return teach(NoAct, "act:%s is no act of saying: use one of %s", p.text, strings.Join(acts(), ", "))
		}
		q.Acts = append(q.Acts, act)
	case "since", "until":
		first, last, ok := days(p.text)
		if !ok {
			return teach(NoDay, "%s:%s is no day: write a day, a month or a year, as in %[1]s:2023-11-04, %[1]s:2023-11 or %[1]s:2023", p.key, p.text)
		}
		if p.key == "since" {
			q.Since = first
		} else {
			q.Until = last
		}
	}
	return nil
}

// acts lists the acts by their English names.
func acts() []string {
	var out []string
	for _, act := range language()["act"] {
		out = append(out, act)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var numericDay = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$`)

// days gives the first and the last day of what the text names: a day, a month or a year.
func days(text string) (first, last dates.Day, ok bool) {
	m := numericDay.FindStringSubmatch(arabic.Fold(strings.TrimSpace(text)))
	if m == nil {
		return writtenDays(text)
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	switch {
	case year == 0:
		return dates.Day{}, dates.Day{}, false
	case m[2] == "":
		return dates.Day{Year: year, Month: time.January, Day: 1}, dates.Day{Year: year, Month: time.December, Day: 31}, true
	case m[3] == "":
		first = dates.Day{Year: year, Month: time.Month(month), Day: 1}
		return first, dates.DayOf(first.Midnight().AddDate(0, 1, -1)), month >= 1 && month <= 12
	}
	first = dates.Day{Year: year, Month: time.Month(month), Day: day}
	return first, first, dates.DayOf(first.Midnight()) == first
}

// writtenDays reads a day or a month as the press writes it: «4 نوفمبر 2023», «نوفمبر 2023».
func writtenDays(text string) (first, last dates.Day, ok bool) {
	d, ok := dates.Parse(text)
	switch {
	case !ok || d.Day.IsZero():
		return dates.Day{}, dates.Day{}, false
	case d.Precision == dates.MonthOnly:
		first = dates.Day{Year: d.Day.Year, Month: d.Day.Month, Day: 1}
		return first, dates.DayOf(first.Midnight().AddDate(0, 1, -1)), true
	}
	return d.Day, d.Day, true
}
