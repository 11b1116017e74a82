package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync/atomic"
)

// MigrateUntil brings the file at path to this build's form through a driver that calls die before the nth statement
// that changes something, and gives how many such statements there were.
func MigrateUntil(ctx context.Context, path string, nth int64, die func()) (int64, error) {
	c := &counting{dsn: dsn(path, "immediate"), nth: nth, die: die}
	db := sql.OpenDB(c)
	defer db.Close()
	db.SetMaxOpenConns(1)
	err := (&DB{path: path, write: db}).migrate(ctx)
	return c.n.Load(), err
}

// counting opens connections that count what they execute.
type counting struct {
	dsn string
	n   atomic.Int64
	nth int64
	die func()
}

func (c *counting) Driver() driver.Driver {
	db, err := sql.Open("sqlite", "")
	if err != nil {
		panic(err) // the driver is linked in
	}
	defer db.Close()
	return db.Driver()
}

func (c *counting) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.Driver().Open(c.dsn)
	return countingConn{conn.(fullConn), c}, err
}

// fullConn is what database/sql finds in this driver's connections.
type fullConn interface {
	driver.Conn
	driver.ExecerContext
	driver.QueryerContext
	driver.ConnBeginTx
	driver.ConnPrepareContext
}

type countingConn struct {
	fullConn
	count *counting
}

func (c countingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if c.count.n.Add(1) == c.count.nth {
		c.count.die()
	}
	return c.fullConn.ExecContext(ctx, query, args)
}
