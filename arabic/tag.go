package arabic

import (
	"strings"

	"isnad/internal/morph"
)

// POS is a part of speech.
type POS uint8

const (
	NoPOS POS = iota
	Noun
	Adjective
	Verb
	Pronoun
	Preposition
	Particle
	Conjunction
	Adverb
	Numeral
	Abbreviated
	ForeignWord
	Punctuation
)

var posNames = [...]string{"", "noun", "adjective", "verb", "pronoun", "preposition", "particle", "conjunction",
	"adverb", "numeral", "abbreviation", "foreign", "punctuation"}

// String names the part of speech in lower case; empty where there is none.
func (p POS) String() string {
	if int(p) < len(posNames) {
		return posNames[p]
	}
	return ""
}

// Person, Gender and Number are zero where the form does not say.
type (
	Person uint8
	Gender uint8
	Number uint8
)

const (
	First  Person = 1
	Second Person = 2
	Third  Person = 3

	Masculine Gender = 1
	Feminine  Gender = 2

	Singular Number = 1 // the grammatical number
	Dual     Number = 2
	Plural   Number = 3
)

// Tagged is a token with what it is in its sentence.
type Tagged struct {
	Token
	Segmentation // byte ranges in the token
	POS          POS
	Agreement
}

// Tag gives each token its parts, part of speech, person, gender and number. The part of speech of a word is chosen by
// learned weights from the word, its neighbours and the two tags before it; sentences are those between full stops.
func Tag(text string, tokens []Token) []Tagged {
	out := make([]Tagged, len(tokens))
	words := make([]spelled, 0, 64)
	items := make([]morph.Item, 0, 64)
	tags := make([]uint8, 0, 64)
	for from := 0; from < len(tokens); {
		to := from + 1
		for to < len(tokens) && tokens[to-1].Kind != KindStop && to-from < maxSentence && !brokenBefore(text, tokens, to) {
			to++
		}
		words, items = words[:0], items[:0]
		for _, t := range tokens[from:to] {
			word, item := itemOf(t, text)
			words, items = append(words, word), append(items, item)
		}
		tags = morph.Tag().Tag(tags[:0], items)
		for i, tag := range tags {
			out[from+i] = tagged(text, tokens[from+i], &words[i], &items[i], tag)
		}
		from = to
	}
	return out
}

// maxSentence bounds the tokens that are tagged together, so that a text without full stops costs no more memory.
const maxSentence = 256

func brokenBefore(text string, tokens []Token, i int) bool {
	return strings.IndexByte(text[tokens[i-1].End:tokens[i].Start], '\n') >= 0
}

func itemOf(t Token, text string) (s spelled, item morph.Item) {
	if t.Kind == KindWord {
		var ok bool
		if s, ok = spell(t.In(text)); ok {
			return s, morph.Item{Word: s.word, Cut: cutOf(&s.word), Fixed: -1}
		}
	}
	return s, morph.Item{Fixed: fixedTag(t.Kind)}
}

func fixedTag(k TokenKind) int8 {
	switch {
	case !k.Lexical():
		return morph.TagPunct
	case k == KindNumber, k == KindDate, k == KindClock:
		return morph.TagNum
	case k == KindAbbreviation:
		return morph.TagAbbrev
	}
	return morph.TagForeign
}

func tagged(text string, t Token, s *spelled, item *morph.Item, tag uint8) Tagged {
	out := Tagged{Token: t, Segmentation: whole(t.Len()), POS: posOf[tag]}
	if item.Fixed < 0 {
		out.Segmentation = s.segmentation(item.Cut)
		stem := out.Stem
		out.Agreement = agreement(&item.Word, item.Cut, out.POS, func() string {
			return Fold(text[t.Start+stem.Start : t.Start+stem.End])
		})
	}
	return out
}

// posOf gives for each tag of the tagger our part of speech; it does not tell names from nouns.
var posOf = func() (list []POS) {
	names := map[string]POS{"NOUN": Noun, "ADJ": Adjective, "V": Verb, "PREP": Preposition, "PART": Particle, "PRON": Pronoun,
		"CONJ": Conjunction, "ADV": Adverb, "NUM": Numeral, "PUNC": Punctuation, "FOREIGN": ForeignWord, "ABBREV": Abbreviated,
		"FUT_PART": Particle, "DET": Particle}
	for _, t := range morph.Tags {
		list = append(list, names[t])
	}
	return list
}()
