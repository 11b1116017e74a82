package dates

// date reads a date of a calendar that names at least its month or its year.
func (p *parser) date(i int) (reading, int) {
	best, end := reading{}, i
	for _, form := range [...]func(int) (reading, int){p.numericDate, p.dayMonth, p.monthFirst, p.yearMonthDay, p.dayOfThisMonth, p.yearAlone} {
		if r, j := form(i); j > end {
			best, end = r, j
		}
	}
	if end > i {
		best, end = p.twinDate(best, end)
	}
	return best, end
}

// twinDate reads the same day in the other calendar: «20 ربيع الآخر 1445 هـ الموافق 4 نوفمبر 2023».
func (p *parser) twinDate(r reading, i int) (reading, int) {
	if r.day == 0 {
		return r, i
	}
	j := p.skipMark(i, "(،,-–/=")
	j = p.skip(j, equalsClass)
	if _, w := p.is(j, andClass); w > 0 {
		return r, i
	}
	if j == i {
		return r, i
	}
	k := p.skip(j, dayClass)
	for _, form := range [...]func(int) (reading, int){p.numericDate, p.dayMonth} {
		twin, end := form(k)
		if end == k || twin.day == 0 || twin.cal == r.cal {
			continue
		}
		if p.mark(i, "(") {
			end = p.skipMark(end, ")")
		}
		if twin.cal == gregorian {
			r, twin = twin, r
		}
		r.twin = &twin
		return r, end
	}
	return r, i
}

// dayMonth reads «27 كانون الثاني/يناير 2023», «الرابع من حزيران لعام 1967», «غرة رمضان».
func (p *parser) dayMonth(i int) (reading, int) {
	d, j := p.dayNumber(i)
	if j == i {
		v, w := p.is(i, edgeClass)
		if w == 0 || edge(v) != firstDay {
			return reading{}, i
		}
		d, j = 1, i+w
	}
	j = p.skipEnglishOrdinal(j)
	j = p.skipMark(j, "-–/.,،")
	j = p.skip(j, ofClass)
	m, k := p.monthName(j)
	if k == j {
		return reading{}, i
	}
	if p.at(i).kind == numberToken && p.touches(i) && p.mark(i-1, ".,:") {
		return reading{}, i
	}
	m.day = d
	_, m.ordinal, _ = p.numberWord(i)
	m.ordinal = m.ordinal && p.at(i).al
	return p.withYear(m, k)
}

// dayNumber reads the number of a day; «الثلاثة» with the article counts things and is none.
func (p *parser) dayNumber(i int) (value, next int) {
	d, j := p.small(i, 31)
	if t := p.at(i); t.kind == wordToken && t.al && j == i+1 && d <= 10 {
		if _, ordinal, ok := p.numberWord(i); ok && !ordinal {
			return 0, i
		}
	}
	return d, j
}

// skipEnglishOrdinal passes over the ending of "4th".
func (p *parser) skipEnglishOrdinal(i int) int {
	t := p.at(i)
	if t.kind == wordToken && p.touches(i) && t.end-t.start == 2 {
		switch fold(p.text[t.start:t.end]) {
		case "st", "nd", "rd", "th":
			return i + 1
		}
	}
	return i
}

// monthFirst reads «يناير 22، 2018», «تموز/يوليو الجاري», «نيسان 2018», «يناير».
func (p *parser) monthFirst(i int) (reading, int) {
	if _, w := p.is(i, thisClass); w > 0 { // «هذا سبتمبر»
		if m, j := p.monthName(i + w); j > i+w {
			m.hasDir, m.weak = true, false
			return m, j
		}
	}
	m, j := p.monthName(i)
	if j == i {
		return m, i
	}
	if d, k := p.small(p.skipMark(j, "-"), 31); k > j && p.looksLikeDayAfterMonth(i, j, k) {
		m.day = d
		k = p.skipEnglishOrdinal(k)
		return p.withYear(m, k)
	}
	return p.withYear(m, j)
}

// yearMonthDay reads «2023 تشرين الثاني 4», as pages print whose order of writing was turned.
func (p *parser) yearMonthDay(i int) (reading, int) {
	y := p.at(i)
	if y.kind != numberToken || y.digits != 4 || y.num < 1900 || y.num > 2100 {
		return reading{}, i
	}
	r, j := p.monthName(p.skipMark(i+1, ",،"))
	if j == i || r.month == 0 {
		return reading{}, i
	}
	d, k := p.small(j, 31)
	if k == j || p.at(j).kind != numberToken {
		return reading{}, i
	}
	r.year, r.day, r.weak = int(y.num), d, false
	return r, k
}

// looksLikeDayAfterMonth guards «يناير 1»: in Arabic the day precedes the month, so a number after it is the day only
// where no other noun follows that it could count.
func (p *parser) looksLikeDayAfterMonth(month, day, after int) bool {
	if d, _ := p.small(month-1, 31); d > 0 && p.at(month-1).kind == numberToken {
		return false
	}
	t := p.at(after)
	if t.kind != wordToken {
		return !p.mark(after, ":%٪.") || p.mark(after, ".") && !p.touches(after+1)
	}
	if _, next, _ := p.numeral(after); next > after || p.at(day).kind == wordToken {
		return true
	}
	_, till := p.is(after, tillClass)
	_, english := p.is(after, hijriMarkClass)
	return till > 0 || english > 0 || t.clitic != 0 || p.skipEnglishOrdinal(after) > after
}

// monthName reads a month, with «شهر» before it and its twin name after it.
func (p *parser) monthName(i int) (reading, int) {
	j := i
	named := false
	if _, w := p.is(j, monthWordClass); w > 0 && !p.at(j).has(monthNameClass) { // «شهر الله المحرم» is a name
		j, named = j+w, true
	}
	v, cal, witness, w := p.month(j)
	if w == 0 || j > i && !p.plain(j) {
		return reading{}, i
	}
	j += w
	r := reading{kind: onDate, cal: cal, month: v, weak: witness && !named}
	if k := p.twinMonth(j, r); k > j {
		r.weak = false
		j = k
	}
	return r, j
}

// month gives the month that the token names.
func (p *parser) month(i int) (value int, cal calendar, witness bool, width int) {
	t := p.at(i)
	if t.phrase != nil && t.phrase.class == monthNameClass {
		return t.phrase.value, t.phrase.cal, t.phrase.witness, int(t.width)
	}
	if t.entry == nil {
		return 0, 0, false, 0
	}
	for k := range t.entry.lexemes {
		if x := &t.entry.lexemes[k]; x.class == monthNameClass && !p.isOtherWord(i, x) {
			return x.value, x.cal, x.witness, 1
		}
	}
	return 0, 0, false, 0
}

// isOtherWord tells words that fold to a month's spelling: أب (father) from آب, and months with the article.
func (p *parser) isOtherWord(i int, x *lexeme) bool {
	t := p.at(i)
	if t.al && x.cal == gregorian {
		return true
	}
	if x.value == 8 && t.end-t.body == 4 && !t.madda { // آب without its madda only straight after a day's number
		d, next := p.small(i-1, 31)
		return d == 0 || next != i || p.at(i-1).kind != numberToken
	}
	return false
}

// twinMonth reads the second name of a month: «/يوليو», «(أيار)», «تموز» straight after «يوليو».
func (p *parser) twinMonth(i int, r reading) int {
	j := p.skipMark(i, "/(-–،\\")
	v, cal, _, w := p.month(j)
	if w == 0 || v != r.month || cal != r.cal || !p.plain(j) || p.at(j).wa {
		return i
	}
	j += w
	if p.mark(i, "(") {
		return p.skipMark(j, ")")
	}
	return j
}

// withYear reads what places a month in its year: a number, a direction, «من العام الماضي», «من كل عام».
func (p *parser) withYear(r reading, i int) (reading, int) {
	if v, w := p.is(i, directionClass); w > 0 && p.plain(i) {
		r.dir, r.hasDir, r.weak = v, true, false
		return r, i + w
	}
	if _, w := p.is(i, sameClass); w > 0 {
		r.same, r.weak = true, false
		return r, i + w
	}
	j := p.skipMark(i, "،,/-–.(")
	if y, cal, marked, k := p.year(j); k > j && (j == i || p.at(j).kind == numberToken || p.mark(i, "،,(")) {
		if r.cal == hijri && cal == gregorian && y >= 1900 { // «رمضان 2019»
			r.inYear, r.weak = y, false
			return r, k
		}
		if cal != r.cal && (marked || r.cal == hijri) {
			return r, i
		}
		r.year, r.weak = y, false
		if p.mark(i, "(") {
			k = p.skipMark(k, ")")
		}
		return r, k
	}
	if shift, k, same := p.yearInWords(i); k > i {
		r.yearShift, r.hasShift, r.same, r.weak = shift, !same, same, false
		return r, k
	}
	if p.mark(i, "(") {
		if v, w := p.is(i+1, directionClass); w > 0 {
			r.dir, r.hasDir, r.weak = v, true, false
			return r, p.skipMark(i+1+w, ")")
		}
	}
	return r, i
}

// yearInWords reads «من العام الماضي», «هذا العام», «من السنة نفسها».
func (p *parser) yearInWords(i int) (shift, next int, same bool) {
	j := p.skip(i, ofClass)
	u, k := p.namedUnit(j)
	if k == j || u.unit != yearClass {
		return 0, i, false
	}
	if u.same {
		return 0, k, true
	}
	return u.n, k, false
}

// year reads a year: «2013», «من عام 2013», «لعام 1436هـ», «ألفين وثمانية عشر». The calendar is Hijri where a mark or the size says so.
func (p *parser) year(i int) (value int, cal calendar, marked bool, next int) {
	j := p.skip(i, ofClass)
	if j == i {
		j = p.skip(i, inClass)
	}
	if v, w := p.is(j, yearClass); w > 0 && v == 1 {
		j += w
		if _, w := p.is(j, hijriMarkClass); w > 0 && p.at(j).al { // «للعام الهجري 1436»
			j += w
		} else if _, w := p.is(j, gregorianMarkClass); w > 0 && p.at(j).al {
			j += w
		}
	}
	least := 1000
	if _, w := p.is(i, yearClass); w > 0 && j == i+w && !p.at(i).al { // «عام 247»
		least = 100
	}
	t := p.at(j)
	v, k := 0, j
	switch {
	case t.kind == numberToken && (t.digits == 4 || t.digits == 3 && least == 100) && t.clitic == 0:
		v, k = int(t.num), j+1
	case t.kind == wordToken:
		if n, end, ord := p.wordNumeral(j); end > j && n >= least && !ord {
			v, k = n, end
		}
	}
	if k == j || v < least || v > 2200 || v < 1000 && p.countedAfter(k) {
		return 0, 0, false, i
	}
	if p.touches(k) && p.mark(k, ".,٫٬%") && p.touches(k+1) && p.at(k+1).kind == numberToken {
		return 0, 0, false, i
	}
	if _, w := p.is(k, hijriMarkClass); w > 0 && p.plain(k) {
		return v, hijri, true, k + w
	}
	if _, w := p.is(k, gregorianMarkClass); w > 0 && p.plain(k) {
		return v, gregorian, true, k + w
	}
	if v >= 1300 && v < 1600 {
		return v, hijri, false, k
	}
	return v, gregorian, false, k
}

// dayOfThisMonth reads «20 الجاري», «الخامس عشر من الشهر المقبل», «يوم 27 من هذا الشهر».
func (p *parser) dayOfThisMonth(i int) (reading, int) {
	d, j := p.small(i, 31)
	if j == i {
		return reading{}, i
	}
	if _, w := p.is(j, ofItClass); w > 0 { // «يوم 24 منه»
		if _, day := p.is(i-1, dayClass); day > 0 {
			return reading{kind: onDate, day: d, unit: monthClass, same: true}, j + w
		}
	}
	k := p.skip(j, ofClass)
	if k == j {
		k = p.skip(j, inClass)
	}
	if u, end := p.namedUnit(k); end > k && u.unit == monthClass {
		_, ordinal, _ := p.numberWord(i)
		return reading{kind: onDate, day: d, unit: monthClass, n: u.n, same: u.same, ordinal: ordinal && p.at(i).al}, end
	}
	t := p.at(k)
	if v, w := p.is(k, directionClass); w == 1 && t.al && p.masculine(t) && (k > j || v == 0) {
		return reading{kind: onDate, day: d, unit: monthClass, n: v}, k + 1
	}
	return reading{}, i
}

// masculine reports whether an adjective has no feminine ending.
func (p *parser) masculine(t *token) bool {
	w := p.text[t.start:t.end]
	return len(w) > 2 && w[len(w)-2:] != "ة" && w[len(w)-2:] != "ن"
}
