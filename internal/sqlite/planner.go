package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

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

// survey is a match with what the planner knows of its words.
type survey struct {
	*match
	articles, words int64
	scorer          *index.Scorer
	many            bool   // there are more matches than maxExact
	expression      string // over stems: what every match satisfies
}

// survey looks up how frequent the words are.
func (db *DB) survey(ctx context.Context, m *match) (*survey, error) {
	s := &survey{match: m, expression: m.stems}
	var err error
	if s.articles, s.words, err = lengths(ctx, db.read); err != nil {
		return nil, err
	}
	for i := range m.groups {
		if m.groups[i].df, err = db.frequency(ctx, s.articles, &m.groups[i]); err != nil {
			return nil, err
		}
	}
	if m.any {
		s.expression = m.expression(s.anyGroup(m.groups))
	}
	s.scorer = scorerOf(m.groups, s.articles, s.words)
	return s, nil
}

func (s *survey) anyGroup(groups []group) string {
	e := make([]string, len(groups))
	for i := range groups {
		e[i] = groups[i].expression()
	}
	if len(e) < 2 {
		return strings.Join(e, "")
	}
	return "(" + strings.Join(e, " OR ") + ")"
}

// byTime gives a page of matches in order of day.
func (db *DB) byTime(ctx context.Context, s *survey, order isnad.Order, p page, r *isnad.Results) ([]found, error) {
	direction, lo, hi := "DESC", s.lo, s.hi
	if order == isnad.OldestFirst {
		direction = "ASC"
		lo = max(lo, p.after+1)
	} else if p.after > 0 {
		hi = min(hi, p.after-1)
	}
	ids, err := db.matching(ctx, s.match, s.expression, lo, hi, p.offset+p.limit+1, direction)
	if err != nil {
		return nil, err
	}
	if err := db.total(ctx, s, r); err != nil {
		return nil, err
	}
	ids = ids[min(p.offset, len(ids)):]
	if len(ids) > p.limit {
		ids = ids[:p.limit]
		r.Next = cursor("r", ids[p.limit-1])
	}
	hits := make([]found, len(ids))
	for i, id := range ids {
		hits[i].id = id
	}
	return hits, nil
}

// total counts the matches, exactly up to maxExact, else by how far back the newest reach.
func (db *DB) total(ctx context.Context, s *survey, r *isnad.Results) error {
	ids, err := db.newestMany(ctx, s)
	if err != nil {
		return err
	}
	return db.count(ctx, s, ids, r)
}

// newestMany gives all matches where they are at most maxExact, the newest first, else more than maxExact or, where there
// are many times as many, the newest peek alone: reading more would tell nothing.
func (db *DB) newestMany(ctx context.Context, s *survey) ([]int64, error) {
	if s.few() {
		ids, err := db.newest(ctx, s.match, s.expression, s.lo, s.hi, maxExact+1)
		s.many = len(ids) > maxExact
		return ids, err
	}
	ids, err := db.newest(ctx, s.match, s.expression, s.lo, s.hi, peek)
	if err != nil || len(ids) < peek {
		return ids, err
	}
	about, err := db.extrapolate(ctx, peek, ids[peek-1], s.lo, s.hi)
	if err != nil {
		return nil, err
	}
	if !s.any {
		for _, g := range s.groups {
			about = min(about, g.df) // the newest may be a burst
		}
	}
	if s.many = about > 4*maxExact; s.many {
		return ids, nil
	}
	ids, err = db.newest(ctx, s.match, s.expression, s.lo, s.hi, maxExact+1)
	s.many = len(ids) > maxExact
	return ids, err
}

// few reports whether one of the words alone says that there are not many times more matches than maxExact.
func (s *survey) few() bool {
	return !s.any && slices.ContainsFunc(s.groups, func(g group) bool { return g.df <= 4*maxExact })
}

// peek is how many of the newest matches are looked at first.
const peek = 400

// count fills in the total, given the newest matches.
func (db *DB) count(ctx context.Context, s *survey, ids []int64, r *isnad.Results) (err error) {
	if r.Total = len(ids); !s.many {
		return nil
	}
	if s.expression == "" && s.match.words == "" && s.not == "" && s.notWords == "" {
		n, err := db.articlesIn(ctx, s.lo, s.hi)
		r.Total = int(n)
		return err
	}
	r.Total, err = db.extrapolate(ctx, len(ids), ids[len(ids)-1], s.lo, s.hi)
	r.Approximate = true
	note(r, "the total is estimated from the newest %d matches", len(ids))
	return err
}

// byScore gives a page of matches, best first.
func (db *DB) byScore(ctx context.Context, s *survey, q isnad.Query, p page, r *isnad.Results) ([]found, error) {
	ids, err := db.newestMany(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := db.count(ctx, s, ids, r); err != nil {
		return nil, err
	}
	if s.many {
		if ids, err = db.likeliest(ctx, s, ids[:newestShare]); err != nil {
			return nil, err
		}
		note(r, "the order is that of the %d likeliest matches", len(ids))
	}
	hits, err := db.scores(ctx, s.scorer, ids)
	if err != nil {
		return nil, err
	}
	if err := db.rerank(ctx, s, q, hits); err != nil {
		return nil, err
	}
	hits = hits[min(p.offset, len(hits)):]
	if len(hits) > p.limit {
		hits = hits[:p.limit]
		r.Next = cursor("o", int64(p.offset+p.limit))
	}
	return hits, nil
}

func note(r *isnad.Results, format string, args ...any) {
	r.Approximate = true
	if r.Note != "" {
		r.Note += "; "
	}
	r.Note += fmt.Sprintf(format, args...)
}

// Shares of the candidates where there are more matches than maxExact.
const (
	newestShare = 300
	impactShare = 1000
	rareShare   = 1500
	fewWords    = 4 // the rarest of a question's words, by which further candidates are looked for
)

// likeliest gathers candidates where not all matches can be scored.
func (db *DB) likeliest(ctx context.Context, s *survey, newest []int64) ([]int64, error) {
	set := map[int64]bool{}
	add := func(ids []int64) {
		for _, id := range ids {
			set[id] = true
		}
	}
	add(newest)
	if s.any {
		if err := db.likeliestOfAny(ctx, s, add); err != nil {
			return nil, err
		}
	} else if err := db.byImpact(ctx, s, s.groups, impactShare, add); err != nil {
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
func (db *DB) likeliestOfAny(ctx context.Context, s *survey, add func([]int64)) error {
	groups := slices.Clone(s.groups)
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(a.df, b.df) })
	sum, rare := 0, 0
	for rare < len(groups) && sum+groups[rare].df <= rareShare {
		sum += groups[rare].df
		rare++
	}
	if rare > 0 {
		ids, err := db.newest(ctx, s.match, s.match.expression(s.anyGroup(groups[:rare])), s.lo, s.hi, rareShare)
		if err != nil {
			return err
		}
		add(ids)
	}
	for i := rare; i < min(len(groups), rare+fewWords); i++ {
		if err := db.byImpact(ctx, s, groups[i:i+1], impactShare/5, add); err != nil {
			return err
		}
	}
	return db.likeliestPairs(ctx, s, groups[:min(len(groups), rare+fewWords)], rare, add)
}

// likeliestPairs takes the newest articles that hold two of the groups, of which the first rare were looked for already.
func (db *DB) likeliestPairs(ctx context.Context, s *survey, groups []group, rare int, add func([]int64)) error {
	for j := rare; j < len(groups); j++ {
		for i := max(rare, j-2); i < j; i++ {
			pair := all([]string{groups[i].expression(), groups[j].expression()})
			ids, err := db.newest(ctx, s.match, s.match.expression(pair), s.lo, s.hi, newestShare)
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
func (db *DB) byImpact(ctx context.Context, s *survey, groups []group, n int, add func([]int64)) error {
	top, enough := byte('a'+index.Tiers-1), n/2
	for _, floor := range tierFloors {
		conditions := make([]string, len(groups))
		for i, g := range groups {
			conditions[i] = g.weighing(floor, top)
		}
		ids, err := db.newest(ctx, s.match, s.match.expression(all(conditions)), s.lo, s.hi, n)
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
func (g *group) weighing(floor, top byte) string {
	tokens := make([]string, 0, len(g.stems)*int(top-floor+1))
	for _, stem := range g.stems {
		for t := top; t >= floor; t-- {
			tokens = append(tokens, index.TierToken(stem, t))
		}
	}
	return anyOf(tokens)
}
