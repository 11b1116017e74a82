package postgres

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"isnad"
	"isnad/internal/index"
)

// Article gives the article of that id, or ErrNotFound.
func (db *DB) Article(ctx context.Context, id string) (*isnad.Article, error) {
	var body []byte
	err := readRow(ctx, db.near, []any{&body}, bodyQuery, key(id))
	if err != nil {
		return nil, fmt.Errorf("postgres.Article(%s): %w", id, kind(err))
	}
	a, err := index.Unpack(body)
	if err != nil {
		return nil, fmt.Errorf("postgres.Article(%s): %w", id, err)
	}
	return a, nil
}

// bodyQuery reads the body of an article by the id the world knows.
const bodyQuery = `SELECT a.body FROM docv d CROSS JOIN LATERAL (SELECT body FROM article WHERE id = d.id) a WHERE d.public = $1`

// Articles walks the articles that the filter lets through, each once. Those of the walk are chosen when it begins, by their row ids, and read
// by portions, so that no transaction stays open while the caller works; what is dropped or filed anew meanwhile is found where it
// then is. A walk of what is out of date (Below) chooses portion by portion: what is rewritten is no longer below.
func (db *DB) Articles(ctx context.Context, f isnad.ArticleFilter) iter.Seq2[*isnad.Article, error] {
	return func(yield func(*isnad.Article, error) bool) {
		w := walk{pool: db.near, filter: f, yield: yield}
		w.lo, w.hi = index.DayRange(f.Since, f.Until)
		var err error
		if f.Below.IsZero() {
			err = w.whole(ctx)
		} else {
			err = w.portions(ctx)
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(nil, fmt.Errorf("postgres.Articles: %w", kind(err)))
		}
	}
}

type walk struct {
	pool   *pgxpool.Pool
	filter isnad.ArticleFilter
	lo, hi int64
	yield  func(*isnad.Article, error) bool
}

var errStopped = errors.New("the caller stopped")

// portion is how many articles are read at once.
const portion = 256

// chosen is an article of the walk: by its public id it is found also where its row has moved.
type chosen struct {
	id     int64
	public string
}

// whole chooses all articles of the walk, then reads them.
func (w *walk) whole(ctx context.Context) error {
	all, err := w.choose(ctx, w.filter.Limit)
	for len(all) > 0 && err == nil {
		n := min(portion, len(all))
		err = w.give(ctx, all[:n])
		all = all[n:]
	}
	return err
}

// portions chooses and reads by turns.
func (w *walk) portions(ctx context.Context) error {
	for given := 0; ; {
		limit := portion
		if w.filter.Limit > 0 {
			limit = min(portion, w.filter.Limit-given)
		}
		if limit == 0 {
			return nil
		}
		some, err := w.choose(ctx, limit)
		if err != nil || len(some) == 0 {
			return err
		}
		if err := w.give(ctx, some); err != nil {
			return err
		}
		given += len(some)
		if last := some[len(some)-1].id; w.filter.NewestFirst {
			w.hi = last - 1
		} else {
			w.lo = last + 1
		}
	}
}

func (w *walk) choose(ctx context.Context, limit int) (all []chosen, err error) {
	query, args := w.query(limit)
	return list(ctx, w.pool, "Articles", func(rows pgx.Rows, c *chosen) error { return rows.Scan(&c.id, &c.public) }, query, args...)
}

// give reads the chosen articles and yields them in order.
func (w *walk) give(ctx context.Context, some []chosen) error {
	public := make([]string, len(some))
	for i, c := range some {
		public[i] = c.public
	}
	bodies := make(map[string][]byte, len(some))
	err := read(ctx, w.pool, func(rows pgx.Rows) error {
		var id string
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		bodies[id] = body
		return nil
	}, `SELECT d.public, a.body FROM docv d CROSS JOIN LATERAL (SELECT body FROM article WHERE id = d.id) a WHERE d.public = ANY($1)`, public)
	if err != nil {
		return err
	}
	for _, c := range some {
		body, ok := bodies[c.public]
		if !ok {
			continue // dropped since
		}
		a, err := index.Unpack(body)
		if err != nil {
			return fmt.Errorf("row %d: %w", c.id, err)
		}
		if !w.yield(a, nil) {
			return errStopped
		}
	}
	return nil
}

func (w *walk) query(limit int) (string, []any) {
	where, args := []string{"id BETWEEN $1 AND $2"}, []any{w.lo, w.hi}
	add := func(condition string, arg any) string {
		args = append(args, arg)
		return strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(args)))
	}
	if w.filter.Digest != "" {
		where = append(where, add("digest = ? AND digest <> ''", key(w.filter.Digest)))
	}
	var below []string
	v := w.filter.Below
	for _, stage := range []struct {
		column  string
		version int
	}{{"extract", v.Extract}, {"dates", v.Dates}, {"names", v.Names}, {"attribution", v.Attribution}, {"story", v.Story}} {
		if stage.version > 0 {
			below = append(below, add(stage.column+" < ?", stage.version))
		}
	}
	if len(below) > 0 {
		where = append(where, "("+strings.Join(below, " OR ")+")")
	}
	query := "SELECT id, public FROM docv WHERE " + strings.Join(where, " AND ") + " ORDER BY id"
	if w.filter.NewestFirst {
		query += " DESC"
	}
	if limit > 0 {
		query += add(" LIMIT ?", limit)
	}
	return query, args
}

// Stats is the archive in figures.
func (db *DB) Stats(ctx context.Context) (isnad.Stats, error) {
	var s isnad.Stats
	var changed, first, last int64
	err := readRow(ctx, db.near, []any{&s.Articles, &s.Statements, &s.Captures, &changed, &s.Sources, &first, &last}, `SELECT
	  coalesce((SELECT n FROM tally WHERE name = 'articles'), 0), coalesce((SELECT n FROM tally WHERE name = 'statements'), 0),
	  coalesce((SELECT n FROM tally WHERE name = 'captures'), 0), coalesce((SELECT n FROM tally WHERE name = 'changed'), 0),
	  (SELECT count(*) FROM source),
	  coalesce((SELECT day FROM day_count WHERE day >= $1 AND n > 0 ORDER BY day LIMIT 1), 0),
	  coalesce((SELECT day FROM day_count WHERE day >= $1 AND n > 0 ORDER BY day DESC LIMIT 1), 0)`, int64(index.MinDay))
	if err != nil {
		return isnad.Stats{}, fmt.Errorf("postgres.Stats: %w", kind(err))
	}
	s.FirstDay, s.LastDay = index.DayOf(first), index.DayOf(last)
	if changed != 0 {
		s.LastChange = time.UnixMilli(changed).UTC()
	}
	return s, nil
}
