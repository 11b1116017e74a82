package arabic

// POS is a part of speech.
type POS uint8

const (
	NoPOS POS = iota
	Noun
	ProperNoun
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

var posNames = [...]string{"", "noun", "name", "adjective", "verb", "pronoun", "preposition", "particle", "conjunction",
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
	Person       Person
	Gender       Gender
	Number       Number
}

// Tag gives each token its parts, part of speech, person, gender and number.
func Tag(text string, tokens []Token) []Tagged {
	out := make([]Tagged, len(tokens))
	for i, t := range tokens {
		out[i] = Tagged{Token: t, Segmentation: whole(t.End - t.Start)}
		if t.Kind == KindWord {
			out[i].Segmentation = Segment(t.In(text))
		}
		out[i].POS = simplePOS(t, text)
	}
	return out
}

func simplePOS(t Token, text string) POS {
	switch {
	case !t.Kind.Lexical():
		return Punctuation
	case t.Kind == KindNumber, t.Kind == KindDate, t.Kind == KindClock:
		return Numeral
	case t.Kind == KindAbbreviation:
		return Abbreviated
	case t.Kind != KindWord:
		return ForeignWord
	case IsStop(Fold(t.In(text))):
		return Particle
	}
	return Noun
}
