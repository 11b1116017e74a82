package sqlite

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"isnad"
	"isnad/arabic"
)

// rerankShare is how many of the best by stems are ranked by the whole rule (isnad's rank.go): their texts are analysed
// anew for the words as written and for neighbours, which no posting or vector tells.
const rerankShare = 60

// analyzers keep the words they met, so that analysing a text again costs a lookup a word.
var analyzers = sync.Pool{New: func() any { return new(arabic.Analyzer) }}

// fine adds to a score by stems what the words as written and their neighbours are worth.
type fine struct {
	surfaces map[string]int // to their place in weights
	weights  []float64
	stems    map[string]int // to the group
	pairs    map[[2]int]float64
	counts   []int
	seen     map[[2]int]int
}

// fine looks up how common the words as written are.
func (db *DB) fine(ctx context.Context, s *survey, q isnad.Query) (*fine, error) {
	f := &fine{surfaces: map[string]int{}, stems: map[string]int{}, pairs: map[[2]int]float64{}, seen: map[[2]int]int{}}
	for i, g := range s.groups {
		for _, stem := range g.stems {
			if _, ok := f.stems[stem]; !ok {
				f.stems[stem] = i
			}
		}
	}
	last := -1
	for _, t := range queryTerms(q) {
		if arabic.IsStop(t.Surface) {
			last = -1
			continue
		}
		if err := db.fineSurface(ctx, f, s, safe(t.Surface)); err != nil {
			return nil, err
		}
		group, ok := f.stems[safe(t.Stem)]
		if ok && last >= 0 {
			f.pairs[[2]int{last, group}] = isnad.PairWeight * isnad.Rarity(min(s.groups[last].df, s.groups[group].df), int(s.articles))
		}
		if last = group; !ok {
			last = -1
		}
	}
	f.counts = make([]int, len(f.weights))
	return f, nil
}

func (db *DB) fineSurface(ctx context.Context, f *fine, s *survey, surface string) error {
	if _, ok := f.surfaces[surface]; ok {
		return nil
	}
	df, err := db.frequencyIn(ctx, "words", s.articles, quote(surface), []string{"+" + surface})
	if err != nil {
		return err
	}
	f.surfaces[surface] = len(f.weights)
	f.weights = append(f.weights, isnad.SurfaceWeight*isnad.Rarity(df, int(s.articles)))
	return nil
}

func queryTerms(q isnad.Query) []isnad.ClauseTerm {
	var terms []isnad.ClauseTerm
	for _, c := range q.Clauses {
		if c.Kind != isnad.PrefixClause {
			terms = append(terms, c.Terms...)
		}
	}
	return terms
}

// add gives what the article is worth beyond its stems. Neighbours count with the saturation of any other term.
func (f *fine) add(analyzer *arabic.Analyzer, a *isnad.Article, average float64) float64 {
	clear(f.counts)
	clear(f.seen)
	length := f.count(analyzer.AppendTerms(nil, a.Title), titleWeight) + f.count(analyzer.AppendTerms(nil, a.Text()), 1)
	total := 0.0
	for i, n := range f.counts {
		total += f.weights[i] * termPart(n, length, average)
	}
	for pair, weight := range f.pairs {
		total += weight * termPart(f.seen[pair], length, average)
	}
	return total
}

// count counts the words and pairs of one field, and gives its length without stop words.
func (f *fine) count(terms []arabic.Term, weight int) (length int) {
	last := -1
	for i := range terms {
		if terms[i].Stop {
			last = -1
			continue
		}
		length++
		if at, ok := f.surfaces[safe(terms[i].Surface)]; ok {
			f.counts[at] += weight
		}
		group, ok := f.stems[safe(terms[i].Stem)]
		if !ok {
			last = -1
			continue
		}
		if pair := [2]int{last, group}; last >= 0 && f.pairs[pair] > 0 {
			f.seen[pair] += weight
		}
		last = group
	}
	return length
}

// rerank puts the best by stems in their final order.
func (db *DB) rerank(ctx context.Context, s *survey, q isnad.Query, hits []found) error {
	hits = hits[:min(len(hits), rerankShare)]
	f, err := db.fine(ctx, s, q)
	if err != nil {
		return err
	}
	if s.bodies, err = db.bodies(ctx, hits); err != nil {
		return err
	}
	analyzer := analyzers.Get().(*arabic.Analyzer)
	defer analyzers.Put(analyzer)
	for i, h := range hits {
		if a := s.bodies[h.id]; a != nil {
			hits[i].score += f.add(analyzer, a, s.scorer.average)
		}
	}
	sortFound(hits)
	return nil
}

// sortFound puts the best first, among equals the newest.
func sortFound(hits []found) {
	slices.SortFunc(hits, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.id, a.id))
	})
}
