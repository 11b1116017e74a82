package plan

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"isnad"
	"isnad/attribution"
	"isnad/internal/index"
)

// FindStatements answers a query over statements; see isnad.StatementIndex. Best first, which without words is newest first,
// ranks by how many of the words a content holds and then by day.
func (p *Planner) FindStatements(ctx context.Context, q isnad.Query) (*isnad.StatementResults, error) {
	r := &isnad.StatementResults{Hits: []isnad.FoundStatement{}}
	page, err := newPage(q)
	if err != nil {
		return nil, err
	}
	m, err := p.compile(ctx, q)
	if err != nil {
		return r, err
	}
	if m.tell(&r.Told); m.Never {
		return r, nil
	}
	ids, err := p.common.StatementsOf(ctx, q, m, page, r)
	if err != nil || page.Counting {
		return r, err
	}
	if len(ids) > page.Limit {
		ids = ids[:page.Limit]
		r.Next = cursor("o", int64(page.Offset+page.Limit))
	}
	return r, p.showStatements(ctx, ids, r)
}

// CountSaid counts what a speaker said by month and act; see isnad.StatementIndex.
func (p *Planner) CountSaid(ctx context.Context, speaker string) ([]isnad.SaidCount, error) {
	ids, err := p.entitiesNamed(ctx, speaker)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	days, err := p.common.SaidBy(ctx, ids)
	if err != nil {
		return nil, err
	}
	count := map[isnad.SaidCount]int{}
	for _, d := range days {
		k := isnad.SaidCount{Act: attribution.Act(d.Act)}
		if d.Day >= index.MinDay {
			k.Month = index.DayOf(d.Day)
			k.Month.Day = 1
		}
		count[k] += d.Count
	}
	list := make([]isnad.SaidCount, 0, len(count))
	for k, n := range count {
		k.Count = n
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b isnad.SaidCount) int {
		return cmp.Or(cmp.Compare(a.Month.String(), b.Month.String()), cmp.Compare(a.Act, b.Act))
	})
	return list, nil
}

// showStatements reads the statements out of their articles.
func (p *Planner) showStatements(ctx context.Context, ids []int64, r *isnad.StatementResults) error {
	articles := make([]int64, len(ids))
	for i, id := range ids {
		articles[i] = id >> index.StatementBits
	}
	bodies, err := p.common.Bodies(ctx, articles)
	if err != nil {
		return err
	}
	for _, id := range ids {
		a, n := bodies[id>>index.StatementBits], int(id&(index.MaxStatements-1))
		if a == nil {
			continue // gone since
		}
		if n >= len(a.Statements) {
			return fmt.Errorf("%w: article %s has no statement %d", isnad.ErrCorrupt, a.ID, n)
		}
		s := a.Statements[n]
		f := isnad.FoundStatement{Statement: s, Said: s.Time.From, Article: isnad.Hit{ID: a.ID, Title: a.Title, Source: a.Source.Name, URL: a.URL, Published: a.Published}, Whole: a}
		if f.Said.IsZero() {
			f.Said = a.Day()
		}
		r.Hits = append(r.Hits, f)
	}
	return nil
}

// MaxFoundStatements is how many matching statements are put in order; MaxCountedStatements how many are counted where days
// alone are asked for.
const (
	MaxRankedStatements  = 3000 // of a question, that are scored
	MaxFoundStatements   = 10_000
	MaxCountedStatements = 10 * MaxFoundStatements
)

// NoteSeen says that of the matching statements, of which so many were seen, only the newest are put in order.
func NoteSeen(r *isnad.StatementResults, seen int) {
	if seen > MaxFoundStatements {
		r.TellPart(isnad.Note{Code: isnad.NewestArticles, Count: MaxFoundStatements})
	}
}

// NoteCounted fills in a total that was counted up to MaxCountedStatements.
func NoteCounted(r *isnad.StatementResults, seen int) {
	if r.Total = seen; seen == MaxCountedStatements {
		r.TellPart(isnad.Note{Code: isnad.TotalAtLeast})
	}
}
