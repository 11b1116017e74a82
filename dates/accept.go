package dates

import "strings"

// accepted tells times from other words of the same spelling. It may clear what makes a reading weak.
func (p *parser) accepted(r *reading, i, j int) bool {
	switch r.kind {
	case onDate:
		return p.acceptedDate(r, i, j)
	case onWeekday:
		return p.acceptedWeekday(r, i, j)
	case onDay:
		return p.acceptedDay(r, i, j)
	case onStretch, onPoint:
		if r.unit == yearClass && (r.n > 100 || r.n < -100) {
			return false
		}
		return !r.weak && r.unit != minuteClass && r.unit != secondClass
	case onDecade:
		return !r.weak || p.timeBefore(i)
	}
	return !r.weak
}

// isName reports whether the words are part of a name: a noun such as «مدينة» stands before, or they are quoted alone.
func (p *parser) isName(r *reading, i, j int) bool {
	if r.year > 0 && r.month > 0 || r.hasDir {
		return false
	}
	k := i - 1
	if p.mark(k, "«\"“'") {
		if p.mark(j, "»\"”'") && r.kind == onDay && r.weekday == 0 {
			return true
		}
		k--
	}
	if r.kind != onDate && r.kind != onWeekday && r.kind != onDay || r.kind == onDate && r.day == 0 {
		return false
	}
	_, w := p.is(k, placeClass)
	return w > 0 && !p.at(k).al && r.part == 0 && !(r.kind == onDay && r.deictic < 0)
}

// acceptedWeekday tells a weekday from «الاثنين» (the two), from days that recur («أيام الأحد») and from Latin names.
func (p *parser) acceptedWeekday(r *reading, i, j int) bool {
	if p.recurs(i) || p.text[p.at(j-1).start] < 0x80 || p.epithet(j) {
		return false
	}
	if r.weekday != 2 || r.hasDir || r.part > 0 {
		return p.at(i).clitic != 'k'
	}
	_, between := p.is(i-1, betweenClass)
	next := p.at(j)
	return (between == 0 || next.wa) && p.at(i).clitic != 'k' && fold(p.text[next.start:next.end]) != "معا"
}

// epithet reports whether an adjective makes the weekday a name: «الثلاثاء الكبير», «الجمعة السوداء».
func (p *parser) epithet(j int) bool {
	_, w := p.is(p.skipMark(j, "»\"”"), epithetClass)
	return w > 0
}

// recurs reports whether the word before says that the time comes again and again: «كل», «أيام».
func (p *parser) recurs(i int) bool {
	if v, w := p.is(i-1, dayClass); w > 0 && v == 3 {
		return true
	}
	_, w := p.is(i-1, everyClass)
	return w > 0
}

// acceptedDate asks a witness for months that are other words too, and for years that could be a count.
func (p *parser) acceptedDate(r *reading, i, j int) bool {
	if r.year == 0 && p.recurs(i) {
		return false
	}
	if r.cal == hijri && r.month == 2 && r.weak && r.weekday == 0 && p.at(i).kind == numberToken {
		return false // «1-صفر» is a score
	}
	if !r.weak {
		return true
	}
	switch {
	case r.month > 0 && r.year > 0: // 3-2015
		return p.timeBefore(i)
	case r.month > 0 && r.day > 0:
		return true
	case r.month > 0:
		return p.monthBefore(r, i)
	}
	return p.yearBefore(r, i, j)
}

// timeBefore reports whether a word that leads to a time stands before token i or is written onto it.
func (p *parser) timeBefore(i int) bool {
	for _, c := range [...]class{inClass, sinceClass, tillClass, beforeClass, afterClass, withinClass, betweenClass} {
		if _, w := p.is(i-1, c); w > 0 {
			return true
		}
	}
	return false
}

// monthBefore reports whether a month whose name is another word too stands after a word that leads to a time.
func (p *parser) monthBefore(r *reading, i int) bool {
	if _, w := p.is(i-1, monthClass); w > 0 && p.at(i-1).kind == wordToken || p.monthAt > 0 && p.monthAt == i && p.at(i).wa {
		return true // «شهري تموز وآب»
	}
	if p.yearOfEvent(r, i, Day{}) > 0 {
		return true // «حرب تموز»
	}
	if r.cal == hijri && r.month != 9 {
		return false
	}
	if _, w := p.is(i-1, beforeClass); w > 0 && r.cal == hijri {
		return false
	}
	return p.timeBefore(i)
}

// yearBefore reports whether a bare number is a year: the words before lead to a time or name what has years, and no
// counted noun follows.
func (p *parser) yearBefore(r *reading, i, j int) bool {
	if r.year < 1800 || r.year > 2100 || p.countedAfter(j) {
		return false
	}
	if r.end != nil {
		return true
	}
	t := p.at(i)
	if _, w := p.is(i-1, seriesClass); w > 0 || p.afterYear(i) || r.year >= 1900 && p.setApart(i, j) {
		return true
	}
	if _, w := p.is(i-1, tillClass); w > 0 || r.year%1000 == 0 {
		if next := p.at(j); next.kind == wordToken && !next.al && !next.wa && next.clitic == 0 && (next.entry == nil || next.has(notFutureClass)) {
			return false
		}
	}
	if p.at(i-1).kind == wordToken && p.touches(i) {
		return false
	}
	return t.clitic == 0 && p.timeBefore(i) && r.year >= 1900
}

// setApart reports whether a bare number stands as years do: alone in brackets, at the head of a line before a dash, or
// after «الفترة نفسها من».
func (p *parser) setApart(i, j int) bool {
	switch {
	case p.mark(i-1, "(") && p.mark(j, ")"):
		return true
	case (i == 0 || p.mark(i-1, "\n")) && p.mark(j, "-–—:"):
		return true
	}
	_, of := p.is(i-1, ofClass)
	_, same := p.is(i-2, sameClass)
	unit, _ := p.unitOf(i - 2)
	return of > 0 && (same > 0 || unit != noClass)
}

// afterYear reports whether another year stands before, joined by و: «عامي 2006 و2008».
func (p *parser) afterYear(i int) bool {
	if _, w := p.is(i-1, andClass); w == 0 {
		return false
	}
	return i > 1 && p.yearAt == i-1
}

// countedAfter reports whether a noun follows that the number before it counts.
func (p *parser) countedAfter(j int) bool {
	t := p.at(j)
	if p.mark(j, "%٪$€£") {
		return true
	}
	if p.mark(j, ".,٫٬،") && p.touches(j) && p.touches(j+1) && p.at(j+1).kind == numberToken {
		return true
	}
	if t.kind != wordToken {
		return false
	}
	if _, w := p.is(j, countedClass); w > 0 {
		return true
	}
	if u, _ := p.unitOf(j); u != noClass && !t.al && !t.wa && t.clitic == 0 {
		return true
	}
	word := p.text[t.start:t.end]
	return strings.HasSuffix(word, "اً") || strings.HasSuffix(word, "ًا") || strings.HasSuffix(word, "ةً")
}

// acceptedDay tells «اليوم» and «غدا» of the day of writing from the day as a noun and from names.
func (p *parser) acceptedDay(r *reading, i, j int) bool {
	if r.weekday > 0 || r.part > 0 {
		return true
	}
	if t := p.at(j); t.kind == wordToken && fold(p.text[t.start:t.end]) == "القريب" {
		return false
	}
	if p.inDateline(i, j) {
		return false
	}
	if p.isNeed(j) {
		return false
	}
	t := p.at(j - 1)
	if _, w := p.is(j-1, tomorrowClass); w > 0 && j-1 >= i {
		return p.acceptedTomorrow(i, j)
	}
	if _, w := p.is(j-1, todayClass); w == 0 || r.weak {
		return !r.weak || p.at(i-1).kind != numberToken
	}
	if t.clitic == 'b' || t.clitic == 'k' || t.clitic == 'l' {
		return false
	}
	return !p.dayAsNoun(i, j)
}

// isNeed tells «أمس» from «أمسّ الحاجة» (the direst need).
func (p *parser) isNeed(j int) bool {
	t, next := p.at(j-1), p.at(j)
	return strings.HasSuffix(p.text[t.start:t.end], "ّ") || next.kind == wordToken && fold(p.text[next.start:next.end]) == "الحاجه"
}

// inDateline reports whether «اليوم» ends an outlet's name in a dateline: a line's first words before a dash.
func (p *parser) inDateline(i, j int) bool {
	if _, w := p.is(i, todayClass); w == 0 || j-i != 1 || p.at(i-1).kind != wordToken {
		return false
	}
	begins, ends := i < 2 || p.mark(i-2, "\n"), p.mark(j, "\n") || j == len(p.toks)-1
	return begins && p.mark(j, "–-—:/") || ends && p.mark(i-2, "–-—")
}

// dayAsNoun reports whether «اليوم» is the noun: «ذلك اليوم», «اليوم الأول», «اليوم العالمي», «مرتين في اليوم», «اليوم الذي».
func (p *parser) dayAsNoun(i, j int) bool {
	if next := p.at(j); next.kind == wordToken {
		if _, ordinal, ok := p.numberWord(j); ok && ordinal && next.al {
			return true
		}
		word := fold(p.text[next.start:next.end])
		if strings.HasPrefix(word, "ال") && (strings.HasSuffix(word, "ي") || strings.HasSuffix(word, "يه")) {
			return true
		}
	}
	if _, w := p.is(i-1, inClass); w > 0 {
		return true
	}
	_, w := p.is(i-1, noDayClass)
	return w > 0
}

// acceptedTomorrow asks for a sign that «غدا» is not the verb and «الغد» not the future at large.
func (p *parser) acceptedTomorrow(i, j int) bool {
	t := p.at(j - 1)
	word := p.text[t.body:t.end]
	if j-1 > i || strings.ContainsRune(word, 'ً') || strings.ContainsRune(word, 'ٍ') {
		return true
	}
	if t.al || fold(word) == "غد" {
		_, till := p.is(i-1, tillClass)
		return till > 0
	}
	next := p.at(j)
	return next.kind != wordToken || !strings.HasPrefix(p.text[next.start:next.end], "ال")
}
