package dates

import (
	"strings"
	"time"
	_ "time/tzdata" // zones of cities must be known wherever the program runs
)

// Parse reads the date of publication that a short text gives, in any form the press writes: "4th, November 2023 GMT",
// «تاريخ النشر: …», RFC 3339 and 1123, «السبت 4 تشرين الثاني/نوفمبر 2023 - 18:20 بتوقيت مكة المكرمة», Hijri and twin dates.
//
// What is missing lowers the precision and is never made up: without a clock time it is a day, without a zone a minute, with
// a month alone a month (and Day its first); what needs a day to count from («منذ 3 ساعات») is not read, see [ParseAt].
// Text holds the words read; Origin is left to the caller.
func Parse(text string) (Date, bool) { return ParseAt(text, time.Time{}) }

// ParseAt is [Parse] with a moment from which «أمس», «منذ 3 ساعات» and dates without a year are counted: that at which the
// page was captured, in the zone of its outlet.
func ParseAt(text string, anchor time.Time) (Date, bool) {
	if d, ok := parseStandard(text); ok {
		return d, true
	}
	p := &parser{text: text, toks: scan(text)}
	best, rank := Date{}, 0
	for i := 0; i < len(p.toks)-1; {
		r, j := p.publication(i)
		if j == i {
			i++
			continue
		}
		if d, ok := p.published(&r, i, j, anchor); ok && p.worth(d, i) > rank {
			best, rank = d, p.worth(d, i)
		}
		i = j
	}
	return best, rank > 0
}

// standardLayouts are the forms of machines, tried on the whole text.
var standardLayouts = [...]struct {
	layout    string
	precision Precision
}{
	{time.RFC3339Nano, Instant}, {"2006-01-02T15:04Z07:00", Instant}, {"2006-01-02T15:04:05Z0700", Instant}, {"2006-01-02T15:04:05.999Z0700", Instant},
	{"2006-01-02 15:04:05Z07:00", Instant}, {"2006-01-02 15:04:05 Z07:00", Instant}, {"2006-01-02 15:04:05 -0700", Instant}, {"2006-01-02 15:04:05 -0700 MST", Instant},
	{"2006-01-02T15:04:05", Minute}, {"2006-01-02T15:04", Minute}, {"2006-01-02 15:04:05", Minute}, {"2006-01-02 15:04", Minute}, {"2006-01-02T15:04:05.999999999", Minute},
	{time.RFC1123Z, Instant}, {"Mon, 2 Jan 2006 15:04:05 -0700", Instant}, {"2 Jan 2006 15:04:05 -0700", Instant},
	{"20060102T150405Z", Instant}, {"20060102150405", Minute}, {"20060102", DayOnly}, {time.ANSIC, Minute}, {"Mon Jan 2 15:04:05 -0700 2006", Instant},
	{"Mon Jan 02 2006 15:04:05 GMT-0700", Instant},
}

// parseStandard reads the forms that machines write.
func parseStandard(text string) (Date, bool) {
	s := strings.TrimSpace(text)
	if len(s) < 8 || len(s) > 48 || s[0] > '9' && s[0] < 'A' || s[0] < '0' {
		return Date{}, false
	}
	for _, l := range standardLayouts {
		t, err := time.Parse(l.layout, s)
		if err != nil || t.Year() < 1900 || t.Year() > 2200 {
			continue
		}
		d := Date{Day: DayOf(t), Precision: l.precision, Text: s}
		if l.precision != DayOnly {
			d.Time = t
		}
		return d, true
	}
	return Date{}, false
}

// publication reads one date of a short text, whole or with parts missing.
func (p *parser) publication(i int) (reading, int) {
	best, end := reading{}, i
	for _, form := range [...]func(int) (reading, int){p.day, p.date, p.point} {
		if r, j := form(i); j > end {
			best, end = r, j
		}
	}
	if best.end != nil || best.kind == onDate && best.month == 0 && best.unit == noClass {
		return reading{}, i
	}
	return best, end
}

// worth ranks candidates: whole dates over parts, dates of publication over dates of change.
func (p *parser) worth(d Date, i int) int {
	n := map[Precision]int{Instant: 12, Minute: 11, DayOnly: 10, MonthOnly: 4, WeekdayOf: 2}[d.Precision]
	switch p.label(i) {
	case modifiedClass:
		n -= 8
	case publishedClass:
		n += 8
	}
	return max(n, 1)
}

// label gives the label of a date that stands nearest before token i: published, modified, or none.
func (p *parser) label(i int) class {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		for _, c := range [...]class{modifiedClass, publishedClass} {
			if _, w := p.is(k, c); w > 0 {
				return c
			}
		}
	}
	return noClass
}

// published makes a date of a reading, with the clock time and zone near it.
func (p *parser) published(r *reading, i, j int, anchor time.Time) (Date, bool) {
	if r.kind == onPoint {
		return p.ago(r, i, j, anchor)
	}
	if r.kind == onWeekday && anchor.IsZero() {
		return Date{Precision: WeekdayOf, Weekday: weekdayName(time.Weekday(r.weekday - 1)), Text: p.words(i, j)}, true
	}
	a := Anchor{}
	if !anchor.IsZero() {
		a.Published.Day = DayOf(anchor)
	}
	if r.either && r.weekday == 0 {
		r.weekday = p.weekdayBefore(i)
	}
	if c, _, _ := p.clockNear(i, j); r.either && r.weekday == 0 && c.seconds && c.latin && c.half > 0 {
		r.month, r.day = r.day, r.month // "11/4/2023 6:20:33 PM" is how American servers write
	}
	x, _ := newScene(p, a, nil).days(r, a.Published.Day, -1, i)
	if x.isZero() || x.from.Year < 1900 || x.from.Year > 2200 {
		return Date{}, false
	}
	d := Date{Day: x.from, Precision: DayOnly}
	if x.from != x.to {
		d.Precision = MonthOnly
		d.Text = p.words(i, j)
		return d, x.to.Sub(x.from) < 31
	}
	return p.timed(d, i, j), true
}

// weekdayBefore gives the weekday right before token i as content systems write it («سبت, 11/04/2023», "Sat, 11/04/2023"),
// 1 for Sunday, or 0.
func (p *parser) weekdayBefore(i int) int {
	k := i - 1
	if p.mark(k, ",،-–") {
		k--
	}
	for _, c := range [...]class{weekdayClass, weekdayBareClass} {
		if v, w := p.is(k, c); w == 1 {
			return v + 1
		}
	}
	return 0
}

// ago gives «منذ 3 ساعات»: to the minute where minutes are counted, else to the day or month.
func (p *parser) ago(r *reading, i, j int, anchor time.Time) (Date, bool) {
	if anchor.IsZero() || r.n > 0 {
		return Date{}, false
	}
	d := Date{Text: p.words(i, j), Precision: DayOnly}
	switch r.unit {
	case secondClass, minuteClass:
		unit := time.Minute
		if r.unit == secondClass {
			unit = time.Second
		}
		d.Time, d.Precision = anchor.Add(time.Duration(r.n)*unit), Instant
		d.Day = DayOf(d.Time)
	case hourClass:
		d.Day = DayOf(anchor.Add(time.Duration(r.n) * time.Hour))
	default:
		d.Day = moved(DayOf(anchor), r.unit, r.n)
		if r.unit == monthClass || r.unit == yearClass {
			d.Precision = MonthOnly
			d.Day.Day = 1
		}
	}
	return d, r.unit != yearClass
}

// words gives the text of tokens i to j.
func (p *parser) words(i, j int) string {
	return p.text[p.at(i).body:p.at(j-1).end]
}

// timed adds the clock time that stands beside the date's tokens, if one does.
func (p *parser) timed(d Date, i, j int) Date {
	c, from, to := p.clockNear(i, j)
	if !c.set {
		if z := p.zoneAt(&c, j); z > j && c.zone.iana != "local" { // "4th, November 2023 GMT"
			j = z
		}
		d.Text = p.words(i, j)
		return d
	}
	d.Text = p.words(min(i, from), max(j, to))
	loc := c.zone.location()
	d.Precision = Instant
	if loc == nil {
		loc, d.Precision = time.UTC, Minute
	}
	d.Time = time.Date(d.Day.Year, d.Day.Month, d.Day.Day, c.at24(), c.minute, c.second, 0, loc)
	return d
}

// clockNear finds a clock time after the date, else before it, with no label of another date between.
func (p *parser) clockNear(i, j int) (c clockTime, from, to int) {
	for k := j; k < j+7 && k < len(p.toks)-1; k++ {
		if _, w := p.is(k, modifiedClass); w > 0 {
			break
		}
		if c, to = p.clockTimeAt(k); to > k {
			return c, j, to
		}
	}
	for k := i - 1; k >= 0 && k > i-8; k-- {
		if c, to = p.clockTimeAt(k); to > k && to <= i {
			return c, k, to
		}
	}
	return clockTime{}, 0, 0
}

// clockTimeAt reads hours with minutes, or an hour after «الساعة» or before «مساء», with the zone and its offset.
func (p *parser) clockTimeAt(k int) (clockTime, int) {
	start := p.skip(k, clockClass)
	c, j := p.hour(start)
	if j == start || start == k && j-start < 3 && c.half == 0 {
		return clockTime{}, k
	}
	if start == k && p.touches(k) && p.mark(k-1, ":./-") {
		return clockTime{}, k
	}
	return c, p.offset(&c, j)
}

// offset reads «+03:00», «GMT+3» after a clock time.
func (p *parser) offset(c *clockTime, j int) int {
	sign := ""
	switch {
	case p.mark(j, "+"):
		sign = "+"
	case p.mark(j, "-") && c.zone != nil && p.touches(j+1):
		sign = "-"
	default:
		return j
	}
	h := p.at(j + 1)
	if h.kind != numberToken || h.num > 14 && h.digits != 4 {
		return j
	}
	hours := int(h.num)
	if h.digits == 4 {
		hours /= 100
	}
	if sign == "-" {
		hours = -hours
	}
	c.zone = &zone{iana: fixedZone(hours)}
	if p.mark(j+2, ":") && p.at(j+3).kind == numberToken {
		return j + 4
	}
	return j + 2
}
