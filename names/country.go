package names

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed countries.tsv
var countriesTSV string

//go:embed nisbas.tsv
var nisbasTSV string

// country is one line of countries.tsv.
type country struct {
	code, name, latin string
	names, capitals   []string
	nisbas            []string
}

var countries = sync.OnceValue(func() []country {
	var out []country
	for _, f := range readTable(countriesTSV, 6) {
		out = append(out, country{
			code: f[0], name: f[1], latin: f[3], names: append([]string{f[1]}, readList(f[2])...),
			nisbas: readList(f[4]), capitals: readList(f[5]),
		})
	}
	return out
})

// nisba is what an adjective of origin says.
type nisba struct {
	code   string
	number Number
	gender Gender
}

func (n nisba) feminine() bool { return n.gender == Feminine && n.number == Singular }

// nisbaEndings are the forms of a nisba after its stem in ي, folded.
var nisbaEndings = []struct {
	suffix string
	number Number
	gender Gender
}{
	{"", Singular, Masculine}, {"ه", Singular, Feminine}, {"ا", Singular, Masculine},
	{"ون", Plural, Masculine}, {"ين", Plural, Masculine}, {"ان", Dual, Masculine},
	{"تان", Dual, Feminine}, {"تين", Dual, Feminine}, {"ات", Plural, Feminine}, {"و", Plural, Masculine},
}

// nisbas maps each one-word form, folded and without article, to what it says.
var nisbas = sync.OnceValue(func() map[string]nisba {
	m := map[string]nisba{}
	for _, c := range countries() {
		for _, stem := range c.nisbas {
			for _, e := range nisbaEndings {
				m[fold(stem)+e.suffix] = nisba{c.code, e.number, e.gender}
			}
		}
	}
	for _, f := range readTable(nisbasTSV, 2) {
		w, n := fold(f[0]), nisba{code: f[1], number: Singular, gender: Masculine}
		if strings.HasSuffix(w, "ه") {
			n.gender = Feminine
		} else if !strings.HasSuffix(w, "ي") {
			n.number = Plural
		}
		m[w] = n
	}
	delete(m, "قمري")
	delete(m, "غيني")
	return m
})

// Nisba tells the country that an adjective of origin points at («الأميركيون» → US), "" where it points at none.
func Nisba(word string) string {
	n, _ := nisbaOf(fold(word))
	return n.code
}

// nisbaOf looks a folded word up, with or without article. Two-word nisbas («كوري جنوبي») are left to the phrase.
func nisbaOf(w string) (nisba, bool) {
	w = bareArticle(w)
	n, ok := nisbas()[w]
	return n, ok
}

// bareArticle strips the article, and the preposition that swallows its alif.
func bareArticle(w string) string {
	for _, p := range []string{"وال", "بال", "فال", "كال", "ال", "ولل", "لل"} {
		if rest, ok := strings.CutPrefix(w, p); ok && len(rest) >= 4 {
			return rest
		}
	}
	return w
}
