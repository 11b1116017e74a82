package sqlite

import (
	"context"
	"strconv"

	"isnad"
	"isnad/internal/index"
)

// refillKey stands in table progress while rows of vector and terms are still to be made for articles that an older build
// stored; its value is the row id up to which they are.
const refillKey = "sqlite.refill"

// refill makes them, a portion in each transaction: a kill in between loses nothing.
func (db *DB) refill(ctx context.Context) error {
	done, err := db.Progress(ctx, refillKey)
	if err != nil || done == "" {
		return err
	}
	last, err := strconv.ParseInt(done, 10, 64)
	if err != nil {
		return err
	}
	for {
		n := 0
		err := db.Update(ctx, func(x isnad.Tx) (err error) {
			t := x.(*tx)
			if last, n, err = t.refill(last); err != nil {
				return err
			}
			value := strconv.FormatInt(last, 10)
			if n < portion {
				value = ""
			}
			return t.SaveProgress(refillKey, value)
		})
		if err != nil || n < portion {
			return err
		}
	}
}

// refill makes the rows of the next articles after a row id, and gives the last one's and how many there were.
func (t *tx) refill(after int64) (last int64, n int, err error) {
	rows, err := t.sql.QueryContext(t.ctx, `SELECT id, body FROM article WHERE id > ? ORDER BY id LIMIT ?`, after, portion)
	if err != nil {
		return after, 0, err
	}
	defer rows.Close()
	type row struct {
		id     int64
		length int
		vector []byte
		terms  []byte
	}
	var made []row
	for rows.Next() {
		var id int64
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return after, 0, err
		}
		a, err := index.Unpack(body)
		if err != nil {
			return after, 0, err
		}
		terms := isnad.TermsWith(&t.analyzer, a)
		g := index.BagOf(terms)
		made = append(made, row{id, g.Length, g.Vector(), index.PackTerms(terms)})
	}
	if err := rows.Err(); err != nil {
		return after, 0, err
	}
	for _, r := range made {
		if _, err := t.exec(t.db.puts.vector, r.id, r.length, r.vector); err != nil {
			return after, 0, err
		}
		if _, err := t.exec(t.db.puts.terms, r.id, r.terms); err != nil {
			return after, 0, err
		}
		after = r.id
	}
	return after, len(made), nil
}
