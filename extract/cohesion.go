package extract

import (
	"math"

	"isnad/arabic"
)

// matter is the set of stems that carry a text's matter.
type matter map[string]bool

// add puts the content words of text into m.
func (m matter) add(a *arabic.Analyzer, text string) {
	for _, t := range a.AppendTerms(nil, text) {
		if !t.Stop && len(t.Stem) > 2 {
			m[t.Stem] = true
		}
	}
}

// shared counts the stems of m that o has too.
func (m matter) shared(o matter) int {
	n := 0
	for s := range m {
		if o[s] {
			n++
		}
	}
	return n
}

// turn is what tells the headline of another article from a subheading: how the words of the line, and of the lines
// after it, are spread around it.
type turn struct {
	title  int     // stems of the line
	after  float64 // share of them in the four lines after it
	next   float64 // share of them in the next line
	before float64 // share of them in the lines before it
	common float64 // share of the stems of the lines after it that the lines before it have
	back   int     // stems of the lines before it
	ended  bool    // the line before it ends a sentence
}

// How many lines are looked at on either side of a line.
const (
	linesAfter  = 4
	linesBefore = 14
)

func (d *dumpReader) turning(i int) turn {
	title, after, before := d.matter[i], matter{}, matter{}
	for _, m := range d.matter[i+1 : min(len(d.lines), i+1+linesAfter)] {
		for s := range m {
			after[s] = true
		}
	}
	for _, m := range d.matter[max(0, i-linesBefore):i] {
		for s := range m {
			before[s] = true
		}
	}
	t := turn{title: len(title), back: len(before), ended: endsSentence(d.lines[i-1])}
	n := float64(max(1, len(title)))
	t.after, t.before = float64(title.shared(after))/n, float64(title.shared(before))/n
	t.next = float64(title.shared(d.matter[i+1])) / n
	t.common = float64(after.shared(before)) / float64(max(1, len(after)))
	return t
}

// turnWeights come of a logistic regression on the 2,328 title lines of 1,031 dumps made of three articles each of the
// collections (Saudi, Lebanese, Tunisian). Learned on half of them they find, on the other half, .963 of the articles with a precision of .986.
var turnWeights = struct{ bias, title, after, next, before, common, back, ended, short, both, least float64 }{
	bias: -0.85, title: -1.83, after: 4.21, next: 3.0, before: -6.51, common: -6.77, back: 2.66, ended: 0.53, short: -2.01, both: -2.81, least: 1,
}

// isArticle reports whether an article begins at the line.
func (t turn) isArticle() bool {
	w := &turnWeights
	score := w.bias + w.title*float64(min(t.title, 12))/12 + w.after*t.after + w.next*t.next + w.before*t.before +
		w.common*t.common + w.back*math.Log(float64(1+t.back))/6 + w.both*t.before*t.after
	if t.ended {
		score += w.ended
	}
	if t.title < 3 {
		score += w.short
	}
	return score > w.least
}
