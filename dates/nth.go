package dates

// nthOf reads «أول يوم جمعة من يوليو», «ثالث ثلاثاء في أيلول», «الأسبوع الثالث من هذا الشهر», «الأسبوع الأخير من يوليو».
func (p *parser) nthOf(i int) (reading, int) {
	r, j := p.nthWeek(i)
	if j == i {
		if r, j = p.nthWeekday(i); j == i {
			return reading{}, i
		}
	}
	k := p.skip(j, ofClass)
	k = p.skip(k, inClass)
	if u, end := p.namedUnit(k); end > k && (u.unit == monthClass || u.unit == yearClass && r.unit == weekClass) {
		u.kind, u.nth, u.weekday = onNth, r.nth, r.weekday
		return u, end
	}
	if d, end := p.date(k); end > k && d.day == 0 && d.end == nil && (d.month > 0 || r.unit == weekClass && d.year > 0) {
		d.kind, d.nth, d.weekday, d.weak = onNth, r.nth, r.weekday, false
		return d, end
	}
	return reading{}, i
}

// nthWeek reads «الأسبوع الثالث», «آخر أسبوع».
func (p *parser) nthWeek(i int) (reading, int) {
	if n, j := p.rank(i); j > i {
		if u, number := p.unitOf(j); u == weekClass && number == 1 && !p.at(j).al {
			return reading{unit: weekClass, nth: n}, j + 1
		}
	}
	if u, number := p.unitOf(i); u != weekClass || number != 1 || !p.at(i).al {
		return reading{}, i
	}
	if n, j := p.small(i+1, 53); j > i+1 && p.at(i+1).kind == wordToken {
		return reading{unit: weekClass, nth: n}, j
	}
	if _, w := p.is(i+1, latestClass); w > 0 {
		return reading{unit: weekClass, nth: -1}, i + 2
	}
	return reading{}, i
}

// nthWeekday reads «أول يوم جمعة», «ثاني أربعاء», «الثلاثاء الثالث».
func (p *parser) nthWeekday(i int) (reading, int) {
	if n, j := p.rank(i); j > i {
		k := p.skipBareDay(j)
		if v, w := p.is(k, weekdayBareClass); w > 0 {
			return reading{unit: dayClass, nth: n, weekday: v + 1}, k + w
		}
	}
	v, w := p.is(i, weekdayClass)
	if w == 0 {
		return reading{}, i
	}
	if n, j := p.small(i+w, 5); j > i+w && p.at(i+w).kind == wordToken && p.at(i+w).al {
		return reading{unit: dayClass, nth: n, weekday: v + 1}, j
	}
	if _, w2 := p.is(i+w, latestClass); w2 > 0 {
		return reading{unit: dayClass, nth: -1, weekday: v + 1}, i + w + w2
	}
	return reading{}, i
}

// rank reads «أول», «ثاني», «آخر» before a noun.
func (p *parser) rank(i int) (n, next int) {
	if p.at(i).al {
		return 0, i
	}
	if _, w := p.is(i, lastClass); w > 0 {
		return -1, i + w
	}
	v, ordinal, ok := p.numberWord(i)
	if !ok || !ordinal || v > 10 {
		return 0, i
	}
	return v, i + 1
}

// season reads «صيف 2016», «الشتاء الماضي». The seasons are those of the weather: winter is December to February.
func (p *parser) season(i int) (reading, int) {
	v, w := p.is(i, seasonClass)
	if w == 0 {
		return reading{}, i
	}
	j := i + w
	if p.at(i).al {
		if d, w := p.is(j, directionClass); w > 0 && p.plain(j) && d >= -1 && d <= 1 {
			return reading{kind: onSeason, n: v, dir: d, hasDir: true}, j + w
		}
		return reading{}, i
	}
	if y, cal, _, k := p.year(j); k > j && cal == gregorian {
		return reading{kind: onSeason, n: v, year: y}, k
	}
	if shift, k, same := p.yearInWords(j); k > j && !same {
		return reading{kind: onSeason, n: v, yearShift: shift, hasShift: true}, k
	}
	return reading{}, i
}

// other reads a day told from the one named last («اليوم التالي», «في اليوم نفسه»), and the day of a count that runs on
// the day of writing («لليوم الـ32»).
func (p *parser) other(i int) (reading, int) {
	_, w := p.is(i, todayClass)
	if w == 0 {
		if v, dw := p.is(i, dayClass); dw == 0 || v != 1 || !p.at(i).al {
			return reading{}, i
		}
		w = 1
	}
	j := i + w
	if v, w := p.is(j, followingClass); w > 0 && p.at(j).al && p.plain(j) {
		if r, k := p.weekday(p.skipMark(j+w, "،,("), false); k > j+w && r.kind == onDate {
			return r, p.closed(p.mark(j+w, "("), k)
		}
		return reading{kind: onOther, unit: dayClass, n: v}, j + w
	}
	if _, w := p.is(j, sameClass); w > 0 {
		return reading{kind: onOther, unit: dayClass}, j + w
	}
	if v, w := p.is(j, formerClass); w > 0 && p.at(j).al {
		return reading{kind: onOther, unit: dayClass, n: v}, j + w
	}
	return p.runningCount(i, j)
}

// runningCount reads «في اليوم الـ29», «لليوم الثالث على التوالي»: the day of writing, counted from some event.
func (p *parser) runningCount(i, j int) (reading, int) {
	running := p.at(i).clitic == 'l'
	if v, w := p.is(i-1, inClass); i > 0 && w > 0 && v == 0 {
		_, w := p.is(j, articleClass)
		running = running || w > 0
	}
	n, k, _ := p.numeral(j)
	if !running || k == j || n < 1 {
		return reading{}, i
	}
	return reading{kind: onDay, hasDeixis: true, weak: p.at(i).clitic != 'l'}, k
}
