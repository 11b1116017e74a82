package sqlite

import (
	"context"
	"database/sql"

	"isnad/arabic"
	"isnad/internal/index"
)

// probeSize is how many postings are looked at to tell how frequent something is; below it the count is exact.
const probeSize = 1000

// In an archive of sampleAlone articles a word that sampleEnough articles of the sample hold is counted by the sample alone: its
// rarity, a logarithm, is then wrong by a twentieth.
const (
	sampleAlone  = 50_000
	sampleEnough = 12
)

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

// sample counts the article's words where it is one of the sample. Articles that are replaced or dropped stay counted as
// they were: the counts choose plans and estimate, they decide nothing.
func (t *tx) sample(p *pending) error {
	if p.old != 0 || !index.Sampled(p.id) {
		return nil
	}
	for _, s := range p.bag.Stems {
		if _, err := t.exec(t.db.puts.sample, s.Stem); err != nil {
			return err
		}
	}
	seen := map[string]bool{}
	for _, terms := range [][]arabic.Term{p.terms.Title, p.terms.Text} {
		for i := range terms {
			w := index.Safe(terms[i].Surface)
			if seen[w] {
				continue
			}
			seen[w] = true
			if _, err := t.exec(t.db.puts.sample, "+"+w); err != nil {
				return err
			}
		}
	}
	return nil
}

// frequency tells how many articles hold one of the group's stems.
func (db *DB) frequency(ctx context.Context, articles int64, g *group) (int, error) {
	return db.frequencyIn(ctx, "stems", articles, g.expression(), g.stems)
}

// frequencyIn tells how many articles match the expression over table stems or words, which asks for any of the sample's
// terms: exactly below probeSize, else estimated by the sample, or from how far back the newest of them reach.
func (db *DB) frequencyIn(ctx context.Context, table string, articles int64, expression string, terms []string) (int, error) {
	key := table + expression
	if n, ok := db.df.Get(articles, key); ok {
		return n, nil
	}
	n, err := db.sampledFrequency(ctx, terms)
	if err != nil {
		return 0, err
	}
	if n <= 2*probeSize && (articles < sampleAlone || n < sampleEnough*index.SampleEvery) {
		probed, err := db.probe(ctx, table, expression)
		if err != nil {
			return 0, err
		}
		if probed < probeSize || n < sampleEnough*index.SampleEvery { // else the newest may be a burst, and the sample knows better
			n = probed
		}
	}
	db.df.Set(key, n)
	return n, nil
}

// probe counts matches up to probeSize.
func (db *DB) probe(ctx context.Context, table, expression string) (int, error) {
	ids, err := db.ids(ctx, `SELECT rowid FROM `+table+` WHERE `+table+` MATCH ? ORDER BY rowid DESC LIMIT ?`, expression, probeSize)
	if err != nil || len(ids) < probeSize {
		return len(ids), err
	}
	return db.extrapolate(ctx, probeSize, ids[probeSize-1], 0, 1<<62)
}

// sampledFrequency estimates how many articles hold one of the stems, from the sample.
func (db *DB) sampledFrequency(ctx context.Context, stems []string) (int, error) {
	total := 0
	for _, s := range stems {
		var n int
		err := db.read.QueryRowContext(ctx, `SELECT coalesce((SELECT n FROM sample WHERE term = ?), 0)`, s).Scan(&n)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total * index.SampleEvery, nil
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

// articlesIn estimates how many articles have ids within lo..hi: whole days are counted, parts of a day by share. The days between are
// added up by SQLite, because there are thousands.
func (db *DB) articlesIn(ctx context.Context, lo, hi int64) (float64, error) {
	first, last := lo>>index.SeqBits, hi>>index.SeqBits
	var total float64
	err := db.read.QueryRowContext(ctx, `SELECT coalesce(sum(n), 0) FROM day_count WHERE n > 0 AND day > ? AND day < ?`,
		max(first, index.MinDay-1), last).Scan(&total)
	if err != nil {
		return 0, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT day, n FROM day_count WHERE n > 0 AND (day IN (?1, ?2) OR day < ?3 AND ?1 < ?3)`, first, last, index.MinDay)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var day, n int64
		if err := rows.Scan(&day, &n); err != nil {
			return 0, err
		}
		from, to := max(lo, day<<index.SeqBits), min(hi, day<<index.SeqBits+n-1)
		if to >= from {
			total += float64(to - from + 1)
		}
	}
	return total, rows.Err()
}
