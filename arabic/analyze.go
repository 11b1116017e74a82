package arabic

import (
	"strings"
	"sync"

	"isnad/internal/memo"
)

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

// Analyzer keeps its buffer, so that analysing costs no allocation per text. It is not safe for use by several goroutines at
// once; its zero value is ready.
type Analyzer struct{ tokens []Token }

type known struct {
	surface, stem string
	stop          bool
}

// vocabulary remembers the words that were analysed last: most of what a text says was said before, and finding a stem
// costs far more than finding it again does.
var vocabulary = sync.OnceValue(func() *memo.Table[met, known] { return memo.New[met, known](1 << 17) })

// met is a word as it was met.
type met struct {
	word string
	kind TokenKind
}

// longestKnown is the longest word that is remembered, in bytes.
const longestKnown = 64

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
			dst, position = appendTerm(dst, text, t.Start, t.End, t.Kind, position)
			continue
		}
		for i := t.Start; i <= t.End; i++ {
			if i < t.End && strings.IndexByte("_#@/.:?&=-+%~", text[i]) < 0 {
				continue
			}
			if i > from {
				dst, position = appendTerm(dst, text, from, i, KindWord, position)
			}
			from = i + 1
		}
	}
	return dst
}

func appendTerm(dst []Term, text string, start, end int, kind TokenKind, position int) ([]Term, int) {
	k := lookup(text[start:end], kind)
	if k.surface == "" {
		return dst, position
	}
	return append(dst, Term{Start: start, End: end, Position: position, Surface: k.surface, Stem: k.stem, Stop: k.stop}), position + 1
}

// lookup gives the surface and stem of a word, which is a number or an abbreviation by its kind.
func lookup(word string, kind TokenKind) known {
	switch kind {
	case KindNumber, KindDate, KindClock, KindAbbreviation:
	default:
		kind = KindWord
	}
	if len(word) > longestKnown {
		return analyse(word, kind)
	}
	v := vocabulary()
	h := v.Hash(word)
	if k := v.Find(h, met{word, kind}); k != nil {
		return *k
	}
	word = strings.Clone(word)
	return *v.Keep(h, met{word, kind}, analyse(word, kind))
}

func analyse(word string, kind TokenKind) known {
	k := known{surface: Fold(word)}
	switch kind {
	case KindNumber, KindDate, KindClock:
		k.surface = without(k.surface, ",،")
		k.stem = k.surface
	case KindAbbreviation:
		k.surface = without(k.surface, ". ")
		k.stem = k.surface
	default:
		k.stem = Stem(word)
		k.stop = IsStop(k.surface)
	}
	return k
}

// without leaves out the marks.
func without(s, marks string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(marks, r) {
			return -1
		}
		return r
	}, s)
}
