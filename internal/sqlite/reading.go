package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"isnad"
)

// readOf says whether an arrival c was read by account ?1.
const readOf = `(coalesce(r.read, 0) OR c.number <= coalesce((SELECT max(m.number) FROM reading_mark m WHERE m.account = ?1 AND m.outlet IN (0, c.outlet)), 0) AND r.read IS NOT 0)`

// Arrivals gives what came in, as one account sees it.
func (db *DB) Arrivals(ctx context.Context, account string, f isnad.ArrivalFilter) ([]isnad.Arrival, error) {
	where, args := []string{"c.kind = 'new'"}, []any{account}
	add := func(condition string, arg any) {
		args = append(args, arg)
		where = append(where, strings.ReplaceAll(condition, "?", fmt.Sprintf("?%d", len(args))))
	}
	if f.Numbers != nil {
		list, err := json.Marshal(f.Numbers)
		if err != nil {
			return nil, err
		}
		add("c.number IN (SELECT value FROM json_each(?))", string(list))
	}
	if f.Outlet != 0 {
		add("c.outlet = ?", f.Outlet)
	}
	if !f.Since.IsZero() {
		add("c.at >= ?", millis(f.Since))
	}
	if f.Unread {
		where = append(where, "NOT "+readOf)
	}
	if f.Read {
		where = append(where, readOf)
	}
	if f.Starred {
		where = append(where, "r.starred")
	}
	order, beyond := "DESC", "c.number < ?"
	if f.OldestFirst {
		order, beyond = "ASC", "c.number > ?"
	}
	if f.Beyond != 0 {
		add(beyond, f.Beyond)
	}
	limit := f.Limit
	if limit <= 0 {
		limit = -1
	}
	scan := func(rows *sql.Rows, a *isnad.Arrival) error {
		var at int64
		err := rows.Scan(&a.Number, &a.Article, &a.Outlet, &at, &a.Read, &a.Starred)
		a.At = moment(at)
		return err
	}
	return list(ctx, db, "Arrivals", scan, `SELECT c.number, c.article, c.outlet, c.at, `+readOf+`, coalesce(r.starred, 0)
		FROM change c LEFT JOIN reading r ON r.account = ?1 AND r.number = c.number WHERE `+strings.Join(where, " AND ")+fmt.Sprintf(` ORDER BY c.number %s LIMIT %d`, order, limit), args...)
}

// ReadingOutlets gives the outlets of which anything came in lately.
func (db *DB) ReadingOutlets(ctx context.Context, account string, since time.Time) ([]isnad.ReadingOutlet, error) {
	scan := func(rows *sql.Rows, o *isnad.ReadingOutlet) error {
		var newest int64
		err := rows.Scan(&o.Number, &o.Outlet.Name, &o.Outlet.Host, &newest, &o.Unread)
		o.Newest = moment(newest)
		return err
	}
	return list(ctx, db, "ReadingOutlets", scan, `SELECT o.id, o.name, o.host, max(c.at), sum(NOT `+readOf+`)
		FROM change c JOIN outlet o ON o.id = c.outlet LEFT JOIN reading r ON r.account = ?1 AND r.number = c.number
		WHERE c.kind = 'new' AND c.at >= ?2 GROUP BY o.id ORDER BY o.id`, account, millis(since))
}

// Mark sets read and starred.
func (db *DB) Mark(ctx context.Context, account string, numbers []int64, read, starred *bool) error {
	return db.change(ctx, "Mark", func(t *tx) error {
		for _, n := range numbers {
			if _, err := t.run(`INSERT INTO reading (account, number, read, starred)
				SELECT ?1, c.number, coalesce(?3, `+readOf+`), coalesce(?4, 0) FROM change c LEFT JOIN reading r ON r.account = ?1 AND r.number = c.number WHERE c.number = ?2 AND c.kind = 'new'
				ON CONFLICT (account, number) DO UPDATE SET read = coalesce(?3, read), starred = coalesce(?4, starred)`, account, n, read, starred); err != nil {
				return err
			}
		}
		return nil
	})
}

// MarkAll marks what came in up to a time as read.
func (db *DB) MarkAll(ctx context.Context, account string, outlet int64, upTo time.Time) error {
	return db.change(ctx, "MarkAll", func(t *tx) error {
		if _, err := t.run(`INSERT INTO reading_mark (account, outlet, number) SELECT ?1, ?2, coalesce(max(number), 0) FROM change WHERE at <= ?3
			ON CONFLICT (account, outlet) DO UPDATE SET number = max(reading_mark.number, excluded.number)`, account, outlet, millis(upTo)); err != nil {
			return err
		}
		_, err := t.run(`UPDATE reading SET read = 1 WHERE account = ?1 AND NOT read AND number IN (SELECT c.number FROM change c WHERE c.at <= ?3 AND (?2 = 0 OR c.outlet = ?2))`, account, outlet, millis(upTo))
		return err
	})
}
