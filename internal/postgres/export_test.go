package postgres

import (
	"context"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// MigrateUntil brings the database to this build's form over connections that call die before the nth statement, and gives how
// many statements there were.
func MigrateUntil(ctx context.Context, url string, nth int64, die func()) (int64, error) {
	c, err := poolConfig(url, 4, writeTimeout, false)
	if err != nil {
		return 0, err
	}
	count := &counting{nth: nth, die: die}
	c.ConnConfig.Tracer = count
	pool, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return 0, err
	}
	defer pool.Close()
	err = (&DB{write: pool}).migrate(ctx)
	return count.n.Load(), err
}

// counting counts what is executed.
type counting struct {
	n   atomic.Int64
	nth int64
	die func()
}

func (c *counting) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	if c.n.Add(1) == c.nth {
		c.die()
	}
	return ctx
}

func (c *counting) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// Remembers reports whether anything is remembered of the database, and Promoted is as if its server were another from here on.
func (db *DB) Remembers() bool { return len(db.known.entities)+len(db.known.partitions) > 0 }

// Promoted forgets as the first transaction after a promotion does.
func (db *DB) Promoted() { db.known.of("another timeline") }

// Given is a job as it was given out once.
type Given = given

// Hand is what a process works on.
type Hand struct{ *hand }

// NewHand makes an empty one.
func NewHand() Hand { return Hand{newHand()} }

// Do has a job in the hand while work lasts.
func (h Hand) Do(g Given, work func() error) error { return h.do(g, work) }

// Lost is what is to be given back.
func (h Hand) Lost(held []Given) []Given { return h.lost(held) }
