package postgres

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"isnad"
	"isnad/internal/index"
	"isnad/internal/plan"
)

// Options of Open; all but URL may be left at zero.
type Options struct {
	// URL names the database: postgres://user:password@host:port/database?…, or the words that libpq takes.
	URL string
	// ReadURL names a replica from which searches are answered; empty is URL.
	ReadURL string
	// MaxConns is how many connections write and work at most; 0 is 8. Transactions wait for one another in any case.
	MaxConns int
	// Readers is how many connections read at most, on each of the primary and the replica; 0 is twice the processors, at least 4.
	Readers int
	// StatementTimeout is after how long one read is given up; 0 is 30 seconds, below 0 never. What writes has five minutes.
	StatementTimeout time.Duration
	// ReadOnly opens an archive without the right to change it; it must be there and of this build's form.
	ReadOnly bool
	// Existing wants an archive that is there: none is made, isnad.ErrNotFound tells that there is none.
	Existing bool
	// Now is the clock by which changes and jobs are dated; nil is time.Now.
	Now func() time.Time
}

// DB is an archive in a PostgreSQL database. It implements isnad.Store, isnad.Index, isnad.StatementIndex, isnad.StoryStore
// and isnad.Queue, and may be used by several goroutines and by several processes at once.
type DB struct {
	options   Options
	write     *pgxpool.Pool // the primary; nil where opened for reading only
	near      *pgxpool.Pool // the primary, to read
	far       *pgxpool.Pool // where searches are answered: near, or the replica
	plan      *plan.Planner // over far
	matcher   *plan.Planner // over near: what has just come in is matched before it reaches a replica
	queue     queue
	analyzers index.Analyzers
	known     known
	writer    *writer
}

const (
	writeTimeout = 5 * time.Minute
	// idleInTransaction is after how long the server gives up a transaction whose process is paused or cut off, so that the
	// lock of the one writer is free again: as long as others wait for whoever is gone.
	idleInTransaction = silence
)

// Open opens the archive in the database, makes it where there is none, and brings an older one up to this build's form.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxConns <= 0 {
		o.MaxConns = 8
	}
	if o.Readers <= 0 {
		o.Readers = max(4, 2*runtime.NumCPU())
	}
	if o.StatementTimeout == 0 {
		o.StatementTimeout = 30 * time.Second
	}
	db := &DB{options: o, writer: newWriter()}
	if err := db.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("postgres.Open: %w", kind(err)), db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context) (err error) {
	o := &db.options
	if !o.ReadOnly {
		if db.write, err = connect(ctx, o.URL, o.MaxConns, writeTimeout, false); err != nil {
			return err
		}
		if o.Existing {
			if err := mustExist(ctx, db.write); err != nil {
				return err
			}
		}
		if err := db.migrate(ctx); err != nil {
			return err
		}
		if err := db.forgetWriters(ctx); err != nil {
			return err
		}
		if err := db.queue.open(db); err != nil {
			return err
		}
	}
	if db.near, err = connect(ctx, o.URL, o.Readers, o.StatementTimeout, true); err != nil {
		return err
	}
	if o.ReadOnly {
		if err := mustExist(ctx, db.near); err != nil {
			return err
		}
	}
	if db.far = db.near; o.ReadURL != "" {
		if db.far, err = connect(ctx, o.ReadURL, o.Readers, o.StatementTimeout, true); err != nil {
			return fmt.Errorf("the replica: %w", err)
		}
		if err := db.mustFollow(ctx); err != nil {
			return fmt.Errorf("the replica: %w", err)
		}
	}
	db.plan, db.matcher = plan.New(reader{db, db.far}), plan.New(reader{db, db.near})
	return nil
}

// mustFollow wants the replica to hold this archive, and not another: when its first tables were made is what tells them apart.
func (db *DB) mustFollow(ctx context.Context) error {
	if err := mustExist(ctx, db.far); err != nil {
		return err
	}
	var here, there time.Time
	const made = `SELECT tstamp FROM goose_db_version ORDER BY id LIMIT 1`
	if err := errors.Join(db.near.QueryRow(ctx, made).Scan(&here), db.far.QueryRow(ctx, made).Scan(&there)); err != nil {
		return err
	}
	if !here.Equal(there) {
		return fmt.Errorf("%w: it holds another archive", isnad.ErrInvalid)
	}
	return nil
}

// mustExist wants an archive in the database.
func mustExist(ctx context.Context, pool *pgxpool.Pool) error {
	var there bool
	if err := pool.QueryRow(ctx, `SELECT to_regclass('docv') IS NOT NULL AND to_regclass('goose_db_version') IS NOT NULL`).Scan(&there); err != nil {
		return err
	}
	if !there {
		return fmt.Errorf("%w: the database holds no archive", isnad.ErrNotFound)
	}
	return nil
}

// oldest is the first version of PostgreSQL that has all that is used here.
const oldest = 15

// connect opens a pool and checks that the server is one that can hold an archive.
func connect(ctx context.Context, url string, most int, timeout time.Duration, reading bool) (*pgxpool.Pool, error) {
	c, err := poolConfig(url, most, timeout, reading)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return nil, err
	}
	if err := checkServer(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	return pool, nil
}

// poolConfig says how connections are set up.
func poolConfig(url string, most int, timeout time.Duration, reading bool) (*pgxpool.Config, error) {
	c, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", isnad.ErrInvalid, err)
	}
	c.MaxConns = int32(min(most, 1000))
	c.ConnConfig.ConnectTimeout = max(c.ConnConfig.ConnectTimeout, 10*time.Second)
	set := c.ConnConfig.RuntimeParams
	for name, value := range map[string]string{
		"application_name": "isnad", "client_encoding": "UTF8", "timezone": "UTC", "jit": "off",
		"statement_timeout": milliseconds(timeout), "idle_in_transaction_session_timeout": milliseconds(idleInTransaction),
		"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3", "tcp_user_timeout": "30000",
	} {
		set[name] = value
	}
	if reading {
		set["default_transaction_read_only"] = "on"
		set["plan_cache_mode"] = "force_generic_plan" // the queries are written so that one plan is right for all; planning over many partitions is dear
		// A plan that walks a small partition reads the tsvector of every row, of which the planner knows no cost.
		set["enable_seqscan"], set["max_parallel_workers_per_gather"] = "off", "0"
	} else {
		set["synchronous_commit"], set["plan_cache_mode"] = "on", "force_custom_plan"
		set["gin_pending_list_limit"] = "256MB" // tidyIndexes empties the lists at the end of each batch
	}
	readOnly := ""
	if c.ConnConfig.ValidateConnect != nil { // target_session_attrs: a session that calls itself read-only would be taken for a replica
		readOnly = set["default_transaction_read_only"]
		delete(set, "default_transaction_read_only")
	}
	c.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		if readOnly != "" {
			if _, err := conn.Exec(ctx, `SET default_transaction_read_only = on`); err != nil {
				return err
			}
		}
		conn.TypeMap().RegisterType(&pgtype.Type{Name: "tsvector", OID: pgtype.TSVectorOID, Codec: pgtype.ByteaCodec{}}) // tokens.go writes its binary form
		return nil
	}
	return c, nil
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(max(0, d.Milliseconds()), 10) }

func checkServer(ctx context.Context, pool *pgxpool.Pool) error {
	var version int
	var encoding string
	if err := pool.QueryRow(ctx, `SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')`).Scan(&version, &encoding); err != nil {
		return err
	}
	if version < oldest {
		return fmt.Errorf("%w: the server is PostgreSQL %d; an archive needs %d or newer", isnad.ErrUnsupported, version, oldest)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("%w: the database keeps its text as %s; make one with CREATE DATABASE … ENCODING 'UTF8'", isnad.ErrUnsupported, encoding)
	}
	return nil
}

// Close ends the use of the archive.
func (db *DB) Close() error {
	for _, pool := range []*pgxpool.Pool{db.far, db.near, db.write} {
		if pool != nil && (pool != db.near || db.far != db.near) {
			pool.Close()
		}
	}
	if db.far == db.near && db.near != nil {
		db.near.Close()
	}
	return nil
}
