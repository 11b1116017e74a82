package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"isnad/internal/posting"
)

// segment is one segment of the index of words, in memory but for its pages.
type segment struct {
	id, number int64
	docs       *posting.Docs
	pages      *posting.Directory
	dead       posting.Set // articles that were replaced or dropped since; nil is none
}

// live is how many of its articles are not dead.
func (s *segment) live() int { return s.docs.Len() - s.dead.Count() }

// contents are the index's segments at one state of the archive. They are not changed.
type contents struct {
	generation      int64
	articles, words int64 // in the archive; words are stems, stop words left out
	segments        []*segment
}

// average is an article's length in stems.
func (c *contents) average() float64 {
	if c.articles <= 0 || c.words <= 0 {
		return usualLength
	}
	return float64(c.words) / float64(c.articles)
}

// usualLength is an article's length in stems where none are stored to tell.
const usualLength = 150

// querier is a pool or transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// view is the archive at one state: a reading transaction with its contents. Nothing else is to be read from the pool while
// it is open, as all connections could be held by those who wait for another.
type view struct {
	*contents
	db    *DB
	tx    reading
	found map[entryKey]posting.Entry // by entry, which a search asks several times for the same
}

// entryKey names a list of a segment.
type entryKey struct {
	segment *segment
	key     string
}

// look opens a view; Close ends it.
func (db *DB) look(ctx context.Context) (*view, error) {
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	r := reading{tx, db.lookups}
	c, err := db.load(ctx, r)
	if err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return &view{c, db, r, map[entryKey]posting.Entry{}}, nil
}

// Close ends the view.
func (v *view) Close() { _ = v.tx.Rollback() } // nothing was written

// load gives the contents as the querier sees them, reading what changed since they were last read.
func (db *DB) load(ctx context.Context, q querier) (*contents, error) {
	c := new(contents)
	err := q.QueryRowContext(ctx, contentsQuery).Scan(&c.generation, &c.articles, &c.words)
	if err != nil {
		return nil, err
	}
	before := db.contents.Load()
	if before != nil && before.generation == c.generation {
		return before, nil
	}
	if c.segments, err = db.segmentsOf(ctx, q, before); err != nil {
		return nil, err
	}
	if err := bury(ctx, q, c.segments); err != nil {
		return nil, err
	}
	if before == nil || before.generation < c.generation {
		db.contents.Store(c)
		db.offers.taken(c)
	}
	return c, nil
}

// segmentsOf gives the segments in order of number; those that were there before, or are offered, need not be read.
func (db *DB) segmentsOf(ctx context.Context, q querier, before *contents) ([]*segment, error) {
	known := map[int64]*segment{}
	if before != nil {
		for _, s := range before.segments {
			known[s.id] = s
		}
	}
	rows, err := q.QueryContext(ctx, segmentsQuery)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*segment
	for rows.Next() {
		s := new(segment)
		if err := rows.Scan(&s.id, &s.number); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for _, s := range out {
		k := known[s.id]
		if k == nil {
			k = db.offers.get(s.id)
		}
		if k != nil {
			s.docs, s.pages = k.docs, k.pages
		} else if err := s.read(ctx, q); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *segment) read(ctx context.Context, q querier) error {
	var docs, pages []byte
	err := q.QueryRowContext(ctx, segmentQuery, s.id).Scan(&docs, &pages)
	if err != nil {
		return err
	}
	if s.docs, err = posting.ReadDocs(docs); err != nil {
		return err
	}
	s.pages, err = posting.ReadDirectory(pages)
	return err
}

// bury marks the articles that are gone: each row of the table means the latest version before a segment's number.
func bury(ctx context.Context, q querier, segments []*segment) error {
	rows, err := q.QueryContext(ctx, goneQuery)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, before int64
		if err := rows.Scan(&id, &before); err != nil {
			return err
		}
		for i := len(segments) - 1; i >= 0; i-- {
			s := segments[i]
			if s.number >= before {
				continue
			}
			if n, ok := s.docs.Find(id); ok {
				if s.dead == nil {
					s.dead = posting.NewSet(s.docs.Len())
				}
				s.dead.Add(n)
				break
			}
		}
	}
	return rows.Err()
}

// entry gives a key's list in a segment.
func (v *view) entry(ctx context.Context, s *segment, key string) (posting.Entry, bool, error) {
	k := entryKey{s, key}
	e, known := v.found[k]
	if known {
		return e, e.Docs > 0, nil
	}
	number, ok := s.pages.PageOf(key)
	if ok {
		page, err := v.page(ctx, number)
		if err != nil {
			return posting.Entry{}, false, err
		}
		if e, _, err = posting.Find(page, key); err != nil {
			return posting.Entry{}, false, err
		}
	}
	v.found[k] = e
	return e, e.Docs > 0, nil
}

// page reads a page, which is never changed, so that it may be had from memory.
func (v *view) page(ctx context.Context, number int64) ([]byte, error) {
	if p := v.db.pages.get(number); p != nil {
		return p, nil
	}
	p, err := readPage(ctx, v.tx, number)
	if err == nil {
		v.db.pages.put(number, p)
	}
	return p, err
}

func readPage(ctx context.Context, q querier, number int64) (p []byte, err error) {
	err = q.QueryRowContext(ctx, pageQuery, number).Scan(&p)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errLostPage
	}
	return p, err
}
