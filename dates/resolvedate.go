package dates

import "time"

// dateDays gives the days of a date of which some parts are given, and how sure that is.
func (s *scene) dateDays(r *reading, anchor Day, lean int) (stretch, float64) {
	sure := 0.97
	r.turn()
	y, m := r.year, r.month
	switch {
	case r.inYear > 0:
		y = hijriYearIn(r.inYear, m)
	case r.unit == monthClass: // «20 الجاري»
		return s.dayOfMonthUnit(r, anchor), 0.93
	case y == 0 && m == 0 && r.weekday > 0: // «الجمعة 15»
		return dayAndWeekday(r, anchor, lean), 0.8
	case y == 0 && r.same:
		if s.last.isZero() {
			return stretch{}, 0.5
		}
		y = s.last.from.Year
		if r.cal == hijri {
			y, _, _ = hijriOf(s.last.from)
		}
		sure = 0.8
	case y == 0 && anchor.IsZero():
		return stretch{}, 0.6
	case y == 0:
		y, sure = s.yearFor(r, anchor, lean)
	}
	x := calendarDays(r.cal, y, m, r.day)
	if r.isNth(x) {
		return nthWeekdayIn(monthOf(y, m), time.Weekday(r.weekday-1), r.day), 0.85
	}
	if r.ofWeek && !x.isZero() {
		return s.weekOf(x.from), sure
	}
	if r.end != nil && !x.isZero() {
		if end := calendarDays(r.end.cal, y-r.year+r.endYear(), r.end.month, r.end.day); !end.isZero() {
			x.to = end.to
		}
		return x, sure
	}
	return s.partOf(r, x, anchor), sure
}

// isNth reports whether «الثلاثاء الثالث من أيلول 2014» is the third Tuesday, because the third of the month was none.
func (r *reading) isNth(x stretch) bool {
	return r.ordinal && (r.year > 0 || r.unit == monthClass) && r.cal == gregorian && r.weekday > 0 && r.day > 0 && r.day <= 5 && !x.isZero() &&
		int(x.from.Weekday())+1 != r.weekday
}

// endYear is the year at which a range ends, as written; the start's where it is not.
func (r *reading) endYear() int {
	if r.end.year == 0 {
		return r.year
	}
	return r.end.year
}

// calendarDays gives the days of a year, month or day; nothing where the calendar has no such day. A Hijri 30th of a
// month of 29 days is within the tolerance.
func calendarDays(cal calendar, y, m, d int) stretch {
	if y < 1 {
		return stretch{}
	}
	if cal == hijri {
		switch {
		case m == 0:
			return hijriYearOf(y)
		case d == 0:
			return hijriMonthOf(y, m)
		case d > 30:
			return stretch{}
		}
		return oneDay(hijriDay(y, m, d))
	}
	switch {
	case m == 0:
		return yearOf(y)
	case d == 0:
		return monthOf(y, m)
	case d > monthOf(y, m).to.Day:
		return stretch{}
	}
	return oneDay(Day{y, time.Month(m), d})
}

// yearFor finds the year of a month or day without one: by its direction, else by the clause, else the nearest.
func (s *scene) yearFor(r *reading, anchor Day, lean int) (int, float64) {
	own := anchor.Year
	if r.cal == hijri {
		own, _, _ = hijriOf(anchor)
	}
	if r.hasShift {
		return own + r.yearShift, 0.95
	}
	if r.hasDir && r.dir == 0 {
		return own, 0.95
	}
	if r.hasDir {
		lean = r.dir
	}
	if y, ok := yearByWeekday(r, own); ok {
		return y, 0.9
	}
	past, ahead := own, own
	for ; !s.isPast(r, past, anchor); past-- {
	}
	for ; !s.isAhead(r, ahead, anchor); ahead++ {
	}
	switch {
	case r.hasDir && lean < 0:
		return past + lean + 1, 0.95
	case r.hasDir && lean > 0:
		return ahead + lean - 1, 0.95
	}
	if x := calendarDays(r.cal, own, r.month, r.day); x.contains(anchor) {
		return own, 0.9
	}
	behind := anchor.Sub(calendarDays(r.cal, past, r.month, r.day).to)
	before := calendarDays(r.cal, ahead, r.month, r.day).from.Sub(anchor)
	switch {
	case lean > 0 && before < 300:
		return ahead, 0.8
	case lean < 0 && behind < 340 && (r.day > 0 || behind < farBack*before) || behind < 2*before:
		return past, 0.8
	}
	return ahead, 0.7
}

// farBack is how many times farther a month without a year may lie back than ahead, where its clause tells the past. What was
// eleven months ago is called by its year or «الماضي».
const farBack = 8

// yearByWeekday finds the year, of those beside the anchor's, in which the weekday falls on the date, if there is but one.
func yearByWeekday(r *reading, own int) (int, bool) {
	if r.weekday == 0 || r.day == 0 || r.hasDir || r.cal == hijri {
		return 0, false
	}
	found := 0
	for y := own - 1; y <= own+1; y++ {
		if x := calendarDays(r.cal, y, r.month, r.day); !x.isZero() && int(x.from.Weekday())+1 == r.weekday {
			if found > 0 {
				return 0, false
			}
			found = y
		}
	}
	return found, found > 0
}

// hijriYearIn gives the Hijri year whose month begins in a Gregorian year; of two the first.
func hijriYearIn(year, month int) int {
	h := hijriYearAt(year)
	for hijriDay(h, month, 1).Year < year {
		h++
	}
	return h
}

// isPast reports whether the date in that year lies wholly before the anchor, a month before the anchor's own.
func (s *scene) isPast(r *reading, year int, anchor Day) bool {
	x := calendarDays(r.cal, year, r.month, r.day)
	return x.isZero() && year < anchor.Year-8 || !x.isZero() && x.to.Before(anchor)
}

// isAhead reports whether the date in that year lies wholly after the anchor.
func (s *scene) isAhead(r *reading, year int, anchor Day) bool {
	x := calendarDays(r.cal, year, r.month, r.day)
	return x.isZero() && year > anchor.Year+8 || !x.isZero() && anchor.Before(x.from)
}

// dayOfMonthUnit gives «20 الجاري», «15 من الشهر المقبل».
func (s *scene) dayOfMonthUnit(r *reading, anchor Day) stretch {
	base := anchor
	if r.same {
		base = s.last.from
	}
	if base.IsZero() {
		return stretch{}
	}
	month := monthOf(base.Year, int(base.Month)+r.n)
	if r.day > month.to.Day {
		return stretch{}
	}
	x := oneDay(month.from.Add(r.day - 1))
	if r.isNth(x) {
		return nthWeekdayIn(month, time.Weekday(r.weekday-1), r.day)
	}
	if r.end != nil && r.end.day <= month.to.Day {
		x.to = month.from.Add(r.end.day - 1)
	}
	return x
}

// nthDays gives the n-th weekday or week of a month or year.
func (s *scene) nthDays(r *reading, anchor Day, lean int) stretch {
	var x stretch
	if r.month > 0 || r.year > 0 {
		x, _ = s.dateDays(&reading{kind: onDate, cal: r.cal, year: r.year, yearShift: r.yearShift, hasShift: r.hasShift,
			month: r.month, dir: r.dir, hasDir: r.hasDir}, anchor, lean)
	} else if !anchor.IsZero() {
		unit := r.unit
		x = s.unitAt(&reading{unit: unit, n: r.n}, anchor)
	}
	if x.isZero() {
		return x
	}
	if r.weekday > 0 {
		return nthWeekdayIn(x, time.Weekday(r.weekday-1), r.nth)
	}
	return s.nthWeekIn(x, r.nth)
}

// nthWeekdayIn gives the n-th weekday of a stretch; -1 is the last.
func nthWeekdayIn(x stretch, w time.Weekday, n int) stretch {
	if n < 0 {
		return oneDay(x.to.Add(-((int(x.to.Weekday()) - int(w) + 7) % 7)))
	}
	d := nthWeekdayFrom(x.from, w, n)
	if !x.contains(d) {
		return stretch{}
	}
	return oneDay(d)
}

// nthWeekIn gives the n-th week that begins in a month; of a year the first week is the one that holds its fourth of
// January (ISO 8601).
func (s *scene) nthWeekIn(x stretch, n int) stretch {
	first := x.from.Add((int(s.first) - int(x.from.Weekday()) + 7) % 7)
	if x.to.Sub(x.from) > 31 {
		first = s.weekOf(x.from.Add(3)).from
	}
	if n < 0 {
		return s.weekOf(x.to.Add(-3 * boolInt(x.to.Sub(x.from) <= 31)))
	}
	from := first.Add(7 * (n - 1))
	if x.to.Before(from) {
		return stretch{}
	}
	return stretch{from, from.Add(6)}
}

// feastDays gives the day of a feast, in the year said, in the direction said, or nearest to the anchor.
func feastDays(r *reading, anchor Day, lean int) stretch {
	f := r.feast
	shift := max(r.nth-1, 0)
	if r.nth < 0 {
		shift = -1
	}
	on := func(year int) Day {
		if d := f.in(year); !d.IsZero() {
			return d.Add(shift)
		}
		return Day{}
	}
	switch {
	case r.year > 0 && r.cal == hijri && f.rule == "hijri":
		return oneDay(hijriDay(r.year, f.month, f.day).Add(shift))
	case r.year > 0 && r.cal == gregorian:
		if d := on(r.year); !d.IsZero() {
			return oneDay(d)
		}
		return stretch{}
	case anchor.IsZero() || r.year > 0:
		return stretch{}
	case r.hasShift:
		if d := on(anchor.Year + r.yearShift); !d.IsZero() {
			return oneDay(d)
		}
		return stretch{}
	}
	if r.hasDir {
		lean = r.dir
	}
	return nearestFeast(on, anchor, lean, r.hasDir)
}

// nearestFeast picks the nearest of the years around, on the side that the words or the clause give.
func nearestFeast(on func(int) Day, anchor Day, lean int, strict bool) stretch {
	var best Day
	for y := anchor.Year - 2; y <= anchor.Year+2; y++ {
		d := on(y)
		if d.IsZero() || strict && lean < 0 && !d.Before(anchor) || strict && lean > 0 && !anchor.Before(d) {
			continue
		}
		if best.IsZero() || abs(d.Sub(anchor)) < abs(best.Sub(anchor)) {
			best = d
		}
	}
	if best.IsZero() {
		return stretch{}
	}
	return oneDay(best)
}

// dayAndWeekday finds the day near the anchor on which both the number and the weekday fall; there may be none.
func dayAndWeekday(r *reading, anchor Day, lean int) stretch {
	if anchor.IsZero() {
		return stretch{}
	}
	for n := range 60 {
		for _, d := range [...]Day{anchor.Add(-n), anchor.Add(n)} {
			ahead := anchor.Before(d)
			if d.Day != r.day || int(d.Weekday())+1 != r.weekday || ahead && lean < 0 || !ahead && lean > 0 && n > 0 {
				continue
			}
			return oneDay(d)
		}
	}
	return stretch{}
}
