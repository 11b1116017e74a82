package dates

// ranged reads a stretch whose ends share what is said once: «من 3 إلى 7 آب», «19-20 نوفمبر», «يومي 5 و6 مايو», «بين 2009
// و2013», «من يناير إلى مارس 2015». Two ends that are whole dates are two times; [Periods] joins them.
func (p *parser) ranged(i int) (reading, int) {
	opener, j := p.rangeOpener(i)
	if r, k := p.dayRange(j, opener); k > j {
		return r, k
	}
	if opener == noClass {
		return reading{}, i
	}
	if r, k := p.yearRange(j, opener); k > j {
		return r, k
	}
	if r, k := p.monthRange(j, opener); k > j {
		return r, k
	}
	return reading{}, i
}

// rangeOpener reads «من», «بين», «ما بين», «يومي», «أيام», «الفترة من».
func (p *parser) rangeOpener(i int) (class, int) {
	if _, w := p.is(i, betweenClass); w > 0 {
		return betweenClass, i + w
	}
	if _, w := p.is(i, ofClass); w > 0 {
		return ofClass, i + w
	}
	if v, w := p.is(i, dayClass); w > 0 && v >= 2 && !p.at(i).al {
		return dayClass, i + w
	}
	if v, w := p.is(i, monthClass); w > 0 && v == 2 && !p.at(i).al {
		return betweenClass, i + w
	}
	return noClass, i
}

// rangeJoint reads what stands between the ends.
func (p *parser) rangeJoint(i int, opener class) int {
	if _, w := p.is(i, tillClass); w > 0 && opener != betweenClass {
		return i + w
	}
	if p.mark(i, "-–—") {
		return i + 1
	}
	if opener == betweenClass || opener == dayClass {
		if _, w := p.is(i, andClass); w > 0 {
			return i + w
		}
		if p.at(i).wa {
			return i
		}
		if _, w := p.is(i, tillClass); w > 0 {
			return i + w
		}
	}
	return -1
}

// dayRange reads two days of one month.
func (p *parser) dayRange(i int, opener class) (reading, int) {
	d, j := p.small(i, 31)
	if j == i || p.touches(i) && p.mark(i-1, "-/.:,") {
		return reading{}, i
	}
	k := p.rangeJoint(j, opener)
	if k < 0 && opener == noClass && p.at(i).kind == numberToken {
		k, opener = p.nextDay(d, j), dayClass
	}
	if k < 0 {
		return reading{}, i
	}
	if opener == dayClass { // «أيام 5 و6 و7 مايو»
		for range 31 {
			_, mid := p.small(k, 31)
			next := p.rangeJoint(mid, opener)
			if mid == k || next < 0 {
				break
			}
			k = next
		}
	}
	end, stop := p.dayMonth(k)
	if stop == k {
		end, stop = p.dayOfThisMonth(k)
	}
	if stop == k || end.day <= d || end.cal == gregorian && end.day > 31 {
		return reading{}, i
	}
	r := end
	r.day, r.end, r.weak = d, &end, false
	return r, stop
}

// nextDay gives the place of the number after d, joined by و: «10 و11 و12 شوال» are days in a row; -1 where it is not.
func (p *parser) nextDay(d, i int) int {
	k := p.rangeJoint(i, dayClass)
	if k < 0 {
		return -1
	}
	if n, _ := p.small(k, 31); n != d+1 {
		return -1
	}
	return k
}

// yearRange reads two years.
func (p *parser) yearRange(i int, opener class) (reading, int) {
	if r, j := p.yearAlone(i); j > i && r.end != nil {
		r.weak = false
		return r, j
	}
	y1, cal, _, j := p.year(i)
	if j == i || opener == dayClass {
		return reading{}, i
	}
	k := p.rangeJoint(j, opener)
	if k < 0 {
		return reading{}, i
	}
	y2, cal2, marked, stop := p.year(k)
	if stop == k || y2 <= y1 || y2-y1 > 300 {
		return reading{}, i
	}
	if cal2 == hijri && marked {
		cal = hijri
	}
	return reading{kind: onDate, cal: cal, year: y1, end: &reading{kind: onDate, cal: cal2, year: y2}}, stop
}

// monthRange reads two months of which the second says the year: «من يناير إلى مارس 2015», «بين يناير ومارس الماضيين».
func (p *parser) monthRange(i int, opener class) (reading, int) {
	m, j := p.monthName(i)
	if j == i || opener == dayClass {
		return reading{}, i
	}
	k := p.rangeJoint(j, opener)
	if k < 0 {
		return reading{}, i
	}
	end, stop := p.monthFirst(k)
	if stop == k || end.day > 0 || end.cal != m.cal || end.month <= m.month || end.year == 0 && !end.hasDir && !end.hasShift {
		return reading{}, i
	}
	r := end
	r.month, r.end = m.month, &end
	return r, stop
}

// borrowYear gives the beginning of a range the year or direction of its end: «من 5 جانفي إلى 9 جانفي 2020», «من 22 جويلية إلى
// 5 أوت المقبل».
func (p *parser) borrowYear(r *reading, i, j int) {
	if r.kind != onDate || r.year > 0 || r.month == 0 || r.hasDir || r.hasShift || r.same {
		return
	}
	opener := noClass
	if _, w := p.is(i-1, betweenClass); w > 0 || r.day == 0 {
		opener = betweenClass
	}
	k := p.rangeJoint(j, opener)
	if k < 0 {
		return
	}
	end, stop := p.date(k)
	switch {
	case stop == k || end.cal != r.cal || end.month == 0:
	case end.year > 0 && end.month < r.month:
		r.year = end.year - 1
	case end.year > 0:
		r.year = end.year
	case end.hasDir && end.month >= r.month:
		r.dir, r.hasDir = end.dir, true
	}
}

// borrowDirection gives a weekday the direction of the one that follows it: «يومي الخميس والجمعة المقبلين».
func (p *parser) borrowDirection(r *reading, j int) {
	if r.kind != onWeekday || r.hasDir || r.unit != noClass {
		return
	}
	for range 4 {
		k := p.skip(j, andClass)
		_, w := p.is(k, weekdayClass)
		if w == 0 || k == j && !p.at(k).wa {
			return
		}
		j = k + w
		if v, w := p.is(j, directionClass); w > 0 && p.plain(j) {
			r.dir, r.hasDir = v, true
			return
		}
	}
}
