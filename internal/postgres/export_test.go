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
