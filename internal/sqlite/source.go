package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"isnad"
)

// PutSource stores the source under its id.
func (t *tx) PutSource(s *isnad.Source) error {
	if s.ID == "" {
		return fmt.Errorf("sqlite.PutSource: %w: the source has no id", isnad.ErrInvalid)
	}
	body, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("sqlite.PutSource(%s): %w", s.ID, err)
	}
	_, err = t.sql.ExecContext(t.ctx, `INSERT OR REPLACE INTO source (id, body, due) VALUES (?, ?, ?)`, s.ID, string(body), due(s))
	return kind(err)
}

// due is when a source is to be polled, in milliseconds since 1970, negative for a source that was never polled; NULL for
// a paused one.
func due(s *isnad.Source) any {
	if s.Paused {
		return nil
	}
	return s.Health.NextPoll.UnixMilli()
}

// ChangeSource alters a source as it now is.
func (t *tx) ChangeSource(id string, change func(*isnad.Source)) error {
	s, err := readSource(t.sql.QueryRowContext(t.ctx, `SELECT body FROM source WHERE id = ?`, id))
	if err != nil {
		return fmt.Errorf("sqlite.ChangeSource(%s): %w", id, err)
	}
	change(s)
	s.ID = id
	return t.PutSource(s)
}

// DropSource forgets a source.
func (t *tx) DropSource(id string) error {
	r, err := t.sql.ExecContext(t.ctx, `DELETE FROM source WHERE id = ?`, id)
	if err != nil {
		return fmt.Errorf("sqlite.DropSource(%s): %w", id, kind(err))
	}
	if n, err := r.RowsAffected(); n == 0 {
		return errors.Join(fmt.Errorf("sqlite.DropSource(%s): %w", id, isnad.ErrNotFound), kind(err))
	}
	return nil
}

// readSource reads one source from a row that holds its body.
func readSource(row interface{ Scan(...any) error }) (*isnad.Source, error) {
	var body []byte
	if err := row.Scan(&body); err != nil {
		return nil, kind(err)
	}
	var s isnad.Source
	if err := json.Unmarshal(body, &s); err != nil {
		return nil, fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	return &s, nil
}

// Source gives the source of that id.
func (db *DB) Source(ctx context.Context, id string) (*isnad.Source, error) {
	s, err := readSource(db.read.QueryRowContext(ctx, `SELECT body FROM source WHERE id = ?`, id))
	if err != nil {
		return nil, fmt.Errorf("sqlite.Source(%s): %w", id, err)
	}
	return s, nil
}

// Sources gives every source, ordered by id.
func (db *DB) Sources(ctx context.Context) ([]isnad.Source, error) {
	s, err := readSources(db.read.QueryContext(ctx, `SELECT body FROM source ORDER BY id`))
	if err != nil {
		return nil, fmt.Errorf("sqlite.Sources: %w", err)
	}
	return s, nil
}

// Due gives sources whose time has come.
func (db *DB) Due(ctx context.Context, at time.Time, n int) ([]isnad.Source, error) {
	s, err := readSources(db.read.QueryContext(ctx, `SELECT body FROM source WHERE due <= ? ORDER BY due, id LIMIT ?`, at.UnixMilli(), n))
	if err != nil {
		return nil, fmt.Errorf("sqlite.Due: %w", err)
	}
	return s, nil
}

func readSources(rows *sql.Rows, err error) ([]isnad.Source, error) {
	if err != nil {
		return nil, kind(err)
	}
	defer rows.Close()
	var sources []isnad.Source
	for rows.Next() {
		s, err := readSource(rows)
		if err != nil {
			return nil, err
		}
		sources = append(sources, *s)
	}
	return sources, kind(rows.Err())
}
