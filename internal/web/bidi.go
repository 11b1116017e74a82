package web

import (
	"bytes"
	"unicode"
)

// overrides are the characters that change the direction of what stands beside them (U+202A–E, U+2066–9). Ours never
// write one, so each in a page came with somebody's text. The marks LRM, RLM, ALM, ZWNJ and ZWJ are harmless and stay.
var overrides = [][]byte{
	[]byte("\u202a"), []byte("\u202b"), []byte("\u202c"), []byte("\u202d"), []byte("\u202e"),
	[]byte("\u2066"), []byte("\u2067"), []byte("\u2068"), []byte("\u2069"),
}

// neutral leaves the overrides out of a finished page. What is stored keeps them.
func neutral(page []byte) []byte {
	for _, o := range overrides {
		if bytes.Contains(page, o) {
			page = bytes.ReplaceAll(page, o, nil)
		}
	}
	return page
}

// dirOf is the direction of a text by most of its letters: an Arabic sentence that begins with a Latin name still runs from
// right to left, which dir=auto would get wrong.
func dirOf(text string) string {
	rtl, ltr := 0, 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana):
			rtl++
		case unicode.IsLetter(r):
			ltr++
		}
	}
	switch {
	case rtl > ltr || rtl > 0 && rtl == ltr:
		return "rtl"
	case ltr > 0:
		return "ltr"
	}
	return "auto"
}

// dirOfPieces is dirOf of pieces put together.
func dirOfPieces(list []piece) string {
	text := ""
	for _, p := range list {
		text += p.Text
	}
	return dirOf(text)
}
