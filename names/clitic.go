package names

import (
	"strings"
	"unicode/utf8"
)

// reading is a word less some of the proclitics it may carry.
type reading struct {
	skip int    // bytes of the word's text left out
	fold string // the rest, folded; the article restored after «لل»
	prep rune   // the preposition left out: ب ل ك, or 0
	// where phrases that begin with it stand in the gazetteer and in the long list of places; see trie.start
	curated, geo int32
}

// spellReadings finds the ways a word can be read, the whole word first.
func (w word) spellReadings() []reading {
	buf := append(make([]reading, 0, 4), reading{fold: w.fold})
	rest, n := w.fold, 0
	for _, c := range []string{"و", "ف"} {
		if r, ok := strings.CutPrefix(rest, c); ok && len(r) >= 4 {
			rest, n = r, 1
			buf = append(buf, reading{skip: w.bytes(1), fold: r})
			break
		}
	}
	if r, ok := strings.CutPrefix(rest, "لل"); ok && len(r) >= 4 {
		return append(buf, reading{skip: w.bytes(n + 1), fold: "ال" + r, prep: 'ل'}, reading{skip: w.bytes(n + 1), fold: "ل" + r, prep: 'ل'})
	}
	for _, c := range []rune{'ب', 'ل', 'ك'} {
		if r, ok := strings.CutPrefix(rest, string(c)); ok && len(r) >= 4 {
			buf = append(buf, reading{skip: w.bytes(n + 1), fold: r, prep: c})
			break
		}
	}
	return buf
}

// bytes is the length of the first n letters of the word's text, with the marks and tatweel that follow them.
func (w word) bytes(n int) int {
	i := 0
	for i < len(w.text) {
		r, size := utf8.DecodeRuneInString(w.text[i:])
		if foldRune(r) != 0 {
			if n == 0 {
				break
			}
			n--
		}
		i += size
	}
	return i
}
