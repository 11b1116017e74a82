package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
)

// Lease gives the lease of that name. Its time is counted by the server's clock.
func (db *DB) Lease(ctx context.Context, name string, lasts time.Duration) (*isnad.Lease, error) {
	if db.write == nil {
		return nil, fmt.Errorf("postgres.Lease(%s): %w: the archive was opened for reading only", name, isnad.ErrUnsupported)
	}
	for {
		l, err := db.grant(ctx, name, lasts)
		if err == nil && l == nil {
			err = db.held(ctx, name)
		}
		if err != nil {
			return nil, fmt.Errorf("postgres.Lease(%s): %w", name, kind(err))
		}
		if l != nil {
			return l, nil
		}
	}
}

// grant gives the lease where it is free, else nil.
func (db *DB) grant(ctx context.Context, name string, lasts time.Duration) (*isnad.Lease, error) {
	l := &isnad.Lease{Name: name, Until: time.Now().Add(lasts)}
	err := db.write.QueryRow(ctx, `INSERT INTO lease (name, fence, held, until) VALUES ($1, 1, true, clock_timestamp() + make_interval(secs => $2))
		ON CONFLICT (name) DO UPDATE SET fence = lease.fence + 1, held = true, until = excluded.until
		WHERE lease.until <= clock_timestamp() OR lease.until > clock_timestamp() + make_interval(secs => $3) RETURNING fence`,
		key(name), lasts.Seconds(), isnad.MaxLease.Seconds()).Scan(&l.Fence)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return l, err
}

// held tells for how long the lease cannot be had; nil where it can be asked for again at once.
func (db *DB) held(ctx context.Context, name string) error {
	var wait float64
	var held bool
	err := db.write.QueryRow(ctx, `SELECT extract(epoch FROM until - clock_timestamp())::float8, held FROM lease WHERE name = $1`, key(name)).Scan(&wait, &held)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && wait <= 0 {
		return nil
	}
	if err != nil {
		return err
	}
	return &isnad.HeldError{Name: name, Wait: max(time.Duration(wait*float64(time.Second)), time.Millisecond), Held: held}
}

// Renew makes a lease last longer.
func (db *DB) Renew(ctx context.Context, l *isnad.Lease, lasts time.Duration) error {
	until := time.Now().Add(lasts)
	if err := db.endLease(ctx, l, true, lasts); err != nil {
		return fmt.Errorf("postgres.Renew(%s): %w", l.Name, err)
	}
	l.Until = until
	return nil
}

// Release gives a lease back.
func (db *DB) Release(ctx context.Context, l *isnad.Lease, rest time.Duration) error {
	if err := db.endLease(ctx, l, false, rest); err != nil {
		return fmt.Errorf("postgres.Release(%s): %w", l.Name, err)
	}
	return nil
}

// endLease sets whether a lease goes on being held, and until when.
func (db *DB) endLease(ctx context.Context, l *isnad.Lease, held bool, after time.Duration) error {
	tag, err := db.write.Exec(ctx, `UPDATE lease SET held = $1, until = clock_timestamp() + make_interval(secs => $2)
		WHERE name = $3 AND fence = $4 AND held AND until > clock_timestamp()`, held, after.Seconds(), key(l.Name), l.Fence)
	if err == nil && tag.RowsAffected() == 0 {
		return &isnad.LostError{Name: l.Name}
	}
	return kind(err)
}

// Holds refuses what is done under a lease whose time is over. The row stays locked, so that nobody else is given the lease
// before the transaction ends.
func (t *tx) Holds(l isnad.Lease) error {
	var held bool
	_, err := t.row([]any{&held}, `SELECT held AND until > clock_timestamp() FROM lease WHERE name = $1 AND fence = $2 FOR SHARE`, key(l.Name), l.Fence)
	if err != nil {
		return fmt.Errorf("postgres.Holds(%s): %w", l.Name, kind(err))
	}
	if !held {
		return &isnad.LostError{Name: l.Name}
	}
	return nil
}
