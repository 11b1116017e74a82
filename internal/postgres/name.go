package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"isnad/internal/plan"
)

// Outlets gives all outlets.
func (r reader) Outlets(ctx context.Context) ([]plan.Outlet, error) {
	return list(ctx, r.pool, "Outlets", func(rows pgx.Rows, o *plan.Outlet) error {
		return rows.Scan(&o.ID, &o.Name, &o.Host, &o.Folded)
	}, `SELECT id, name, host, folded FROM outlet ORDER BY id`)
}

// EntitiesKeyed gives the entities of that key.
func (r reader) EntitiesKeyed(ctx context.Context, k string) ([]int64, error) {
	return r.ids(ctx, `SELECT id FROM entity WHERE key = $1`, key(k))
}

// EntitiesWith gives the entities whose names hold all the words.
func (r reader) EntitiesWith(ctx context.Context, words []string, n int) ([]int64, error) {
	query, args := `SELECT entity FROM entity_word WHERE word = $1`, []any{key(words[0])}
	for _, w := range words[1:] {
		args = append(args, key(w))
		query += ` AND entity IN (SELECT entity FROM entity_word WHERE word = ` + number(len(args)) + `)`
	}
	args = append(args, n)
	return r.ids(ctx, query+` ORDER BY entity LIMIT `+number(len(args)), args...)
}

// NamesBeside gives the words of names that hold either word.
func (r reader) NamesBeside(ctx context.Context, a, b string) ([]string, error) {
	return r.strings(ctx, `SELECT DISTINCT w.word FROM (SELECT entity FROM entity_word WHERE word IN ($1, $2) LIMIT 20) e
		CROSS JOIN LATERAL (SELECT word FROM entity_word WHERE entity = e.entity OFFSET 0) w WHERE w.word NOT IN ($1, $2) ORDER BY w.word`, key(a), key(b))
}

// NamesSounding gives stems of names with the sound.
func (r reader) NamesSounding(ctx context.Context, sound, but string, n int) ([]string, error) {
	return r.strings(ctx, `SELECT stem FROM spelling WHERE sound = $1 AND stem <> $2 ORDER BY n DESC, stem LIMIT $3`, key(sound), key(but), n)
}

func (r reader) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	return list(ctx, r.pool, "strings", func(rows pgx.Rows, s *string) error { return rows.Scan(s) }, query, args...)
}

// Sampled counts the terms in the sample.
func (r reader) Sampled(ctx context.Context, terms []string) (total int, err error) {
	err = readRow(ctx, r.pool, []any{&total}, `SELECT coalesce(sum(n), 0)::bigint FROM sample WHERE term = ANY($1)`, each(terms, text))
	return total, err
}

// SampledFrom counts the terms from lo to hi in the sample.
func (r reader) SampledFrom(ctx context.Context, lo, hi string) (n int, err error) {
	err = readRow(ctx, r.pool, []any{&n}, `SELECT coalesce(sum(n), 0)::bigint FROM sample WHERE term BETWEEN $1 AND $2`, lo, hi)
	return n, err
}

// Commonest gives the most frequent terms from lo to hi.
func (r reader) Commonest(ctx context.Context, lo, hi string, n int) ([]string, error) {
	return r.strings(ctx, `SELECT term FROM sample WHERE term BETWEEN $1 AND $2 ORDER BY n DESC, term LIMIT $3`, lo, hi, n)
}
