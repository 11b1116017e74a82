package plan

import (
	"context"
	"slices"

	"isnad"
	"isnad/internal/index"
)

// rerankShare is how many of the best by stems are ranked by the whole rule (isnad.Ranker), which looks at their words.
// Vectors or postings know all that is rare and weighs much; the texts add the words as written, kin, neighbours and what a question expects.
const rerankShare = 60

// basis is what the last ranking goes by.
type basis struct {
	*Match
	articles int64
	average  float64 // length in stems
	surface  func(ctx context.Context, word string) (int, error)
	rows     Rows
}

// ranker makes the ranker of the query.
func (s *basis) ranker(ctx context.Context, expect isnad.Expectation) (*isnad.Ranker, error) {
	asked := make([]isnad.Asked, len(s.asked))
	for i, a := range s.asked {
		among, err := s.surface(ctx, index.Safe(a.surface))
		if err != nil {
			return nil, err
		}
		asked[i] = isnad.Asked{Surface: a.surface, Stop: a.group < 0, Sure: !s.Any, AmongSurface: among}
		if a.group >= 0 {
			g := s.Groups[a.group]
			asked[i].AmongStems, asked[i].Stems = g.among, append([]string{a.stem}, g.Stems[1:]...)
		}
	}
	return isnad.NewRanker(asked, expect, int(s.articles), s.average), nil
}

// rerank puts the best by stems in their final order; those after them stay as they are.
func (s *basis) rerank(ctx context.Context, q isnad.Query, hits []found) error {
	best := hits[:min(len(hits), rerankShare)]
	ranker, err := s.ranker(ctx, q.Expect)
	if err != nil {
		return err
	}
	at, ids := make(map[int64]int, len(best)), make([]int64, len(best))
	for i, h := range best {
		at[h.ID], ids[i] = i, h.ID
	}
	slices.Sort(ids)
	err = s.rows.Terms(ctx, ids, func(id int64, t isnad.Terms) {
		best[at[id]].Score = max(best[at[id]].Score, ranker.Score(t)) // of a very long text they may know more
	})
	sortFound(best)
	return err
}
