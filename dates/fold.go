package dates

import (
	"strings"
	"unicode"
)

const tatweel = 'ـ'

// foldTable folds the Arabic block: the spellings of one letter become one, digits become ASCII, vowel signs and the
// stretching stroke vanish (0).
var foldTable = func() (t [0x100]rune) {
	for i := range t {
		t[i] = rune(0x600 + i)
	}
	for _, pair := range [...][2]rune{{'أ', 'ا'}, {'إ', 'ا'}, {'آ', 'ا'}, {'ٱ', 'ا'}, {'ى', 'ي'}, {'ی', 'ي'}, {'ې', 'ي'},
		{'ک', 'ك'}, {'ة', 'ه'}, {'ۀ', 'ه'}, {'ہ', 'ه'}, {'ھ', 'ه'}, {'ؤ', 'و'}, {'ئ', 'ي'}, {tatweel, 0}, {0x670, 0}, {0x61c, 0}} {
		t[pair[0]-0x600] = pair[1]
	}
	for r := rune(0x64b); r <= 0x65f; r++ {
		t[r-0x600] = 0
	}
	for r := rune(0x6d6); r <= 0x6ed; r++ {
		if unicode.Is(unicode.Mn, r) {
			t[r-0x600] = 0
		}
	}
	for d := rune(0); d < 10; d++ {
		t[0x60+d], t[0xf0+d] = '0'+d, '0'+d
	}
	return t
}()

// foldRune gives the letter by which a rune is looked up; 0 where it is not written.
func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case 0x600 <= r && r < 0x700:
		return foldTable[r-0x600]
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
