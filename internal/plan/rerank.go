package plan

import (
	"context"
	"slices"

	"isnad"
	"isnad/internal/index"
)

// rerankShare is how many of the best by vectors are ranked by the whole rule (isnad.Ranker), which looks at their words.
// Vectors know all that is rare and weighs much; the texts add the words as written, kin, neighbours and what a question expects.
const rerankShare = 60

// ranker makes the ranker of the query.
func (p *Planner) ranker(ctx context.Context, s *survey, expect isnad.Expectation) (*isnad.Ranker, error) {
	asked := make([]isnad.Asked, len(s.asked))
	for i, a := range s.asked {
		among, err := p.amongSurface(ctx, s.articles, index.Safe(a.surface))
		if err != nil {
			return nil, err
		}
		asked[i] = isnad.Asked{Surface: a.surface, Stop: a.group < 0, Sure: !s.Any, AmongSurface: among}
		if a.group >= 0 {
			g := s.Groups[a.group]
			asked[i].AmongStems, asked[i].Stems = g.among, append([]string{a.stem}, g.Stems[1:]...)
		}
	}
	return isnad.NewRanker(asked, expect, int(s.articles), s.scorer.Average), nil
}

// rerank puts the best by vectors in their final order; those after them stay as they are.
func (p *Planner) rerank(ctx context.Context, s *survey, q isnad.Query, hits []found) error {
	best := hits[:min(len(hits), rerankShare)]
	ranker, err := p.ranker(ctx, s, q.Expect)
	if err != nil {
		return err
	}
	at, ids := make(map[int64]int, len(best)), make([]int64, len(best))
	for i, h := range best {
		at[h.id], ids[i] = i, h.id
	}
	slices.Sort(ids)
	err = p.engine.Terms(ctx, ids, func(id int64, t isnad.Terms) {
		best[at[id]].score = max(best[at[id]].score, ranker.Score(t)) // of a very long text its vector may know more
	})
	sortFound(best)
	return err
}
