package plan

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"isnad"
	"isnad/internal/index"
)

// defaultLimit is how many results a query gets that asks for no number; maxLimit is the most.
const (
	defaultLimit = 10
	maxLimit     = 1000
)

// Search answers the query; see isnad.Index and planner.go.
func (p *Planner) Search(ctx context.Context, q isnad.Query) (*isnad.Results, error) {
	page, err := newPage(q)
	if err != nil {
		return nil, err
	}
	m, err := p.compile(ctx, q)
	if err != nil {
		return nil, err
	}
	r := &isnad.Results{Variants: m.variants(), Hits: []isnad.Hit{}}
	m.tell(&r.Told)
	if m.Never || m.Lo > m.Hi {
		return r, nil
	}
	if p.exact != nil {
		return r, p.searchExact(ctx, q, m, page, r)
	}
	s, err := p.survey(ctx, m)
	if err != nil {
		return nil, err
	}
	if m.Any && len(m.Groups) == 0 && m.Words.IsZero() {
		return r, nil // nothing but stop words: nothing to rank by
	}
	var hits []found
	if q.Order == isnad.NewestFirst || q.Order == isnad.OldestFirst || len(m.Groups) == 0 {
		hits, err = p.byTime(ctx, s, q.Order, page, r)
	} else {
		hits, err = p.byScore(ctx, s, q, page, r)
	}
	if err != nil {
		return nil, err
	}
	if page.Counting {
		r.Next = ""
		return r, err
	}
	r.Hits, err = p.show(ctx, p.engine, q, m, hits)
	return r, err
}

// bodies reads articles by row id.
type bodies interface {
	Bodies(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error)
}

// heads reads of articles what a result shows, where an engine can do so in less time (index.UnpackHead).
type heads interface {
	Heads(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error)
}

// show reads the articles of a page and makes hits of them.
func (p *Planner) show(ctx context.Context, from bodies, q isnad.Query, m *Match, page []found) ([]isnad.Hit, error) {
	ids := make([]int64, len(page))
	for i, f := range page {
		ids[i] = f.ID
	}
	read := from.Bodies
	if h, ok := from.(heads); ok {
		read = h.Heads
	}
	articles, err := read(ctx, ids)
	if err != nil {
		return nil, err
	}
	h := index.NewHighlighter(q, m.stemGroups())
	analyzer := p.analyzers.Get()
	defer p.analyzers.Put(analyzer)
	hits := make([]isnad.Hit, 0, len(page))
	for _, f := range page {
		if a := articles[f.ID]; a != nil { // else gone since its postings were read
			hits = append(hits, h.Hit(analyzer, a, f.Score))
		}
	}
	return hits, nil
}

// Page is which of the results are wanted.
type Page struct {
	Offset, Limit int
	Counting      bool  // only the total is wanted
	after         int64 // row id where the page before ended, in order of time; 0 is from the start
}

func newPage(q isnad.Query) (Page, error) {
	p := Page{Offset: max(q.Offset, 0), Limit: q.Limit}
	switch {
	case p.Limit < 0:
		p = Page{Limit: 1, Counting: true}
	case p.Limit == 0:
		p.Limit = defaultLimit
	}
	p.Limit = min(p.Limit, maxLimit)
	if q.Cursor == "" {
		return p, nil
	}
	what, number, _ := strings.Cut(q.Cursor, ".")
	n, err := strconv.ParseInt(number, 36, 64)
	if err != nil || n < 0 || what != "r" && what != "o" {
		return Page{}, fmt.Errorf("%w: cursor %q: use the one that the page before gave as next", isnad.ErrInvalid, q.Cursor)
	}
	if what == "r" {
		p.after, p.Offset = n, 0
	} else {
		p.Offset = int(min(n, 1<<31))
	}
	return p, nil
}

func cursor(what string, n int64) string { return what + "." + strconv.FormatInt(n, 36) }

// tell says of an answer what the query names in vain, and what of it is looked for in part.
func (m *Match) tell(t *isnad.Told) {
	for _, n := range m.notes {
		t.Tell(n)
	}
	for _, n := range m.about {
		t.TellPart(n)
	}
}

// bounds are the row ids between which a page in order of time is looked for.
func (p Page) bounds(m *Match, order isnad.Order) (lo, hi int64, newest bool) {
	if order == isnad.OldestFirst {
		return max(m.Lo, p.after+1), m.Hi, false
	}
	if p.after > 0 {
		return m.Lo, min(m.Hi, p.after-1), true
	}
	return m.Lo, m.Hi, true
}

// ofIDs cuts the page out of ids that begin with the first page's, and says where the next begins.
func (p Page) ofIDs(ids []int64, r *isnad.Results) []found {
	ids = ids[min(p.Offset, len(ids)):]
	if len(ids) > p.Limit {
		ids = ids[:p.Limit]
		r.Next = cursor("r", ids[p.Limit-1])
	}
	hits := make([]found, len(ids))
	for i, id := range ids {
		hits[i].ID = id
	}
	return hits
}

// ofBest does so of the best.
func (p Page) ofBest(hits []found, r *isnad.Results) []found {
	hits = hits[min(p.Offset, len(hits)):]
	if len(hits) > p.Limit {
		hits = hits[:p.Limit]
		r.Next = cursor("o", int64(p.Offset+p.Limit))
	}
	return hits
}
