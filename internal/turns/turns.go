// Package turns tells, in a text of lines without markup, the headline of another article from a subheading of the one being
// read: by how the words of the line, and of the lines after it, are spread around it ([Lines.At]).
//
// The weights beside the code are made by `go run ./internal/train turns`; weights.txt says of what.
package turns

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"isnad/arabic"
)

// How many lines are looked at on either side of a line.
const (
	After  = 4
	before = 14
)

// Matter is the set of stems that carry a text's matter.
type Matter map[string]bool

// Shared counts the stems of m that o has too.
func (m Matter) Shared(o Matter) int {
	n := 0
	for s := range m {
		if o[s] {
			n++
		}
	}
	return n
}

// Lines are the lines of a text with the matter of those that were asked about. They serve one caller at a time.
type Lines struct {
	text   []string
	matter []Matter
	a      arabic.Analyzer
	terms  []arabic.Term
}

// Read takes lines to ask about.
func Read(lines []string) *Lines { return &Lines{text: lines, matter: make([]Matter, len(lines))} }

// Of gives the matter of line i.
func (l *Lines) Of(i int) Matter {
	if l.matter[i] == nil {
		l.terms = l.a.AppendTerms(l.terms[:0], l.text[i])
		m := make(Matter, len(l.terms))
		for _, t := range l.terms {
			if !t.Stop && len(t.Stem) > 2 {
				m[t.Stem] = true
			}
		}
		l.matter[i] = m
	}
	return l.matter[i]
}

// Together gives the matter of the lines from one to before another.
func (l *Lines) Together(from, to int) Matter {
	all := Matter{}
	for i := max(0, from); i < min(len(l.text), to); i++ {
		for s := range l.Of(i) {
			all[s] = true
		}
	}
	return all
}

// Turn is what is asked about a line.
type Turn struct {
	Title  int     // stems of the line
	After  float64 // share of them in the four lines after it
	Next   float64 // share of them in the next line
	Before float64 // share of them in the lines before it
	Common float64 // share of the stems of the lines after it that the lines before it have
	Back   int     // stems of the lines before it
	Ended  bool    // the line before it ends a sentence
}

// At asks about line i, which is neither the first nor the last.
func (l *Lines) At(i int) Turn {
	title, after, back := l.Of(i), l.Together(i+1, i+1+After), l.Together(i-before, i)
	n := float64(max(1, len(title)))
	return Turn{
		Title: len(title), Back: len(back), Ended: EndsSentence(l.text[i-1]),
		After: float64(title.Shared(after)) / n, Before: float64(title.Shared(back)) / n,
		Next:   float64(title.Shared(l.Of(i+1))) / n,
		Common: float64(after.Shared(back)) / float64(max(1, len(after))),
	}
}

// Features is how many numbers a turn is weighed by.
const Features = 10

// Vector gives the numbers a turn is weighed by.
func (t Turn) Vector() [Features]float64 {
	v := [Features]float64{1, float64(min(t.Title, 12)) / 12, t.After, t.Next, t.Before, t.Common, math.Log(float64(1+t.Back)) / 6, 0, 0, t.Before * t.After}
	if t.Ended {
		v[7] = 1
	}
	if t.Title < 3 {
		v[8] = 1
	}
	return v
}

// Weights are those of the numbers of a turn.
type Weights [Features]float64

// least is the score from which a line is taken for another article's headline. It is above nothing because a page cut in
// two is worse than two left together.
const least = 1

// IsArticle reports whether another article begins at the line.
func (t Turn) IsArticle() bool { return learned().IsArticle(t) }

// IsArticle is the method of [Turn] with weights of one's own.
func (w *Weights) IsArticle(t Turn) bool {
	score := 0.0
	for i, x := range t.Vector() {
		score += w[i] * x
	}
	return score > least
}

//go:embed weights.tsv
var weightsText string

// learned is the embedded weights.
var learned = sync.OnceValue(func() *Weights {
	w, err := Parse(weightsText)
	if err != nil {
		panic(err) // they are embedded
	}
	return w
})

// names are the numbers of a turn, in the order of Vector.
var names = [Features]string{"always", "title", "after", "next", "before", "common", "back", "ended", "short", "both"}

// Text writes weights as Parse reads them.
func (w *Weights) Text() []byte {
	var b strings.Builder
	b.WriteString("# what is weighed, weight; made by go run ./internal/train turns, see weights.txt\n")
	for i, n := range names {
		fmt.Fprintf(&b, "%s\t%.3f\n", n, w[i])
	}
	return []byte(b.String())
}

// Parse reads weights: a line each, name and number.
func Parse(text string) (*Weights, error) {
	w, n := new(Weights), 0
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		name, value, _ := strings.Cut(line, "\t")
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || n >= Features || name != names[n] {
			return nil, fmt.Errorf("turns.Parse: line %q: %v", line, err)
		}
		w[n] = v
		n++
	}
	if n != Features {
		return nil, fmt.Errorf("turns.Parse: %d weights, want %d", n, Features)
	}
	return w, nil
}
