package dates

// day reads a day as the press names it, with the part of the day before it: «صباح اليوم الخميس», «ليل السبت الأحد»,
// «مساء أول من أمس», «الأربعاء المقبل», «الثلاثاء 26 شوال», «اليوم، 28 أيلول».
func (p *parser) day(i int) (reading, int) {
	part, j, late := p.partOfDay(i)
	k := p.skip(j, ofClass)
	if k > j && !late {
		k = j
	}
	k = p.skipBareDay(k)
	if part > 0 && k == j { // «صباح هذا اليوم»
		if _, w := p.is(k, thisClass); w > 0 && p.at(k+w).has(todayClass) {
			k += w
		}
	}
	r, end := p.dayCore(k, part >= 20 && !late)
	if end == k {
		return reading{}, i
	}
	if part > 0 {
		if r.kind == onDate && r.day == 0 {
			return reading{}, i
		}
		r.part, r.night = part, part >= 22
	}
	return r, end
}

// partOfDay reads «صباح», «بعد ظهر», «في وقت متأخر من مساء» and gives the hour it is near.
func (p *parser) partOfDay(i int) (hour, next int, late bool) {
	j := i
	if _, w := p.is(j, lateClass); w > 0 {
		j, late = j+w, true
	}
	v, w := p.is(j, dayPartClass)
	if _, night := p.is(j, nightClass); w == 0 || night > 0 || p.at(j).al && !late {
		return 0, j, late
	}
	return v, j + w, late
}

// skipBareDay passes over «يوم» before the day's name.
func (p *parser) skipBareDay(i int) int {
	if v, w := p.is(i, dayClass); w > 0 && v == 1 && !p.at(i).al {
		return i + w
	}
	return i
}

// dayCore reads the day itself.
func (p *parser) dayCore(i int, night bool) (reading, int) {
	for _, form := range [...]func(int) (reading, int){p.deictic, p.tonight} {
		if r, j := form(i); j > i {
			return r, j
		}
	}
	if r, j := p.weekday(i, night); j > i {
		return r, j
	}
	if r, j := p.date(i); j > i && r.day > 0 {
		return r, j
	}
	return reading{}, i
}

// deictic reads a day told from the day of writing, with the weekday and date that may follow it.
func (p *parser) deictic(i int) (reading, int) {
	r := reading{kind: onDay, hasDeixis: true}
	v, w := p.is(i, deicticClass)
	if w == 0 {
		v, w = p.is(i, todayClass)
	}
	if w == 0 {
		if v, w = p.is(i, tomorrowClass); w == 0 || !p.isTomorrow(i) {
			return reading{}, i
		}
	}
	r.deictic = v
	j := i + w
	if wd, k := p.apposed(j); k > j {
		r.weekday, j = wd, k
	}
	k := p.skipMark(j, "،,(-–")
	k = p.skip(k, equalsClass)
	if k == j && r.weekday == 0 && r.deictic != 0 { // «أمس 26 فبراير موعدا»: the date may be another thing's
		return r, j
	}
	if d, end := p.date(k); end > k && d.day > 0 {
		d.hasDeixis, d.deictic, d.weekday = true, r.deictic, r.weekday
		return d, p.closed(p.mark(j, "("), end)
	}
	return r, j
}

// isTomorrow tells «غدا» (tomorrow) from the verb and from names such as «حزب الغد»: a place-like noun before it makes it a name.
func (p *parser) isTomorrow(i int) bool {
	_, w := p.is(i-1, placeClass)
	return w == 0 || p.at(i-1).al
}

// apposed reads the weekday beside a deictic: «أمس السبت», «اليوم (الاثنين)», «غداً، الأحد».
func (p *parser) apposed(i int) (weekday, next int) {
	j := p.skipMark(i, "(،,«\"")
	open := p.mark(i, "(«\"")
	j = p.skipBareDay(j)
	v, w := p.is(j, weekdayClass)
	if w == 0 || !p.plain(j) || p.at(j).wa {
		return 0, i
	}
	if j > i && !open { // after a comma it may begin something else («اليوم، الأحد 5 مايو» is one)
		if _, dir := p.is(j+w, directionClass); dir > 0 {
			return 0, i
		}
	}
	end := j + w
	if open {
		end = p.skipMark(end, ")»\"")
	}
	return v + 1, end
}

// tonight reads nights told from the day of writing («الليلة الماضية») and «هذا المساء».
func (p *parser) tonight(i int) (reading, int) {
	if v, w := p.is(i, nightClass); w > 0 {
		return reading{kind: onDay, hasDeixis: true, deictic: v, part: 22, night: true}, i + w
	}
	if _, w := p.is(i, thisPartClass); w > 0 {
		return reading{kind: onDay, hasDeixis: true, part: 20}, i + w
	}
	return reading{}, i
}

// weekday reads a weekday with what follows it: a second one for a night between two, a direction, a date, a week.
func (p *parser) weekday(i int, night bool) (reading, int) {
	v, w := p.is(i, weekdayClass)
	if w == 0 {
		return p.dayOfWeek(i)
	}
	if !p.isDayName(i, v) {
		return reading{}, i
	}
	r := reading{kind: onWeekday, weekday: v + 1}
	j := i + w
	if night {
		k := p.skipMark(j, "-–/")
		if v2, w2 := p.is(k, weekdayClass); w2 > 0 && v2 == (v+1)%7 && p.plain(k) {
			r.weekday2 = v2 + 1
			j = k + w2
		}
	}
	return p.weekdayPlaced(r, j)
}

// dayOfWeek reads a weekday without the article before the week it belongs to: «أحد الأسبوع الماضي».
func (p *parser) dayOfWeek(i int) (reading, int) {
	v, w := p.is(i, weekdayBareClass)
	if w == 0 || p.at(i).al {
		return reading{}, i
	}
	u, end := p.namedUnit(i + w)
	if end == i+w || u.unit != weekClass {
		return reading{}, i
	}
	return reading{kind: onWeekday, weekday: v + 1, unit: weekClass, n: u.n, same: u.same}, end
}

// dayAndMonth reads «21/09» after a weekday, which tells it from a score; two digits each, or a day above twelve.
func (p *parser) dayAndMonth(i int) (day, month, next int) {
	a, b := p.at(i), p.at(i+2)
	if a.kind != numberToken || b.kind != numberToken || !p.mark(i+1, "/") || !p.touches(i+1) || !p.touches(i+2) || a.digits > 2 || b.digits > 2 {
		return 0, 0, i
	}
	if a.num < 1 || a.num > 31 || b.num < 1 || b.num > 12 || a.num <= 12 && (a.digits < 2 || b.digits < 2) || p.touches(i+3) && p.mark(i+3, "/-.:") {
		return 0, 0, i
	}
	return int(a.num), int(b.num), i + 3
}

// weekdayPlaced reads what says which Saturday is meant.
func (p *parser) weekdayPlaced(r reading, j int) (reading, int) {
	open := p.mark(j, "(")
	k := p.skipMark(j, "(،,-–:")
	if v, w := p.is(k, directionClass); w > 0 && p.plain(k) && (k == j || open) {
		r.dir, r.hasDir = v, true
		return r, p.closed(open, k+w)
	}
	if k == j {
		if _, w := p.is(j, formerClass); w > 0 && p.at(j).al && p.masculine(p.at(j)) {
			r.dir, r.hasDir = -1, true
			return r, j + w
		}
		week := p.skip(j, ofClass)
		if u, end := p.namedUnit(week); end > week && u.unit == weekClass {
			r.unit, r.n, r.same = weekClass, u.n, u.same
			return r, end
		}
	}
	k = p.skip(k, equalsClass)
	k = p.skip(k, inClass)
	if d, end := p.date(k); end > k && d.day > 0 && d.end == nil {
		d.weekday = r.weekday
		return d, p.closed(open, end)
	}
	if d, end := p.dayRange(k, noClass); end > k && k == j {
		return d, end
	}
	if d, m, end := p.dayAndMonth(k); end > k {
		return reading{kind: onDate, weekday: r.weekday, day: d, month: m}, p.closed(open, end)
	}
	if n, end, ordinal := p.numeral(k); end > k && !open && k == j && ordinal && p.at(k).al && n > 10 && n <= 31 { // «السبت السادس عشر»
		return reading{kind: onDate, weekday: r.weekday, day: n}, end
	}
	if n, end := p.small(k, 31); end > k && !open && k == j && p.at(k).kind == numberToken && !p.countsAfter(end) {
		return reading{kind: onDate, weekday: r.weekday, day: n}, end
	}
	return r, j
}

// countsAfter reports whether what follows a number makes it a count, a score or a clock time.
func (p *parser) countsAfter(i int) bool {
	t := p.at(i)
	return t.kind == numberToken || p.mark(i, "/-") && p.at(i+1).kind == numberToken || p.mark(i, ":%٪.,") && p.touches(i) && p.at(i+1).kind == numberToken ||
		t.kind == wordToken && t.clitic == 0 && !t.wa && t.entry == nil
}

// isDayName tells a weekday from a surname and from the mosque's Friday («خطبة الجمعة», «محمد الخميس», «الأحد عشر»).
func (p *parser) isDayName(i, value int) bool {
	if value == 0 {
		if v, _, ok := p.numberWord(i + 1); ok && v == 10 {
			return false
		}
	}
	_, w := p.is(i-1, placeClass)
	return w == 0 || p.at(i-1).al
}
