package extract

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"

	"isnad/arabic"
)

// splitTags cuts a list of labels. Where it has separators they cut; where it has none («قطاع غزة الولايات المتحدة»),
// the phrases are found by what the article itself says together and by how Arabic names are built.
func splitTags(s string, d *Document) []string {
	if strings.ContainsAny(s, "،,؛;|#\t•·/") {
		return trimTags(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("،,؛;|#\t•·/", r) }))
	}
	words := strings.Fields(s)
	if len(words) > mostTagLine {
		return nil // no list of labels
	}
	if len(words) <= 3 {
		return trimTags([]string{s})
	}
	text := " " + titleKey(d.Title+" "+strings.Join(d.Paragraphs, " ")) + " "
	return trimTags(bestCut(words, text))
}

// mostTagLine is the most words of a list of labels without separators.
const mostTagLine = 80

// mostTagWords is the longest label looked for.
const mostTagWords = 5

// bestCut cuts words into labels: between which words a label ends is judged pair by pair, and whole labels that are
// known, or that the article says, count besides; of all cuts the likeliest is taken.
func bestCut(words []string, text string) []string {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = titleKey(w)
	}
	ends, goes := make([]float64, len(words)), make([]float64, len(words))
	for i := range words[:len(words)-1] {
		z := boundary(folded[i], folded[i+1], text)
		ends[i], goes[i] = -math.Log(1+math.Exp(-z)), -math.Log(1+math.Exp(z))
	}
	best, from := make([]float64, len(words)+1), make([]int, len(words)+1)
	for end := 1; end <= len(words); end++ {
		best[end] = math.Inf(-1)
		inner := 0.0
		for n := 1; n <= min(mostTagWords, end); n++ {
			if n > 1 {
				inner += goes[end-n]
			}
			s := best[end-n] + inner + ends[end-1] + phraseBonus(folded[end-n:end], text)
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

// phraseBonus is what speaks for a whole label beyond its pairs: editors give it often, or the article says it.
func phraseBonus(w []string, text string) float64 {
	phrase := strings.Join(w, " ")
	switch {
	case tagLexicon().phrases[phrase] > 0:
		return 0.5 * float64(len(w))
	case len(w) > 1 && strings.Contains(text, " "+phrase+" "):
		return 0.5 * float64(len(w)-1)
	}
	return 0
}

//go:embed tagwords.tsv
var tagWordsText string

//go:embed tagphrases.tsv
var tagPhrasesText string

// tagStats says how often a word stands where in the labels of editors.
type tagStats struct{ first, later, last, before float64 }

type tagTables struct {
	words   map[string]tagStats
	phrases map[string]int
}

var tagLexicon = sync.OnceValue(func() tagTables {
	t := tagTables{words: map[string]tagStats{}, phrases: map[string]int{}}
	for _, f := range tableLines(tagWordsText, 5) {
		k := titleKey(f[0])
		s := t.words[k]
		for i, at := range [...]*float64{&s.first, &s.later, &s.last, &s.before} {
			n, _ := strconv.Atoi(f[i+1])
			*at += float64(n)
		}
		t.words[k] = s
	}
	for _, f := range tableLines(tagPhrasesText, 2) {
		n, _ := strconv.Atoi(f[1])
		t.phrases[titleKey(f[0])] += n
	}
	return t
})

// Weights of a logistic regression on the pairs of words in editors' labels written without separators: does a label end
// between them? The order is that of pairFeatures. Learned on half of the articles behind tagwords.tsv; on the other
// half .934 of the labels found are right and .938 are found, with tables made of the first half alone. bareWeights
// are for words that the tables do not know (.685 and .714 where they know none).
var (
	pairWeights = [...]float64{0.39, 1.17, 1.1, 0.55, 0.58, -0.48, -0.27, -1.74, -1.69, -0.56, -0.37, -0.62, -0.22, -0.25, -0.37, -0.72, 0.46}
	bareWeights = [...]float64{1.48, 0, 0, 0.62, 1.32, -0.46, 0.01, -2.76, -2.47, -1.3, -0.4, -3.37, -1.32, -1.88, -0.51, 0, 0}
)

// boundary says how much speaks for a label's end between a and b, folded words; above nothing it is likelier than not.
func boundary(a, b, text string) float64 {
	t := tagLexicon()
	_, knownA := t.words[a]
	_, knownB := t.words[b]
	weights := &pairWeights
	if !knownA && !knownB {
		weights = &bareWeights
	}
	sum := 0.0
	for i, x := range pairFeatures(a, b, text) {
		sum += weights[i] * x
	}
	if annexed(a, b) {
		sum -= annexation
	}
	return sum
}

// annexation speaks against a label's end between a common noun without the article and a word with it («جسر المشاة»):
// the grammar binds them, which labels of one outlet, half of them single names, teach too weakly.
const annexation = 3

// annexed reports whether b may be what the common noun a is annexed to. A noun is common that takes the article.
func annexed(a, b string) bool {
	t := tagLexicon()
	return strings.HasPrefix(b, "ال") && !strings.HasPrefix(a, "ال") && !arabic.IsStop(a) && t.phrases[a] == 0 && frequency("ال"+a) >= knownNoun
}

const knownNoun = 9

func pairFeatures(a, b, text string) [17]float64 {
	t := tagLexicon()
	wa, wb := t.words[a], t.words[b]
	defA, defB := strings.HasPrefix(a, "ال"), strings.HasPrefix(b, "ال")
	together := float64(strings.Count(text, " "+a+" "+b+" "))
	nA, nB := float64(strings.Count(text, " "+a+" ")), float64(strings.Count(text, " "+b+" "))
	adjective := strings.HasSuffix(b, "ي") || strings.HasSuffix(b, "يه") || strings.HasSuffix(b, "ية")
	phrase, single := t.phrases[a+" "+b] > 0, t.phrases[a] > 0
	return [17]float64{1, odds(wb.first, wb.later), odds(wa.last, wa.before),
		truth(defA && defB), truth(defA && !defB), truth(!defA && defB), truth(!defA && !defB),
		truth(together > 0), together / max(1, min(nA, nB)), truth(nA == 0), truth(nB == 0),
		truth(adjective && defA && defB), truth(arabic.IsStop(a)), truth(arabic.IsStop(b)), truth(strings.HasPrefix(b, "و")),
		truth(phrase), truth(single)}
}

// odds is the logarithm of how much likelier one count is than the other, no further than 3 from nothing.
func odds(x, y float64) float64 { return max(-3, min(3, math.Log((x+0.7)/(y+0.7)))) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func trimTags(in []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range in {
		t = trimSigns(strings.TrimLeft(oneLine(strings.ReplaceAll(t, "_", " ")), "# "))
		if t != "" && !seen[arabic.Fold(t)] {
			seen[arabic.Fold(t)] = true
			out = append(out, t)
		}
	}
	return out
}
