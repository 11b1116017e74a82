package dates

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
)

// zone is what a time is told by: an IANA zone, or the local time of an unnamed place.
type zone struct {
	words, iana string
}

//go:embed zones.tsv
var zonesTSV string

var zones = sync.OnceValue(func() []zone {
	var out []zone
	for _, row := range rows(zonesTSV, 2) {
		out = append(out, zone{row[0], row[1]})
	}
	return out
})

// addZones enters the names of zones; the value is the index in the table.
func (l *lexicon) addZones() {
	for i, z := range zones() {
		l.add(z.words, lexeme{class: zoneClass, value: i})
	}
}

// location gives the zone's location; nil where only «local time» is said.
func (z *zone) location() *time.Location {
	if z == nil || z.iana == "local" {
		return nil
	}
	if z.iana[0] == '+' || z.iana[0] == '-' {
		return time.FixedZone("", number(z.iana)*3600)
	}
	loc, err := time.LoadLocation(z.iana)
	if err != nil {
		return nil
	}
	return loc
}

// clock reads a clock time after «الساعة»: «الساعة 02:43», «الساعة الثامنة والنصف صباحا بتوقيت باكو».
func (p *parser) clock(i int) (reading, int) {
	_, w := p.is(i, clockClass)
	if w == 0 {
		return reading{}, i
	}
	c, j := p.hour(i + w)
	if j == i+w {
		return reading{}, i
	}
	j = p.minutesAfter(&c, j)
	k := p.skip(p.skipMark(j, "،,"), ofClass)
	if r, end := p.day(k); end > k && (k > j || r.part > 0) && r.end == nil { // «الساعة التاسعة من صباح أمس»
		r.clock = c
		return r, end
	}
	return reading{kind: onClock, clock: c}, j
}

// minutesAfter reads «وعشرين دقيقة», «و18 دقيقة» after an hour.
func (p *parser) minutesAfter(c *clockTime, i int) int {
	j := p.skip(i, andClass)
	if j == i && !p.at(i).wa {
		return i
	}
	n, k := p.small(j, 59)
	if _, w := p.is(k, minuteClass); k > j && w > 0 {
		c.minute = n
		return k + w
	}
	return i
}

// hour reads hours and minutes, the half of the day and the zone.
func (p *parser) hour(i int) (clockTime, int) {
	c, j := p.digitalHour(i)
	if j == i {
		if c, j = p.spokenHour(i); j == i {
			return c, i
		}
	}
	c.set = true
	j = p.halfOfDay(&c, p.minutesAfter(&c, j))
	return c, p.zoneAt(&c, j)
}

// digitalHour reads 02:43, 18.30, «14,00», 9.
func (p *parser) digitalHour(i int) (c clockTime, next int) {
	t := p.at(i)
	if t.kind != numberToken || t.digits > 2 || t.num > 24 {
		return c, i
	}
	c.hour = int(t.num)
	m := p.at(i + 2)
	if h := p.at(i + 1); h.kind == wordToken && p.touches(i+1) && p.text[h.start:h.end] == "h" { // «18h20», as French writes
		if m.kind == numberToken && m.digits == 2 && m.num < 60 && p.touches(i+2) {
			c.minute = int(m.num)
			return c, i + 3
		}
		return c, i + 2
	}
	if !p.mark(i+1, ":.,٫،") || m.kind != numberToken || m.digits != 2 || m.num > 59 || !p.touches(i+2) {
		return c, i + 1
	}
	c.minute = int(m.num)
	s := p.at(i + 4)
	if p.mark(i+3, ":") && s.kind == numberToken && s.digits == 2 && s.num < 60 {
		c.second, c.seconds = int(s.num), true
		return c, i + 5
	}
	return c, i + 3
}

// spokenHour reads «الثامنة والنصف», «الثانية عشرة إلا ربعا».
func (p *parser) spokenHour(i int) (c clockTime, next int) {
	h, j, _ := p.wordNumeral(i)
	if j == i || h < 1 || h > 24 {
		return c, i
	}
	c.hour = h
	if _, w := p.is(j, halfClass); w > 0 && p.at(j).wa {
		c.minute = 30
		return c, j + w
	}
	if _, w := p.is(j, quarterClass); w > 0 && p.at(j).wa {
		c.minute = 15
		return c, j + w
	}
	return c, j
}

// halfOfDay reads «صباحا», «مساء», «ص», «م», AM, PM.
func (p *parser) halfOfDay(c *clockTime, i int) int {
	c.latin = p.at(i).kind == wordToken && p.text[p.at(i).start] < 0x80
	if _, w := p.is(i, amClass); w > 0 && p.plain(i) && !p.at(i).wa {
		c.half = 1
		return i + w
	}
	if _, w := p.is(i, pmClass); w > 0 && p.plain(i) {
		c.half = 2
		return i + w
	}
	if _, w := p.is(i, gregorianMarkClass); w > 0 && p.at(i).end-p.at(i).start == 2 { // «م» is also «مساء»
		c.half = 2
		return i + w
	}
	if v, w := p.is(i, edgeClass); w == 1 && edge(v) == middle && c.hour == 12 {
		if t := p.at(i + 1); t.kind == wordToken && strings.HasSuffix(fold(p.text[t.start:t.end]), "ليل") { // «12:00 منتصف الليل»
			c.half = 1
			return i + 2
		}
	}
	if v, w := p.is(i, dayPartAdverbClass); w > 0 {
		if c.half = 2; v <= 10 {
			c.half = 1
		}
		return i + w
	}
	return i
}

// zoneAt reads the zone of a clock time.
func (p *parser) zoneAt(c *clockTime, i int) int {
	j := p.skipMark(i, "(-–،,|")
	v, w := p.is(j, zoneClass)
	if w == 0 {
		return i
	}
	c.zone = &zones()[v]
	return p.closed(p.mark(i, "("), j+w)
}

// at24 gives the hour from 0 to 23.
func (c clockTime) at24() int {
	switch {
	case c.half == 2 && c.hour < 12:
		return c.hour + 12
	case c.half == 1 && c.hour == 12:
		return 0
	}
	return c.hour % 24
}

// fixedZone names an offset in whole hours as zones.tsv does.
func fixedZone(hours int) string { return fmt.Sprintf("%+d", hours) }

// instant gives the moment of a clock time on a day, zero where the zone is not named.
func instant(c clockTime, x stretch) time.Time {
	loc := c.zone.location()
	if !c.set || loc == nil || x.isZero() || x.from != x.to {
		return time.Time{}
	}
	return time.Date(x.from.Year, x.from.Month, x.from.Day, c.at24(), c.minute, c.second, 0, loc)
}
