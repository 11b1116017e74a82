package eval

import (
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ar" // registers the analyser
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/arabic"

	"isnad/arabic"
)

// analyser turns a text into the terms it is found by.
type analyser struct {
	name  string
	terms func(string) []string
}

// rivalAnalysers are what one would take instead of ours.
func rivalAnalysers() []analyser {
	return []analyser{
		{"raw words", rawWords},
		{"folded words", foldedWords},
		{"light10", func(s string) []string { return mapWords(foldedWords(s), light10) }},
		{"Snowball", func(s string) []string { return mapWords(rawWords(s), snowballStem) }},
		{"bleve ar", bleveTerms(bleveArabic())},
	}
}

func rawWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) })
}

// foldedWords are the words in one spelling, without stop words.
func foldedWords(s string) (out []string) {
	for _, w := range rawWords(arabic.Fold(s)) {
		if !arabic.IsStop(w) {
			out = append(out, w)
		}
	}
	return out
}

func mapWords(words []string, stem func(string) string) []string {
	for i, w := range words {
		words[i] = stem(w)
	}
	return words
}

// light10 is the light stemmer of Larkey, Ballesteros and Connell (2007), on folded words: و where three letters stay,
// one form of the article where two stay, then the listed endings in turn where two stay.
func light10(w string) string {
	r := []rune(w)
	if len(r) > 3 && r[0] == 'و' {
		r = r[1:]
	}
	for _, p := range []string{"وال", "بال", "كال", "فال", "ال", "لل"} {
		if n := len([]rune(p)); strings.HasPrefix(string(r), p) && len(r)-n >= 2 {
			r = r[n:]
			break
		}
	}
	for _, s := range []string{"ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"} {
		if n := len([]rune(s)); strings.HasSuffix(string(r), s) && len(r)-n >= 2 {
			r = r[:len(r)-n]
		}
	}
	return string(r)
}

func snowballStem(w string) string {
	env := snowballstem.NewEnv(w)
	snowball.Stem(env)
	return env.Current()
}

// bleveArabic is bleve's analyser "ar".
func bleveArabic() analysis.Analyzer {
	a, err := registry.NewCache().AnalyzerNamed("ar")
	if err != nil {
		panic("bleve: " + err.Error())
	}
	return a
}

func bleveTerms(a analysis.Analyzer) func(string) []string {
	return func(s string) (out []string) {
		for _, t := range a.Analyze([]byte(s)) {
			out = append(out, string(t.Term))
		}
		return out
	}
}
