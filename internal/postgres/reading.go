package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
)

// readOf says whether an arrival c was read by account $1.
const readOf = `(coalesce(r.read, false) OR c.number <= coalesce((SELECT max(m.number) FROM reading_mark m WHERE m.account = $1 AND m.outlet IN (0, c.outlet)), 0) AND r.read IS DISTINCT FROM false)`

// Arrivals gives what came in, as one account sees it.
func (db *DB) Arrivals(ctx context.Context, account string, f isnad.ArrivalFilter) ([]isnad.Arrival, error) {
	where, args := []string{"c.kind = 'new'"}, []any{key(account)}
	add := func(condition string, arg any) {
		args = append(args, arg)
		where = append(where, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(args))))
	}
	if f.Numbers != nil {
		add("c.number = ANY(?)", f.Numbers)
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
	query := `SELECT c.number, c.article, c.outlet, c.at, ` + readOf + `, coalesce(r.starred, false)
		FROM change c LEFT JOIN reading r ON r.account = $1 AND r.number = c.number WHERE ` + strings.Join(where, " AND ") + ` ORDER BY c.number ` + order
	if f.Limit > 0 {
		query += fmt.Sprintf(` LIMIT %d`, f.Limit)
	}
	return list(ctx, db.near, "Arrivals", func(rows pgx.Rows, a *isnad.Arrival) error {
		var at int64
		err := rows.Scan(&a.Number, &a.Article, &a.Outlet, &at, &a.Read, &a.Starred)
		a.At = moment(at)
		return err
	}, query, args...)
}

// ReadingOutlets gives the outlets of which anything came in lately.
func (db *DB) ReadingOutlets(ctx context.Context, account string, since time.Time) ([]isnad.ReadingOutlet, error) {
	return list(ctx, db.near, "ReadingOutlets", func(rows pgx.Rows, o *isnad.ReadingOutlet) error {
		var newest int64
		err := rows.Scan(&o.Number, &o.Outlet.Name, &o.Outlet.Host, &newest, &o.Unread)
		o.Newest = moment(newest)
		return err
	}, `SELECT o.id, o.name, o.host, max(c.at), count(*) FILTER (WHERE NOT `+readOf+`)
		FROM change c JOIN outlet o ON o.id = c.outlet LEFT JOIN reading r ON r.account = $1 AND r.number = c.number
		WHERE c.kind = 'new' AND c.at >= $2 GROUP BY o.id ORDER BY o.id`, key(account), millis(since))
}

// Mark sets read and starred.
func (db *DB) Mark(ctx context.Context, account string, numbers []int64, read, starred *bool) error {
	return db.change(ctx, "Mark", func(t *tx) error {
		_, err := t.run(`INSERT INTO reading (account, number, read, starred)
			SELECT $1, c.number, coalesce($3::boolean, `+readOf+`), coalesce($4::boolean, false)
			FROM change c LEFT JOIN reading r ON r.account = $1 AND r.number = c.number WHERE c.number = ANY($2) AND c.kind = 'new'
			ON CONFLICT (account, number) DO UPDATE SET read = coalesce($3::boolean, reading.read), starred = coalesce($4::boolean, reading.starred)`, key(account), numbers, read, starred)
		return err
	})
}

// MarkAll marks what came in up to a time as read.
func (db *DB) MarkAll(ctx context.Context, account string, outlet int64, upTo time.Time) error {
	return db.change(ctx, "MarkAll", func(t *tx) error {
		if _, err := t.run(`INSERT INTO reading_mark (account, outlet, number) SELECT $1, $2::bigint, coalesce(max(number), 0) FROM change WHERE at <= $3
			ON CONFLICT (account, outlet) DO UPDATE SET number = greatest(reading_mark.number, excluded.number)`, key(account), outlet, millis(upTo)); err != nil {
			return err
		}
		_, err := t.run(`UPDATE reading SET read = true WHERE account = $1 AND NOT read AND number IN
			(SELECT c.number FROM change c WHERE c.at <= $3 AND ($2::bigint = 0 OR c.outlet = $2))`, key(account), outlet, millis(upTo))
		return err
	})
}
