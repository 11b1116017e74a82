package sqlite

import (
	"context"
	"encoding/json"
	"slices"

	"isnad"
	"isnad/internal/index"
)

// show reads the articles of a page and makes hits of them.
func (db *DB) show(ctx context.Context, q isnad.Query, s *survey, page []found) ([]isnad.Hit, error) {
	bodies, err := db.bodies(ctx, page)
	if err != nil {
		return nil, err
	}
	h := index.NewHighlighter(q, s.stemGroups())
	analyzer := db.analyzers.Get()
	defer db.analyzers.Put(analyzer)
	hits := make([]isnad.Hit, 0, len(page))
	for _, f := range page {
		a, ok := bodies[f.id]
		if !ok {
			continue // gone since its postings were read
		}
		hits = append(hits, h.Hit(analyzer, a, f.score))
	}
	return hits, nil
}

// bodies reads the articles of the page by row id.
func (db *DB) bodies(ctx context.Context, page []found) (map[int64]*isnad.Article, error) {
	ids := make([]int64, 0, len(page))
	for _, f := range page {
		if !slices.Contains(ids, f.id) {
			ids = append(ids, f.id)
		}
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT a.id, a.body FROM json_each(?) j CROSS JOIN article a ON a.id = j.value`, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	articles := make(map[int64]*isnad.Article, len(page))
	for rows.Next() {
		var id int64
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		if articles[id], err = index.Unpack(body); err != nil {
			return nil, err
		}
	}
	return articles, rows.Err()
}
