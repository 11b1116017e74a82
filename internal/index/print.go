package index

import (
	"crypto/sha256"
	"encoding/binary"

	"isnad"
)

// PrintOf names an article's words by a number, so that an edit is told from a new analysis; never 0.
func PrintOf(a *isnad.Article) int64 {
	sum := sha256.Sum256([]byte(a.Title + "\x00" + a.Text()))
	return int64(binary.BigEndian.Uint64(sum[:8])>>1 | 1)
}
