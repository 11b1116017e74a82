package plan

import (
	"context"
	"fmt"

	"isnad"
)

// Exact is an engine that finds, counts and scores all matches itself, however many there are.
type Exact interface {
	Common
	// Answer finds what m matches.
	Answer(ctx context.Context, m *Match) (Answer, error)
}

// Answer is what a query matches, at one state of the archive.
type Answer interface {
	Rows
	// Total counts the matches, and tells why there may be more.
	Total() (n int, notes []isnad.Note)
	// InOrder gives up to n row ids of matches from lo to hi, in order of id, descending where newest.
	InOrder(lo, hi int64, n int, newest bool) []int64
	// Size gives the number of articles in the archive and their average length in stems.
	Size() (articles int64, average float64)
	// AmongStems tells how many articles hold one of the stems, AmongSurface how many the word as written.
	AmongStems(ctx context.Context, stems []string) (int, error)
	AmongSurface(ctx context.Context, word string) (int, error)
	// Best gives the n best matches by their stems and the stems' first places, each word of such a rarity.
	Best(ctx context.Context, rarities []float64, n int) ([]Scored, error)
	// CountBy counts the matches by a field, the n most frequent values first; months and years latest first.
	CountBy(ctx context.Context, field isnad.FacetField, n int) ([]isnad.Facet, error)
	Close()
}

// NewExact makes the planner of an exact engine.
func NewExact(e Exact) *Planner { return &Planner{common: e, exact: e} }

// Wanted is what every match satisfies of stems and filter tokens.
func (m *Match) Wanted() Expr { return m.wanted() }

// searchExact fills in what the query matches.
func (p *Planner) searchExact(ctx context.Context, q isnad.Query, m *Match, page Page, r *isnad.Results) error {
	if m.Any && len(m.Groups) == 0 && m.Words.IsZero() {
		return nil // nothing but stop words: nothing to rank by
	}
	a, err := p.exact.Answer(ctx, m)
	if err != nil {
		return err
	}
	defer a.Close()
	total, notes := a.Total()
	r.Total = total
	for _, why := range notes {
		r.TellPart(why)
	}
	if page.Counting {
		return nil
	}
	var hits []found
	if q.Order == isnad.NewestFirst || q.Order == isnad.OldestFirst || len(m.Groups) == 0 {
		lo, hi, newest := page.bounds(m, q.Order)
		hits = page.ofIDs(a.InOrder(lo, hi, page.Offset+page.Limit+1, newest), r)
	} else if hits, err = bestOf(ctx, a, q, m, page, r); err != nil {
		return err
	}
	r.Hits, err = p.show(ctx, a, q, m, hits)
	return err
}

// bestOf gives a page of matches, best first.
func bestOf(ctx context.Context, a Answer, q isnad.Query, m *Match, page Page, r *isnad.Results) (hits []found, err error) {
	articles, average := a.Size()
	rarities := make([]float64, len(m.Groups))
	for i := range m.Groups {
		g := &m.Groups[i]
		if g.among, err = a.AmongStems(ctx, g.Stems); err != nil {
			return nil, err
		}
		rarities[i] = isnad.Rarity(g.among, int(articles))
	}
	if hits, err = a.Best(ctx, rarities, max(page.Offset+page.Limit+1, rerankShare)); err != nil {
		return nil, err
	}
	b := basis{m, articles, average, a.AmongSurface, a}
	if err := b.rerank(ctx, q, hits); err != nil {
		return nil, err
	}
	return page.ofBest(hits, r), nil
}

// facetsExact fills in the counts by a field.
func (p *Planner) facetsExact(ctx context.Context, m *Match, field isnad.FacetField, n int, f *isnad.Facets) error {
	a, err := p.exact.Answer(ctx, m)
	if err != nil {
		return err
	}
	defer a.Close()
	total, notes := a.Total()
	f.Counted = total
	for _, why := range notes {
		f.TellPart(why)
	}
	values, err := a.CountBy(ctx, field, n)
	f.Values = append(f.Values, values...)
	if err != nil {
		return fmt.Errorf("counting by %s: %w", field, err)
	}
	return nil
}
