package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind of token.
type tokenKind uint8

const (
	wordToken tokenKind = iota
	numberToken
	markToken // punctuation, one rune; a line's end is '\n'
	endToken
)

// token is a word, a number of digits or a mark, with its bytes in the text.
type token struct {
	start, end int32 // with proclitics
	body       int32 // where the word begins after و ف ب ل ك
	kind       tokenKind
	al         bool   // has the article, written on or as «الـ» before digits
	cut        bool   // its entry is that of the word without the article
	clitic     byte   // 'b', 'l' or 'k' before the body, 0 where none
	wa         bool   // begins with و or ف
	digits     uint8  // of a number: how many
	madda      bool   // the body begins with آ
	future     bool   // looks like a verb of the future («سيعقد»)
	num        int32  // a number's value
	mark       rune   // of a mark
	entry      *entry // of a word the lexicon knows
	phrase     *lexeme
	width      uint8 // of a phrase: how many tokens it spans
}

// is gives the value of the token's meaning in the class, and whether it has one.
func (t *token) is(c class) (int, bool) {
	if t.phrase != nil && t.phrase.class == c {
		return t.phrase.value, true
	}
	if t.entry == nil {
		return 0, false
	}
	for i := range t.entry.lexemes {
		if t.entry.lexemes[i].class == c {
			return t.entry.lexemes[i].value, true
		}
	}
	return 0, false
}

// has reports whether the single word, not a phrase, has a meaning in the class.
func (t *token) has(c class) bool {
	_, ok := t.is(c)
	return ok
}

// scan cuts a text into tokens and looks each word up. Its cost is linear in the text.
func scan(text string) []token {
	toks := make([]token, 0, len(text)/9+8)
	l := words()
	var buf [48]byte
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		f := foldRune(r)
		switch {
		case r == tatweel: // alone it is a dash: «4 ــ 7 ــ 1436»
			end := i
			for end < len(text) && strings.HasPrefix(text[end:], string(tatweel)) {
				end += n
			}
			toks = append(toks, token{kind: markToken, start: int32(i), end: int32(end), body: int32(i), mark: '-'})
			i = end
		case f == 0 || f == ' ' || f != '\n' && f < utf8.RuneSelf && f <= ' ':
			i += n
		case f >= '0' && f <= '9':
			t := scanNumber(text, i)
			toks = append(toks, t)
			i = int(t.end)
		case isLetter(f):
			t := scanWord(text, i, l, buf[:0])
			toks = append(toks, t)
			i = int(t.end)
		default:
			toks = append(toks, token{kind: markToken, start: int32(i), end: int32(i + n), body: int32(i), mark: r})
			i += n
		}
	}
	toks = append(toks, token{kind: endToken, start: int32(len(text)), end: int32(len(text)), body: int32(len(text)), mark: '\n'})
	joinPhrases(toks)
	unfuse(text, toks, l)
	return toks
}

// scanNumber reads a run of digits of any script; more than nine digits have no value.
func scanNumber(text string, i int) token {
	t := token{kind: numberToken, start: int32(i), body: int32(i)}
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		f := foldRune(r)
		if f < '0' || f > '9' {
			break
		}
		if t.digits < 9 {
			t.num = t.num*10 + f - '0'
		}
		if t.digits < 200 {
			t.digits++
		}
		i += n
	}
	t.end = int32(i)
	return t
}

// scanWord reads a run of letters, with marks that are not written inside it.
func scanWord(text string, start int, l *lexicon, buf []byte) token {
	t := token{kind: wordToken, start: int32(start), body: int32(start)}
	i, end := start, start
	for i < len(text) {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		f := foldRune(r)
		if f == 0 {
			i += n
			if r == tatweel || unicode.Is(unicode.Mn, r) {
				end = i
			}
			continue
		}
		if !isLetter(f) {
			break
		}
		if len(buf)+utf8.UTFMax <= cap(buf) {
			buf = utf8.AppendRune(buf, f)
		} else {
			buf = append(buf[:0], '?') // no word of time is that long
			buf = buf[:1]
		}
		i += n
		end = i
	}
	t.end = int32(end)
	l.read(&t, text, buf)
	return t
}

// joinPhrases marks the tokens at which a phrase of several words begins.
func joinPhrases(toks []token) {
	for i := range toks {
		e := toks[i].entry
		if e == nil || len(e.phrases) == 0 {
			continue
		}
		for k := range e.phrases {
			p := &e.phrases[k]
			if followed(toks[i+1:], p.rest) {
				toks[i].phrase, toks[i].width = &p.lexeme, uint8(1+len(p.rest))
				break
			}
		}
	}
}

// followed reports whether the tokens are the entries, without proclitics between.
func followed(toks []token, rest []*entry) bool {
	if len(toks) < len(rest) {
		return false
	}
	for k, e := range rest {
		if toks[k].entry != e || toks[k].start != toks[k].body || toks[k].cut { // «من الشهر» is not «من شهر»
			return false
		}
	}
	return true
}

// unfuse reads a direction to which the next word is stuck («الأسبوع الماضيسعر», where markup was lost) after a unit, a
// weekday or a month, and ends the token where the direction ends.
func unfuse(text string, toks []token, l *lexicon) {
	for i := 1; i < len(toks); i++ {
		t, before := &toks[i], toks[i-1].entry
		if t.entry != nil || before == nil || t.kind != wordToken {
			continue
		}
		for _, word := range [...]string{"الماضي", "المقبل", "الجاري"} {
			rest, ok := strings.CutPrefix(text[t.start:t.end], word)
			if ok && len(rest) > 5 && before.takesDirection() {
				t.entry, t.al, t.end = l.forms[word], true, t.start+int32(len(word))
			}
		}
	}
}

// takesDirection reports whether a direction may follow the word.
func (e *entry) takesDirection() bool {
	for i := range e.lexemes {
		switch e.lexemes[i].class {
		case weekClass, monthClass, yearClass, weekdayClass, monthNameClass:
			return true
		}
	}
	return false
}
