package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// usualLength is an article's length in stems where too few are stored to tell.
const usualLength = 150

// probeSize is how many postings are looked at to tell how frequent something is; below it the count is exact.
const probeSize = 1000

// querier is a connection, pool or transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// lengths gives the number of articles and of stems in all of them, and how often the archive changed.
func lengths(ctx context.Context, q querier) (articles, words int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce((SELECT n FROM tally WHERE name = 'articles'), 0),
		coalesce((SELECT n FROM tally WHERE name = 'words'), 0)`).Scan(&articles, &words)
	return articles, words, err
}

// frequencies remembers how many articles hold a stem, until the archive has grown by a twentieth.
type frequencies struct {
	mu       sync.Mutex
	articles int64 // when the memory began
	df       map[string]int
}

const maxFrequencies = 1 << 16

func (f *frequencies) get(articles int64, key string) (int, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.df == nil || len(f.df) > maxFrequencies || max(articles-f.articles, f.articles-articles)*20 > f.articles {
		f.df, f.articles = map[string]int{}, articles
	}
	n, ok := f.df[key]
	return n, ok
}

func (f *frequencies) set(key string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.df != nil {
		f.df[key] = n
	}
}

// frequency tells how many articles match the expression over stems: exactly below probeSize, else estimated from
// how far back the newest of them reach.
func (db *DB) frequency(ctx context.Context, articles int64, expression string) (int, error) {
	if n, ok := db.df.get(articles, expression); ok {
		return n, nil
	}
	ids, err := db.ids(ctx, `SELECT rowid FROM stems WHERE stems MATCH ? ORDER BY rowid DESC LIMIT ?`, expression, probeSize)
	if err != nil {
		return 0, err
	}
	n := len(ids)
	if n == probeSize {
		if n, err = db.extrapolate(ctx, n, ids[n-1], 0, 1<<62); err != nil {
			return 0, err
		}
	}
	db.df.set(expression, n)
	return n, nil
}

// extrapolate estimates how many of the articles in lo..hi match when n of those above the id last do.
func (db *DB) extrapolate(ctx context.Context, n int, last, lo, hi int64) (int, error) {
	seen, err := db.articlesIn(ctx, last, hi)
	if err != nil {
		return 0, err
	}
	every, err := db.articlesIn(ctx, lo, hi)
	if err != nil {
		return 0, err
	}
	return max(n, int(float64(n)*every/max(seen, float64(n)))), nil
}

// articlesIn estimates how many articles have ids within lo..hi: whole days are counted, parts of a day by share.
func (db *DB) articlesIn(ctx context.Context, lo, hi int64) (float64, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT day, n FROM day_count WHERE n > 0 AND (day BETWEEN ?1 AND ?2 OR day < ?3 AND ?1 < ?3)`,
		lo>>seqBits, hi>>seqBits, minDay)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	total := 0.0
	for rows.Next() {
		var day, n int64
		if err := rows.Scan(&day, &n); err != nil {
			return 0, err
		}
		first := day << seqBits
		from, to := max(lo, first), min(hi, first+n-1)
		if to >= from {
			total += float64(to - from + 1)
		}
	}
	return total, rows.Err()
}
