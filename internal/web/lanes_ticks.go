package web

import (
	"time"
	"unicode/utf8"
)

// nights are the dark hours between two moments.
func nights(x func(time.Time) float64, from, to time.Time, top, foot int) []stripRect {
	var out []stripRect
	for d := midnight(from).AddDate(0, 0, -1); d.Before(to); d = d.AddDate(0, 0, 1) {
		a, b := d.Add(nightFrom*time.Hour), d.Add((24+nightTo)*time.Hour)
		if a.Before(from) {
			a = from
		}
		if b.After(to) {
			b = to
		}
		if !a.Before(b) {
			continue
		}
		xa, xb := x(a), x(b)
		out = append(out, stripRect{units(min(xa, xb)), units(float64(top)), units(abs(xb - xa)), units(float64(foot - top))})
	}
	return out
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// stripTicks are the days of a timeline, or every so many of them, or its months.
func (c clock) stripTicks(x func(time.Time) float64, f stripForm, from, to time.Time, foot int) []stripTick {
	room := 110.0
	if !f.wide {
		room = 52
	}
	step := 1
	for _, n := range []int{1, 2, 3, 5, 7, 14} {
		if step = n; abs(x(from.AddDate(0, 0, n))-x(from)) >= room {
			break
		}
	}
	var out []stripTick
	row := tickRow{c: c, form: f}
	tick := func(t time.Time, label string) {
		out = append(out, row.tick(x(t), foot, label))
	}
	if abs(x(from.AddDate(0, 0, step))-x(from)) < room { // longer than two weeks a label: months
		for m := time.Date(from.Year(), from.Month()+1, 1, 0, 0, 0, 0, time.UTC); m.Before(to); m = m.AddDate(0, 1, 0) {
			tick(m, firstName(c.month(m.Month())))
		}
		return out
	}
	for d := midnight(from); d.Before(to); d = d.AddDate(0, 0, step) {
		at := d
		if at.Before(from) {
			if d.AddDate(0, 0, 1).Sub(from) < 6*time.Hour && step == 1 {
				continue // the rest of a day that is too short for its name
			}
			at = from
		}
		label := c.weekday(d.Weekday())
		if f.wide || step > 1 {
			label = c.t("lanes.day", label, d.Day())
		}
		if f.wide && len(out) == 0 {
			label = c.t("day.short", c.weekday(d.Weekday()), d.Day(), c.month(d.Month()))
		}
		if step > 1 && !f.wide {
			label = c.t("day.date-short", d.Day(), firstName(c.month(d.Month())))
		}
		if len(out) == 1 && f.wide && abs(x(at)-x(from)) < 150 {
			label = "" // the first is long and reaches over it
		}
		tick(at, label)
	}
	return out
}

// axisLetter is about how wide a letter of an axis is.
const axisLetter = 6.2

// tickRow sets labels beside each other along time.
type tickRow struct {
	c     clock
	form  stripForm
	taken float64 // how far along time labels stand
}

// tick sets a label after its line; where the drawing ends before the label does, before the line; and where it would stand on
// the label before it, not at all.
func (r *tickRow) tick(px float64, foot int, label string) stripTick {
	const gap = 4
	t := stripTick{units(px), units(px + r.c.way(gap)), foot, label, "start"}
	along, wide := px, axisLetter*float64(utf8.RuneCountInString(label))
	if r.c.dir == "rtl" {
		along = float64(r.form.width) - px
	}
	from := along + gap
	if from+wide > float64(r.form.width) {
		from = along - gap - wide
		t.TextX, t.Anchor = units(px-r.c.way(gap)), "end"
	}
	switch {
	case label == "":
	case from < r.taken:
		t.Label = ""
	default:
		r.taken = from + wide
	}
	return t
}

// firstName is the Levantine of a month's two names.
func firstName(month string) string {
	for i, r := range month {
		if r == '/' {
			return month[:i]
		}
	}
	return month
}
