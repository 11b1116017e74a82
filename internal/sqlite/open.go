package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver

	"isnad/internal/plan"
)

// Options of Open; the zero value is good.
type Options struct {
	// Readers is how many reading connections there may be; 0 is twice the processors.
	Readers int
	// ReadOnly opens an archive without the right to change it; it must exist and be of this build's form.
	ReadOnly bool
	// Now is the clock by which changes and jobs are dated; nil is time.Now.
	Now func() time.Time
	// CacheMB is how much of the file one connection keeps in memory; 0 is 32.
	CacheMB int
}

// DB is an archive in one file. It implements isnad.Store, isnad.Index, isnad.StatementIndex and isnad.Queue, and may be
// used by several goroutines.
type DB struct {
	path    string
	options Options
	id      string  // of this process and opening, in what it holds
	write   *sql.DB // one connection
	read    *sql.DB
	lookups lookups // the readers' queries
	puts    *statements
	queue   queue
	plan    *plan.Planner
	// contents are the segments of the index as they were last seen, pages and answers what was lately read and found of them.
	contents atomic.Pointer[contents]
	offers   offers
	pages    pageCache
	answers  answers
	merger   merger
	broken   atomic.Pointer[error] // set once the disk failed: writing stops for good
	// entityWords are pairs that are known to be in table entity_word.
	words       sync.Mutex
	entityWords map[entityWord]bool
}

// Open opens the archive at path, makes it where there is none, and brings an older one up to this build's form.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Readers <= 0 {
		o.Readers = 2 * runtime.NumCPU()
	}
	if o.CacheMB <= 0 {
		o.CacheMB = 32
	}
	db := &DB{lookups: lookups{}, path: path, options: o, id: clientID(os.Getpid(), time.Now())}
	db.plan = plan.NewExact(reader{db})
	if err := db.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite.Open(%s): %w", path, kind(err)), db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context) (err error) {
	if !db.options.ReadOnly {
		if err := db.openWriter(ctx); err != nil {
			return err
		}
	} else if _, err := os.Stat(db.path); errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if db.read, err = sql.Open("sqlite", dsn(db.path, "deferred", "query_only(1)", db.cache())); err != nil {
		return err
	}
	db.read.SetMaxOpenConns(db.options.Readers)
	db.read.SetMaxIdleConns(db.options.Readers)
	if err := db.lookups.open(ctx, db.read); err != nil || db.options.ReadOnly {
		return err
	}
	if err := db.startMerging(ctx); err != nil {
		return err
	}
	return db.refill(ctx)
}

func (db *DB) openWriter(ctx context.Context) (err error) {
	if err := os.MkdirAll(filepath.Dir(db.path), 0o750); err != nil {
		return err
	}
	if db.write, err = sql.Open("sqlite", dsn(db.path, "immediate", db.cache())); err != nil {
		return err
	}
	db.write.SetMaxOpenConns(1)
	if err := db.migrate(ctx); err != nil {
		return err
	}
	if db.puts, err = prepare(ctx, db.write); err != nil {
		return err
	}
	return db.queue.open(db)
}

func (db *DB) reads() pool { return pool{db.read, db.lookups} }

func (db *DB) cache() string { return fmt.Sprintf("cache_size(-%d)", db.options.CacheMB<<10) }

// dsn names the file with the pragmas that every connection gets.
func dsn(path, lock string, pragmas ...string) string {
	v := url.Values{"_txlock": {lock}}
	v["_pragma"] = append([]string{"busy_timeout(10000)", "page_size(8192)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"temp_store(MEMORY)", "wal_autocheckpoint(16384)", "journal_size_limit(67108864)"}, pragmas...)
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + v.Encode()
}

// Close ends the use of the archive.
func (db *DB) Close() error {
	errs := []error{db.stopMerging()}
	if db.write != nil && db.puts != nil { // what cannot be given back now is free once this process is gone
		_, _ = db.write.ExecContext(context.Background(), `UPDATE lease SET holder = '', until = 0 WHERE holder = ?`, db.id)
	}
	if db.puts != nil {
		errs = append(errs, db.puts.close())
	}
	errs = append(errs, db.lookups.close())
	for _, pool := range []*sql.DB{db.read, db.write} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}
