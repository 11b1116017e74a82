package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
)

// writer is this process's turn to write, which one transaction has at a time, and the name under which each notes that it was
// committed. Were all that wait in the server's queue at once, a process that is paused would hold up the others as often as it
// had waited there, for each time it is given the lock.
type writer struct {
	turn   chan struct{}
	name   string
	number int64 // of the last transaction
}

func newWriter() *writer { return &writer{turn: make(chan struct{}, 1), name: rand.Text()} }

// enter waits for the turn.
func (w *writer) enter(ctx context.Context) error {
	select {
	case w.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *writer) leave() { <-w.turn }

// outcomesKept is how long the last transaction of a writer that is gone stays known.
const outcomesKept = 24 * time.Hour

// forgetWriters removes those that are gone.
func (db *DB) forgetWriters(ctx context.Context) error {
	_, err := db.write.Exec(ctx, `DELETE FROM outcome WHERE at < now() - make_interval(secs => $1)`, outcomesKept.Seconds())
	return err
}

// begin begins a transaction, waits until it is the only one that writes, and has it note whose it is. history is which of the
// database's histories this is.
func (db *DB) begin(ctx context.Context) (p pgx.Tx, history string, err error) {
	if p, err = db.write.Begin(ctx); err != nil {
		return nil, "", err
	}
	db.writer.number++
	err = p.QueryRow(ctx, `WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock($1))
		INSERT INTO outcome (writer, number, at) SELECT $2, $3, now() FROM turn
		ON CONFLICT (writer) DO UPDATE SET number = excluded.number, at = excluded.at
		RETURNING left(pg_walfile_name(pg_current_wal_lsn()), 8) || (SELECT oid FROM pg_database WHERE datname = current_database())`,
		int64(writeLock), db.writer.name, db.writer.number).Scan(&history)
	if err != nil {
		rollBack(ctx, p)
	}
	db.known.of(history)
	return p, history, err
}

// errLost says that a transaction was rolled back because the server went away: it can be run again.
var errLost = fmt.Errorf("%w: the server went away before it committed", isnad.ErrUnavailable)

// commit commits, also when ctx has ended: what is asked for is then done or not, but not unknown. Where the connection breaks,
// the server is asked what became of the transaction, or the one that took its place.
func (db *DB) commit(ctx context.Context, p pgx.Tx) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*patience)
	defer cancel()
	err := p.Commit(ctx)
	if err == nil || !disconnected(err) && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(kindOf(err), isnad.ErrUnavailable) {
		return kind(err)
	}
	for {
		committed, asked := db.committed(ctx)
		if asked == nil && committed {
			return nil
		}
		if asked == nil {
			return errLost
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("%w: it is not known whether a transaction was committed: %w", isnad.ErrConflict, err)
		}
	}
}

// committed reports whether this process's last transaction was committed. It asks as the only one that writes, so that one still under
// way has ended before; and it writes itself, so that a replica which is waited for has by then what it tells of.
func (db *DB) committed(ctx context.Context) (committed bool, err error) {
	p, err := db.write.Begin(ctx)
	if err != nil {
		return false, err
	}
	defer rollBack(ctx, p)
	if _, err := p.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(writeLock)); err != nil {
		return false, err
	}
	tag, err := p.Exec(ctx, `UPDATE outcome SET at = now() WHERE writer = $1 AND number = $2`, db.writer.name, db.writer.number)
	if err != nil {
		return false, err
	}
	return tag.RowsAffected() > 0, p.Commit(ctx)
}
