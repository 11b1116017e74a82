package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"isnad"
	"isnad/internal/index"
)

// Salvaged is what was taken out of a damaged file.
type Salvaged struct {
	Articles int      // whole ones
	Rows     int      // of the other tables that cannot be made again from articles
	Lost     []string // what could not be read, for people
}

// original are the tables that nothing else can be made from again, in an order that keeps references: those on which
// others lean come first. Everything else follows from the articles.
var original = []string{"outlet", "source", "progress", "capture", "account", "token", "saved_search", "finding", "delivery",
	"correction", "decision", "edition", "story", "story_was", "story_handle", "river_job"}

// Salvage makes a new archive at path to from what can be read of a damaged one at path from, which it leaves as it is.
// Its index is made from the articles. Accounts' sessions end.
func Salvage(ctx context.Context, from, to string, o Options) (s Salvaged, err error) {
	if _, err := os.Stat(to); err == nil {
		return s, fmt.Errorf("sqlite.Salvage(%s): %w: %s exists", from, isnad.ErrConflict, to)
	}
	damaged, err := sql.Open("sqlite", "file:"+from+"?_pragma=query_only(1)&_pragma=busy_timeout(10000)")
	if err != nil {
		return s, err
	}
	defer damaged.Close()
	db, err := Open(ctx, to, o)
	if err != nil {
		return s, err
	}
	v := salvager{from: damaged, to: db, Salvaged: &s}
	err = v.run(ctx)
	if err := errors.Join(err, db.Close()); err != nil {
		return s, fmt.Errorf("sqlite.Salvage(%s): %w", from, kind(err))
	}
	return s, nil
}

type salvager struct {
	from *sql.DB
	to   *DB
	*Salvaged
}

func (v *salvager) run(ctx context.Context) error {
	for _, table := range original {
		if err := v.table(ctx, table); err != nil {
			return err
		}
	}
	if err := v.articles(ctx); err != nil {
		return err
	}
	// the articles are not new to anybody: what their storing added to the list of changes goes
	if _, err := v.to.write.ExecContext(ctx, `DELETE FROM change`); err != nil {
		return err
	}
	if err := v.table(ctx, "change"); err != nil {
		return err
	}
	return v.tallies(ctx)
}

// tallies sets the counts that rows copied as they were did not add to.
func (v *salvager) tallies(ctx context.Context) error {
	seen := int64(0)
	err := v.from.QueryRowContext(ctx, `SELECT n FROM tally WHERE name = ?`, passed).Scan(&seen)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		seen = -1
		v.lose("how far saved searches have looked: they go on after the last change")
	}
	for _, set := range []struct {
		query string
		args  []any
	}{
		{`INSERT OR REPLACE INTO tally (name, n) SELECT 'captures', count(*) FROM capture`, nil},
		{`INSERT OR REPLACE INTO tally (name, n) SELECT ?1, CASE WHEN ?2 >= 0 THEN ?2 ELSE coalesce(max(number), 0) END FROM change`, []any{passed, seen}},
	} {
		if _, err := v.to.write.ExecContext(ctx, set.query, set.args...); err != nil {
			return err
		}
	}
	return nil
}

func (v *salvager) lose(format string, args ...any) {
	v.Lost = append(v.Lost, fmt.Sprintf(format, args...))
}

// table copies the rows of a table that can be read, as they are.
func (v *salvager) table(ctx context.Context, table string) error {
	columns, key, err := v.columns(ctx, table)
	if err != nil {
		return err
	}
	if len(columns) == 0 {
		v.lose("table %s is not there", table)
		return nil
	}
	insert := fmt.Sprintf(`INSERT OR IGNORE INTO %s (%s) VALUES (?%s)`, table, strings.Join(columns, ", "), strings.Repeat(", ?", len(columns)-1))
	c := copying{insert: insert, to: v.to.write}
	whole, err := v.rows(ctx, table, key, columns, func(values []any) error { return c.row(ctx, values) })
	err = errors.Join(err, c.commit())
	v.Rows += c.copied
	if c.failed > 0 {
		v.lose("table %s: %d rows that contradict themselves", table, c.failed)
	}
	if !whole {
		v.lose("table %s: a part of it cannot be read", table)
	}
	return err
}

// copying writes rows as they are, some hundreds a transaction.
type copying struct {
	insert         string
	to             *sql.DB
	tx             *sql.Tx
	open           int // rows in the transaction
	copied, failed int
}

func (c *copying) row(ctx context.Context, values []any) (err error) {
	if c.tx == nil {
		if c.tx, err = c.to.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	r, err := c.tx.ExecContext(ctx, c.insert, values...)
	switch {
	case err != nil && (errors.Is(kind(err), isnad.ErrFull) || diskFailed(err) || ctx.Err() != nil):
		return err
	case err != nil:
		c.failed++ // a reference or a rule that the damage broke
		return nil
	}
	if n, err := r.RowsAffected(); err == nil {
		c.copied += int(n)
	}
	if c.open++; c.open < salvageBatch {
		return nil
	}
	return c.commit()
}

func (c *copying) commit() error {
	if c.tx == nil {
		return nil
	}
	tx := c.tx
	c.tx, c.open = nil, 0
	return tx.Commit()
}

// columns gives the columns that a table has in both files, and those by which its rows are in order.
func (v *salvager) columns(ctx context.Context, table string) (columns, key []string, err error) {
	now, key, err := columnsOf(ctx, v.to.write, table)
	if err != nil {
		return nil, nil, err
	}
	before, _, err := columnsOf(ctx, v.from, table)
	if err != nil || len(before) == 0 {
		return now, key, nil // its description is damaged, or the file; reading will tell
	}
	known := map[string]bool{}
	for _, c := range before {
		known[c] = true
	}
	for _, c := range now {
		if known[c] {
			columns = append(columns, c)
		}
	}
	return columns, key, nil
}

func columnsOf(ctx context.Context, db *sql.DB, table string) (columns, key []string, err error) {
	rows, err := db.QueryContext(ctx, `SELECT name, pk FROM pragma_table_info(?) ORDER BY cid`, table)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var pk int
		if err := rows.Scan(&name, &pk); err != nil {
			return nil, nil, err
		}
		columns = append(columns, name)
		if pk > 0 {
			key = append(key, name)
		}
	}
	return columns, key, rows.Err()
}

// rows gives a table's rows in order of its key, from the first on until one cannot be read, then from the last one back:
// what lies between two damaged pages is lost. It reports whether nothing was.
func (v *salvager) rows(ctx context.Context, table string, key, columns []string, fn func(values []any) error) (whole bool, err error) {
	for _, way := range []string{"ASC", "DESC"} {
		order := strings.Join(key, " "+way+", ") + " " + way
		rows, err := v.from.QueryContext(ctx, fmt.Sprintf(`SELECT %s FROM %s ORDER BY %s`, strings.Join(columns, ", "), table, order))
		if err != nil {
			continue
		}
		err = eachRow(rows, len(columns), fn)
		var failed callerError
		if errors.As(err, &failed) {
			return false, failed.error
		}
		if err == nil {
			return true, nil
		}
	}
	return false, ctx.Err()
}

// callerError is an error of the function that got a row, not of reading it.
type callerError struct{ error }

func eachRow(rows *sql.Rows, n int, fn func(values []any) error) error {
	defer rows.Close()
	for rows.Next() {
		values, places := make([]any, n), make([]any, n)
		for i := range values {
			places[i] = &values[i]
		}
		if err := rows.Scan(places...); err != nil {
			return err
		}
		if err := fn(values); err != nil {
			return callerError{err}
		}
	}
	return rows.Err()
}

// salvageBatch is how many articles or rows go into one transaction.
const salvageBatch = 200

// articles stores anew every article whose body is whole: those that a walk reaches, and those that their ids still lead to.
func (v *salvager) articles(ctx context.Context) error {
	taken := map[int64]bool{}
	var batch []*isnad.Article
	store := func() error {
		err := v.to.Update(ctx, func(tx isnad.Tx) error {
			for _, a := range batch {
				if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
					return err
				}
			}
			return nil
		})
		v.Articles += len(batch)
		batch = batch[:0]
		return err
	}
	take := func(values []any) error {
		id, _ := values[0].(int64)
		body, _ := values[1].([]byte)
		if taken[id] {
			return nil
		}
		a, err := index.Unpack(body)
		if err != nil {
			return nil // counted below
		}
		taken[id] = true
		if batch = append(batch, a); len(batch) < salvageBatch {
			return nil
		}
		return store()
	}
	if _, err := v.rows(ctx, "article", []string{"id"}, []string{"id", "body"}, take); err != nil {
		return err
	}
	known := map[int64]bool{}
	if err := v.byID(ctx, taken, known, take); err != nil {
		return err
	}
	if missing := len(known) - len(taken); missing > 0 {
		v.lose("%d articles cannot be read", missing)
	}
	return store()
}

// byID looks up the articles that other tables know of and the walk did not reach.
func (v *salvager) byID(ctx context.Context, taken, known map[int64]bool, take func([]any) error) error {
	for id := range taken {
		known[id] = true
	}
	for _, table := range []string{"docv", "terms"} {
		_, err := v.rows(ctx, table, []string{"id"}, []string{"id"}, func(values []any) error {
			if id, ok := values[0].(int64); ok {
				known[id] = true
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(known)) {
		if taken[id] {
			continue
		}
		var body []byte
		if v.from.QueryRowContext(ctx, `SELECT body FROM article WHERE id = ?`, id).Scan(&body) == nil {
			if err := take([]any{id, body}); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}
