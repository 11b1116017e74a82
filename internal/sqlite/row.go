package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"isnad"
	"isnad/internal/index"
)

// eachOf runs a query over ids, which it gets as JSON, and scans its rows.
func eachOf[N int64 | uint32](ctx context.Context, q querier, query string, ids []N, scan func(*sql.Rows) error) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	rows, err := q.QueryContext(ctx, query, string(list))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Terms reads the words of the articles with those ids.
func (v *view) Terms(ctx context.Context, ids []int64, each func(id int64, t isnad.Terms)) error {
	var u index.Unpacker
	return eachOf(ctx, v.tx, termsQuery, ids, func(rows *sql.Rows) error {
		var id int64
		var packed sql.RawBytes
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		t, err := u.Unpack(packed)
		if err != nil {
			return fmt.Errorf("terms of row %d: %w", id, err)
		}
		each(id, t)
		return nil
	})
}

// Bodies reads articles by row id.
func (r reader) Bodies(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error) {
	return articlesOf(ctx, r.reads(), ids, index.Unpack)
}

// Bodies reads articles by row id.
func (v *view) Bodies(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error) {
	return articlesOf(ctx, v.tx, ids, index.Unpack)
}

// Heads reads of articles what a result shows.
func (r reader) Heads(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error) {
	return articlesOf(ctx, r.reads(), ids, index.UnpackHead)
}

// Heads reads of articles what a result shows.
func (v *view) Heads(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error) {
	return articlesOf(ctx, v.tx, ids, index.UnpackHead)
}

func articlesOf(ctx context.Context, q querier, ids []int64, unpack func([]byte) (*isnad.Article, error)) (map[int64]*isnad.Article, error) {
	articles := make(map[int64]*isnad.Article, len(ids))
	err := eachOf(ctx, q, bodyQuery, ids, func(rows *sql.Rows) (err error) {
		var id int64
		var body sql.RawBytes
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		articles[id], err = unpack(body)
		return err
	})
	return articles, err
}
