package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"isnad"
)

// Lease gives the lease of that name, also where a process of this machine that is gone had it.
func (db *DB) Lease(ctx context.Context, name string, lasts time.Duration) (*isnad.Lease, error) {
	l, err := db.lease(ctx, name, lasts)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Lease(%s): %w", name, kind(err))
	}
	return l, nil
}

func (db *DB) lease(ctx context.Context, name string, lasts time.Duration) (*isnad.Lease, error) {
	if db.write == nil {
		return nil, fmt.Errorf("%w: the archive was opened for reading only", isnad.ErrUnsupported)
	}
	for {
		l, err := db.grant(ctx, name, lasts)
		if l != nil || err != nil {
			return l, err
		}
		var holder string
		var until int64
		err = db.write.QueryRowContext(ctx, `SELECT holder, until FROM lease WHERE name = ?`, name).Scan(&holder, &until)
		if err != nil {
			return nil, err
		}
		if holder == "" || alive(holder) {
			wait := time.UnixMilli(until).Sub(db.options.Now())
			return nil, &isnad.HeldError{Name: name, Wait: max(wait, time.Millisecond), Held: holder != ""}
		}
		_, err = db.write.ExecContext(ctx, `UPDATE lease SET holder = '', until = 0 WHERE name = ? AND holder = ?`, name, holder)
		if err != nil {
			return nil, err
		}
	}
}

// grant gives the lease where it is free, else nil.
func (db *DB) grant(ctx context.Context, name string, lasts time.Duration) (*isnad.Lease, error) {
	l := &isnad.Lease{Name: name, Until: time.Now().Add(lasts)}
	now := db.options.Now()
	err := db.write.QueryRowContext(ctx, `INSERT INTO lease (name, fence, holder, until) VALUES (?1, 1, ?2, ?3)
		ON CONFLICT (name) DO UPDATE SET fence = fence + 1, holder = ?2, until = ?3 WHERE lease.until <= ?4 OR lease.until > ?5
		RETURNING fence`, name, db.id, now.Add(lasts).UnixMilli(), now.UnixMilli(), now.Add(isnad.MaxLease).UnixMilli()).Scan(&l.Fence)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return l, err
}

// Renew makes a lease last longer.
func (db *DB) Renew(ctx context.Context, l *isnad.Lease, lasts time.Duration) error {
	until := time.Now().Add(lasts)
	if err := db.endLease(ctx, l, db.id, lasts); err != nil {
		return fmt.Errorf("sqlite.Renew(%s): %w", l.Name, err)
	}
	l.Until = until
	return nil
}

// Release gives a lease back.
func (db *DB) Release(ctx context.Context, l *isnad.Lease, rest time.Duration) error {
	if err := db.endLease(ctx, l, "", rest); err != nil {
		return fmt.Errorf("sqlite.Release(%s): %w", l.Name, err)
	}
	return nil
}

// endLease sets who has a lease that is held, and until when.
func (db *DB) endLease(ctx context.Context, l *isnad.Lease, holder string, after time.Duration) error {
	now := db.options.Now()
	r, err := db.write.ExecContext(ctx, `UPDATE lease SET holder = ?, until = ? WHERE name = ? AND fence = ? AND holder <> '' AND until > ?`,
		holder, now.Add(after).UnixMilli(), l.Name, l.Fence, now.UnixMilli())
	if err != nil {
		return kind(err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return errors.Join(kind(err), &isnad.LostError{Name: l.Name})
	}
	return nil
}

// Holds refuses what is done under a lease whose time is over.
func (t *tx) Holds(l isnad.Lease) error {
	var held bool
	err := t.sql.QueryRowContext(t.ctx, `SELECT EXISTS (SELECT 1 FROM lease WHERE name = ? AND fence = ? AND holder <> '' AND until > ?)`,
		l.Name, l.Fence, t.db.options.Now().UnixMilli()).Scan(&held)
	if err != nil {
		return fmt.Errorf("sqlite.Holds(%s): %w", l.Name, kind(err))
	}
	if !held {
		return &isnad.LostError{Name: l.Name}
	}
	return nil
}
