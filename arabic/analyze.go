package arabic

import "strings"

// Analyze gives the terms of a text, the same for what is indexed and what is asked. A hashtag gives its words, a
// handle its name, a number its digits without separators; marks give none. Workers reuse an [Analyzer].
func Analyze(text string) []Term {
	var a Analyzer
	return a.AppendTerms(nil, text)
}

// Analyzer keeps its buffers, so that analysing costs no allocation per text. It is not safe for use by several goroutines at
// once; its zero value is ready.
type Analyzer struct {
	tokens []Token
	looks  looks
}

// known is what analysing a word gives.
type known struct {
	surface, stem string
	stop          bool
}

// AppendTerms appends the terms of text to dst.
func (a *Analyzer) AppendTerms(dst []Term, text string) []Term {
	a.tokens = AppendTokens(a.tokens[:0], text)
	a.looks.begin(dst, text)
	for _, t := range a.tokens {
		switch t.Kind {
		case KindWord, KindLatin, KindForeign:
			a.looks.add(t.Start, t.End, KindWord)
		case KindNumber, KindDate, KindClock, KindAbbreviation:
			a.looks.add(t.Start, t.End, t.Kind)
		case KindHashtag, KindHandle, KindURL, KindEmail:
			a.addParts(text, t)
		}
	}
	return a.looks.end()
}

// addParts adds the words of a hashtag or address.
func (a *Analyzer) addParts(text string, t Token) {
	from := t.Start
	for i := t.Start; i <= t.End; i++ {
		if i < t.End && strings.IndexByte("_#@/.:?&=-+%~", text[i]) < 0 {
			continue
		}
		if i > from {
			a.looks.add(from, i, KindWord)
		}
		from = i + 1
	}
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
