package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"isnad"
	"isnad/arabic"
	"isnad/extract"
	"isnad/internal/index"
)

// tx is one transaction of the writer. Articles and jobs are collected and written when fn is through, articles in
// order of row id: FTS5 takes sorted rows twice as fast.
type tx struct {
	ctx       context.Context // for what is read and written once
	whole     context.Context // without an end: for an end the driver would start a goroutine for each of a thousand statements
	db        *DB
	sql       *sql.Tx
	prepared  map[*sql.Stmt]*sql.Stmt // the writer's statements within this transaction
	analyzer  arabic.Analyzer
	pending   map[string]*pending
	bytes     int // roughly what pending holds
	next      map[int64]int64
	days      map[int64]int64
	tally     map[string]int64
	outlets   map[extract.Outlet]int64
	entities  map[string]int64
	enqueue   []isnad.Job
	complete  []isnad.Job
	words     map[entityWord]bool
	spellings map[index.Spelt]int
	newWords  []entityWord // on disk once the transaction is
	made      []*segment   // of the index, the same
}

// Update runs fn in one transaction; see isnad.Store. Articles given to fn's tx must not change before it returns.
func (db *DB) Update(ctx context.Context, fn func(isnad.Tx) error) (err error) {
	if db.write == nil {
		return fmt.Errorf("sqlite.Update: %w: the archive was opened for reading only", isnad.ErrUnsupported)
	}
	if failed := db.broken.Load(); failed != nil {
		return fmt.Errorf("sqlite.Update: writing stopped after a failure of the disk, open the archive anew: %w", *failed)
	}
	s, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("sqlite.Update: %w", kind(err))
	}
	t := &tx{ctx: ctx, whole: context.WithoutCancel(ctx), db: db, sql: s, prepared: map[*sql.Stmt]*sql.Stmt{}, pending: map[string]*pending{}, next: map[int64]int64{}, days: map[int64]int64{},
		tally: map[string]int64{}, outlets: map[extract.Outlet]int64{}, entities: map[string]int64{}, words: map[entityWord]bool{}, spellings: map[index.Spelt]int{}}
	done := false
	defer func() {
		if !done { // fn failed or panicked
			err = errors.Join(err, ignoreDone(s.Rollback()))
			if ended := ctx.Err(); ended != nil && errors.Is(err, sql.ErrTxDone) {
				err = fmt.Errorf("sqlite.Update: %w (%w)", ended, err)
			}
		}
	}()
	if err := fn(t); err != nil {
		return err
	}
	if err := t.finish(); err != nil {
		return fmt.Errorf("sqlite.Update: %w", db.failed(err))
	}
	done = true
	if err := s.Commit(); err != nil {
		return fmt.Errorf("sqlite.Update: %w", db.failed(err))
	}
	db.remember(t.newWords)
	for _, s := range t.made {
		db.offers.put(s)
	}
	if t.tally["index"] > 0 {
		db.merges(ctx)
	}
	return nil
}

// merges has the index's segments merged, and waits for it where they have become too many.
func (db *DB) merges(ctx context.Context) {
	db.signalMerge()
	var n int
	if db.write.QueryRowContext(ctx, `SELECT count(*) FROM segment`).Scan(&n) == nil && n > tooMany {
		db.merger.busy.Lock() // until those who merge are through
		defer db.merger.busy.Unlock()
	}
}

// remember keeps what is committed.
func (db *DB) remember(words []entityWord) {
	db.words.Lock()
	defer db.words.Unlock()
	if db.entityWords == nil || len(db.entityWords)+len(words) > maxEntityWords {
		db.entityWords = map[entityWord]bool{}
	}
	for _, w := range words {
		db.entityWords[w] = true
	}
}

func (db *DB) remembers(w entityWord) bool {
	db.words.Lock()
	defer db.words.Unlock()
	return db.entityWords[w]
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// failed gives err its kind and, where the disk failed, ends writing: after a failed fsync no one knows what is on
// disk, and trying again would only hide it.
func (db *DB) failed(err error) error {
	if diskFailed(err) {
		db.broken.CompareAndSwap(nil, &err)
	}
	return kind(err)
}

// finish writes what was collected. Finished jobs go first, so that a job may queue its own successor.
func (t *tx) finish() error {
	if err := t.flush(); err != nil {
		return err
	}
	if err := t.putWords(); err != nil {
		return err
	}
	for day, n := range t.days {
		if _, err := t.exec(t.db.puts.dayCount, day, n); err != nil {
			return err
		}
	}
	if len(t.tally) > 0 {
		t.tally["changes"]++
	}
	for name, n := range t.tally {
		if _, err := t.exec(t.db.puts.tally, name, n); err != nil {
			return err
		}
	}
	if len(t.tally) > 0 {
		if err := t.touch(); err != nil {
			return err
		}
	}
	return t.db.queue.finish(t)
}

// touch records when the archive last changed.
func (t *tx) touch() error {
	_, err := t.sql.ExecContext(t.ctx, `INSERT OR REPLACE INTO tally (name, n) VALUES ('changed', ?)`, t.db.options.Now().UnixMilli())
	return err
}

// stmt gives the writer's statement within the transaction. An end of the context ends the transaction, and with it what
// the statement does next.
func (t *tx) stmt(s *sql.Stmt) *sql.Stmt {
	within := t.prepared[s]
	if within == nil {
		within = t.sql.StmtContext(t.whole, s)
		t.prepared[s] = within
	}
	return within
}

func (t *tx) exec(s *sql.Stmt, args ...any) (sql.Result, error) {
	return t.stmt(s).ExecContext(t.whole, args...)
}

// number reads one number, false where there is no row.
func (t *tx) number(s *sql.Stmt, args ...any) (n int64, ok bool, err error) {
	err = t.stmt(s).QueryRowContext(t.whole, args...).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return n, err == nil, err
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
