package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"isnad"
)

// walkAll gives the rows of a query, each as scan reads it.
func walkAll[T any](ctx context.Context, db *DB, name string, scan func(*sql.Rows, *T) error, query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := walkRows(ctx, db, scan, yield, query, args...)
		if err != nil {
			var none T
			yield(none, fmt.Errorf("sqlite.%s: %w", name, kind(err)))
		}
	}
}

func walkRows[T any](ctx context.Context, db *DB, scan func(*sql.Rows, *T) error, yield func(T, error) bool, query string, args ...any) error {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return err
		}
		if !yield(v, nil) {
			return nil
		}
	}
	return rows.Err()
}

// Recorded walks the captures that are recorded.
func (db *DB) Recorded(ctx context.Context, after int64) iter.Seq2[isnad.Record, error] {
	return walkAll(ctx, db, "Recorded", scanRecord,
		`SELECT id, digest, url, final_url, at, status, header, warc, error FROM capture WHERE id > ? ORDER BY id`, after)
}

func scanRecord(rows *sql.Rows, r *isnad.Record) error {
	c, at, header := &r.Capture, int64(0), []byte(nil)
	if err := rows.Scan(&r.Number, &c.Digest, &c.URL, &c.FinalURL, &at, &c.Status, &header, &c.WARC, &c.Error); err != nil {
		return err
	}
	c.At = time.UnixMilli(at).UTC()
	return json.Unmarshal(header, &c.Header)
}

// Kept walks what is kept under keys.
func (db *DB) Kept(ctx context.Context, after string) iter.Seq2[isnad.Entry, error] {
	return walkAll(ctx, db, "Kept", func(rows *sql.Rows, k *isnad.Entry) error { return rows.Scan(&k.Key, &k.Value) },
		`SELECT key, value FROM progress WHERE key > ? ORDER BY key`, after)
}

// Jobs walks the jobs that are not done.
func (db *DB) Jobs(ctx context.Context, after int64) iter.Seq2[isnad.Job, error] {
	return walkAll(ctx, db, "Jobs", scanJob, `SELECT id, kind, attempt, json(args), CAST(strftime('%s', scheduled_at) AS INTEGER)
		FROM river_job WHERE finalized_at IS NULL AND id > ? ORDER BY id`, after)
}

func scanJob(rows *sql.Rows, j *isnad.Job) error {
	var args jobArgs
	var body []byte
	var at int64
	if err := rows.Scan(&j.ID, &j.Kind, &j.Attempt, &body, &at); err != nil {
		return err
	}
	if err := json.Unmarshal(body, &args); err != nil {
		return fmt.Errorf("job %d: %w: %w", j.ID, isnad.ErrCorrupt, err)
	}
	j.Key, j.Args, j.NotBefore = args.Key, args.Args, time.Unix(at, 0).UTC()
	return nil
}

// Arrived makes these all that came in.
func (db *DB) Arrived(ctx context.Context, all []isnad.Arrival) error {
	return db.change(ctx, "Arrived", func(t *tx) error {
		for _, table := range []string{"reading", "reading_mark", "change"} {
			if _, err := t.run(`DELETE FROM ` + table); err != nil {
				return err
			}
		}
		for _, a := range all {
			if _, err := t.run(`INSERT INTO change (article, outlet, at, kind)
				VALUES (?1, coalesce((SELECT d.outlet FROM article a JOIN docv d ON d.id = a.id WHERE a.public = ?1), 0), ?2, 'new')`, a.Article, millis(a.At)); err != nil {
				return err
			}
		}
		_, err := t.run(`INSERT INTO tally (name, n) SELECT ?1, max(number) FROM change HAVING count(*) > 0 ON CONFLICT DO UPDATE SET n = excluded.n`, passed)
		return err
	})
}
