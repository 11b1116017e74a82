package sqlite

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"isnad"
)

// defaultLimit is how many results a query gets that asks for no number; maxLimit is the most.
const (
	defaultLimit = 10
	maxLimit     = 1000
)

// Search answers the query; see isnad.Index and planner.go.
func (db *DB) Search(ctx context.Context, q isnad.Query) (*isnad.Results, error) {
	r, err := db.search(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Search: %w", kind(err))
	}
	return r, nil
}

func (db *DB) search(ctx context.Context, q isnad.Query) (*isnad.Results, error) {
	p, err := newPage(q)
	if err != nil {
		return nil, err
	}
	m, err := db.compile(ctx, q)
	if err != nil {
		return nil, err
	}
	r := &isnad.Results{Note: strings.Join(m.notes, "; "), Variants: m.variants(), Hits: []isnad.Hit{}}
	for _, why := range m.approximate {
		note(r, "%s", why)
	}
	if m.never || m.lo > m.hi {
		return r, nil
	}
	s, err := db.survey(ctx, m)
	if err != nil {
		return nil, err
	}
	if m.any && len(m.groups) == 0 && m.words == "" {
		return r, nil // nothing but stop words: nothing to rank by
	}
	var hits []found
	if q.Order == isnad.NewestFirst || q.Order == isnad.OldestFirst || len(m.groups) == 0 {
		hits, err = db.byTime(ctx, s, q.Order, p, r)
	} else {
		hits, err = db.byScore(ctx, s, q, p, r)
	}
	if err != nil {
		return nil, err
	}
	r.Hits, err = db.show(ctx, q, s, hits)
	return r, err
}

// variants lists the stems that were matched besides the reader's own.
func (m *match) variants() []string {
	var v []string
	for _, g := range m.groups {
		v = append(v, g.stems[1:]...)
	}
	return v
}

// page is which of the results are wanted.
type page struct {
	offset, limit int
	after         int64 // row id where the page before ended, in order of time; 0 is from the start
}

func newPage(q isnad.Query) (page, error) {
	p := page{offset: max(q.Offset, 0), limit: q.Limit}
	if p.limit <= 0 {
		p.limit = defaultLimit
	}
	p.limit = min(p.limit, maxLimit)
	if q.Cursor == "" {
		return p, nil
	}
	what, number, _ := strings.Cut(q.Cursor, ".")
	n, err := strconv.ParseInt(number, 36, 64)
	if err != nil || n < 0 || what != "r" && what != "o" {
		return page{}, fmt.Errorf("%w: cursor %q: use the one that the page before gave as next", isnad.ErrInvalid, q.Cursor)
	}
	if what == "r" {
		p.after, p.offset = n, 0
	} else {
		p.offset = int(min(n, 1<<31))
	}
	return p, nil
}

func cursor(what string, n int64) string { return what + "." + strconv.FormatInt(n, 36) }
