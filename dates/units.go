package dates

// unitOf gives the unit that token i names, and 1, 2 or 3 for one, two and many of it.
func (p *parser) unitOf(i int) (unit class, number int) {
	t := p.at(i)
	if t.entry == nil {
		return noClass, 0
	}
	for k := range t.entry.lexemes {
		switch x := &t.entry.lexemes[k]; x.class {
		case secondClass, minuteClass, hourClass, dayClass, weekClass, monthClass, yearClass, decadeClass, centuryClass:
			return x.class, x.value
		}
	}
	return noClass, 0
}

// namedUnit reads a week, month, year, decade or century told from the anchor's own: «الأسبوع الماضي», «هذا العام»,
// «العام قبل الماضي», «الشهر نفسه». The direction must be there; the unit alone is no time.
func (p *parser) namedUnit(i int) (reading, int) {
	r := reading{kind: onUnit}
	j := i
	if _, w := p.is(j, thisClass); w > 0 && p.at(j).kind == wordToken {
		unit, number := p.unitOf(j + w)
		if unit < weekClass || number != 1 || !p.at(j+w).al || !p.plain(j+w) {
			return reading{}, i
		}
		r.unit = unit
		return r, j + w + 1
	}
	if v, w := p.is(j, sameClass); w > 0 && v == 1 { // «نفس العام»
		unit, number := p.unitOf(j + w)
		if unit < weekClass || number != 1 || !p.at(j+w).al {
			return reading{}, i
		}
		r.unit, r.same = unit, true
		return r, j + w + 1
	}
	unit, number := p.unitOf(j)
	if unit < weekClass || number != 1 || !p.at(j).al || p.afterTitle(j) {
		return reading{}, i
	}
	r.unit = unit
	k := j + 1
	if unit == yearClass || unit == monthClass { // «العام الميلادي الحالي», «العام الهجري المقبل»
		if _, w := p.is(k, gregorianMarkClass); w > 0 && p.at(k).al {
			k += w
		} else if _, w := p.is(k, hijriMarkClass); w > 0 && p.at(k).al {
			r.cal, k = hijri, k+w
		}
	}
	return p.directed(r, k, i)
}

// directed reads the direction of a named unit at k; on failure it gives back fail.
func (p *parser) directed(r reading, k, fail int) (reading, int) {
	open := p.skipMark(k, "(")
	if v, w := p.is(open, directionClass); w > 0 && p.plain(open) {
		r.n = v
		end := p.closed(open > k, open+w)
		if y, cal, _, stop := p.year(end); r.unit == yearClass && stop > end && p.at(end).kind == numberToken { // «العام الماضي 2016»
			r.year, r.cal = y, cal
			return r, stop
		}
		return r, end
	}
	if _, w := p.is(open, sameClass); w > 0 {
		r.same = true
		return r, p.closed(open > k, open+w)
	}
	if v, w := p.is(k, followingClass); w > 0 && p.plain(k) && p.at(k).al {
		r.following, r.n = true, v
		return r, k + w
	}
	if _, w := p.is(k, formerClass); w > 0 && p.plain(k) && p.at(k).al {
		r.following, r.n = true, -1
		return r, k + w
	}
	return reading{}, fail
}

// closed passes over the bracket that an opened one needs.
func (p *parser) closed(open bool, i int) int {
	if open {
		return p.skipMark(i, ")")
	}
	return i
}

// afterTitle reports whether «العام» at i is the adjective of an office or a body («الأمين العام السابق»).
func (p *parser) afterTitle(i int) bool {
	if v, w := p.is(i, yearClass); w == 0 || v != 1 || i == 0 {
		return false
	}
	_, w := p.is(i-1, titleClass)
	return w > 0
}

// weekOfDate reads the week that holds a day: «أسبوع 16 سبتمبر».
func (p *parser) weekOfDate(i int) (reading, int) {
	if unit, number := p.unitOf(i); unit != weekClass || number != 1 || p.at(i).al {
		return reading{}, i
	}
	r, j := p.date(i + 1)
	if j == i+1 || r.day == 0 || r.month == 0 || r.end != nil {
		return reading{}, i
	}
	r.ofWeek = true
	return r, j
}

// period reads a named unit or a month or year, with the part of it that is meant: «نهاية يونيو», «منتصف العام القادم»,
// «الربع الثاني من العام المقبل», «أواخر الأسبوع الماضي».
func (p *parser) period(i int) (reading, int) {
	if r, j := p.quarterOf(i); j > i {
		return r, j
	}
	if r, j := p.weekOfDate(i); j > i {
		return r, j
	}
	part, j := p.edgeAt(i)
	if j > i {
		j = p.skip(j, ofClass)
	}
	if part == firstDay {
		return reading{}, i
	}
	r, k := p.namedUnit(j)
	if k == j {
		if r, k = p.date(j); k == j || r.day != 0 || r.end != nil && part != noEdge {
			return p.edgeOfBareUnit(part, i, j)
		}
		r.weak = r.weak && part == noEdge
	}
	r.edge = part
	if part == rest && r.kind != onUnit {
		return reading{}, i
	}
	return r, k
}

// edgeAt reads the word for a part of a period.
func (p *parser) edgeAt(i int) (edge, int) {
	if v, w := p.is(i, edgeClass); w > 0 {
		return edge(v), i + w
	}
	if _, w := p.is(i, restClass); w > 0 {
		return rest, i + w
	}
	return noEdge, i
}

// edgeOfBareUnit reads «نهاية العام», «منتصف الشهر», where the unit is the anchor's own.
func (p *parser) edgeOfBareUnit(part edge, start, i int) (reading, int) {
	if part == noEdge {
		return reading{}, start
	}
	unit, number := p.unitOf(i)
	if unit < weekClass || unit > yearClass || number != 1 || !p.at(i).al || !p.plain(i) {
		return reading{}, start
	}
	j := i + 1
	if _, w := p.is(j, gregorianMarkClass); w > 0 && p.at(j).al {
		j += w
	}
	if p.qualified(j) {
		return reading{}, start
	}
	return reading{kind: onUnit, unit: unit, edge: part, weak: part == middle && unit == weekClass}, j
}

// quarterOf reads «الربع الثاني من العام المقبل», «النصف الأول من 2023».
func (p *parser) quarterOf(i int) (reading, int) {
	most, isHalf := 4, false
	v, w := p.is(i, quarterClass)
	if w == 0 {
		if v, w = p.is(i, halfClass); w == 0 {
			return reading{}, i
		}
		most, isHalf = 2, true
	}
	if v != 1 || !p.at(i).al {
		return reading{}, i
	}
	n, j := p.small(i+1, most)
	if j == i+1 {
		if _, w := p.is(j, latestClass); w == 0 {
			return reading{}, i
		}
		n, j = most, j+1
	}
	r, end := p.dividedPeriod(j, isHalf)
	if end == j {
		return reading{}, i
	}
	r.quarter, r.half, r.weak = n, isHalf, false
	return r, end
}

// dividedPeriod reads the year of which a part is meant, or the month if months are taken too: «من العام المقبل», «من 2023».
func (p *parser) dividedPeriod(i int, months bool) (reading, int) {
	k := p.skip(i, ofClass)
	k = p.skip(k, inClass)
	r, end := p.namedUnit(k)
	if end == k {
		if r, end = p.date(k); end == k {
			if y, cal, _, j := p.year(k); j > k {
				r, end = reading{kind: onDate, cal: cal, year: y}, j
			}
		}
	}
	switch {
	case end > k && r.end == nil && (r.kind == onUnit && (r.unit == yearClass || months && r.unit == monthClass) || r.kind == onDate && r.day == 0 && (months || r.month == 0)):
		return r, end
	case p.bareYear(k):
		return reading{kind: onUnit, unit: yearClass}, k + 1
	}
	return reading{}, i
}

// firstMonths reads «الأشهر الستة الأولى من العام», «الأشهر الثلاثة الأخيرة من 2020».
func (p *parser) firstMonths(n, i int) (reading, int) {
	t := p.at(i)
	if t.kind != wordToken || n > 11 {
		return reading{}, i
	}
	switch fold(p.text[t.start:t.end]) {
	case "الاولي":
	case "الاخيره":
		n = -n
	default:
		return reading{}, i
	}
	r, end := p.dividedPeriod(i+1, false)
	if end == i+1 {
		return reading{}, i
	}
	r.months, r.weak = n, false
	return r, end
}

// bareYear reports whether «العام» stands at i without anything to say which.
func (p *parser) bareYear(i int) bool {
	unit, number := p.unitOf(i)
	return unit == yearClass && number == 1 && p.at(i).al && !p.qualified(i+1)
}

// qualified reports whether a number or an adjective follows that makes a year another than the calendar's: «العام الدراسي».
func (p *parser) qualified(i int) bool {
	t := p.at(i)
	if t.kind == numberToken {
		return true
	}
	word := fold(p.text[t.start:t.end])
	return t.kind == wordToken && len(word) > 6 && word[:4] == "ال" && word[len(word)-2:] == "ي"
}

// weekend reads «عطلة نهاية الأسبوع», with the direction that may follow.
func (p *parser) weekend(i int) (reading, int) {
	v, w := p.is(i, weekendClass)
	if w == 0 {
		return reading{}, i
	}
	r := reading{kind: onWeekend, n: v}
	j := i + w
	if v, w := p.is(j, directionClass); w > 0 && p.plain(j) {
		r.dir, r.hasDir = v, true
		return r, j + w
	}
	return r, j
}

// weekThenDay reads «الأسبوع المقبل يوم الجمعة».
func (p *parser) weekThenDay(i int) (reading, int) {
	u, j := p.namedUnit(i)
	if j == i || u.unit != weekClass || u.same || u.following {
		return reading{}, i
	}
	k := p.skipBareDay(j)
	v, w := p.is(k, weekdayClass)
	if w == 0 || !p.plain(k) || p.at(k).wa {
		return reading{}, i
	}
	return reading{kind: onWeekday, weekday: v + 1, unit: weekClass, n: u.n}, k + w
}
