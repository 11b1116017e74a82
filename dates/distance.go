package dates

// quantity reads a number of units: «ثلاثة أيام», «يومين», «أسبوع», «15 شهراً», «عام ونصف العام».
func (p *parser) quantity(i int) (n int, unit class, next int) {
	if u, number := p.unitOf(i); u != noClass && number < 3 && !p.at(i).al {
		j := i + 1
		if number == 1 { // «يوم واحد», «عام كامل»
			if v, _, ok := p.numberWord(j); ok && v == 1 {
				j++
			}
		} else if v, _, ok := p.numberWord(j); ok && v == 2 {
			j++
		}
		return number, u, j
	}
	v, j, ordinal := p.numeral(i)
	if j == i || ordinal || v < 1 || v > 5000 {
		return 0, noClass, i
	}
	u, number := p.unitOf(j)
	if u == noClass || number == 2 || !p.plain(j) || p.at(j).wa {
		return 0, noClass, i
	}
	return v, u, j + 1
}

// point reads a moment told by its distance: «قبل نحو أسبوع», «منذ 3 أيام», «بعد أسبوعين من الآن». A distance from another
// event («قبل يومين من الانتخابات») is none.
func (p *parser) point(i int) (reading, int) {
	sign, j := p.distanceWord(i)
	if j == i {
		return reading{}, i
	}
	j = p.skip(j, aboutClass)
	n, unit, k := p.quantity(j)
	if k == j || unit == decadeClass || unit == centuryClass {
		return reading{}, i
	}
	_, since := p.is(i, sinceClass)
	r := reading{kind: onPoint, n: sign * n, unit: unit, since: since > 0}
	k = p.furtherDistance(&r, sign, k)
	if end := p.fromNow(k); end > k {
		return r, end
	}
	_, of := p.is(k, ofClass)
	if p.namesOne(j, k) {
		return reading{}, i
	}
	if sign > 0 || p.at(k).kind == numberToken || of > 0 && p.plain(k) || p.onward(k) {
		return reading{}, i
	}
	if _, w := p.is(k, directionClass); w > 0 {
		return reading{}, i
	}
	// «منذ عام» is mostly how long something has lasted, not when it was.
	r.weak = since > 0 && (unit == monthClass || unit == yearClass)
	return r, k
}

// furtherDistance adds «و21 يوما» to «شهر».
func (p *parser) furtherDistance(r *reading, sign, i int) int {
	j := p.skipMark(i, "،,")
	j = p.skip(j, andClass)
	if j == i && !p.at(i).wa {
		return i
	}
	n, unit, k := p.quantity(j)
	if k == j || unit >= r.unit {
		return i
	}
	r.more = &reading{kind: onPoint, n: sign * n, unit: unit}
	return p.furtherDistance(r.more, sign, k)
}

// distanceWord reads «قبل», «منذ», «بعد» and the direction they give.
func (p *parser) distanceWord(i int) (sign, next int) {
	if _, w := p.is(i, beforeClass); w == 1 {
		return -1, i + 1
	}
	if _, w := p.is(i, sinceClass); w == 1 {
		return -1, i + 1
	}
	if _, w := p.is(i, afterClass); w == 1 {
		return 1, i + 1
	}
	return 0, i
}

// fromNow reads «من الآن», «من اليوم».
func (p *parser) fromNow(i int) int {
	j := p.skip(i, ofClass)
	if j == i {
		return i
	}
	if _, w := p.is(j, nowClass); w > 0 {
		return j + w
	}
	if _, w := p.is(j, todayClass); w > 0 {
		return j + w
	}
	return i
}

// namesOne reports whether «يوم» or «شهر» after the distance word is no distance but the noun of a name that follows: «منذ يوم
// الاثنين», «قبل شهر رمضان», «قبل يوم الاقتراع».
func (p *parser) namesOne(j, k int) bool {
	u, number := p.unitOf(j)
	next := p.at(k)
	if number != 1 || k != j+1 || next.kind != wordToken {
		return false
	}
	_, _, _, month := p.month(k)
	return u == dayClass || u == monthClass && month > 0
}

// onward reports whether «على» or «فقط من» ties a distance to another event.
func (p *parser) onward(i int) bool {
	t := p.at(i)
	if t.kind != wordToken {
		return false
	}
	word := fold(p.text[t.start:t.end])
	_, of := p.is(i+1, ofClass)
	return word == "علي" || word == "فقط" && of > 0
}

// units reads the last or next units: «اليومين الماضيين», «الأيام السبعة الماضية», «الـ 15 شهراً الماضية»,
// «الأربع وعشرين ساعة الماضية», «آخر 24 ساعة». Without a number («الأيام الماضية») it is vague and no time.
func (p *parser) units(i int) (reading, int) {
	if _, w := p.is(i, lastClass); w > 0 {
		return p.latestUnits(i, i+w)
	}
	n, unit, j := p.counted(i)
	if j == i {
		return reading{}, i
	}
	if unit == monthClass {
		if r, end := p.firstMonths(n, j); end > j {
			return r, end
		}
	}
	dir, end := p.stretchDirection(j)
	if end == j {
		return reading{}, i
	}
	return reading{kind: onStretch, unit: unit, n: dir * n}, end
}

// counted reads units with the article and their number before, after or in them.
func (p *parser) counted(i int) (n int, unit class, next int) {
	if u, number := p.unitOf(i); u != noClass && p.at(i).al && number > 1 {
		if number == 2 {
			return 2, u, i + 1
		}
		v, j, _ := p.numeral(i + 1)
		if j == i+1 || v < 2 {
			return 0, noClass, i
		}
		return v, u, j
	}
	v, j, ordinal := p.numeral(i)
	if j == i || ordinal || v < 2 || v > 5000 {
		return 0, noClass, i
	}
	u, number := p.unitOf(j)
	if u == noClass || number == 2 || p.at(j).wa || p.at(j).al || p.at(i).clitic == 'b' && p.at(i).kind == wordToken {
		return 0, noClass, i
	}
	return v, u, j + 1
}

// stretchDirection reads the adjective that says which way a stretch lies.
func (p *parser) stretchDirection(i int) (dir, next int) {
	if v, w := p.is(i, directionClass); w == 1 && v != 0 && p.plain(i) {
		return v, i + 1
	}
	if _, w := p.is(i, latestClass); w > 0 && p.plain(i) {
		return -1, i + 1
	}
	return 0, i
}

// latestUnits reads «آخر 24 ساعة», «آخر ثلاث سنوات».
func (p *parser) latestUnits(i, j int) (reading, int) {
	n, unit, k := p.quantity(j)
	if k == j || n < 2 || unit == yearClass && n > 10 && p.another(i) {
		return reading{}, i
	}
	return reading{kind: onStretch, unit: unit, n: -n}, k
}

// another reports whether «آخر» at i says of a noun before it that it is another («شاب آخر 27 سنة»).
func (p *parser) another(i int) bool {
	t := p.at(i - 1)
	if t.kind != wordToken || t.al || t.entry != nil {
		return false
	}
	switch fold(p.text[t.start:t.end]) {
	case "مدي", "امتداد", "فتره":
		return false
	}
	return true
}

// decade reads «ثمانينات القرن الماضي», «التسعينيات», «القرن التاسع عشر».
func (p *parser) decade(i int) (reading, int) {
	part, j := p.edgeAt(i)
	if j > i && part <= late {
		j = p.skip(j, ofClass)
		if r, k := p.wholeDecade(j); k > j {
			r.edge, r.weak = part, false
			return r, k
		}
		return reading{}, i
	}
	return p.wholeDecade(i)
}

// wholeDecade reads a decade or century without a part of it.
func (p *parser) wholeDecade(i int) (reading, int) {
	v, w := p.is(i, decadeNameClass)
	if w == 0 {
		return p.century(i)
	}
	r := reading{kind: onDecade, n: v, year: 1900 + v}
	j := p.skip(i+w, ofClass)
	c, k := p.century(j)
	if k > j {
		if c.n != 0 {
			r.year = (c.n-1)*100 + v
		}
		return r, k
	}
	r.weak = !p.at(i).al
	return r, i + w
}

// century reads «القرن الماضي», «القرن التاسع عشر», «القرن العشرين».
func (p *parser) century(i int) (reading, int) {
	if v, w := p.is(i, centuryClass); w == 0 || v != 1 || !p.at(i).al {
		return reading{}, i
	}
	if v, w := p.is(i+1, directionClass); w > 0 {
		return reading{kind: onCentury, n: 21 + v}, i + 1 + w
	}
	if n, j := p.small(i+1, 21); j > i+1 {
		return reading{kind: onCentury, n: n}, j
	}
	return reading{}, i
}
