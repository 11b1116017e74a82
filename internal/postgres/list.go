package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"isnad"
)

// read runs a query and gives each row to scan; where the connection broke before the first row, once more on another.
func read(ctx context.Context, pool *pgxpool.Pool, scan func(pgx.Rows) error, query string, args ...any) error {
	for try := 0; ; try++ {
		n := 0
		err := readOnce(ctx, pool, func(rows pgx.Rows) error {
			n++
			return scan(rows)
		}, query, args...)
		if err == nil || n > 0 || try > 0 || !disconnected(err) || ctx.Err() != nil {
			return err
		}
	}
}

func readOnce(ctx context.Context, pool *pgxpool.Pool, scan func(pgx.Rows) error, query string, args ...any) error {
	rows, err := pool.Query(ctx, query, clean(args)...)
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

// readRow reads one row; ErrNoRows where there is none.
func readRow(ctx context.Context, pool *pgxpool.Pool, to []any, query string, args ...any) error {
	found := false
	err := read(ctx, pool, func(rows pgx.Rows) error {
		found = true
		return rows.Scan(to...)
	}, query, args...)
	if err == nil && !found {
		return pgx.ErrNoRows
	}
	return err
}

// list reads rows into values and names the function that asked in its error.
func list[T any](ctx context.Context, pool *pgxpool.Pool, name string, scan func(pgx.Rows, *T) error, query string, args ...any) ([]T, error) {
	var out []T
	err := read(ctx, pool, func(rows pgx.Rows) error {
		var v T
		if err := scan(rows, &v); err != nil {
			return err
		}
		out = append(out, v)
		return nil
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("postgres.%s: %w", name, kind(err))
	}
	return out, nil
}

// one gives the only value of a list, or ErrNotFound.
func one[T any](values []T, err error, name string) (*T, error) {
	if err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("postgres.%s: %w", name, isnad.ErrNotFound)
	}
	return &values[0], nil
}

// scanJSON reads a row that is one JSON body.
func scanJSON[T any](rows pgx.Rows, v *T) error {
	var body []byte
	if err := rows.Scan(&body); err != nil {
		return err
	}
	return fromJSON(body, v)
}

func fromJSON(body []byte, v any) error {
	if err := json.Unmarshal(body, v); err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	return nil
}

// change runs fn in one transaction and names the function that asked in its error.
func (db *DB) change(ctx context.Context, name string, fn func(t *tx) error) error {
	err := db.Update(ctx, func(t isnad.Tx) error { return fn(t.(*tx)) })
	if err != nil {
		return fmt.Errorf("postgres.%s: %w", name, kind(err))
	}
	return nil
}

// drop executes a deletion of one thing, which must have been there.
func (db *DB) drop(ctx context.Context, name, id, query string) error {
	return db.change(ctx, name+"("+id+")", func(t *tx) error { return t.must(query, key(id)) })
}

// must executes what must touch a row, else it is ErrNotFound.
func (t *tx) must(query string, args ...any) error {
	n, err := t.run(query, args...)
	if err == nil && n == 0 {
		return isnad.ErrNotFound
	}
	return err
}

func ignoreNoRows(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	return err
}
