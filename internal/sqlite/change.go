package sqlite

import (
	"crypto/sha256"
	"encoding/binary"

	"isnad"
)

// printOf names an article's words by a number, so that an edit is told from a new analysis; never 0.
func printOf(a *isnad.Article) int64 {
	sum := sha256.Sum256([]byte(a.Title + "\x00" + a.Text()))
	return int64(binary.BigEndian.Uint64(sum[:8])>>1 | 1)
}

// changeOf says how the article changes the archive: "new", "edited" where its words are others than before, else "".
func (t *tx) changeOf(p *pending) (string, error) {
	if p.drop {
		return "", nil
	}
	if p.old == 0 {
		return "new", nil
	}
	before, _, err := t.number(t.db.puts.oldPrint, p.old)
	if err != nil || before == 0 || before == p.print {
		return "", err
	}
	return "edited", nil
}
