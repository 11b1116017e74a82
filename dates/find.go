package dates

import (
	"math/bits"
	"slices"

	"isnad/arabic"
)

// Anchor is what the times of a text are told from.
type Anchor struct {
	// Published is when the text was published. Without a day, relative times stay relative.
	Published Date
	// Country (ISO 3166, two letters) gives the week's first day; empty means Monday.
	Country string
}

// Utterance is a stretch of a text (bytes) that was said on another day than the text was published: in it «غدا» is the
// day after Day. With a zero Day what is relative there stays relative.
type Utterance struct {
	Start, End int
	Day        Day
}

// Find gives the times that a text names, in order, with byte offsets into text and resolved against the anchor.
// Vague words («قريبا», «منذ سنوات») and durations («ثلاثة أيام» alone) are no times. It takes time linear in the text.
func Find(field arabic.Field, text string, anchor Anchor) []Expression {
	return FindIn(field, text, anchor, nil)
}

// FindIn is [Find] with stretches that have an anchor of their own, such as quotations of an earlier day.
func FindIn(field arabic.Field, text string, anchor Anchor, said []Utterance) []Expression {
	p := &parser{text: text, toks: scan(text)}
	s := newScene(p, anchor, said)
	var out []Expression
	for i := 0; i < len(p.toks)-1; {
		s.pass(i)
		r, j := p.longest(i)
		named := j > i && p.isName(&r, i, j)
		if j == i || !named && !p.accepted(&r, i, j) {
			i++
			continue
		}
		if !named {
			switch {
			case r.kind == onDate && r.year > 0 && r.month == 0:
				p.yearAt = j
			case r.kind == onDate && r.month > 0 && r.day == 0:
				p.monthAt = j
			}
			e := s.resolve(&r, i, j)
			e.Field = field
			out = append(out, e)
		}
		for i++; i < j; i++ {
			s.pass(i)
		}
	}
	return out
}

// form is one of the grammar's forms and the classes of words with which it can begin.
type form struct {
	read   func(*parser, int) (reading, int)
	begins []class
}

// forms are tried at every token that can begin one; the longest reading wins, the earlier of two that are as long.
var forms = [...]form{
	{(*parser).ranged, []class{ofClass, betweenClass, dayClass, monthClass, cardinalClass, ordinalClass, articleClass}},
	{(*parser).day, []class{dayPartClass, lateClass, dayClass, deicticClass, todayClass, tomorrowClass, nightClass, thisPartClass,
		weekdayClass, weekdayBareClass, cardinalClass, ordinalClass, articleClass, monthNameClass, monthWordClass, edgeClass}},
	{(*parser).weekThenDay, []class{thisClass, weekClass}},
	{(*parser).period, []class{thisClass, sameClass, weekClass, monthClass, yearClass, decadeClass, centuryClass, quarterClass, halfClass,
		edgeClass, restClass, monthNameClass, monthWordClass}},
	{(*parser).units, []class{lastClass, cardinalClass, articleClass, hourClass, dayClass, weekClass, monthClass, yearClass, decadeClass, centuryClass}},
	{(*parser).weekend, []class{weekendClass}},
	{(*parser).point, []class{beforeClass, sinceClass, afterClass}},
	{(*parser).decade, []class{decadeNameClass, centuryClass, edgeClass}},
	{(*parser).nthOf, []class{ordinalClass, lastClass, weekdayClass, weekClass}},
	{(*parser).season, []class{seasonClass}},
	{(*parser).feastDay, []class{ordinalClass, lastClass, dayClass, eveClass, dayPartClass, feastClass}},
	{(*parser).other, []class{todayClass, dayClass}},
	{(*parser).clock, []class{clockClass}},
}

// formsOf gives the forms, as bits, that a word of the class can begin.
func formsOf(c class) uint16 {
	var mask uint16
	for i := range forms {
		if slices.Contains(forms[i].begins, c) {
			mask |= 1 << i
		}
	}
	return mask
}

// numberForms are those that digits can begin: ranged, day, period and units.
const numberForms = 1<<0 | 1<<1 | 1<<3 | 1<<4

// longest gives the longest reading that begins at token i.
func (p *parser) longest(i int) (best reading, end int) {
	t, mask := p.at(i), uint16(0)
	end = i
	switch {
	case t.kind == numberToken:
		mask = numberForms
	case t.entry != nil:
		mask = t.entry.forms
	}
	for ; mask != 0; mask &= mask - 1 {
		if r, j := forms[bits.TrailingZeros16(mask)].read(p, i); j > end {
			best, end = r, j
		}
	}
	return best, end
}

// expression makes the expression of the tokens i to j.
func (p *parser) expression(i, j int) Expression {
	start, end := int(p.at(i).body), int(p.at(j-1).end)
	if p.mark(i, "(،") {
		start = int(p.at(i + 1).body)
	}
	return Expression{Span: arabic.Span{Start: start, End: end}, Text: p.text[start:end]}
}
