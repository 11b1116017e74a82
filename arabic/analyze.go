package arabic

import "strings"

// Analyze gives the terms of a text, the same for what is indexed and what is asked. A hashtag gives its words, a
// handle its name, a number its digits without separators; marks give none. Workers reuse an [Analyzer].
func Analyze(text string) []Term {
	var a Analyzer
	return a.AppendTerms(nil, text)
}

// AppendTerms appends the terms of text to dst.
func AppendTerms(dst []Term, text string) []Term {
	var a Analyzer
	return a.AppendTerms(dst, text)
}

// Analyzer keeps the words it has met, so that analysing costs no allocation per word. It is not safe for use by
// several goroutines at once; its zero value is ready.
type Analyzer struct {
	known  map[string]known
	tokens []Token
}

type known struct {
	surface, stem string
	stop          bool
}

// maxKnown bounds the vocabulary an Analyzer keeps; beyond it the vocabulary starts anew.
const maxKnown = 1 << 17

// AppendTerms appends the terms of text to dst.
func (a *Analyzer) AppendTerms(dst []Term, text string) []Term {
	a.tokens = AppendTokens(a.tokens[:0], text)
	position := 0
	for _, t := range a.tokens {
		if !t.Kind.Lexical() {
			continue
		}
		from := t.Start
		if t.Kind != KindHashtag && t.Kind != KindHandle && t.Kind != KindURL && t.Kind != KindEmail {
			dst, position = a.appendTerm(dst, text, t.Start, t.End, t.Kind, position)
			continue
		}
		for i := t.Start; i <= t.End; i++ {
			if i < t.End && strings.IndexByte("_#@/.:?&=-+%~", text[i]) < 0 {
				continue
			}
			if i > from {
				dst, position = a.appendTerm(dst, text, from, i, KindWord, position)
			}
			from = i + 1
		}
	}
	return dst
}

func (a *Analyzer) appendTerm(dst []Term, text string, start, end int, kind TokenKind, position int) ([]Term, int) {
	k := a.lookup(text[start:end], kind)
	if k.surface == "" {
		return dst, position
	}
	return append(dst, Term{Start: start, End: end, Position: position, Surface: k.surface, Stem: k.stem, Stop: k.stop}), position + 1
}

func (a *Analyzer) lookup(word string, kind TokenKind) known {
	if k, ok := a.known[word]; ok {
		return k
	}
	k := known{surface: Fold(word)}
	switch kind {
	case KindNumber, KindDate, KindClock:
		k.surface = strings.Map(func(r rune) rune {
			if r == ',' || r == '،' {
				return -1
			}
			return r
		}, k.surface)
		k.stem = k.surface
	case KindAbbreviation:
		k.surface = strings.Map(func(r rune) rune {
			if r == '.' || r == ' ' {
				return -1
			}
			return r
		}, k.surface)
		k.stem = k.surface
	default:
		k.stem = Stem(word)
		k.stop = IsStop(k.surface)
	}
	if len(a.known) >= maxKnown || a.known == nil {
		a.known = map[string]known{}
	}
	if len(word) <= 64 {
		a.known[strings.Clone(word)] = k
	}
	return k
}
