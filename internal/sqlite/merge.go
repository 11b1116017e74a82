package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math/bits"
	"strconv"
	"sync"

	"github.com/gofrs/flock"

	"isnad/internal/posting"
)

// Segments are merged behind the writer's back. A merge reads what never changes, writes its pages in short transactions, and
// puts the new segment in the place of the old ones in a last one, so that neither readers nor the writer wait for it. A kill
// leaves pages that belong to no segment; the next Open takes them away.

const (
	mergeWidth   = 8       // so many segments of one size make one of the next
	mergeBytes   = 4 << 20 // pages written in one transaction
	tooMany      = 64      // segments at which the writer waits
	mergeKey     = "sqlite.merge"
	deadShare    = 4 // a segment of which more than one in so many is dead is written anew
	maxGoneShare = 10
)

// merger is the goroutine that merges.
type merger struct {
	due  chan struct{}
	stop context.CancelFunc
	done chan error
	busy sync.Mutex
}

// startMerging takes away what a merge left that was killed, and begins to merge.
func (db *DB) startMerging(ctx context.Context) error {
	if err := db.sweep(ctx); err != nil {
		return err
	}
	ctx, db.merger.stop = context.WithCancel(context.WithoutCancel(ctx))
	db.merger.due, db.merger.done = make(chan struct{}, 1), make(chan error, 1)
	go func() {
		defer close(db.merger.done)
		for {
			select {
			case <-ctx.Done():
				return
			case <-db.merger.due:
				if err := db.mergeDue(ctx); err != nil && ctx.Err() == nil {
					db.merger.done <- db.failed(err)
					return
				}
			}
		}
	}()
	db.signalMerge()
	return nil
}

// stopMerging ends it; a merge under way is begun anew at the next Open.
func (db *DB) stopMerging() error {
	if db.merger.stop == nil {
		return nil
	}
	db.merger.stop()
	err := <-db.merger.done
	db.merger.stop = nil
	return err
}

func (db *DB) signalMerge() {
	select {
	case db.merger.due <- struct{}{}:
	default:
	}
}

// mergeLock has one process merge at a time; mine is false where another one does.
func (db *DB) mergeLock() (lock *flock.Flock, mine bool, err error) {
	lock = flock.New(db.path + ".merging")
	mine, err = lock.TryLock()
	return lock, mine, err
}

// sweep deletes the pages of a merge that did not end.
func (db *DB) sweep(ctx context.Context) (err error) {
	lock, mine, err := db.mergeLock()
	if err != nil || !mine {
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	var value string
	err = db.write.QueryRowContext(ctx, `SELECT value FROM progress WHERE key = ?`, mergeKey).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	first, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return err
	}
	segments, err := db.segmentsOf(ctx, db.write, nil)
	if err != nil {
		return err
	}
	kept := []int64{} // not nil: null would be one row
	for _, s := range segments {
		for _, n := range s.pages.Numbers() {
			if n >= first {
				kept = append(kept, n)
			}
		}
	}
	list, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return db.inWriter(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM posting WHERE id >= ? AND id NOT IN (SELECT value FROM json_each(?))`, first, string(list)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM progress WHERE key = ?`, mergeKey)
		return err
	})
}

// inWriter runs fn in a transaction of the writer.
func (db *DB) inWriter(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	return tx.Commit()
}

// mergeDue merges until nothing is left to be merged. Where another process is at it, it is left to it.
func (db *DB) mergeDue(ctx context.Context) (err error) {
	db.merger.busy.Lock()
	defer db.merger.busy.Unlock()
	lock, mine, err := db.mergeLock()
	if err != nil || !mine {
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	for {
		v, err := db.look(ctx)
		if err != nil {
			return err
		}
		v.Close()
		run := runDue(v.segments)
		if len(run) == 0 || db.broken.Load() != nil {
			return nil
		}
		if err := db.merge(ctx, run); err != nil {
			return err
		}
	}
}

// runDue gives the segments that are to be made one, neighbours by number: the last ones, where mergeWidth of them are no
// larger than one size, or one with many dead, or all where many are dead.
func runDue(segments []*segment) []*segment {
	all, dead := 0, 0
	for _, s := range segments {
		n := s.dead.Count()
		if all, dead = all+s.docs.Len(), dead+n; n > s.docs.Len()/deadShare && s.docs.Len() >= mergeWidth {
			return []*segment{s}
		}
	}
	if dead > 1000 && dead > all/maxGoneShare {
		return segments
	}
	for level := 0; level < 12; level++ {
		from := len(segments)
		for from > 0 && size(segments[from-1]) <= level {
			from--
		}
		if len(segments)-from >= mergeWidth {
			return segments[from:]
		}
	}
	return nil
}

// size is the logarithm of a segment's articles to the base of mergeWidth.
func size(s *segment) int { return (bits.Len(uint(s.live())) + 2) / 3 }

// merge makes one segment of several.
func (db *DB) merge(ctx context.Context, run []*segment) error {
	out := &merged{db: db, ctx: ctx}
	sources := make([]posting.Source, len(run))
	for i, s := range run {
		pages := s.pages.Numbers()
		sources[i] = posting.Source{Docs: s.docs, Dead: s.dead, Page: func() ([]byte, error) {
			if len(pages) == 0 {
				return nil, ctx.Err()
			}
			page, err := readPage(ctx, db.read, pages[0])
			pages = pages[1:]
			return page, err
		}}
	}
	docs, err := posting.Merge(sources, out.add)
	if err != nil {
		return err
	}
	return out.replace(run, docs)
}

// merged collects the pages of a new segment.
type merged struct {
	db      *DB
	ctx     context.Context
	waiting []posting.Page
	bytes   int
	pages   posting.Directory
	begun   bool
}

func (m *merged) add(p posting.Page) error {
	m.waiting = append(m.waiting, p)
	if m.bytes += len(p.Data); m.bytes < mergeBytes {
		return nil
	}
	return m.db.inWriter(m.ctx, m.write)
}

// write stores the waiting pages, and first that there are pages which belong to no segment yet.
func (m *merged) write(tx *sql.Tx) error {
	for _, p := range m.waiting {
		r, err := tx.ExecContext(m.ctx, `INSERT INTO posting (page) VALUES (?)`, p.Data)
		if err != nil {
			return err
		}
		id, err := r.LastInsertId()
		if err != nil {
			return err
		}
		if m.pages.Add(p, id); !m.begun {
			if _, err := tx.ExecContext(m.ctx, `INSERT OR REPLACE INTO progress (key, value) VALUES (?, ?)`, mergeKey, strconv.FormatInt(id, 10)); err != nil {
				return err
			}
			m.begun = true
		}
	}
	m.waiting, m.bytes = nil, 0
	return nil
}

// replace puts the new segment in the place of the old ones, under the last one's number.
func (m *merged) replace(run []*segment, docs []byte) error {
	made := &segment{number: run[len(run)-1].number, pages: &m.pages}
	var err error
	if made.docs, err = posting.ReadDocs(docs); err != nil {
		return err
	}
	err = m.db.inWriter(m.ctx, func(tx *sql.Tx) error {
		if err := m.write(tx); err != nil {
			return err
		}
		for _, s := range run {
			if err := m.drop(tx, s); err != nil {
				return err
			}
		}
		r, err := tx.ExecContext(m.ctx, `INSERT INTO segment (number, docs, pages) VALUES (?, ?, ?)`, made.number, docs, m.pages.Pack())
		if err != nil {
			return err
		}
		if made.id, err = r.LastInsertId(); err != nil {
			return err
		}
		for _, do := range []struct {
			query string
			args  []any
		}{
			{`INSERT INTO tally (name, n) VALUES ('index', 1) ON CONFLICT DO UPDATE SET n = n + 1`, nil},
			{`DELETE FROM progress WHERE key = ?`, []any{mergeKey}},
		} {
			if _, err := tx.ExecContext(m.ctx, do.query, do.args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		m.db.offers.put(made)
	}
	return err
}

// drop deletes a segment with its pages, and what was noted of its dead.
func (m *merged) drop(tx *sql.Tx, s *segment) error {
	list, err := json.Marshal(s.pages.Numbers())
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(m.ctx, `DELETE FROM posting WHERE id IN (SELECT value FROM json_each(?))`, string(list)); err != nil {
		return err
	}
	for n := range s.dead.All {
		if _, err := tx.ExecContext(m.ctx, `DELETE FROM gone WHERE article = ?1 AND before = (SELECT min(before) FROM gone WHERE article = ?1 AND before > ?2)`,
			s.docs.IDs[n], s.number); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(m.ctx, `DELETE FROM segment WHERE id = ?`, s.id)
	return err
}
