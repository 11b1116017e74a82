package dates

import (
	"fmt"
	"time"
)

// relative gives the distance from the anchor as the words tell it.
func relative(r *reading) string {
	switch {
	case r.hasDeixis:
		return distance(r.deictic, "d")
	case r.kind == onPoint || r.kind == onUnit && !r.same && !r.following:
		letter := unitLetter(r.unit)
		if letter == "" {
			return ""
		}
		return distance(r.n, letter)
	}
	return ""
}

// distance writes "-2d", "+1w", "0y".
func distance(n int, unit string) string {
	if n == 0 {
		return "0" + unit
	}
	return fmt.Sprintf("%+d%s", n, unit)
}

// unitLetter is the letter of a unit.
func unitLetter(unit class) string {
	switch unit {
	case dayClass:
		return "d"
	case weekClass:
		return "w"
	case monthClass:
		return "m"
	case yearClass:
		return "y"
	case hourClass:
		return "h"
	}
	return ""
}

// conflict says what in the words disagrees with what they resolve to.
func conflict(r *reading, x stretch, anchor Day) string {
	if x.isZero() {
		return ""
	}
	if r.hasDeixis && r.kind == onDate && !anchor.IsZero() && x.from != anchor.Add(r.deictic) {
		return fmt.Sprintf("the words count %+d days from %s, the date is %s", r.deictic, anchor, x.from)
	}
	if r.weekday > 0 && r.end == nil && (r.kind == onDay || r.kind == onDate && r.day > 0) {
		if w := time.Weekday(r.weekday - 1); x.from.Weekday() != w && !nearHijri(r, x.from, w) {
			return fmt.Sprintf("%s was a %s, not a %s", x.from, weekdayName(x.from.Weekday()), weekdayName(w))
		}
	}
	if r.twin != nil {
		if d := hijriDay(r.twin.year, r.twin.month, r.twin.day); r.twin.year > 0 && abs(d.Sub(x.from)) > HijriTolerance {
			return fmt.Sprintf("the two calendars are %d days apart", abs(d.Sub(x.from)))
		}
	}
	return ""
}

// nearHijri reports whether a weekday beside a Hijri date is within the calendar's tolerance.
func nearHijri(r *reading, d Day, w time.Weekday) bool {
	return r.cal == hijri && (d.Add(1).Weekday() == w || d.Add(-1).Weekday() == w)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
