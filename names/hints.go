package names

import (
	_ "embed"
	"strings"
	"sync"

	"isnad/arabic"
	"isnad/internal/morph"
	"isnad/internal/nametag"
)

//go:embed geonames.tsv
var geonamesTSV string

// What the lists know of a word, as bits of nametag.Token.Flags. The order is part of the model: retrain after a change.
const (
	hintPersonB uint32 = 1 << iota
	hintPersonI
	hintPlaceB
	hintPlaceI
	hintOrgB
	hintOrgI
	hintOutletB
	hintOutletI
	hintWeak
	hintGeoB
	hintGeoI
	hintGiven // a proper noun of a person
	hintThing // a proper noun of a place or thing
	hintPair  // in names of Wikidata
	hintPairs // often
	hintRole
	hintTitle // a role with article, or an honorific, that stands before names
	hintOrgHead
	hintAreaHead
	hintPart
	hintOutletHead
	hintNisba
	hintAdjective
	hintStop
	hintVerb
	hintLink
	hintLatin
	hintDigit
	hintAl
)

// geonames finds the places of the long list, which hint only.
var geonames = sync.OnceValue(func() *trie {
	t := newTrie()
	rec := &record{typ: Place}
	for _, f := range readTable(geonamesTSV, 2) {
		t.add(f[1], hit{rec: rec})
	}
	return t
})

// hints gives each word of the line what the lists know of it.
func (l *line) hints() []uint32 {
	out := make([]uint32, len(l.words))
	for i := range l.words {
		k := l.words[i].lex()
		out[i] |= k.hints
		for _, r := range k.readings {
			if l.listHints(out, i, r.curated) {
				break
			}
		}
		if end, hits := geonames().from(l, i, k.readings[len(k.readings)-1].geo); len(hits) > 0 {
			mark(out, i, end, hintGeoB, hintGeoI)
		} else if end, hits := geonames().from(l, i, k.readings[0].geo); len(hits) > 0 {
			mark(out, i, end, hintGeoB, hintGeoI)
		}
	}
	return out
}

func mark(out []uint32, i, end int, b, in uint32) {
	out[i] |= b
	for j := i + 1; j < end; j++ {
		out[j] |= in
	}
}

// listHints marks a curated name that begins at word i, whose phrases stand at that node.
func (l *line) listHints(out []uint32, i int, node int32) bool {
	end, hits := gazetteer().from(l, i, node)
	for _, h := range hits {
		if h.weak {
			out[i] |= hintWeak
			continue
		}
		switch h.rec.typ {
		case Person:
			mark(out, i, end, hintPersonB, hintPersonI)
		case Place:
			mark(out, i, end, hintPlaceB, hintPlaceI)
		case Organisation:
			mark(out, i, end, hintOrgB, hintOrgI)
		case Outlet:
			mark(out, i, end, hintOutletB, hintOutletI)
		}
	}
	return len(hits) > 0
}

func partHints(w string) (bits uint32) {
	p, ok := nameParts()[w]
	if !ok {
		return 0
	}
	if p.person {
		bits |= hintGiven
	}
	if p.thing {
		bits |= hintThing
	}
	if p.pairs > 0 {
		bits |= hintPair
	}
	if p.pairs > 5 {
		bits |= hintPairs
	}
	return bits
}

// maxSentence bounds what the tagger reads at once, in words.
const maxSentence = 120

// sentences calls f with the bounds of each run of words that ends at a stop.
func (l *line) sentences(f func(from, to int)) {
	from := 0
	for i := range l.words {
		if i > from && (l.words[i].gap == gapStop || i-from >= maxSentence) {
			f(from, i)
			from = i
		}
	}
	if from < len(l.words) {
		f(from, len(l.words))
	}
}

// tokens gives the words as the tagger sees them.
func (l *line) tokens() []nametag.Token {
	hints := l.hints()
	out := make([]nametag.Token, len(l.words))
	for i, w := range l.words {
		k := w.lex()
		out[i] = nametag.Token{Form: w.fold, Flags: hints[i], Gap: uint8(w.gap), Freq: k.freq, Bare: k.bare, Class: k.class, Group: k.group}
	}
	return out
}

// company is the group of words that keep the same company as w, or as w without a conjunction or preposition; 0 where
// neither is known.
func (w word) company() uint16 {
	t := morph.Words().Company
	if g := t.Of([]byte(w.fold)); g > 0 {
		return g
	}
	for _, c := range []string{"و", "ف", "ب", "ل"} {
		if rest, ok := strings.CutPrefix(w.fold, c); ok && len(rest) >= 6 {
			if g := t.Of([]byte(rest)); g > 0 {
				return g
			}
		}
	}
	return 0
}

// TagSentence is a sentence as the learned tagger sees it, with the byte ranges of its words.
type TagSentence struct {
	Words  []nametag.Token
	Ranges []arabic.Range
}

// TagSentences cuts text as Find does before it tags. It is for training and evaluation inside this module.
func TagSentences(text string) []TagSentence {
	l := readLine(arabic.Text, text)
	toks := l.tokens()
	var out []TagSentence
	l.sentences(func(from, to int) {
		s := TagSentence{Words: toks[from:to]}
		for _, w := range l.words[from:to] {
			s.Ranges = append(s.Ranges, arabic.Range{Start: w.start, End: w.end})
		}
		out = append(out, s)
	})
	return out
}

// commonness tells how frequent the word is as it stands, how frequent without proclitics and article, and what the
// lexicon says of that rest.
func (w word) commonness() (freq, bare uint8, class uint16) {
	k := w.lex()
	return k.freq, k.bare, k.class
}

// look finds a word in the frequency list and the lexicon.
func look(text string) (freq, bare uint8, class uint16) {
	w, ok := morph.Spell(text)
	if !ok {
		return 0, 0, 0
	}
	x := morph.Words()
	letters := w.Letters()
	freq = uint8(x.Frequency.Of(letters))
	rest := stripLetters(letters)
	bare = freq
	if len(rest) < len(letters) {
		bare = uint8(x.Frequency.Of(rest))
	}
	class = x.Stems.Of(rest)
	if class == 0 && len(rest) > 3 && (rest[0] == beh || rest[0] == lam || rest[0] == kaf || rest[0] == waw || rest[0] == feh) {
		if c := x.Stems.Of(trimEnding(rest[1:])); c&nominal != 0 {
			class = c
		}
	}
	if class == 0 && len(rest) > 3 && rest[len(rest)-1] == marbuta {
		class = x.Stems.Of(rest[:len(rest)-1])
	}
	return freq, bare, class
}

// nominal are the classes whose words take a preposition without article.
const nominal = uint16(morph.Nominal | morph.Adjectival | morph.BrokenPlural)

func trimEnding(s []byte) []byte {
	if len(s) > 3 && s[len(s)-1] == marbuta {
		return s[:len(s)-1]
	}
	return s
}

var (
	alef, waw, feh, beh, lam, kaf = morph.Letter('ا'), morph.Letter('و'), morph.Letter('ف'), morph.Letter('ب'), morph.Letter('ل'), morph.Letter('ك')
	marbuta                       = morph.Letter('ة')
)

// stripLetters leaves out a conjunction, a preposition and the article, as far as three letters remain.
func stripLetters(s []byte) []byte {
	if len(s) > 4 && (s[0] == waw || s[0] == feh) {
		s = s[1:]
	}
	if len(s) > 4 && s[0] == lam && s[1] == lam {
		return s[2:]
	}
	if len(s) > 5 && (s[0] == beh || s[0] == kaf || s[0] == lam) && s[1] == alef && s[2] == lam {
		return s[3:]
	}
	if len(s) > 4 && s[0] == alef && s[1] == lam {
		return s[2:]
	}
	return s
}
