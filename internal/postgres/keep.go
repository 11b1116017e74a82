package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/dates"
)

// AddCapture records an archived capture, and reports whether its digest is new.
func (t *tx) AddCapture(c *isnad.Capture) (bool, error) {
	fresh, err := t.addCapture(c)
	if err != nil {
		return false, fmt.Errorf("postgres.AddCapture(%s): %w", c.URL, kind(err))
	}
	t.tally["captures"]++
	return fresh, nil
}

func (t *tx) addCapture(c *isnad.Capture) (bool, error) {
	header, err := json.Marshal(c.Header)
	if err != nil {
		return false, err
	}
	m := spanOf(dates.DayOf(c.At.UTC()), month)
	if err := t.partition("capture", m, m.bounds(func(d dates.Day) int64 { return d.Midnight().UnixMilli() })); err != nil {
		return false, err
	}
	fresh, err := t.run(`INSERT INTO captured (digest) VALUES ($1) ON CONFLICT DO NOTHING`, key(c.Digest))
	if err != nil {
		return false, err
	}
	_, err = t.run(`INSERT INTO capture (digest, url, final_url, at, status, header, warc, error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		c.Digest, c.URL, c.FinalURL, c.At.UnixMilli(), c.Status, string(header), c.WARC, c.Error)
	return fresh > 0, err
}

// SaveProgress keeps value under key; an empty value forgets the key.
func (t *tx) SaveProgress(k, value string) error {
	query, args := `INSERT INTO progress (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2`, []any{key(k), value}
	if value == "" {
		query, args = `DELETE FROM progress WHERE key = $1`, args[:1]
	}
	_, err := t.run(query, args...)
	return kind(err)
}

// Claim marks a key as known, and reports whether it was new.
func (t *tx) Claim(k string) (bool, error) {
	n, err := t.run(`INSERT INTO progress (key, value) VALUES ($1, 'known') ON CONFLICT DO NOTHING`, key(k))
	if err != nil {
		return false, fmt.Errorf("postgres.Claim(%s): %w", k, kind(err))
	}
	return n > 0, nil
}

// Progress gives what SaveProgress last kept under the key, "" where nothing.
func (db *DB) Progress(ctx context.Context, k string) (value string, err error) {
	err = readRow(ctx, db.near, []any{&value}, `SELECT value FROM progress WHERE key = $1`, key(k))
	return value, kind(ignoreNoRows(err))
}

// Places walks where the captures that the database knows of are archived, in order of their storing.
func (db *DB) Places(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for after, n := int64(0), portion; n == portion; {
			n = 0
			var places []string
			err := read(ctx, db.near, func(rows pgx.Rows) error {
				var place string
				n++
				err := rows.Scan(&after, &place)
				places = append(places, place)
				return err
			}, `SELECT id, warc FROM capture WHERE id > $1 AND warc <> '' ORDER BY id LIMIT $2`, after, portion)
			for _, place := range places {
				if err == nil && !yield(place, nil) {
					return
				}
			}
			if err != nil && !errors.Is(err, errStopped) {
				yield("", fmt.Errorf("postgres.Places: %w", kind(err)))
				return
			}
		}
	}
}
