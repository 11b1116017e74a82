package arabic

import (
	_ "embed"
	"strings"
	"sync"
)

// abbreviationFile lists the abbreviations of the Arab press, one a line.
//
//go:embed abbreviations.txt
var abbreviationFile string

// abbreviations are the listed ones by their first letter, longest first, so that the longest match wins.
var abbreviations = sync.OnceValue(func() map[string][]string {
	byFirst := map[string][]string{}
	for line := range strings.Lines(abbreviationFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		first, _, _ := strings.Cut(strings.ReplaceAll(line, ".", " "), " ")
		byFirst[first] = insertByLength(byFirst[first], line)
	}
	return byFirst
})

func insertByLength(list []string, s string) []string {
	at := 0
	for at < len(list) && len(list[at]) >= len(s) {
		at++
	}
	return append(list[:at], append([]string{s}, list[at:]...)...)
}

// abbreviation gives the end of the abbreviation that starts at i, whose first letters end at end; i where there is
// none.
func abbreviation(text string, i, end int) int {
	if end-i != 2 { // all start with a letter that stands alone
		return i
	}
	for _, a := range abbreviations()[text[i:end]] {
		if e := i + len(a); strings.HasPrefix(text[i:], a) && !goesOn(text, e, a) {
			return e
		}
	}
	return i
}

// goesOn reports whether a letter follows at e without a full stop between.
func goesOn(text string, e int, a string) bool {
	if strings.HasSuffix(a, ".") || e >= len(text) {
		return false
	}
	r, n := decode(text, e)
	c := classOf(r, n)
	return c == classArabic || c == classMark
}
