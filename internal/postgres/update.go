package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/arabic"
)

// tx is one transaction, the only one that writes while it lasts. Articles and jobs are collected and written when fn is
// through, many rows in one message.
type tx struct {
	ctx        context.Context
	db         *DB
	tx         pgx.Tx
	history    string
	analyzer   *arabic.Analyzer
	pending    map[string]*pending
	bytes      int // roughly what pending holds
	next       map[int64]int64
	days       map[int64]int64
	tally      map[string]int64
	enqueue    []isnad.Job
	complete   []isnad.Job
	partitions map[string]bool
	outlets    map[[2]string]int64
	entities   map[string]int64
	words      map[entityWord]bool
}

// patience is how long a transaction is tried again while the server is away, and how long it is asked what became of one whose
// connection broke while it was committing.
const patience = 30 * time.Second

// Update runs fn in one transaction; see isnad.Store. It runs fn again after a conflict, and where the server went away before
// the transaction was to commit. Articles given to fn's tx must not change before it returns.
func (db *DB) Update(ctx context.Context, fn func(isnad.Tx) error) error {
	if db.write == nil {
		return fmt.Errorf("postgres.Update: %w: the archive was opened for reading only", isnad.ErrUnsupported)
	}
	wait := 20 * time.Millisecond
	for start := time.Now(); ; wait = min(2*wait, 2*time.Second) {
		err := db.updateOnce(ctx, fn)
		if err == nil || ctx.Err() != nil || !again(err) || time.Since(start) > patience {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		}
	}
}

func (db *DB) updateOnce(ctx context.Context, fn func(isnad.Tx) error) (err error) {
	if err := db.writer.enter(ctx); err != nil {
		return fmt.Errorf("postgres.Update: %w", err)
	}
	defer db.writer.leave()
	p, history, err := db.begin(ctx)
	if err != nil {
		return fmt.Errorf("postgres.Update: %w", kind(err))
	}
	t := &tx{ctx: ctx, db: db, tx: p, history: history, analyzer: db.analyzers.Get(), pending: map[string]*pending{}, next: map[int64]int64{}, days: map[int64]int64{}, tally: map[string]int64{},
		partitions: map[string]bool{}, outlets: map[[2]string]int64{}, entities: map[string]int64{}, words: map[entityWord]bool{}}
	defer db.analyzers.Put(t.analyzer)
	done := false
	defer func() {
		if !done { // fn failed or panicked
			rollBack(ctx, p)
			if ended := ctx.Err(); ended != nil && err != nil && !errors.Is(err, ended) {
				err = fmt.Errorf("postgres.Update: %w (%w)", ended, err)
			}
		}
	}()
	if err := fn(t); err != nil {
		return err
	}
	if err := t.finish(); err != nil {
		return fmt.Errorf("postgres.Update: %w", kind(err))
	}
	done = true
	if err := db.commit(ctx, p); err != nil {
		return fmt.Errorf("postgres.Update: %w", err)
	}
	db.known.remember(t)
	return nil
}

// rollBack ends a transaction; where that fails its connection is closed, which ends it too.
func rollBack(ctx context.Context, p pgx.Tx) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := p.Rollback(ctx); err != nil && !errors.Is(err, pgx.ErrTxClosed) {
		_ = p.Conn().Close(ctx) // nothing is left to be told: the server rolls back what has no connection
	}
}

// finish writes what was collected. Finished jobs go first, so that a job may queue its own successor.
func (t *tx) finish() error {
	if err := t.flush(); err != nil {
		return err
	}
	if err := t.count("day_count", "day", keysAndValues(t.days)); err != nil {
		return err
	}
	if len(t.tally) > 0 {
		t.tally["changes"]++
		if err := t.count("tally", "name", keysAndValues(t.tally)); err != nil {
			return err
		}
		if _, err := t.run(`INSERT INTO tally (name, n) VALUES ('changed', $1) ON CONFLICT (name) DO UPDATE SET n = $1`, t.db.options.Now().UnixMilli()); err != nil {
			return err
		}
	}
	return t.db.queue.finish(t)
}

// counts are keys with what is to be added to their numbers.
type counts struct {
	keys any
	n    []int64
}

func keysAndValues[K comparable](m map[K]int64) counts {
	var keys []K
	var n []int64
	for k, v := range m {
		keys, n = append(keys, k), append(n, v)
	}
	return counts{keys, n}
}

// count adds to the numbers n of a table by key, making rows where there are none.
func (t *tx) count(table, key string, c counts) error {
	if len(c.n) == 0 {
		return nil
	}
	of := "bigint"
	if _, ok := c.keys.([]string); ok {
		of = "text"
	}
	_, err := t.run(strings.NewReplacer("$table", table, "$key", key, "$of", of).Replace(
		`INSERT INTO $table ($key, n) SELECT * FROM unnest($1::$of[], $2::bigint[]) ON CONFLICT ($key) DO UPDATE SET n = $table.n + excluded.n`), c.keys, c.n)
	return err
}

// run executes one statement and gives how many rows it touched.
func (t *tx) run(query string, args ...any) (int64, error) {
	tag, err := t.tx.Exec(t.ctx, query, clean(args)...)
	return tag.RowsAffected(), err
}

// row reads one row, false where there is none.
func (t *tx) row(to []any, query string, args ...any) (bool, error) {
	err := t.tx.QueryRow(t.ctx, query, clean(args)...).Scan(to...)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// Enqueue queues the jobs when the transaction is through.
func (t *tx) Enqueue(jobs ...isnad.Job) error {
	t.enqueue = append(t.enqueue, jobs...)
	return nil
}

// Complete finishes the job when the transaction is through.
func (t *tx) Complete(j isnad.Job) error {
	t.complete = append(t.complete, j)
	return nil
}
