package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"isnad"
)

// scanJSON reads a row that is one JSON body.
func scanJSON[T any](rows *sql.Rows, v *T) error {
	var body []byte
	if err := rows.Scan(&body); err != nil {
		return err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	return nil
}

// SavedSearch gives the saved search of that id.
func (db *DB) SavedSearch(ctx context.Context, id string) (*isnad.SavedSearch, error) {
	name := "SavedSearch(" + id + ")"
	all, err := list(ctx, db, name, scanJSON[isnad.SavedSearch], `SELECT body FROM saved_search WHERE id = ?`, id)
	return one(all, err, name)
}

// SavedSearches gives those of an owner, or everybody's, oldest first.
func (db *DB) SavedSearches(ctx context.Context, owner string, all bool) ([]isnad.SavedSearch, error) {
	return list(ctx, db, "SavedSearches", scanJSON[isnad.SavedSearch],
		`SELECT body FROM saved_search WHERE ?1 OR owner = ?2 ORDER BY json_extract(body, '$.Created'), id`, all, owner)
}

// PutSavedSearch stores the saved search under its id; what waits for channels that it no longer has is dropped.
func (db *DB) PutSavedSearch(ctx context.Context, s *isnad.SavedSearch) error {
	return db.change(ctx, "PutSavedSearch("+s.ID+")", func(t *tx) error {
		if s.ID == "" {
			return fmt.Errorf("%w: a saved search needs an id", isnad.ErrInvalid)
		}
		kept, err := t.asked(*s)
		if err != nil {
			return err
		}
		body, err := json.Marshal(kept)
		if err != nil {
			return err
		}
		if _, err := t.run(`INSERT INTO saved_search (id, owner, body) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET owner = ?2, body = ?3`,
			s.ID, s.Owner, string(body)); err != nil {
			return err
		}
		_, err = t.run(`DELETE FROM delivery WHERE search = ?1 AND state = 'waiting' AND channel NOT IN
			(SELECT json_extract(value, '$.ID') FROM json_each(?2, '$.Channels'))`, s.ID, string(body))
		return err
	})
}

// asked gives the saved search the number of the last change, or that which it has if it asked the same before.
func (t *tx) asked(s isnad.SavedSearch) (isnad.SavedSearch, error) {
	var body []byte
	err := t.sql.QueryRowContext(t.ctx, `SELECT body FROM saved_search WHERE id = ?`, s.ID).Scan(&body)
	if err == nil {
		var before isnad.SavedSearch
		if err := json.Unmarshal(body, &before); err != nil {
			return s, fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
		}
		if s.After = before.After; before.Text == s.Text && before.Kind == s.Kind {
			return s, nil
		}
	} else if !errors.Is(err, sql.ErrNoRows) {
		return s, err
	}
	err = t.sql.QueryRowContext(t.ctx, `SELECT coalesce(max(number), 0) FROM change`).Scan(&s.After)
	return s, err
}

// DropSavedSearch removes a saved search with all it found.
func (db *DB) DropSavedSearch(ctx context.Context, id string) error {
	return db.drop(ctx, "DropSavedSearch", id, `DELETE FROM saved_search WHERE id = ?`)
}

func scanFinding(rows *sql.Rows, f *isnad.Finding) error {
	var number int64
	var body []byte
	if err := rows.Scan(&number, &body); err != nil {
		return err
	}
	if err := json.Unmarshal(body, f); err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	f.Number = number
	return nil
}

// Findings gives findings of a saved search, newest first.
func (db *DB) Findings(ctx context.Context, search string, below int64, n int) ([]isnad.Finding, error) {
	if below == 0 {
		below = math.MaxInt64
	}
	return list(ctx, db, "Findings("+search+")", scanFinding,
		`SELECT number, body FROM finding WHERE search = ? AND number < ? ORDER BY number DESC LIMIT ?`, search, below, n)
}

// passed is the number in table tally up to which changes were looked at.
const passed = "changes passed"

// Changes gives the next changes that no MoveOn has passed.
func (db *DB) Changes(ctx context.Context, n int) ([]isnad.Change, error) {
	scan := func(rows *sql.Rows, c *isnad.Change) error {
		var at int64
		var kind string
		err := rows.Scan(&c.Number, &c.Article, &at, &kind)
		c.At, c.Edited = moment(at), kind == "edited"
		return err
	}
	return list(ctx, db, "Changes", scan, `SELECT number, article, at, kind FROM change
		WHERE number > coalesce((SELECT n FROM tally WHERE name = ?), 0) ORDER BY number LIMIT ?`, passed, n)
}

// MoveOn stores findings and their deliveries and passes the changes up to a number.
func (db *DB) MoveOn(ctx context.Context, to int64, found []isnad.Finding, through []isnad.Delivery) error {
	return db.change(ctx, fmt.Sprintf("MoveOn(%d)", to), func(t *tx) error {
		numbers := map[[2]string]int64{} // of findings that are new
		for i := range found {
			number, err := t.putFinding(&found[i])
			if err != nil {
				return err
			}
			if number > 0 {
				numbers[[2]string{found[i].Search, found[i].Item}] = number
			}
		}
		for i := range through {
			d := &through[i]
			if number := numbers[[2]string{d.Search, d.Finding.Item}]; number > 0 {
				if err := t.putDelivery(d, number); err != nil {
					return err
				}
			}
		}
		_, err := t.run(`INSERT INTO tally (name, n) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET n = max(n, ?2)`, passed, to)
		return err
	})
}

// trimmedAtOnce is how many changes are forgotten in one transaction, so that it holds up no writer for long.
const trimmedAtOnce = 5000

// Trim forgets changes from before a time. The last stays: its number is what the next go on after in a repaired archive too.
func (db *DB) Trim(ctx context.Context, before time.Time) (int, error) {
	total := 0
	for {
		n := 0
		err := db.change(ctx, "Trim", func(t *tx) error {
			n = 0 // the transaction may run again
			gone, err := t.sql.QueryContext(t.ctx, `DELETE FROM change WHERE number IN (SELECT number FROM change WHERE at < ?1
				AND number <= coalesce((SELECT n FROM tally WHERE name = ?2), 0) AND number < (SELECT max(number) FROM change)
				AND number NOT IN (SELECT number FROM reading WHERE starred) ORDER BY at LIMIT ?3) RETURNING number`, millis(before), passed, trimmedAtOnce)
			if err != nil {
				return err
			}
			defer gone.Close()
			for gone.Next() {
				n++
			}
			return gone.Err()
		})
		if total += n; err != nil || n < trimmedAtOnce {
			return total, errors.Join(err, db.trimReading(ctx, total > 0))
		}
	}
}

// trimReading forgets what accounts did with changes that are gone.
func (db *DB) trimReading(ctx context.Context, any bool) error {
	if !any {
		return nil
	}
	return db.change(ctx, "Trim", func(t *tx) error {
		_, err := t.run(`DELETE FROM reading WHERE number NOT IN (SELECT number FROM change)`)
		return err
	})
}

// putFinding stores a finding and gives its number; 0 where it was there before, or its search is gone.
func (t *tx) putFinding(f *isnad.Finding) (int64, error) {
	body, err := json.Marshal(f)
	if err != nil {
		return 0, err
	}
	var number int64
	err = t.sql.QueryRowContext(t.ctx, `INSERT INTO finding (search, item, body) SELECT ?1, ?2, ?3
		WHERE EXISTS (SELECT 1 FROM saved_search WHERE id = ?1) ON CONFLICT (search, item) DO NOTHING RETURNING number`,
		f.Search, f.Item, string(body)).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return number, err
}

func (t *tx) putDelivery(d *isnad.Delivery, finding int64) error {
	sum := sha256.Sum256([]byte(d.Search + "\x00" + d.Channel + "\x00" + d.Finding.Item))
	_, err := t.run(`INSERT OR IGNORE INTO delivery (id, finding, search, channel, state, tries, not_before, reason) VALUES (?, ?, ?, ?, ?, 0, ?, '')`,
		"msg_"+hex.EncodeToString(sum[:16]), finding, d.Search, d.Channel, string(isnad.Waiting), millis(d.NotBefore))
	return err
}

const deliveryColumns = `SELECT d.id, d.search, d.channel, d.state, d.tries, d.not_before, d.reason, f.number, f.body
	FROM delivery d JOIN finding f ON f.number = d.finding `

func scanDelivery(rows *sql.Rows, d *isnad.Delivery) error {
	var notBefore, number int64
	var body []byte
	if err := rows.Scan(&d.ID, &d.Search, &d.Channel, &d.State, &d.Tries, &notBefore, &d.Reason, &number, &body); err != nil {
		return err
	}
	if err := json.Unmarshal(body, &d.Finding); err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	d.NotBefore, d.Finding.Number = moment(notBefore), number
	return nil
}

// DueDeliveries gives waiting deliveries whose time has come, oldest first.
func (db *DB) DueDeliveries(ctx context.Context, now time.Time, n int) ([]isnad.Delivery, error) {
	return list(ctx, db, "DueDeliveries", scanDelivery, deliveryColumns+`WHERE d.state = 'waiting' AND d.not_before <= ? ORDER BY d.not_before, d.finding, d.id LIMIT ?`, millis(now), n)
}

// Deliveries gives the last deliveries of a saved search, newest first.
func (db *DB) Deliveries(ctx context.Context, search string, n int) ([]isnad.Delivery, error) {
	return list(ctx, db, "Deliveries("+search+")", scanDelivery, deliveryColumns+`WHERE d.search = ? ORDER BY d.finding DESC, d.id LIMIT ?`, search, n)
}

// Settle stores what became of deliveries.
func (db *DB) Settle(ctx context.Context, tried []isnad.Delivery) error {
	return db.change(ctx, "Settle", func(t *tx) error {
		for i := range tried {
			d := &tried[i]
			if _, err := t.run(`UPDATE delivery SET state = ?, tries = ?, not_before = ?, reason = ? WHERE id = ?`,
				string(d.State), d.Tries, millis(d.NotBefore), d.Reason, d.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
