package sqlite

import (
	"context"
	"fmt"
	"isnad/internal/index"
)

// A prefix whose words together occur more often than maxPrefix is looked up as its maxPrefixWords commonest words: FTS5
// would merge all postings of all its words before it gave the first.
const (
	maxPrefix      = 20_000
	maxPrefixWords = 40
)

// prefix gives the condition over table words for the words that begin so.
func (db *DB) prefix(ctx context.Context, m *match, beginning string) (string, error) {
	lo, hi := "+"+beginning, "+"+beginning+"\U0010FFFF"
	var occur int
	err := db.read.QueryRowContext(ctx, `SELECT coalesce(sum(n), 0) FROM sample WHERE term BETWEEN ? AND ?`, lo, hi).Scan(&occur)
	if err != nil {
		return "", err
	}
	if occur*index.SampleEvery <= maxPrefix {
		return quote(beginning) + " *", nil
	}
	rows, err := db.read.QueryContext(ctx, `SELECT substr(term, 2) FROM sample WHERE term BETWEEN ? AND ? ORDER BY n DESC, term LIMIT ?`, lo, hi, maxPrefixWords)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var words []string
	for rows.Next() {
		var w string
		if err := rows.Scan(&w); err != nil {
			return "", err
		}
		words = append(words, w)
	}
	m.approximate = append(m.approximate, fmt.Sprintf("%s* stands for its %d commonest words", beginning, len(words)))
	return anyOf(words), rows.Err()
}
