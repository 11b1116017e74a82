package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"isnad"
)

// PutSource stores the source under its id.
func (t *tx) PutSource(s *isnad.Source) error {
	if s.ID == "" {
		return fmt.Errorf("postgres.PutSource: %w: the source has no id", isnad.ErrInvalid)
	}
	body, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("postgres.PutSource(%s): %w", s.ID, err)
	}
	_, err = t.run(`INSERT INTO source (id, body, due) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET body = $2, due = $3`, key(s.ID), string(body), due(s))
	return kind(err)
}

// due is when a source is to be polled, in milliseconds since 1970, negative for a source that was never polled; NULL for
// a paused one.
func due(s *isnad.Source) *int64 {
	if s.Paused {
		return nil
	}
	at := s.Health.NextPoll.UnixMilli()
	return &at
}

// ChangeSource alters a source as it now is.
func (t *tx) ChangeSource(id string, change func(*isnad.Source)) error {
	var body []byte
	found, err := t.row([]any{&body}, `SELECT body FROM source WHERE id = $1`, key(id))
	if err == nil && !found {
		err = isnad.ErrNotFound
	}
	var s isnad.Source
	if err == nil {
		err = fromJSON(body, &s)
	}
	if err != nil {
		return fmt.Errorf("postgres.ChangeSource(%s): %w", id, kind(err))
	}
	change(&s)
	s.ID = id
	return t.PutSource(&s)
}

// DropSource forgets a source.
func (t *tx) DropSource(id string) error {
	if err := t.must(`DELETE FROM source WHERE id = $1`, key(id)); err != nil {
		return fmt.Errorf("postgres.DropSource(%s): %w", id, kind(err))
	}
	return nil
}

// Source gives the source of that id.
func (db *DB) Source(ctx context.Context, id string) (*isnad.Source, error) {
	name := "Source(" + id + ")"
	all, err := list(ctx, db.near, name, scanJSON[isnad.Source], `SELECT body FROM source WHERE id = $1`, key(id))
	return one(all, err, name)
}

// Sources gives every source, ordered by id.
func (db *DB) Sources(ctx context.Context) ([]isnad.Source, error) {
	return list(ctx, db.near, "Sources", scanJSON[isnad.Source], `SELECT body FROM source ORDER BY id`)
}

// Due gives sources whose time has come.
func (db *DB) Due(ctx context.Context, at time.Time, n int) ([]isnad.Source, error) {
	return list(ctx, db.near, "Due", scanJSON[isnad.Source], `SELECT body FROM source WHERE due <= $1 ORDER BY due, id LIMIT $2`, at.UnixMilli(), n)
}
