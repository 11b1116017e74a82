package names

import (
	"slices"
	"testing"

	"isnad/arabic"
)

// tagged is a document whose tagger said what the test wants: guesses, and for each word of the text how much it speaks
// against a name.
func tagged(text string, against float32, gs ...guess) *document {
	d := &document{lines: []*line{newLine(arabic.Title, ""), newLine(arabic.Text, text)}, starts: map[string]bool{}}
	for n, l := range d.lines {
		d.against[n] = make([]float32, len(l.words))
		for i := range d.against[n] {
			d.against[n][i] = against
		}
	}
	for _, g := range gs {
		d.take(d.nameSpan(d.lines[1], 1, g))
	}
	return d
}

func (d *document) texts() []string {
	var out []string
	for _, s := range d.spans {
		out = append(out, d.lines[s.line].text[s.start:s.end])
	}
	return out
}

func TestSpread(t *testing.T) {
	text := "وصل قصقوص المرمري إلى كفرزنبق. ثم غادر قصقوص المرمري كفرزنبق."
	first := guess{line: 1, from: 1, to: 3, typ: Person, margin: 5}
	for _, c := range []struct {
		name    string
		against float32
		margin  float64
		want    int
	}{
		{"in doubt elsewhere", 1, 5, 2},
		{"against it elsewhere", 6, 5, 1},
		{"not sure itself", 1, 0.5, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := first
			g.margin = c.margin
			d := tagged(text, c.against, g)
			d.spread([]guess{g})
			if got := d.texts(); len(got) != c.want || !slices.Contains(got, "قصقوص المرمري") {
				t.Errorf("booked %q", got)
			}
		})
	}
}

// TestSettled: the list says who it is, the tagger where the name begins and ends.
func TestSettled(t *testing.T) {
	for _, c := range []struct {
		name, text string
		from, to   int // of the curated name
		g          *guess
		against    float32
		want       string // the span's text, "" where the curated name gives way
	}{
		{"head noun left out", "زار دولة قطر أمس", 1, 3, &guess{line: 1, from: 2, to: 3, typ: Place}, 0, "قطر"},
		{"the same words", "زار مدينة دمشق أمس", 2, 3, &guess{line: 1, from: 2, to: 3, typ: Place}, 0, "دمشق"},
		{"nobody denies it", "زار برشلونة أمس", 1, 2, nil, 0, "برشلونة"},
		{"a town that is another word", "زار برشلونة أمس", 1, 2, nil, 2, ""},
		{"a town that plays", "فاز برشلونة أمس", 1, 2, &guess{line: 1, from: 1, to: 2, typ: Organisation, margin: 5}, 0, ""},
		{"a country never plays", "فاز العراق أمس", 1, 2, &guess{line: 1, from: 1, to: 2, typ: Organisation, margin: 5}, 0, "العراق"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := tagged(c.text, c.against)
			l := d.lines[1]
			end, hits := gazetteer().match(l, c.from, l.words[c.from].fold)
			if len(hits) == 0 || end != c.to {
				t.Fatalf("the lists have no name there: %d", end)
			}
			cur := curated{span: span{line: 1, from: c.from, to: end, start: l.words[c.from].start, end: l.words[end-1].end, rec: hits[0].rec, typ: hits[0].rec.typ}}
			got, ok := d.settled(cur, c.g)
			text := ""
			if ok {
				text = l.text[got.start:got.end]
			}
			if text != c.want {
				t.Errorf("got %q, want %q", text, c.want)
			}
		})
	}
}
