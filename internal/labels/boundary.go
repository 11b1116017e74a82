package labels

import (
	"math"
	"strings"

	"isnad/arabic"
	"isnad/internal/morph"
)

// Features is how many things are asked about a pair of words.
const Features = 17

// boundary says how much speaks for a label's end between a and b, folded words; above nothing it is likelier than not.
func (t *Tables) boundary(a, b, text string) float64 {
	weights := &t.Known
	if !t.knows(a, b) {
		weights = &t.Unknown
	}
	sum := 0.0
	for i, x := range t.Pair(a, b, text) {
		sum += weights[i] * x
	}
	if t.annexed(a, b) {
		sum -= annexation
	}
	return sum
}

// knows reports whether either word of a pair stands in the tables.
func (t *Tables) knows(a, b string) bool {
	_, knownA := t.Words[a]
	_, knownB := t.Words[b]
	return knownA || knownB
}

// annexation speaks against a label's end between a common noun without the article and a word with it («جسر المشاة»):
// the grammar binds them, which labels of one outlet, half of them single names, teach too weakly.
const annexation = 3

// annexed reports whether b may be what the common noun a is annexed to. A noun is common that takes the article.
func (t *Tables) annexed(a, b string) bool {
	return strings.HasPrefix(b, "ال") && !strings.HasPrefix(a, "ال") && !arabic.IsStop(a) && t.Phrases[a] == 0 && frequency("ال"+a) >= commonNoun
}

// commonNoun is the frequency, of 31, from which a noun with the article is common.
const commonNoun = 9

func frequency(word string) int {
	w, ok := morph.Spell(word)
	if !ok {
		return 0
	}
	return int(morph.Words().Frequency.Of(w.Letters()))
}

// Pair gives what the tables and the article's text, folded and with a space at either end, say about the words a and b, one
// after the other.
func (t *Tables) Pair(a, b, text string) [Features]float64 {
	wa, wb := t.Words[a], t.Words[b]
	defA, defB := strings.HasPrefix(a, "ال"), strings.HasPrefix(b, "ال")
	together := float64(strings.Count(text, " "+a+" "+b+" "))
	nA, nB := float64(strings.Count(text, " "+a+" ")), float64(strings.Count(text, " "+b+" "))
	adjective := strings.HasSuffix(b, "ي") || strings.HasSuffix(b, "يه") || strings.HasSuffix(b, "ية")
	phrase, single := t.Phrases[a+" "+b] > 0, t.Phrases[a] > 0
	return [Features]float64{1, odds(wb.First, wb.Later), odds(wa.Last, wa.Before),
		truth(defA && defB), truth(defA && !defB), truth(!defA && defB), truth(!defA && !defB),
		truth(together > 0), together / max(1, min(nA, nB)), truth(nA == 0), truth(nB == 0),
		truth(adjective && defA && defB), truth(arabic.IsStop(a)), truth(arabic.IsStop(b)), truth(strings.HasPrefix(b, "و")),
		truth(phrase), truth(single)}
}

// odds is the logarithm of how much likelier one count is than the other, no further than 3 from nothing.
func odds(x, y int) float64 {
	return max(-3, min(3, math.Log((float64(x)+0.7)/(float64(y)+0.7))))
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
