package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
)

// recordsRead is how many rows one query of a walk gives: no transaction of the server's stays open while the walker works.
const recordsRead = 5000

// inPages walks the rows of a query that takes the position after which to go on and how many rows to give.
func inPages[T, P any](ctx context.Context, db *DB, name string, after P, scan func(pgx.Rows, *T) error, position func(*T) P, query string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			var page []T
			err := read(ctx, db.near, func(rows pgx.Rows) error {
				var v T
				err := scan(rows, &v)
				page = append(page, v)
				return err
			}, query, after, recordsRead)
			if err != nil {
				var none T
				yield(none, fmt.Errorf("postgres.%s: %w", name, kind(err)))
				return
			}
			for _, v := range page {
				if !yield(v, nil) {
					return
				}
			}
			if len(page) < recordsRead {
				return
			}
			after = position(&page[len(page)-1])
		}
	}
}

// Recorded walks the captures that are recorded.
func (db *DB) Recorded(ctx context.Context, after int64) iter.Seq2[isnad.Record, error] {
	return inPages(ctx, db, "Recorded", after, scanRecord, func(r *isnad.Record) int64 { return r.Number },
		`SELECT id, digest, url, final_url, at, status, header, warc, error FROM capture WHERE id > $1 ORDER BY id LIMIT $2`)
}

func scanRecord(rows pgx.Rows, r *isnad.Record) error {
	c, at, header := &r.Capture, int64(0), ""
	if err := rows.Scan(&r.Number, &c.Digest, &c.URL, &c.FinalURL, &at, &c.Status, &header, &c.WARC, &c.Error); err != nil {
		return err
	}
	c.At = time.UnixMilli(at).UTC()
	return json.Unmarshal([]byte(header), &c.Header)
}

// Kept walks what is kept under keys.
func (db *DB) Kept(ctx context.Context, after string) iter.Seq2[isnad.Entry, error] {
	return inPages(ctx, db, "Kept", after, func(rows pgx.Rows, e *isnad.Entry) error { return rows.Scan(&e.Key, &e.Value) },
		func(e *isnad.Entry) string { return e.Key }, `SELECT key, value FROM progress WHERE key > $1 ORDER BY key LIMIT $2`)
}

// Jobs walks the jobs that are not done.
func (db *DB) Jobs(ctx context.Context, after int64) iter.Seq2[isnad.Job, error] {
	return inPages(ctx, db, "Jobs", after, scanJob, func(j *isnad.Job) int64 { return j.ID },
		`SELECT id, kind, attempt, args, scheduled_at FROM river_job WHERE finalized_at IS NULL AND id > $1 ORDER BY id LIMIT $2`)
}

func scanJob(rows pgx.Rows, j *isnad.Job) error {
	var args jobArgs
	var body []byte
	var attempt int16
	if err := rows.Scan(&j.ID, (*string)(&j.Kind), &attempt, &body, &j.NotBefore); err != nil {
		return err
	}
	if err := json.Unmarshal(body, &args); err != nil {
		return fmt.Errorf("job %d: %w: %w", j.ID, isnad.ErrCorrupt, err)
	}
	j.Attempt, j.Key, j.Args, j.NotBefore = int(attempt), args.Key, json.RawMessage(args.Args), j.NotBefore.UTC()
	return nil
}

// Arrived makes these all that came in.
func (db *DB) Arrived(ctx context.Context, all []isnad.Arrival) error {
	articles, at := make([]string, len(all)), make([]int64, len(all))
	for i, a := range all {
		articles[i], at[i] = key(a.Article), millis(a.At)
	}
	return db.change(ctx, "Arrived", func(t *tx) error {
		for _, table := range []string{"reading", "reading_mark", "change"} {
			if _, err := t.run(`DELETE FROM ` + table); err != nil {
				return err
			}
		}
		if _, err := t.run(`INSERT INTO change (article, outlet, at, kind) SELECT u.article, coalesce(d.outlet, 0), u.at, 'new'
			FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY u (article, at, place) LEFT JOIN docv d ON d.public = u.article ORDER BY u.place`, articles, at); err != nil {
			return err
		}
		_, err := t.run(`INSERT INTO tally (name, n) SELECT $1, max(number) FROM change HAVING count(*) > 0 ON CONFLICT (name) DO UPDATE SET n = excluded.n`, passed)
		return err
	})
}
