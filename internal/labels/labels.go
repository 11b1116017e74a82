// Package labels cuts a list of labels that lost its separators («قطاع غزة الولايات المتحدة») into the labels that editors
// gave: by which words begin and end labels, by what the article says together, and by how Arabic names are built.
//
// The tables beside the code are made by `go run ./internal/train labels`; each has a text file that says of what.
//
// Start with [Cut].
package labels

import (
	"math"
	"strings"
	"unicode"

	"isnad/arabic"
)

// mostWords is the longest label looked for.
const mostWords = 5

// Cut cuts words into labels. Between which words a label ends is judged pair by pair; whole labels that are known, or that
// the article's text says, count besides; of all cuts the likeliest is taken. Its time is linear in the words, and for each
// pair in the text.
func Cut(words []string, text string) []string { return learned().Cut(words, text) }

// Cut is the function of that name with tables of one's own.
func (t *Tables) Cut(words []string, text string) []string {
	text = " " + Key(text) + " "
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = Key(w)
	}
	ends, goes := make([]float64, len(words)), make([]float64, len(words))
	for i := range len(words) - 1 {
		z := t.boundary(folded[i], folded[i+1], text)
		ends[i], goes[i] = -math.Log(1+math.Exp(-z)), -math.Log(1+math.Exp(z))
	}
	best, from := make([]float64, len(words)+1), make([]int, len(words)+1)
	for end := 1; end <= len(words); end++ {
		best[end] = math.Inf(-1)
		inner := 0.0
		for n := 1; n <= min(mostWords, end); n++ {
			if n > 1 {
				inner += goes[end-n]
			}
			s := best[end-n] + inner + ends[end-1] + t.bonus(folded[end-n:end], text)
			if s > best[end] {
				best[end], from[end] = s, end-n
			}
		}
	}
	var out []string
	for end := len(words); end > 0; end = from[end] {
		out = append([]string{strings.Join(words[from[end]:end], " ")}, out...)
	}
	return out
}

// Key is a text's words, folded, without signs, one space between them.
func Key(s string) string {
	return strings.Join(strings.FieldsFunc(arabic.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// bonus is what speaks for a whole label beyond its pairs: editors give it often, or the article says it.
func (t *Tables) bonus(w []string, text string) float64 {
	phrase := strings.Join(w, " ")
	switch {
	case t.Phrases[phrase] > 0:
		return 0.5 * float64(len(w))
	case len(w) > 1 && strings.Contains(text, " "+phrase+" "):
		return 0.5 * float64(len(w)-1)
	}
	return 0
}
