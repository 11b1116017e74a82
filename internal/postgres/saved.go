package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
)

// SavedSearch gives the saved search of that id.
func (db *DB) SavedSearch(ctx context.Context, id string) (*isnad.SavedSearch, error) {
	name := "SavedSearch(" + id + ")"
	all, err := list(ctx, db.near, name, scanJSON[isnad.SavedSearch], `SELECT body FROM saved_search WHERE id = $1`, key(id))
	return one(all, err, name)
}

// SavedSearches gives those of an owner, or everybody's, oldest first.
func (db *DB) SavedSearches(ctx context.Context, owner string, all bool) ([]isnad.SavedSearch, error) {
	return list(ctx, db.near, "SavedSearches", scanJSON[isnad.SavedSearch],
		`SELECT body FROM saved_search WHERE $1 OR owner = $2 ORDER BY created, id`, all, key(owner))
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
		if _, err := t.run(`INSERT INTO saved_search (id, owner, created, body) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET owner = $2, created = $3, body = $4`,
			key(s.ID), key(s.Owner), s.Created.UnixNano()/1000, string(body)); err != nil {
			return err
		}
		channels := make([]string, len(s.Channels))
		for i, c := range s.Channels {
			channels[i] = key(c.ID)
		}
		_, err = t.run(`DELETE FROM delivery WHERE search = $1 AND state = 'waiting' AND channel <> ALL($2)`, key(s.ID), channels)
		return err
	})
}

// asked gives the saved search the number of the last change, or that which it has if it asked the same before.
func (t *tx) asked(s isnad.SavedSearch) (isnad.SavedSearch, error) {
	var body []byte
	err := t.tx.QueryRow(t.ctx, `SELECT body FROM saved_search WHERE id = $1`, key(s.ID)).Scan(&body)
	if err == nil {
		var before isnad.SavedSearch
		if err := fromJSON(body, &before); err != nil {
			return s, err
		}
		if s.After = before.After; before.Text == s.Text && before.Kind == s.Kind {
			return s, nil
		}
	} else if !errors.Is(err, pgx.ErrNoRows) {
		return s, err
	}
	err = t.tx.QueryRow(t.ctx, `SELECT coalesce(max(number), 0) FROM change`).Scan(&s.After)
	return s, err
}

// DropSavedSearch removes a saved search with all it found.
func (db *DB) DropSavedSearch(ctx context.Context, id string) error {
	return db.drop(ctx, "DropSavedSearch", id, `DELETE FROM saved_search WHERE id = $1`)
}

func scanFinding(rows pgx.Rows, f *isnad.Finding) error {
	var number int64
	var body []byte
	if err := rows.Scan(&number, &body); err != nil {
		return err
	}
	err := fromJSON(body, f)
	f.Number = number
	return err
}

// Findings gives findings of a saved search, newest first.
func (db *DB) Findings(ctx context.Context, search string, below int64, n int) ([]isnad.Finding, error) {
	if below == 0 {
		below = math.MaxInt64
	}
	return list(ctx, db.near, "Findings("+search+")", scanFinding,
		`SELECT number, body FROM finding WHERE search = $1 AND number < $2 ORDER BY number DESC LIMIT $3`, key(search), below, n)
}

// passed is the number in table tally up to which changes were looked at.
const passed = "changes passed"

// Changes gives the next changes that no MoveOn has passed.
func (db *DB) Changes(ctx context.Context, n int) ([]isnad.Change, error) {
	return list(ctx, db.near, "Changes", func(rows pgx.Rows, c *isnad.Change) error {
		var at int64
		var kind string
		err := rows.Scan(&c.Number, &c.Article, &at, &kind)
		c.At, c.Edited = moment(at), kind == "edited"
		return err
	}, `SELECT number, article, at, kind FROM change
		WHERE number > coalesce((SELECT n FROM tally WHERE name = $1), 0) ORDER BY number LIMIT $2`, passed, n)
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
		_, err := t.run(`INSERT INTO tally (name, n) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET n = greatest(tally.n, $2)`, passed, to)
		return err
	})
}

// trimmedAtOnce is how many changes are forgotten in one transaction, so that it holds up no writer for long.
const trimmedAtOnce = 5000

// Trim forgets changes from before a time. The last stays, as in the other engine.
func (db *DB) Trim(ctx context.Context, before time.Time) (int, error) {
	total := 0
	for {
		var n int64
		err := db.change(ctx, "Trim", func(t *tx) (err error) {
			n, err = t.run(`DELETE FROM change WHERE number IN (SELECT number FROM change WHERE at < $1
				AND number <= coalesce((SELECT n FROM tally WHERE name = $2), 0) AND number < (SELECT max(number) FROM change)
				AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.starred AND r.number = change.number) ORDER BY at LIMIT $3)`, millis(before), passed, trimmedAtOnce)
			return err
		})
		if total += int(n); err != nil || n < trimmedAtOnce {
			return total, errors.Join(err, db.trimReading(ctx, total > 0))
		}
	}
}

// trimReading forgets what accounts did with changes that are gone.
func (db *DB) trimReading(ctx context.Context, some bool) error {
	if !some {
		return nil
	}
	return db.change(ctx, "Trim", func(t *tx) error {
		_, err := t.run(`DELETE FROM reading r WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.number = r.number)`)
		return err
	})
}

// putFinding stores a finding and gives its number; 0 where it was there before, or its search is gone.
func (t *tx) putFinding(f *isnad.Finding) (number int64, err error) {
	body, err := json.Marshal(f)
	if err != nil {
		return 0, err
	}
	_, err = t.row([]any{&number}, `INSERT INTO finding (search, item, body) SELECT $1::text, $2::text, $3::text
		WHERE EXISTS (SELECT 1 FROM saved_search WHERE id = $1) ON CONFLICT (search, item) DO NOTHING RETURNING number`, key(f.Search), key(f.Item), string(body))
	return number, err
}

func (t *tx) putDelivery(d *isnad.Delivery, finding int64) error {
	sum := sha256.Sum256([]byte(d.Search + "\x00" + d.Channel + "\x00" + d.Finding.Item))
	_, err := t.run(`INSERT INTO delivery (id, finding, search, channel, state, tries, not_before, reason) VALUES ($1, $2, $3, $4, $5, 0, $6, '') ON CONFLICT DO NOTHING`,
		"msg_"+hex.EncodeToString(sum[:16]), finding, key(d.Search), key(d.Channel), string(isnad.Waiting), millis(d.NotBefore))
	return err
}

const deliveryColumns = `SELECT d.id, d.search, d.channel, d.state, d.tries, d.not_before, d.reason, f.number, f.body
	FROM delivery d JOIN finding f ON f.number = d.finding `

func scanDelivery(rows pgx.Rows, d *isnad.Delivery) error {
	var notBefore, number int64
	var body []byte
	if err := rows.Scan(&d.ID, &d.Search, &d.Channel, &d.State, &d.Tries, &notBefore, &d.Reason, &number, &body); err != nil {
		return err
	}
	err := fromJSON(body, &d.Finding)
	d.NotBefore, d.Finding.Number = moment(notBefore), number
	return err
}

// DueDeliveries gives waiting deliveries whose time has come, oldest first.
func (db *DB) DueDeliveries(ctx context.Context, now time.Time, n int) ([]isnad.Delivery, error) {
	return list(ctx, db.near, "DueDeliveries", scanDelivery, deliveryColumns+`WHERE d.state = 'waiting' AND d.not_before <= $1 ORDER BY d.not_before, d.finding, d.id LIMIT $2`, millis(now), n)
}

// Deliveries gives the last deliveries of a saved search, newest first.
func (db *DB) Deliveries(ctx context.Context, search string, n int) ([]isnad.Delivery, error) {
	return list(ctx, db.near, "Deliveries("+search+")", scanDelivery, deliveryColumns+`WHERE d.search = $1 ORDER BY d.finding DESC, d.id LIMIT $2`, key(search), n)
}

// Settle stores what became of deliveries.
func (db *DB) Settle(ctx context.Context, tried []isnad.Delivery) error {
	return db.change(ctx, "Settle", func(t *tx) error {
		for i := range tried {
			d := &tried[i]
			if _, err := t.run(`UPDATE delivery SET state = $1, tries = $2, not_before = $3, reason = $4 WHERE id = $5`,
				string(d.State), d.Tries, millis(d.NotBefore), d.Reason, d.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
