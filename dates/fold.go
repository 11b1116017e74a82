package dates

import (
	"strings"
	"sync"
	"unicode"

	"isnad/arabic"
)

const tatweel = 'ـ'

// foldTable folds the Arabic block letter by letter as [arabic.Fold] does; what is not written (vowel signs, the stretching
// stroke) is 0. A table, because times are sought in every word of a text.
var foldTable = sync.OnceValue(func() *[0x100]rune {
	var t [0x100]rune
	for i := range t {
		for _, r := range arabic.Fold(string(rune(0x600 + i))) {
			t[i] = r
			break
		}
	}
	return &t
})

// foldRune gives the letter by which a rune is looked up; 0 where it is not written.
func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case 0x600 <= r && r < 0x700:
		return foldTable()[r-0x600]
	case 0xfb50 <= r && r <= 0xfefc: // letters in the shapes of old encodings
		for _, f := range arabic.Fold(string(r)) {
			return f
		}
		return 0
	case r == 0xa0 || r == 0x202f || r == 0x2009 || r == 0x3000:
		return ' '
	case r == 0x200b || r == 0x200c || r == 0x200d || r == 0xfeff || 0x200e <= r && r <= 0x200f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069:
		return 0
	case unicode.Is(unicode.Mn, r):
		return 0
	}
	return unicode.ToLower(r)
}

// fold folds a whole string as the scanner folds words.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if f := foldRune(r); f != 0 {
			return f
		}
		return -1
	}, s)
}

// isLetter reports whether a folded rune is part of a word.
func isLetter(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z'
	}
	if 0x600 <= r && r < 0x700 {
		return 0x620 <= r && r <= 0x64a || 0x66e <= r && r <= 0x6d3 || r == 0x6d5 || 0x6fa <= r && r <= 0x6fc
	}
	return unicode.IsLetter(r)
}
