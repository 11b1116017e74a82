package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"isnad/internal/plan"
)

// Outlets gives all outlets.
func (r reader) Outlets(ctx context.Context) ([]plan.Outlet, error) {
	return list(ctx, r.DB, "Outlets", func(rows *sql.Rows, o *plan.Outlet) error {
		return rows.Scan(&o.ID, &o.Name, &o.Host, &o.Folded)
	}, outletsQuery)
}

// EntitiesKeyed gives the entities of that key.
func (r reader) EntitiesKeyed(ctx context.Context, key string) ([]int64, error) {
	return r.ids(ctx, `SELECT id FROM entity WHERE key = ?`, key)
}

// EntitiesWith gives the entities whose names hold all the words.
func (r reader) EntitiesWith(ctx context.Context, words []string, n int) ([]int64, error) {
	query, args := `SELECT entity FROM entity_word WHERE word = ?`, []any{words[0]}
	for _, w := range words[1:] {
		query += ` AND entity IN (SELECT entity FROM entity_word WHERE word = ?)`
		args = append(args, w)
	}
	return r.ids(ctx, query+fmt.Sprintf(` ORDER BY entity LIMIT %d`, n), args...)
}

// NamesBeside gives the words of names that hold either word.
func (r reader) NamesBeside(ctx context.Context, a, b string) ([]string, error) {
	return r.strings(ctx, besideQuery, a, b)
}

// NamesSounding gives stems of names with the sound.
func (r reader) NamesSounding(ctx context.Context, sound, but string, n int) ([]string, error) {
	return r.strings(ctx, soundingQuery, sound, but, n)
}

func (r reader) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	return list(ctx, r.DB, "strings", func(rows *sql.Rows, s *string) error { return rows.Scan(s) }, query, args...)
}
