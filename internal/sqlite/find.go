package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"isnad/internal/plan"
	"isnad/internal/posting"
)

// reader is the database as internal/plan asks it.
type reader struct{ *DB }

// Answer finds what a query matches.
func (r reader) Answer(ctx context.Context, m *plan.Match) (plan.Answer, error) {
	v, err := r.look(ctx)
	if err != nil {
		return nil, err
	}
	a, err := v.answer(ctx, m)
	if err != nil {
		v.Close()
		return nil, err
	}
	return &answering{v, m, a}, nil
}

// Among keeps those of the rows, in order, that match: only the segments that hold one of them are looked into.
func (r reader) Among(ctx context.Context, m *plan.Match, rows []int64) (kept []int64, err error) {
	v, err := r.look(ctx)
	if err != nil {
		return nil, err
	}
	defer v.Close()
	for _, s := range v.segments {
		some := posting.NewSet(s.docs.Len())
		for _, id := range rows {
			if n, ok := s.docs.Find(id); ok && !s.dead.Has(n) {
				some.Add(n)
			}
		}
		if some.Count() == 0 {
			continue
		}
		set, err := v.matching(ctx, s, m, new(answer))
		if err != nil {
			return nil, err
		}
		some.And(set)
		for n := range some.All {
			kept = append(kept, s.docs.IDs[n])
		}
	}
	slices.Sort(kept)
	return kept, nil
}

// RowsOf gives the row ids of articles, in order.
func (r reader) RowsOf(ctx context.Context, articles []string) ([]int64, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(articles)
	if err != nil {
		return nil, err
	}
	return r.ids(ctx, `SELECT a.id FROM json_each(?) j JOIN article a ON a.public = j.value ORDER BY a.id`, string(list))
}

func (db *DB) ids(ctx context.Context, query string, args ...any) ([]int64, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return scanIDs(rows)
}

func scanIDs(rows *sql.Rows) ([]int64, error) {
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
