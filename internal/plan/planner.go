package plan

import (
	"cmp"
	"context"
	"slices"

	"isnad"
	"isnad/internal/index"
)

// The planner. Matches come from postings, scores from vectors; the best by stems are then ranked by the whole rule (rerank.go).
//
//   - By time: the postings are in order of row id, so a page is read off their end.
//   - By score, up to maxExact matches: all are scored; total and order are exact.
//   - By score, more matches: the likeliest are scored: those in which each word weighs much (impact tiers, from the
//     highest down), and the newest. The answer says that it is approximate.
//   - Any of several words (a question): the articles with the rarer words all, those with the commoner ones by impact.

// maxExact is how many matches are all scored; of more, the likeliest are.
const maxExact = 3000

// Scored is a matching article, by its row id, with its score.
type Scored struct {
	ID    int64
	Score float64
}

type found = Scored

// survey is a match with what the planner knows of its words.
type survey struct {
	*Match
	articles int64
	scorer   *index.Scorer
	many     bool // there are more matches than maxExact
	stems    Expr // what every match satisfies of stems
}

// survey looks up how frequent the words are.
func (p *Planner) survey(ctx context.Context, m *Match) (*survey, error) {
	s := &survey{Match: m, stems: m.wanted()}
	var words int64
	var err error
	if s.articles, words, err = p.engine.Lengths(ctx); err != nil {
		return nil, err
	}
	for i := range m.Groups {
		if m.Groups[i].among, err = p.amongStems(ctx, s.articles, m.Groups[i].Stems); err != nil {
			return nil, err
		}
	}
	s.scorer = scorerOf(m.Groups, s.articles, words)
	return s, nil
}

// wanted is what every match satisfies of stems.
func (m *Match) wanted() Expr {
	if m.Any {
		return m.with(anyGroup(m.Groups))
	}
	return m.Stems
}

// with joins a positive part with the filters.
func (m *Match) with(positive Expr) Expr { return AllOf(positive, m.Filter) }

// newest gives the newest n matches.
func (p *Planner) newest(ctx context.Context, s *survey, stems Expr, n int) ([]int64, error) {
	return p.engine.Find(ctx, s.Match, stems, s.Lo, s.Hi, n, true)
}

// byTime gives a page of matches in order of day.
func (p *Planner) byTime(ctx context.Context, s *survey, order isnad.Order, page Page, r *isnad.Results) ([]found, error) {
	lo, hi, newest := page.bounds(s.Match, order)
	ids, err := p.engine.Find(ctx, s.Match, s.stems, lo, hi, page.Offset+page.Limit+1, newest)
	if err != nil {
		return nil, err
	}
	if err := p.total(ctx, s, r); err != nil {
		return nil, err
	}
	return page.ofIDs(ids, r), nil
}

// total counts the matches, exactly up to maxExact, else by how far back the newest reach.
func (p *Planner) total(ctx context.Context, s *survey, r *isnad.Results) error {
	ids, err := p.newestMany(ctx, s)
	if err != nil {
		return err
	}
	return p.count(ctx, s, ids, r)
}

// newestMany gives all matches where they are at most maxExact, the newest first, else more than maxExact or, where there
// are many times as many, the newest peek alone: reading more would tell nothing.
func (p *Planner) newestMany(ctx context.Context, s *survey) ([]int64, error) {
	if !s.few() {
		ids, err := p.newest(ctx, s, s.stems, peek)
		if err != nil || len(ids) < peek {
			return ids, err
		}
		about, err := p.extrapolate(ctx, peek, ids[peek-1], s.Lo, s.Hi)
		if err != nil {
			return nil, err
		}
		if !s.Any {
			for _, g := range s.Groups {
				about = min(about, g.among) // the newest may be a burst
			}
		}
		if s.many = about > 4*maxExact; s.many {
			return ids, nil
		}
	}
	ids, err := p.newest(ctx, s, s.stems, maxExact+1)
	s.many = len(ids) > maxExact
	return ids, err
}

// few reports whether one of the words alone says that there are not many times more matches than maxExact.
func (s *survey) few() bool {
	return !s.Any && slices.ContainsFunc(s.Groups, func(g Group) bool { return g.among <= 4*maxExact })
}

// peek is how many of the newest matches are looked at first.
const peek = 400

// count fills in the total, given the newest matches.
func (p *Planner) count(ctx context.Context, s *survey, ids []int64, r *isnad.Results) (err error) {
	if r.Total = len(ids); !s.many {
		return nil
	}
	if s.stems.IsZero() && s.Words.IsZero() && s.Not.IsZero() && s.NotWords.IsZero() {
		n, err := p.engine.ArticlesIn(ctx, s.Lo, s.Hi)
		r.Total = int(n)
		return err
	}
	r.Total, err = p.extrapolate(ctx, len(ids), ids[len(ids)-1], s.Lo, s.Hi)
	r.TellPart(isnad.Note{Code: isnad.TotalEstimated, Count: len(ids)})
	return err
}

// byScore gives a page of matches, best first.
func (p *Planner) byScore(ctx context.Context, s *survey, q isnad.Query, page Page, r *isnad.Results) ([]found, error) {
	ids, err := p.newestMany(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := p.count(ctx, s, ids, r); err != nil {
		return nil, err
	}
	if s.many {
		if ids, err = p.likeliest(ctx, s, ids[:newestShare]); err != nil {
			return nil, err
		}
		r.TellPart(isnad.Note{Code: isnad.LikeliestOnly, Count: len(ids)})
	}
	hits, err := p.scores(ctx, s.scorer, ids)
	if err != nil {
		return nil, err
	}
	surface := func(ctx context.Context, word string) (int, error) { return p.amongSurface(ctx, s.articles, word) }
	if err := (&basis{s.Match, s.articles, s.scorer.Average, surface, p.engine}).rerank(ctx, q, hits); err != nil {
		return nil, err
	}
	return page.ofBest(hits, r), nil
}

// scores gives the ids with their scores, best first, among equals the newest.
func (p *Planner) scores(ctx context.Context, s *index.Scorer, ids []int64) ([]found, error) {
	out := make([]found, 0, len(ids))
	err := p.engine.Vectors(ctx, ids, func(id int64, length int, vector []byte) {
		out = append(out, found{id, s.Score(vector, length)})
	})
	sortFound(out)
	return out, err
}

// sortFound puts the best first, among equals the newest.
func sortFound(hits []found) { slices.SortFunc(hits, Better) }

// Better is the order of the best: by score, among equals the newest first.
func Better(a, b Scored) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.ID, a.ID))
}
