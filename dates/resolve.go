package dates

import "time"

// doubtful is the confidence of an expression in which something disagrees or is not known.
const doubtful = 0.5

// resolve makes an expression of the reading of tokens i to j.
func (s *scene) resolve(r *reading, i, j int) Expression {
	e := s.p.expression(i, j)
	anchor := s.anchorAt(e.Start)
	lean := s.prepare(r, anchor, i, j)
	x, confidence := s.days(r, anchor, lean, i)
	e.From, e.To, e.Confidence = x.from, x.to, confidence
	e.Relative = relative(r)
	e.At = instant(r.clock, x)
	if s.quoted && s.anchor.IsZero() { // who said it may have said it on another day
		e.Confidence = min(e.Confidence, doubtful)
	}
	if r.weekday > 0 && r.weekday2 == 0 {
		e.Weekday = weekdayName(time.Weekday(r.weekday - 1))
	}
	if r.kind == onDay && !anchor.IsZero() {
		e.Conflict = conflict(r, oneDay(anchor.Add(r.deictic)), anchor)
	} else {
		e.Conflict = conflict(r, x, anchor)
	}
	if e.Conflict != "" {
		e.Confidence = min(e.Confidence, doubtful)
	}
	if r.kind == onUnit && r.unit == weekClass && r.edge == noEdge {
		s.week, s.weekAt = x, j
	}
	if !x.isZero() && r.kind != onClock {
		s.last, s.lastAt = x, j
		s.lastTold = r.hasDeixis || r.kind == onWeekday
	}
	return e
}

// prepare settles what the words around a reading say of it, and gives where a time without a direction lies.
func (s *scene) prepare(r *reading, anchor Day, i, j int) (lean int) {
	if !r.hasDir {
		lean = s.leaning(r, i, j)
	}
	if y := s.p.yearOfEvent(r, i, anchor); y > 0 {
		r.year = y
	}
	s.p.borrowYear(r, i, j)
	s.p.borrowDirection(r, j)
	if r.edge == early && s.p.afterSince(i) && (r.unit == yearClass || r.kind == onDate && r.month == 0) {
		r.edge = noEdge // «منذ بداية العام»: the year so far
	}
	return lean
}

// days gives the days of a reading, zero where text and anchor do not fix them, and how sure that is.
func (s *scene) days(r *reading, anchor Day, lean, i int) (stretch, float64) {
	switch r.kind {
	case onDate:
		return s.dateDays(r, anchor, lean)
	case onDecade:
		return s.partOf(r, stretch{yearOf(r.year).from, yearOf(r.year + 9).to}, anchor), 0.9
	case onCentury:
		return s.partOf(r, centuryOf(r.n), anchor), 0.9
	case onOther:
		return s.otherDays(r), 0.7
	case onFeast:
		return feastDays(r, anchor, lean), 0.9
	case onNth:
		return s.nthDays(r, anchor, lean), 0.85
	case onClock:
		return s.clockDays(anchor, i), 0.7
	}
	if anchor.IsZero() {
		if r.kind == onUnit && r.year > 0 {
			return s.unitDays(r, anchor), 0.9
		}
		if r.kind == onSeason && r.year > 0 {
			return seasonOf(r.n, r.year), 0.8
		}
		return stretch{}, 0.6
	}
	return s.relativeDays(r, anchor, lean, i)
}

// relativeDays resolves what only an anchor can.
func (s *scene) relativeDays(r *reading, anchor Day, lean, i int) (stretch, float64) {
	switch r.kind {
	case onDay:
		return oneDay(agreeing(anchor.Add(r.deictic), r.weekday)), 0.95
	case onWeekday:
		if !r.hasDir && r.unit == noClass && s.endsRange(i) {
			return oneDay(s.last.from.Add((r.weekday - 1 - int(s.last.from.Weekday()) + 7) % 7)), 0.85
		}
		if !r.hasDir && r.unit == noClass && !s.week.isZero() && s.namedWeekBefore(i) {
			return oneDay(s.week.from.Add((r.weekday - 1 - int(s.week.from.Weekday()) + 7) % 7)), 0.8
		}
		return s.weekdayDays(r, anchor, lean), 0.9
	case onUnit:
		return s.unitDays(r, anchor), 0.9
	case onPoint:
		d := anchor
		for q := r; q != nil; q = q.more {
			d = moved(d, q.unit, q.n)
		}
		return oneDay(d), 0.8
	case onWeekend:
		return s.weekendDays(r, anchor, lean), 0.8
	case onStretch:
		return stretchDays(r, anchor), 0.85
	case onSeason:
		return seasonDays(r, anchor), 0.8
	}
	return stretch{}, 0.5
}

// endsRange reports whether a weekday at token i is the end of a range that began with the weekday named last: «من الأحد إلى
// الخميس».
func (s *scene) endsRange(i int) bool {
	k := i - 1
	if _, w := s.p.is(k, dayClass); w > 0 {
		k--
	}
	_, till := s.p.is(k, tillClass)
	return till > 0 && s.lastAt == k && s.lastTold && !s.last.isZero() && s.last.from == s.last.to
}

// agreeing gives the nearest day on which the weekday falls, at most three days off. Where «أمس السبت» contradicts itself, it
// is mostly the day of publication that is a little late, and the weekday that is right.
func agreeing(d Day, weekday int) Day {
	if weekday == 0 {
		return d
	}
	back := (int(d.Weekday()) - weekday + 8) % 7
	if back > 3 {
		return d.Add(7 - back)
	}
	return d.Add(-back)
}

// namedWeekBefore reports whether a week was named right before a weekday («الأسبوع المقبل بين الأربعاء والجمعة»).
func (s *scene) namedWeekBefore(i int) bool {
	for k := s.weekAt; k < i; k++ {
		t := s.p.at(k)
		if t.kind != wordToken || t.entry == nil && t.phrase == nil {
			return false
		}
	}
	return i-s.weekAt <= 4
}

// weekdayDays finds which Saturday is meant: the last one up to the anchor, or the first from it where the clause looks ahead.
func (s *scene) weekdayDays(r *reading, anchor Day, lean int) stretch {
	w := time.Weekday(r.weekday - 1)
	back := anchor.Add(-((int(anchor.Weekday()) - int(w) + 7) % 7))
	ahead := anchor.Add((int(w) - int(anchor.Weekday()) + 7) % 7)
	var d Day
	switch {
	case r.unit == weekClass:
		week := s.weekOf(anchor.Add(7 * r.n))
		d = week.from.Add((int(w) - int(week.from.Weekday()) + 7) % 7)
	case r.hasDir && r.dir < 0:
		if d = back; d == anchor {
			d = d.Add(-7)
		}
		d = d.Add(7 * (r.dir + 1))
	case r.hasDir && r.dir > 0:
		if d = ahead; d == anchor {
			d = d.Add(7)
		}
		d = d.Add(7 * (r.dir - 1))
	case r.hasDir:
		week := s.weekOf(anchor)
		d = week.from.Add((int(w) - int(week.from.Weekday()) + 7) % 7)
	case lean > 0:
		d = ahead
	default:
		d = back
	}
	if r.weekday2 > 0 {
		if !r.hasDir && lean <= 0 && anchor.Before(d.Add(1)) { // the night is over when it is written of
			return stretch{d.Add(-7), d.Add(-6)}
		}
		return stretch{d, d.Add(1)}
	}
	return oneDay(d)
}

// unitDays gives the n-th week, month, year … from the anchor's own, and the part of it that is meant.
func (s *scene) unitDays(r *reading, anchor Day) stretch {
	if r.same || r.following {
		return s.unitFromLast(r, anchor)
	}
	x := s.unitAt(r, anchor)
	return s.partOf(r, x, anchor)
}

// unitAt gives the whole unit.
func (s *scene) unitAt(r *reading, anchor Day) stretch {
	if r.year > 0 {
		return calendarDays(r.cal, r.year, 0, 0)
	}
	if r.cal == hijri {
		y, m, _ := hijriOf(anchor)
		if r.unit == yearClass {
			return hijriYearOf(y + r.n)
		}
		return hijriMonthOf(y, m+r.n)
	}
	switch r.unit {
	case weekClass:
		return s.weekOf(anchor.Add(7 * r.n))
	case monthClass:
		return monthOf(anchor.Year, int(anchor.Month)+r.n)
	case yearClass:
		return yearOf(anchor.Year + r.n)
	case decadeClass:
		y := anchor.Year/10*10 + 10*r.n
		return stretch{yearOf(y).from, yearOf(y + 9).to}
	case centuryClass:
		return centuryOf((anchor.Year+99)/100 + r.n)
	}
	return stretch{}
}

// centuryOf is the n-th century, from a year that ends in 01 to one that ends in 00.
func centuryOf(n int) stretch { return stretch{yearOf(n*100 - 99).from, yearOf(n * 100).to} }

// unitFromLast resolves «الشهر نفسه», «العام التالي» from the time named last; without one they stay open.
func (s *scene) unitFromLast(r *reading, anchor Day) stretch {
	from := s.last.from
	if from.IsZero() {
		if !r.following || anchor.IsZero() {
			return stretch{}
		}
		from = anchor
	}
	return s.partOf(r, s.unitAt(&reading{unit: r.unit, n: r.n}, from), anchor)
}

// moved gives the day n units away.
func moved(d Day, unit class, n int) Day {
	switch unit {
	case secondClass, minuteClass:
		return d
	case hourClass:
		return d.Add(n / 24)
	case weekClass:
		return d.Add(7 * n)
	case monthClass:
		return addMonths(d, n)
	case yearClass:
		return addMonths(d, 12*n)
	case decadeClass:
		return addMonths(d, 120*n)
	case centuryClass:
		return addMonths(d, 1200*n)
	}
	return d.Add(n)
}

// stretchDays gives the last or next units. Days and weeks leave out the anchor's own day; hours, months and years run
// up to it.
func stretchDays(r *reading, anchor Day) stretch {
	far := moved(anchor, r.unit, r.n)
	if r.unit == hourClass && r.n%24 != 0 {
		far = anchor.Add(r.n / 24)
	}
	switch {
	case r.unit == dayClass || r.unit == weekClass:
		if r.n < 0 {
			return stretch{far, anchor.Add(-1)}
		}
		return stretch{anchor.Add(1), far}
	case r.n < 0:
		return stretch{far, anchor}
	}
	return stretch{anchor.Add(1), far}
}

// weekendDays gives the two days without work, by country; Saturday and Sunday where it is not known.
func (s *scene) weekendDays(r *reading, anchor Day, lean int) stretch {
	first := (WeekendStart(s.country) - s.first + 7) % 7
	week := s.weekOf(anchor)
	n := r.dir
	if !r.hasDir && lean <= 0 && anchor.Before(week.from.Add(int(first))) {
		n = -1
	}
	from := week.from.Add(int(first) + 7*n)
	return stretch{from, from.Add(1)}
}

// seasonOf gives the three months of a season; winter is called by the year in which it ends.
func seasonOf(n, year int) stretch {
	month := 3 * (n - 1) // 1 winter from December, 2 spring …
	return stretch{monthOf(year, month).from, monthOf(year, month+2).to}
}

// seasonDays finds which summer is meant.
func seasonDays(r *reading, anchor Day) stretch {
	switch {
	case r.year > 0:
		return seasonOf(r.n, r.year)
	case r.hasShift:
		return seasonOf(r.n, anchor.Year+r.yearShift)
	case r.dir == 0:
		return seasonOf(r.n, anchor.Year)
	}
	for y := anchor.Year - r.dir; ; y += r.dir {
		x := seasonOf(r.n, y)
		if r.dir < 0 && x.to.Before(anchor) || r.dir > 0 && anchor.Before(x.from) {
			return x
		}
	}
}

// otherDays resolves what is told from the time named last.
func (s *scene) otherDays(r *reading) stretch {
	if s.last.isZero() || s.last.to.Sub(s.last.from) > 3 {
		return stretch{}
	}
	if r.n < 0 {
		return oneDay(s.last.from.Add(r.n))
	}
	return oneDay(s.last.to.Add(r.n))
}

// clockDays gives the day to which a clock time belongs: the one named in the same sentence, else the anchor.
func (s *scene) clockDays(anchor Day, i int) stretch {
	if !s.last.isZero() && s.last.from == s.last.to {
		if s.sameSentence(i) {
			return s.last
		}
	}
	return anchorDay(anchor)
}

func anchorDay(anchor Day) stretch {
	if anchor.IsZero() {
		return stretch{}
	}
	return oneDay(anchor)
}
