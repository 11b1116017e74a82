package index

import (
	"strconv"

	"isnad/arabic"
)

// Marks that set the index's own tokens apart from words: no word holds one, safe sees to that.
const (
	filterMark = '='
	titleMark  = '^'
	tierMark   = '~'
)

// maxToken is where longer words are cut, at index and query time alike.
const maxToken = 128

// Safe gives the token for a word: without spaces, quotes and our marks, at most maxToken bytes.
func Safe(word string) string {
	if len(word) > maxToken {
		word = word[:maxToken]
	}
	for i := 0; i < len(word); i++ {
		if unsafeByte(word[i]) {
			return replaceUnsafe(word)
		}
	}
	return word
}

func unsafeByte(c byte) bool {
	return c <= ' ' || c == '"' || c == '\'' || c == '`' || c == filterMark || c == titleMark || c == tierMark || c == 0x7F
}

func replaceUnsafe(word string) string {
	b := []byte(word)
	for i, c := range b {
		if unsafeByte(c) {
			b[i] = '_'
		}
	}
	return string(b)
}

// Filter tokens say what an article is, by the id of an outlet or entity.
const (
	OutletFilter  = 'o'
	SpeakerFilter = 's'
	RelayFilter   = 'r'
	EntityFilter  = 'e'
	ActFilter     = 'a'
)

// FilterToken is the token of an outlet or entity in one of the roles above.
func FilterToken(what byte, id int64) string {
	return string([]byte{filterMark, what}) + strconv.FormatInt(id, 36)
}

// FilterBeginning is how all tokens of one kind of filter begin.
func FilterBeginning(what byte) string { return string([]byte{filterMark, what}) }

// IsFilter reports whether a token is one of these, not a word.
func IsFilter(token string) bool { return token != "" && token[0] == filterMark }

// ActToken is the token of an act of saying.
func ActToken(act string) string { return string([]byte{filterMark, ActFilter}) + Safe(act) }

// AppendSurfaces appends the terms' surfaces, a space between each two.
func AppendSurfaces(dst []byte, terms []arabic.Term) []byte {
	for i := range terms {
		if len(dst) > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, Safe(terms[i].Surface)...)
	}
	return dst
}

// Surfaces are the terms' words as written.
func Surfaces(terms []arabic.Term) []string {
	out := make([]string, len(terms))
	for i := range terms {
		out[i] = Safe(terms[i].Surface)
	}
	return out
}
