package web

import "bytes"

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
