package web

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readableURL is an address with the letters of its path and query that were escaped, where they are letters, marks or digits of a
// script other than Latin. All else stays as it was, so that the address still leads where it led: an escaped slash is no slash,
// and an escaped "é" might be written in two ways.
func readableURL(address string) string {
	var b strings.Builder
	for i := 0; i < len(address); {
		r, n := escapedRune(address[i:])
		if n > 0 && plainToRead(r) {
			b.WriteRune(r)
			i += n
			continue
		}
		b.WriteByte(address[i])
		i++
	}
	return b.String()
}

// plainToRead reports whether a letter is read as what it is: one that cannot be taken for one of Latin, nor is invisible.
func plainToRead(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Mn, unicode.Nd) && unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Syriac)
}

// escapedRune is the rune that the text begins with in percent signs, and how many bytes it takes; 0 where it does not.
func escapedRune(text string) (r rune, n int) {
	var bytes [utf8.UTFMax]byte
	for k := range bytes {
		if len(text) < 3*k+3 || text[3*k] != '%' {
			return 0, 0
		}
		one, err := url.PathUnescape(text[3*k : 3*k+3])
		if err != nil {
			return 0, 0
		}
		bytes[k] = one[0]
		if utf8.FullRune(bytes[:k+1]) {
			r, size := utf8.DecodeRune(bytes[:k+1])
			if r == utf8.RuneError || size != k+1 {
				return 0, 0
			}
			return r, 3 * size
		}
	}
	return 0, 0
}

// addressPieces marks the parts between an address's slashes that run from right to left: each stands for itself, in the order of
// the way to it.
func addressPieces(address string) []piece {
	var list []piece
	add := func(p piece) {
		if n := len(list); n > 0 && !p.Mark && !list[n-1].Mark {
			list[n-1].Text += p.Text
		} else if p.Text != "" {
			list = append(list, p)
		}
	}
	for address != "" {
		i := strings.IndexAny(address, "/?&=#")
		if i < 0 {
			i = len(address)
		}
		part := address[:i]
		add(piece{part, strings.ContainsFunc(part, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac) })})
		if i < len(address) {
			add(piece{address[i : i+1], false})
			i++
		}
		address = address[i:]
	}
	return list
}
