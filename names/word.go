package names

import (
	"unicode"
	"unicode/utf8"

	"isnad/arabic"
)

// gap is what stands between a word and the one before it.
type gap uint8

const (
	gapSpace  gap = iota // white space alone, or nothing
	gapHyphen            // a hyphen or a dot that ties («أ.ف.ب»)
	gapQuote             // a quotation mark opens or closes
	gapParen             // a bracket opens or closes
	gapComma             // a comma, a slash or a dash
	gapColon             // a colon
	gapStop              // the end of a sentence, a line or the field's start
)

// word is one run of letters, digits and marks.
type word struct {
	start, end int // bytes in the field's text
	text       string
	fold       string
	gap        gap
	known      *lexeme // nil where nobody asked yet; see lex
}

// line is one field cut into words.
type line struct {
	field arabic.Field
	text  string
	words []word
}

// newLine cuts text into words.
func newLine(field arabic.Field, text string) *line {
	l := &line{field: field, text: text, words: make([]word, 0, len(text)/9+1)}
	between, start := gapStop, -1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if letter(r) {
			if start < 0 {
				start = i
			}
		} else {
			if start >= 0 {
				between, start = l.add(start, i, between), -1
			}
			g := gapOf(r)
			if g == gapHyphen && spaced(text, i, size) {
				g = gapComma // « - » parts what «-» ties
			}
			between = max(between, g)
		}
		i += size
	}
	if start >= 0 {
		l.add(start, len(text), between)
	}
	return l
}

// readLine cuts text into words and looks each up.
func readLine(field arabic.Field, text string) *line {
	l := newLine(field, text)
	for i := range l.words {
		l.words[i].known = lexemeOf(l.words[i].text)
	}
	return l
}

func (l *line) add(start, end int, between gap) gap {
	text := l.text[start:end]
	f := fold(text)
	if f == "" { // marks without a letter
		return between
	}
	l.words = append(l.words, word{start: start, end: end, text: text, fold: f, gap: between})
	return gapSpace
}

// spaced reports whether white space stands on a side of the rune at i.
func spaced(text string, i, size int) bool {
	return i > 0 && text[i-1] == ' ' || i+size < len(text) && text[i+size] == ' '
}

// letter reports whether r belongs to a word.
func letter(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	if r >= 0x620 && r <= 0x669 {
		return true
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r >= 0x200B && r <= 0x200F || r == 0xFEFF
}

func gapOf(r rune) gap {
	switch r {
	case ' ', '\t', 0xA0, '\r':
		return gapSpace
	case '-', '‐', '‑', '\'', '’':
		return gapHyphen
	case '"', '«', '»', '“', '”', '„', '‘', '`':
		return gapQuote
	case '(', ')', '[', ']', '{', '}':
		return gapParen
	case ',', '،', '؛', ';', '/', '–', '—', '_', '|', '…':
		return gapComma
	case ':':
		return gapColon
	case '.':
		return gapStop
	}
	if unicode.IsSpace(r) && r != '\n' {
		return gapSpace
	}
	return gapStop
}
