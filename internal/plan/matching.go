package plan

import (
	"context"
	"slices"

	"isnad"
)

// Matching gives those of a few articles that answer a query; see isnad.Matcher. Each article costs a lookup, so it does not
// matter how many others the archive holds.
func (p *Planner) Matching(ctx context.Context, q isnad.Query, articles []string) ([]isnad.Hit, error) {
	q.Ranked = false
	m, err := p.compile(ctx, q)
	if err != nil || m.Never {
		return nil, err
	}
	rows, err := p.common.RowsOf(ctx, articles)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(id int64) bool { return id < m.Lo || id > m.Hi })
	if len(rows) > 0 {
		if rows, err = p.common.Among(ctx, m, rows); err != nil {
			return nil, err
		}
	}
	page := make([]found, len(rows))
	for i, id := range rows {
		page[i].ID = id
	}
	return p.show(ctx, p.common, q, m, page)
}

// MatchingStatements gives the statements of a few articles that answer a query; see isnad.Matcher.
func (p *Planner) MatchingStatements(ctx context.Context, q isnad.Query, articles []string) ([]isnad.FoundStatement, error) {
	q.Ranked = false
	m, err := p.compile(ctx, q)
	if err != nil || m.Never {
		return nil, err
	}
	rows, err := p.common.RowsOf(ctx, articles)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids, err := p.common.StatementsAmong(ctx, q, m, rows)
	if err != nil {
		return nil, err
	}
	var r isnad.StatementResults
	err = p.showStatements(ctx, ids, &r)
	return r.Hits, err
}
