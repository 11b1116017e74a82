package dates

import "strings"

// numericDate reads dates in digits: 2023-11-04, 4/11/2023, «4 ــ 7 ــ 1436هـ», 3/2015. Where day and month could be
// either, the day is first, as the Arab press writes.
func (p *parser) numericDate(i int) (reading, int) {
	a, b := p.at(i), p.at(i+2)
	if a.kind != numberToken || b.kind != numberToken || !p.mark(i+1, "-/.–٫\\") || a.digits > 4 || b.digits > 4 {
		return reading{}, i
	}
	if p.touches(i) && p.mark(i-1, ".,:/-–+٫") && !p.afterLabelColon(i) {
		return reading{}, i
	}
	if c := p.at(i + 4); p.at(i+3).mark == p.at(i+1).mark && c.kind == numberToken && p.at(i+3).kind == markToken {
		return p.threeNumbers(i, a, b, c)
	}
	return p.monthAndYear(i, a, b)
}

// afterLabelColon reports whether the mark before token i is a colon after a word («تاريخ النشر:04.11.2023»).
func (p *parser) afterLabelColon(i int) bool {
	return p.mark(i-1, ":") && p.at(i-2).kind == wordToken
}

// threeNumbers orders three numbers into year, month and day.
func (p *parser) threeNumbers(i int, a, b, c *token) (reading, int) {
	y, m, d := int(c.num), int(b.num), int(a.num)
	long := c
	if a.digits == 4 {
		y, d, long = int(a.num), int(c.num), a
	}
	if long.digits != 4 && !(c.digits == 2 && p.mark(i+1, "/-") && p.touches(i+1) && p.touches(i+2)) {
		return reading{}, i
	}
	if c.digits == 2 && a.digits != 4 {
		y += 2000
	}
	if m > 12 && d <= 12 {
		m, d = d, m
	}
	j := i + 5
	if m < 1 || m > 12 || d < 1 || d > 31 || y < 1300 || y > 2200 || p.touches(j) && p.mark(j, "/-.") && p.touches(j+1) && p.at(j+1).kind == numberToken {
		return reading{}, i
	}
	r := reading{kind: onDate, year: y, month: m, day: d, either: long == c && m <= 12 && d <= 12}
	if _, w := p.is(j, hijriMarkClass); w > 0 {
		r.cal, j = hijri, j+w
	} else if _, w := p.is(j, gregorianMarkClass); w > 0 {
		j += w
	} else if y < 1600 {
		if isPersianDigits(p.text[long.start:long.end]) { // a year of the Persian sun calendar, which this package does not reckon
			return reading{}, i
		}
		r.cal = hijri
	}
	return r, j
}

// isPersianDigits reports whether a number is written in the digits of Persian and Urdu.
func isPersianDigits(s string) bool { return strings.ContainsAny(s, "۰۱۲۳۴۵۶۷۸۹") }

// turn exchanges day and month where digits leave their order open and the weekday beside them fits only the other one.
func (r *reading) turn() {
	if !r.either || r.weekday == 0 || r.cal != gregorian {
		return
	}
	falls := func(month, day int) bool {
		x := calendarDays(gregorian, r.year, month, day)
		return !x.isZero() && int(x.from.Weekday())+1 == r.weekday
	}
	if !falls(r.month, r.day) && falls(r.day, r.month) {
		r.month, r.day = r.day, r.month
	}
}

// monthAndYear reads 3/2015 and 2015-03 as a month, and 1436/1437هـ as two years.
func (p *parser) monthAndYear(i int, a, b *token) (reading, int) {
	y, m := a, b
	if b.digits == 4 {
		y, m = b, a
	}
	if y.digits != 4 || !p.touches(i+1) || !p.touches(i+2) {
		return reading{}, i
	}
	j := i + 3
	if p.touches(j) && (p.mark(j, "/-%") || p.mark(j, ".") && p.touches(j+1) && p.at(j+1).kind == numberToken) {
		return reading{}, i
	}
	if m.digits == 4 {
		return p.twoYears(i, a, b)
	}
	if m.num < 1 || m.num > 12 || y.num < 1900 || y.num > 2100 || p.mark(i+1, ".-–") && y == b && p.mark(i+1, ".") {
		return reading{}, i
	}
	if p.afterNumbered(i) {
		return reading{}, i
	}
	return reading{kind: onDate, year: int(y.num), month: int(m.num), weak: p.mark(i+1, ".-–")}, j
}

// afterNumbered reports whether the word before token i is of what has a number: «المادة 12/2019», «القرار رقم 3/2015».
func (p *parser) afterNumbered(i int) bool {
	t := p.at(i - 1)
	if t.kind != wordToken {
		return false
	}
	switch strings.TrimPrefix(fold(p.text[t.start:t.end]), "ال") {
	case "رقم", "ماده", "قانون", "قرار", "مرسوم", "قضيه", "ملف", "عدد", "تعميم", "امر":
		return true
	}
	return false
}

// twoYears reads 1436/1437هـ and 2014-2018 as a stretch of years.
func (p *parser) twoYears(i int, a, b *token) (reading, int) {
	j, cal := i+3, gregorian
	if _, w := p.is(j, hijriMarkClass); w > 0 {
		cal, j = hijri, j+w
	} else if a.num < 1600 {
		cal = hijri
	}
	if b.num == a.num-1 { // «2018/2017», as written from right to left
		a, b = b, a
	}
	if b.num <= a.num || b.num-a.num > 200 || a.num < 1300 || b.num > 2200 {
		return reading{}, i
	}
	end := reading{kind: onDate, cal: cal, year: int(b.num)}
	return reading{kind: onDate, cal: cal, year: int(a.num), end: &end, weak: cal == gregorian}, j
}

// yearAlone reads a year without a month: «عام 2013», «1436هـ», and a bare number where the words around it make it a year.
func (p *parser) yearAlone(i int) (reading, int) {
	_, named := p.is(i, yearClass)
	t := p.at(i)
	if named == 0 && t.kind != numberToken {
		return reading{}, i
	}
	if named == 0 && (t.digits != 4 || p.touches(i) && !p.mark(i-1, "(«\"“[-–/،") && p.at(i-1).kind != wordToken) {
		return reading{}, i
	}
	y, cal, marked, j := p.year(i)
	if j == i {
		return p.bothYears(i)
	}
	if named == 0 && !marked && cal == hijri {
		return reading{}, i
	}
	r := reading{kind: onDate, cal: cal, year: y, weak: named == 0 && !marked}
	if k := p.skipMark(j, "/-–"); named+p.skip(i-1, seriesClass)-i+1 > 0 && k > j && p.at(k).kind == numberToken && p.at(k).digits == 4 && int(p.at(k).num) == y+1 {
		r.end = &reading{kind: onDate, cal: cal, year: y + 1}
		j = k + 1
		if _, w := p.is(j, hijriMarkClass); w > 0 {
			r.cal, r.end.cal, j = hijri, hijri, j+w
		}
	}
	return r, j
}

// bothYears reads «عامي 2015 و2016», «العامين 2015 و2020».
func (p *parser) bothYears(i int) (reading, int) {
	if v, w := p.is(i, yearClass); w == 0 || v != 2 {
		return reading{}, i
	}
	y1, cal, _, j := p.year(i + 1)
	if j == i+1 {
		return reading{}, i
	}
	k := p.conjunction(j)
	y2, _, _, end := p.year(k)
	if k == j || end == k || y2 <= y1 {
		return reading{}, i
	}
	if _, between := p.is(i-1, betweenClass); between == 0 && y2 > y1+1 { // two years, not what lies between them
		return reading{kind: onDate, cal: cal, year: y1}, j
	}
	return reading{kind: onDate, cal: cal, year: y1, end: &reading{kind: onDate, cal: cal, year: y2}}, end
}

// conjunction passes over a lone و, «إلى» or a dash.
func (p *parser) conjunction(i int) int {
	if j := p.skip(i, andClass); j > i {
		return j
	}
	if j := p.skip(i, tillClass); j > i {
		return j
	}
	return p.skipMark(i, "-–/")
}
