package plan

import (
	"context"
	"fmt"

	"isnad"
)

// maxCounted is how many of the newest matches facets are taken from.
const maxCounted = 10_000

// Of these so many are counted, spread evenly, and the counts multiplied: to count all took 140 ms for a common word, ten
// times what finding them takes. Of a value that one match in ten has, a sample of a thousand says how many have it to a
// tenth of that (one standard error is 9 %). Statements are dearer to read: there are five an article.
const (
	countedArticles   = 2000
	countedStatements = 1000
)

// spread are at most n of the ids, every so-manyth from the first on, and how many each of them stands for.
func spread(ids []int64, n int) ([]int64, int) {
	every := (len(ids) + n - 1) / n
	if every <= 1 {
		return ids, 1
	}
	kept := make([]int64, 0, n)
	for i := 0; i < len(ids); i += every {
		kept = append(kept, ids[i])
	}
	return kept, every
}

// Facets counts the matches by a field; see isnad.Index.
func (p *Planner) Facets(ctx context.Context, q isnad.Query, field isnad.FacetField, n int) (*isnad.Facets, error) {
	most := countedArticles
	switch field {
	case isnad.BySource, isnad.ByMonth, isnad.ByYear:
	case isnad.BySpeaker, isnad.ByAct:
		most = countedStatements
	default:
		return nil, fmt.Errorf("%w: matches are counted by source, month, year, speaker or act", isnad.ErrInvalid)
	}
	f := &isnad.Facets{Values: []isnad.Facet{}}
	m, err := p.compile(ctx, q)
	if err != nil || m.Never || m.Lo > m.Hi {
		return f, err
	}
	if p.exact != nil {
		return f, p.facetsExact(ctx, m, field, n, f)
	}
	ids, err := p.engine.Find(ctx, m, m.wanted(), m.Lo, m.Hi, maxCounted+1, true)
	if err != nil {
		return nil, err
	}
	if len(ids) > maxCounted {
		ids = ids[:maxCounted]
		f.TellPart(isnad.Note{Code: isnad.NewestCounted, Count: maxCounted})
	}
	f.Counted = len(ids)
	ids, every := spread(ids, most)
	if every > 1 {
		f.TellPart(isnad.Note{Code: isnad.SomeCounted, Count: every})
	}
	values, err := p.engine.CountBy(ctx, field, ids, n)
	for _, v := range values {
		v.Count *= every
		f.Values = append(f.Values, v)
	}
	return f, err
}
