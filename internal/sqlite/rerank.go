package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"isnad"
	"isnad/internal/index"
)

// rerankShare is how many of the best by vectors are ranked by the whole rule (isnad.Ranker), which looks at their words.
// Vectors know all that is rare and weighs much; the texts add the words as written, kin, neighbours and what a question expects.
const rerankShare = 60

// ranker makes the ranker of the query.
func (db *DB) ranker(ctx context.Context, s *survey, expect isnad.Expectation) (*isnad.Ranker, error) {
	asked := make([]isnad.Asked, len(s.asked))
	for i, a := range s.asked {
		df, err := db.frequencyIn(ctx, "words", s.articles, quote(index.Safe(a.surface)), []string{"+" + index.Safe(a.surface)})
		if err != nil {
			return nil, err
		}
		asked[i] = isnad.Asked{Surface: a.surface, Stop: a.group < 0, Sure: !s.any, AmongSurface: df}
		if a.group >= 0 {
			g := s.groups[a.group]
			asked[i].AmongStems, asked[i].Stems = g.df, append([]string{a.stem}, g.stems[1:]...)
		}
	}
	return isnad.NewRanker(asked, expect, int(s.articles), s.scorer.Average), nil
}

// rerank puts the best by vectors in their final order; those after them stay as they are.
func (db *DB) rerank(ctx context.Context, s *survey, q isnad.Query, hits []found) error {
	best := hits[:min(len(hits), rerankShare)]
	ranker, err := db.ranker(ctx, s, q.Expect)
	if err != nil {
		return err
	}
	at, ids := make(map[int64]int, len(best)), make([]int64, len(best))
	for i, h := range best {
		at[h.id], ids[i] = i, h.id
	}
	slices.Sort(ids)
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	err = db.packedTerms(ctx, string(list), func(id int64, t isnad.Terms) {
		best[at[id]].score = max(best[at[id]].score, ranker.Score(t)) // of a very long text its vector may know more
	})
	sortFound(best)
	return err
}

// sortFound puts the best first, among equals the newest.
func sortFound(hits []found) {
	slices.SortFunc(hits, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.id, a.id))
	})
}
