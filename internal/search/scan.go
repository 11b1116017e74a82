package search

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"isnad"
)

// piece is one part of a query as written: a word, a phrase, or a condition with its value.
type piece struct {
	key    string // of a condition: source, since …; empty for words
	text   string
	phrase bool
	not    bool
	prefix bool
}

// closing gives the quotation mark that closes a phrase opened by r, 0 where r opens none.
func closing(r rune) rune {
	switch r {
	case '"', '＂':
		return r
	case '«':
		return '»'
	case '“', '„', '”':
		return '”'
	}
	return 0
}

// scan cuts the text into pieces.
func scan(text string) ([]piece, error) {
	var pieces []piece
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		var p piece
		var err error
		if p, rest, err = next(rest); err != nil {
			return nil, err
		}
		pieces = append(pieces, p)
	}
	return pieces, nil
}

func next(rest string) (piece, string, error) {
	var p piece
	if after, ok := cutNot(rest); ok {
		p.not, rest = true, after
	}
	if key, after, ok := cutKey(rest); ok {
		p.key, rest = key, strings.TrimLeftFunc(after, unicode.IsSpace)
		if rest == "" {
			return p, "", teach(NoValue, "%s: needs a value right after the colon, as in %s", key, example[key])
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	if close := closing(r); close != 0 {
		inside, after, closed := strings.Cut(rest[size:], string(close))
		if !closed && close == '”' { // “…“ is seen too
			inside, after, closed = strings.Cut(rest[size:], "“")
		}
		if !closed {
			return p, "", teach(OpenQuotation, "the quotation mark %[1]c is never closed: write %[1]c around the whole phrase, or leave it out", r)
		}
		p.text, p.phrase = strings.TrimSpace(inside), true
		return p, after, nil
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || closing(r) != 0 && r != '”' })
	if end < 0 {
		end = len(rest)
	}
	p.text = rest[:end]
	if word := strings.TrimRight(p.text, "*"); word != p.text && p.key == "" {
		p.text, p.prefix = word, true
	}
	return p, rest[end:], nil
}

// cutNot takes the minus away that excludes what follows; a dash between spaces is only a dash.
func cutNot(s string) (string, bool) {
	for _, minus := range []string{"-", "−", "–"} {
		if after, ok := strings.CutPrefix(s, minus); ok && after != "" {
			r, _ := utf8.DecodeRuneInString(after)
			return after, unicode.IsLetter(r) || unicode.IsDigit(r) || closing(r) != 0
		}
	}
	return s, false
}

// cutKey takes a known condition and its colon away. Other words with a colon are just words.
func cutKey(s string) (key, rest string, ok bool) {
	word, after, found := strings.Cut(s, ":")
	if !found || strings.ContainsFunc(word, unicode.IsSpace) {
		return "", s, false
	}
	key = meaning("key", word)
	return key, after, key != ""
}

// example shows each condition as it may be written.
var example = map[string]string{
	"source": "source:cnn.com or مصدر:الجزيرة", "since": "since:2023-11-04 or منذ:2023-11-04",
	"until": "until:2023-11-30 or حتى:2023-11", "speaker": `speaker:بلينكن or قائل:"وزير الخارجية"`,
	"country": "country:Tunisia or بلد:تونس",
	"relay":   "relay:رويترز or ناقل:رويترز", "act": "act:deny or فعل:نفى", "entity": "entity:غزة or كيان:غزة",
}

// Fault is what is wrong with a query, for those who put it in words of their own: Words fill in the reason's blanks.
type Fault struct {
	Reason Reason
	Words  []string
	text   string
}

// Reason is a kind of fault.
type Reason string

const (
	ExcludedCondition Reason = "excluded-condition" // the condition's key
	NoValue           Reason = "no-value"           // the condition's key, an example
	NoAct             Reason = "no-act"             // what was taken for an act
	NoCountry         Reason = "no-country"         // what was taken for a country
	NoDay             Reason = "no-day"             // the condition's key, what was taken for a day
	DaysExchanged     Reason = "days-exchanged"     // the later day, the earlier
	ShortPrefix       Reason = "short-prefix"       // the letters, how many there must be
	OpenQuotation     Reason = "open-quotation"     // the mark
)

// Error says in English what is wrong and what to write instead.
func (f *Fault) Error() string {
	return fmt.Sprintf("search.Parse: %v: %s", isnad.ErrInvalid, f.text)
}

// Unwrap makes it an ErrInvalid.
func (f *Fault) Unwrap() error { return isnad.ErrInvalid }

// teach is a Fault whose text is the format with the words filled in.
func teach(why Reason, format string, words ...any) error {
	f := &Fault{Reason: why, text: fmt.Sprintf(format, words...)}
	for _, w := range words {
		if r, ok := w.(rune); ok {
			w = string(r)
		}
		f.Words = append(f.Words, fmt.Sprint(w))
	}
	return f
}
