package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"isnad"
)

// AddCapture records an archived capture, and reports whether its digest is new.
func (t *tx) AddCapture(c *isnad.Capture) (bool, error) {
	header, err := json.Marshal(c.Header)
	if err != nil {
		return false, fmt.Errorf("sqlite.AddCapture(%s): %w", c.URL, err)
	}
	seen, _, err := t.number(t.db.puts.oldDigest, c.Digest)
	if err != nil {
		return false, fmt.Errorf("sqlite.AddCapture(%s): %w", c.URL, err)
	}
	_, err = t.sql.ExecContext(t.ctx, `INSERT INTO capture (digest, url, final_url, at, status, header, warc, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		c.Digest, c.URL, c.FinalURL, c.At.UnixMilli(), c.Status, string(header), c.WARC, c.Error)
	if err != nil {
		return false, fmt.Errorf("sqlite.AddCapture(%s): %w", c.URL, err)
	}
	t.tally["captures"]++
	return seen == 0, nil
}

// SaveProgress keeps value under key; an empty value forgets the key.
func (t *tx) SaveProgress(key, value string) error {
	query, args := `INSERT OR REPLACE INTO progress (key, value) VALUES (?, ?)`, []any{key, value}
	if value == "" {
		query, args = `DELETE FROM progress WHERE key = ?`, args[:1]
	}
	_, err := t.sql.ExecContext(t.ctx, query, args...)
	return kind(err)
}

// Claim marks a key as known, and reports whether it was new.
func (t *tx) Claim(key string) (bool, error) {
	r, err := t.sql.ExecContext(t.ctx, `INSERT OR IGNORE INTO progress (key, value) VALUES (?, 'known')`, key)
	if err != nil {
		return false, fmt.Errorf("sqlite.Claim(%s): %w", key, kind(err))
	}
	n, err := r.RowsAffected()
	return n > 0, kind(err)
}

// Progress gives what SaveProgress last kept under the key, "" where nothing.
func (db *DB) Progress(ctx context.Context, key string) (string, error) {
	var value string
	err := db.read.QueryRowContext(ctx, `SELECT value FROM progress WHERE key = ?`, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, kind(err)
}

// Places walks where the captures that the database knows of are archived, in order of their storing.
func (db *DB) Places(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		rows, err := db.read.QueryContext(ctx, `SELECT warc FROM capture WHERE warc <> '' ORDER BY id`)
		if err != nil {
			yield("", fmt.Errorf("sqlite.Places: %w", kind(err)))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var place string
			if err := rows.Scan(&place); err != nil {
				yield("", fmt.Errorf("sqlite.Places: %w", kind(err)))
				return
			}
			if !yield(place, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield("", fmt.Errorf("sqlite.Places: %w", kind(err)))
		}
	}
}
