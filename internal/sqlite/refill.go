package sqlite

import (
	"context"
	"strconv"

	"isnad"
	"isnad/internal/index"
)

// refillKey stands in table progress while the index of words and the rows of terms are still to be made for articles that an
// older build stored; its value is the row id up to which they are.
const refillKey = "sqlite.refill"

// refillPortion is how many articles are done in one transaction.
const refillPortion = 2000

// refill makes them, a portion in each transaction: a kill in between loses nothing, and two processes may do it in turns.
func (db *DB) refill(ctx context.Context) error {
	for done, err := db.Progress(ctx, refillKey); err != nil || done != ""; {
		if err != nil {
			return err
		}
		err = db.Update(ctx, func(x isnad.Tx) error {
			t := x.(*tx)
			if err := t.sql.QueryRowContext(ctx, `SELECT coalesce((SELECT value FROM progress WHERE key = ?), '')`, refillKey).Scan(&done); err != nil || done == "" {
				return err
			}
			last, err := strconv.ParseInt(done, 10, 64)
			if err != nil {
				return err
			}
			last, n, err := t.refill(last)
			if done = strconv.FormatInt(last, 10); n < refillPortion {
				done = ""
			}
			if err != nil {
				return err
			}
			return t.SaveProgress(refillKey, done)
		})
	}
	return nil
}

// refill makes what the next articles after a row id lack, and gives the last one's and how many there were.
func (t *tx) refill(after int64) (last int64, n int, err error) {
	rows, err := t.sql.QueryContext(t.ctx, `SELECT a.id, d.outlet, a.body FROM article a JOIN docv d ON d.id = a.id WHERE a.id > ? ORDER BY a.id LIMIT ?`, after, refillPortion)
	if err != nil {
		return after, 0, err
	}
	defer rows.Close()
	var batch []*pending
	for rows.Next() {
		p := new(pending)
		var body []byte
		if err := rows.Scan(&p.id, &p.outlet, &body); err != nil {
			return after, 0, err
		}
		if p.article, err = index.Unpack(body); err != nil {
			return after, 0, err
		}
		terms := isnad.TermsWith(&t.analyzer, p.article) // anew: what the analyser makes of a word may have changed
		p.terms, p.packed = terms, index.PackTerms(terms)
		p.count()
		batch = append(batch, p)
	}
	if err := rows.Err(); err != nil {
		return after, 0, err
	}
	if len(batch) > 0 {
		after = batch[len(batch)-1].id
	}
	return after, len(batch), t.reindex(batch)
}

// reindex puts stored articles, in order of row id, into a segment; those that are in one are left out.
func (t *tx) reindex(batch []*pending) error {
	c, err := t.db.load(t.ctx, t.sql)
	if err != nil {
		return err
	}
	w, err := t.newSegment()
	if err != nil {
		return err
	}
	for _, p := range batch {
		if c.has(p.id) {
			continue
		}
		filters, err := t.filtersOf(p)
		if err != nil {
			return err
		}
		w.add(p, filters)
		if _, err := t.exec(t.db.puts.terms, p.id, p.packed); err != nil {
			return err
		}
	}
	return w.finish()
}

// has reports whether the article of that row id is in the index.
func (c *contents) has(id int64) bool {
	for _, s := range c.segments {
		if n, ok := s.docs.Find(id); ok && !s.dead.Has(n) {
			return true
		}
	}
	return false
}
