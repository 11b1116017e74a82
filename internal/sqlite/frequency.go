package sqlite

import (
	"context"
	"database/sql"

	"isnad/arabic"
	"isnad/internal/index"
)

// querier is a connection, pool or transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// lengths gives the number of articles and of stems in all of them, and how often the archive changed.
func lengths(ctx context.Context, q querier) (articles, words int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce((SELECT n FROM tally WHERE name = 'articles'), 0),
		coalesce((SELECT n FROM tally WHERE name = 'words'), 0)`).Scan(&articles, &words)
	return articles, words, err
}

// sample counts the article's words where it is one of the sample. Articles that are replaced or dropped stay counted as
// they were: the counts choose plans and estimate, they decide nothing.
func (t *tx) sample(p *pending) error {
	if p.old != 0 || !index.Sampled(p.id) {
		return nil
	}
	for _, s := range p.bag.Stems {
		if _, err := t.exec(t.db.puts.sample, s.Stem); err != nil {
			return err
		}
	}
	seen := map[string]bool{}
	for _, terms := range [][]arabic.Term{p.terms.Title, p.terms.Text} {
		for i := range terms {
			w := index.Safe(terms[i].Surface)
			if seen[w] {
				continue
			}
			seen[w] = true
			if _, err := t.exec(t.db.puts.sample, "+"+w); err != nil {
				return err
			}
		}
	}
	return nil
}
