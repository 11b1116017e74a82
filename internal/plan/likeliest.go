package plan

import (
	"cmp"
	"context"
	"slices"

	"isnad/internal/index"
)

// Shares of the candidates where there are more matches than maxExact.
const (
	newestShare = 300
	impactShare = 1000
	rareShare   = 1500
	fewWords    = 4 // the rarest of a question's words, by which further candidates are looked for
)

// likeliest gathers candidates where not all matches can be scored.
func (p *Planner) likeliest(ctx context.Context, s *survey, newest []int64) ([]int64, error) {
	set := map[int64]bool{}
	add := func(ids []int64) {
		for _, id := range ids {
			set[id] = true
		}
	}
	add(newest)
	if s.Any {
		if err := p.likeliestOfAny(ctx, s, add); err != nil {
			return nil, err
		}
	} else if err := p.byImpact(ctx, s, s.Groups, impactShare, add); err != nil {
		return nil, err
	}
	ids := make([]int64, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, nil
}

// likeliestOfAny takes all articles with the rarest words, as long as they are few, then of each further word those in
// which it weighs most.
func (p *Planner) likeliestOfAny(ctx context.Context, s *survey, add func([]int64)) error {
	groups := slices.Clone(s.Groups)
	slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(a.among, b.among) })
	sum, rare := 0, 0
	for rare < len(groups) && sum+groups[rare].among <= rareShare {
		sum += groups[rare].among
		rare++
	}
	if rare > 0 {
		ids, err := p.newest(ctx, s, s.with(anyGroup(groups[:rare])), rareShare)
		if err != nil {
			return err
		}
		add(ids)
	}
	for i := rare; i < min(len(groups), rare+fewWords); i++ {
		if err := p.byImpact(ctx, s, groups[i:i+1], impactShare/5, add); err != nil {
			return err
		}
	}
	return p.likeliestPairs(ctx, s, groups[:min(len(groups), rare+fewWords)], rare, add)
}

// likeliestPairs takes the newest articles that hold two of the groups, of which the first rare were looked for already.
func (p *Planner) likeliestPairs(ctx context.Context, s *survey, groups []Group, rare int, add func([]int64)) error {
	for j := rare; j < len(groups); j++ {
		for i := max(rare, j-2); i < j; i++ {
			ids, err := p.newest(ctx, s, s.with(AllOf(groups[i].Expr(), groups[j].Expr())), newestShare)
			if err != nil {
				return err
			}
			add(ids)
		}
	}
	return nil
}

// tierFloors are the lowest tiers of the steps in which byImpact goes down.
var tierFloors = [...]byte{'a' + index.Tiers - 2, 'a' + index.Tiers - 5, 'a' + index.Tiers - 9, 'a' + index.Tiers/4, 'a'}

// byImpact adds up to n matches in which each of the groups weighs much, lowering what is much until there are enough. The
// tiers of one group alone are read band by band, each posting once; of several the lower tiers of one go with the higher of
// another, so every step reads all above it again.
func (p *Planner) byImpact(ctx context.Context, s *survey, groups []Group, n int, add func([]int64)) error {
	top, enough := byte('a'+index.Tiers-1), n/2
	for _, floor := range tierFloors {
		conditions := make([]Expr, len(groups))
		for i, g := range groups {
			conditions[i] = g.weighing(floor, top)
		}
		ids, err := p.newest(ctx, s, s.with(AllOf(conditions...)), n)
		if err != nil {
			return err
		}
		add(ids)
		if len(ids) >= enough {
			break
		}
		if len(groups) == 1 {
			top, enough = floor-1, enough-len(ids)
		}
	}
	return nil
}

// weighing is the condition that one of the stems has a tier from floor to top: so it holds the stem too.
func (g *Group) weighing(floor, top byte) Expr {
	tokens := make([]string, 0, len(g.Stems)*int(top-floor+1))
	for _, stem := range g.Stems {
		for t := top; t >= floor; t-- {
			tokens = append(tokens, index.TierToken(stem, t))
		}
	}
	return anyToken(tokens)
}
