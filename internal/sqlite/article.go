package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"isnad"
	"isnad/internal/index"
)

// Article gives the article of that id, or ErrNotFound.
func (db *DB) Article(ctx context.Context, id string) (*isnad.Article, error) {
	var body []byte
	err := db.read.QueryRowContext(ctx, `SELECT body FROM article WHERE public = ?`, id).Scan(&body)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Article(%s): %w", id, kind(err))
	}
	a, err := index.Unpack(body)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Article(%s): %w", id, err)
	}
	return a, nil
}

// Articles walks the articles that the filter lets through, each once, as they stood when the walk began. A walk of what
// is out of date (Below) goes by portions instead, each as the archive stands then, so that rewriting all of a large
// archive does not hold its old state on disk: what is rewritten is no longer below.
func (db *DB) Articles(ctx context.Context, f isnad.ArticleFilter) iter.Seq2[*isnad.Article, error] {
	return func(yield func(*isnad.Article, error) bool) {
		w := walk{db: db, filter: f}
		w.lo, w.hi = index.DayRange(f.Since, f.Until)
		var err error
		if f.Below.IsZero() {
			_, err = w.portion(ctx, f.Limit, yield)
		} else {
			err = w.portions(ctx, yield)
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(nil, fmt.Errorf("sqlite.Articles: %w", kind(err)))
		}
	}
}

type walk struct {
	db     *DB
	filter isnad.ArticleFilter
	lo, hi int64
	given  int
}

var errStopped = errors.New("the caller stopped")

const portion = 256

func (w *walk) portions(ctx context.Context, yield func(*isnad.Article, error) bool) error {
	for {
		limit := portion
		if w.filter.Limit > 0 {
			limit = min(portion, w.filter.Limit-w.given)
		}
		if limit == 0 {
			return nil
		}
		articles := make([]*isnad.Article, 0, limit)
		n, err := w.portion(ctx, limit, func(a *isnad.Article, err error) bool {
			articles = append(articles, a)
			return true
		})
		if err != nil {
			return err
		}
		for _, a := range articles {
			if !yield(a, nil) {
				return errStopped
			}
		}
		if w.given += n; n < limit {
			return nil
		}
	}
}

// portion gives up to limit articles, all where it is 0, and moves the walk's bounds past them.
func (w *walk) portion(ctx context.Context, limit int, yield func(*isnad.Article, error) bool) (int, error) {
	query, args := w.query(limit)
	rows, err := w.db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var id int64
		var body sql.RawBytes
		if err := rows.Scan(&id, &body); err != nil {
			return n, err
		}
		a, err := index.Unpack(body)
		if err != nil {
			return n, fmt.Errorf("row %d: %w", id, err)
		}
		n++
		if w.filter.NewestFirst {
			w.hi = id - 1
		} else {
			w.lo = id + 1
		}
		if !yield(a, nil) {
			return n, errStopped
		}
	}
	return n, rows.Err()
}

func (w *walk) query(limit int) (string, []any) {
	where, args := []string{"a.id BETWEEN ? AND ?"}, []any{w.lo, w.hi}
	if w.filter.Digest != "" {
		where, args = append(where, "a.digest = ? AND a.digest <> ''"), append(args, w.filter.Digest)
	}
	from, order := "article a", "a.id"
	if below, of := belowAny(w.filter.Below); len(below) > 0 {
		from = "docv d CROSS JOIN article a ON a.id = d.id" // in this order: the rows of docv are narrow
		where[0], order = "d.id BETWEEN ? AND ?", "d.id"
		where, args = append(where, "("+strings.Join(below, " OR ")+")"), append(args, of...)
	}
	if w.filter.NewestFirst {
		order += " DESC"
	}
	if limit == 0 {
		limit = -1
	}
	return "SELECT a.id, a.body FROM " + from + " WHERE " + strings.Join(where, " AND ") + " ORDER BY " + order + " LIMIT ?", append(args, limit)
}

func belowAny(v isnad.Versions) (conditions []string, args []any) {
	for _, stage := range []struct {
		column  string
		version int
	}{{"extract", v.Extract}, {"dates", v.Dates}, {"names", v.Names}, {"attribution", v.Attribution}, {"story", v.Story}} {
		if stage.version > 0 {
			conditions, args = append(conditions, "d."+stage.column+" < ?"), append(args, stage.version)
		}
	}
	return conditions, args
}

// Stats is the archive in figures.
func (db *DB) Stats(ctx context.Context) (isnad.Stats, error) {
	var s isnad.Stats
	var changed, first, last int64
	err := db.read.QueryRowContext(ctx, `SELECT
	  coalesce((SELECT n FROM tally WHERE name = 'articles'), 0), coalesce((SELECT n FROM tally WHERE name = 'statements'), 0),
	  coalesce((SELECT n FROM tally WHERE name = 'captures'), 0), coalesce((SELECT n FROM tally WHERE name = 'changed'), 0),
	  (SELECT count(*) FROM source),
	  coalesce((SELECT day FROM day_count WHERE day >= ?1 AND n > 0 ORDER BY day LIMIT 1), 0),
	  coalesce((SELECT day FROM day_count WHERE day >= ?1 AND n > 0 ORDER BY day DESC LIMIT 1), 0)`, index.MinDay).
		Scan(&s.Articles, &s.Statements, &s.Captures, &changed, &s.Sources, &first, &last)
	if err != nil {
		return isnad.Stats{}, fmt.Errorf("sqlite.Stats: %w", kind(err))
	}
	s.FirstDay, s.LastDay = index.DayOf(first), index.DayOf(last)
	if changed != 0 {
		s.LastChange = time.UnixMilli(changed).UTC()
	}
	return s, nil
}
