package dates

import (
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

// longest gives the longest reading that begins at token i.
func (p *parser) longest(i int) (best reading, end int) {
	t := p.at(i)
	end = i
	if t.kind == numberToken {
		for _, form := range [...]func(int) (reading, int){p.ranged, p.day, p.period, p.units} {
			if r, j := form(i); j > end {
				best, end = r, j
			}
		}
		return best, end
	}
	if t.entry == nil {
		return best, i
	}
	for _, form := range [...]func(int) (reading, int){p.ranged, p.day, p.weekThenDay, p.period, p.units, p.weekend, p.point, p.decade, p.nthOf, p.season, p.feastDay, p.other, p.clock} {
		if r, j := form(i); j > end {
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
