package names

import (
	"sync"
	"unicode/utf8"

	"isnad/arabic"
)

// unfuse parts a name from the next word where the page has lost the space between them («دقلوبتنحي»): the word is in no
// list, a part of a name stands before it, it begins with a surname and the rest is a word of its own.
func (l *line) unfuse() {
	for i := 1; i < len(l.words); i++ {
		w := l.words[i]
		if w.gap != gapSpace || len(w.fold) < 14 || !isNamePart(l.words[i-1].skipTo().fold) || w.lex().part || !w.foreign() {
			continue
		}
		if cut := l.fusedAt(i); cut > 0 {
			l.cut(i, cut)
		}
	}
}

// foreign reports whether neither the frequency list nor the lexicon has the word.
func (w word) foreign() bool {
	freq, bare, class := w.commonness()
	return freq == 0 && bare == 0 && class == 0
}

// often is how frequent the rest of a fused word must be, in steps of a quarter bel.
const often = 11

// fusedAt gives the byte in word i's text at which a surname ends and a common word begins, 0 where there is none; the
// longest surname counts.
func (l *line) fusedAt(i int) int {
	w := l.words[i]
	for cut := len(w.text); cut > 0; {
		_, size := utf8.DecodeLastRuneInString(w.text[:cut])
		cut -= size
		head, tail := fold(w.text[:cut]), w.text[cut:]
		if len(tail) < 6 {
			continue
		}
		if len(head) < 6 {
			return 0
		}
		if has(" الذي التي الذين ", fold(tail)) {
			return cut // «كاستيوالذي»: no word ends so
		}
		if freq, _, _ := look(tail); freq >= often && surnameKnown(l.words[i-1].fold, head) {
			return cut
		}
	}
	return 0
}

// surnameKnown reports whether a list has the word as a part of names beyond doubt, or as the end of a curated name.
func surnameKnown(before, w string) bool {
	if p, ok := nameParts()[bareName(w)]; ok && (p.person && len(w) >= 8 || p.pairs > 9) {
		return true
	}
	return personPairs()[[2]string{before, w}]
}

// personPairs holds the words that follow one another in the curated names of people, folded.
var personPairs = sync.OnceValue(func() map[[2]string]bool {
	m := map[[2]string]bool{}
	for _, f := range readTable(peopleTSV, 6) {
		for _, name := range append([]string{f[1]}, readList(f[3])...) {
			parts := newLine(arabic.Text, name).words
			for i := 1; i < len(parts); i++ {
				m[[2]string{parts[i-1].fold, parts[i].fold}] = true
			}
		}
	}
	return m
})

// cut makes two words of word i.
func (l *line) cut(i, at int) {
	w := l.words[i]
	head := word{start: w.start, end: w.start + at, text: w.text[:at], fold: fold(w.text[:at]), gap: w.gap}
	tail := word{start: w.start + at, end: w.end, text: w.text[at:], fold: fold(w.text[at:]), gap: gapSpace}
	l.words = append(l.words[:i+1], l.words[i:]...)
	head.known, tail.known = lexemeOf(head.text), lexemeOf(tail.text)
	l.words[i], l.words[i+1] = head, tail
}
