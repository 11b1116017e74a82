package sqlite

import (
	"context"
	"math/bits"
	"slices"
	"sync"

	"isnad"
	"isnad/internal/plan"
	"isnad/internal/posting"
)

// answering is an answer with what it answers, as internal/plan asks it.
type answering struct {
	*view
	match  *plan.Match
	answer *answer
}

// Total counts the matches.
func (a *answering) Total() (int, []isnad.Note) { return a.answer.total, a.answer.notes }

// Size gives the number of articles and their average length.
func (a *answering) Size() (int64, float64) { return a.articles, a.average() }

// AmongStems counts the articles with any of the stems.
func (a *answering) AmongStems(ctx context.Context, stems []string) (int, error) {
	return a.among(ctx, keysOf(stems))
}

// AmongSurface counts the articles with the word as written.
func (a *answering) AmongSurface(ctx context.Context, word string) (int, error) {
	return a.among(ctx, []string{posting.WordKey(word)})
}

func keysOf(stems []string) []string {
	out := make([]string, len(stems))
	for i, s := range stems {
		out[i] = posting.StemKey(s)
	}
	return out
}

// InOrder gives row ids of matches in order.
func (a *answering) InOrder(lo, hi int64, n int, newest bool) (ids []int64) {
	for i, s := range a.segments {
		ids = appendInOrder(ids, s.docs, a.answer.sets[i], lo, hi, n, newest)
	}
	slices.Sort(ids)
	if newest {
		slices.Reverse(ids)
	}
	return ids[:min(n, len(ids))]
}

// appendInOrder appends the row ids of the first n of a segment's matches from lo to hi.
func appendInOrder(ids []int64, docs *posting.Docs, set posting.Set, lo, hi int64, n int, newest bool) []int64 {
	walk := set.All
	if newest {
		walk = set.Backward
	}
	for doc := range walk {
		if id := docs.IDs[doc]; id >= lo && id <= hi {
			if ids = append(ids, id); n <= 1 {
				break
			}
			n--
		}
	}
	return ids
}

// Best scores all matches by their stems and the stems' first places, and gives the n best.
func (a *answering) Best(ctx context.Context, rarities []float64, n int) ([]plan.Scored, error) {
	best := top{most: n}
	for i, s := range a.segments {
		if err := a.score(ctx, rarities, s, a.answer.sets[i], &best); err != nil {
			return nil, err
		}
	}
	return best.sorted(), nil
}

// scores lends rooms for sums, all zero.
var scores = sync.Pool{New: func() any { return new([]float64) }}

// score adds a segment's matches to the best.
func (a *answering) score(ctx context.Context, rarities []float64, s *segment, set posting.Set, best *top) error {
	if set.Empty() {
		return nil
	}
	room := scores.Get().(*[]float64)
	defer scores.Put(room)
	if n := s.docs.Len(); len(*room) < n {
		*room = make([]float64, n)
	}
	sums := *room
	w := posting.NewWeights(s.docs.Lengths, a.average())
	var err error
	for i, g := range a.match.Groups {
		w.Rarity = rarities[i]
		if err = a.add(ctx, s, keysOf(g.Stems), set, w, sums); err != nil {
			break
		}
	}
	for i, word := range set {
		for ; word != 0; word &= word - 1 {
			doc := i<<6 + bits.TrailingZeros64(word)
			if best.may(sums[doc]) {
				best.add(plan.Scored{ID: s.docs.IDs[doc], Score: sums[doc]})
			}
			sums[doc] = 0
		}
	}
	return err
}

// add adds what a word of the query is worth in each of the set.
func (v *view) add(ctx context.Context, s *segment, keys []string, set posting.Set, w *posting.Weights, sums []float64) error {
	var list []posting.Posting
	for _, key := range keys {
		e, ok, err := v.entry(ctx, s, key)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if len(keys) == 1 {
			return e.Score(sums, set, w)
		}
		next, err := e.AppendStems(make([]posting.Posting, 0, e.Docs), s.docs.Len())
		if err != nil {
			return err
		}
		list = posting.Union(list, next)
	}
	for _, p := range list {
		if set.Has(p.Doc) {
			sums[p.Doc] += w.Of(p)
		}
	}
	return nil
}

// top keeps the best of many.
type top struct {
	most  int
	kept  []plan.Scored
	least plan.Scored // nothing that comes after it is among the best; valid once full
	full  bool
}

// may reports whether an article of such a score can be among the best.
func (t *top) may(score float64) bool { return !t.full || score >= t.least.Score }

func (t *top) add(f plan.Scored) {
	if t.full && plan.Better(f, t.least) > 0 {
		return
	}
	if t.kept = append(t.kept, f); len(t.kept) >= 2*t.most {
		t.cut()
	}
}

func (t *top) cut() {
	slices.SortFunc(t.kept, plan.Better)
	if len(t.kept) >= t.most {
		t.kept = t.kept[:t.most]
		t.least, t.full = t.kept[t.most-1], true
	}
}

func (t *top) sorted() []plan.Scored {
	t.cut()
	return t.kept
}
