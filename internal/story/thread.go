package story

import (
	"cmp"
	"slices"

	"isnad"
)

// When two stories are of one thread: they agree in matter, one word or phrase of which is rare, and in somebody or some place; the
// longer the time between them, the more is asked. And a story agrees with those with which the thread began: by one tie after another a
// thread would slide into the largest matter of its time. The levels were set by reading pairs of nine months of one outlet
// and of four years of another: see docs/decisions/009-stories-placed.md.
const (
	threadTie    = .36
	threadMatter = .22
	threadNamed  = .03
	threadPlace  = .58 // where they have places in common but nobody: thefts in one town are no matter
	threadRarer  = 4.0 // and then of a word that stands in one of fifty
	threadRare   = 3.0 // weight of a word that stands in one of twenty articles or fewer
	threadApart  = .05 // asked more after threadDays
	threadDays   = 120 // between one story of a thread and the next
	threadCore   = 5   // stories with which a thread began
	coreTie      = .20 // with those, on average
)

// Thread gives the thread to which the story belongs: that of the story before it with which it agrees most; empty where there is
// none.
func (s *Shelf) Thread(st *isnad.Story) string { return s.Look(st).Thread() }

// Thread is [Shelf.Thread] for the story that was looked at.
func (l *Look) Thread() string {
	s, b := l.shelf, &l.book
	type tied struct {
		at  int
		tie float64
	}
	var found []tied
	for _, n := range l.near {
		o := &s.books[n.at]
		if daysDiffer(b.last, o.last, threadDays) || o.last.Sub(b.last) > 0 {
			continue
		}
		if tie, ok := threadOf(b, o, n.agreement); ok {
			found = append(found, tied{n.at, tie})
		}
	}
	slices.SortFunc(found, func(x, y tied) int { return cmp.Or(cmp.Compare(y.tie, x.tie), cmp.Compare(y.at, x.at)) })
	for _, t := range found {
		thread := cmp.Or(s.books[t.at].thread, s.books[t.at].id)
		if s.ofCore(b, thread) {
			return thread
		}
	}
	return ""
}

// threadOf reports whether two stories that agree so far are of one matter, and how far.
func threadOf(b, o *book, a agreement) (tie float64, ok bool) {
	if a.matter < threadMatter || a.named < threadNamed || a.specific < threadRare {
		return 0, false
	}
	tie = a.all()
	if !b.last.IsZero() && !o.last.IsZero() {
		tie -= threadApart * float64(b.last.Sub(o.last)) / threadDays
	}
	if a.people == 0 {
		return tie, tie >= threadPlace && a.specific >= threadRarer
	}
	return tie, tie >= threadTie
}

// ofCore reports whether the story agrees with those with which the thread began, as far as they are remembered.
func (s *Shelf) ofCore(b *book, thread string) bool {
	sum, n := 0.0, 0.0
	for _, id := range s.cores[thread] {
		if i, ok := s.at[id]; ok {
			sum, n = sum+agree(b, &s.books[i]).all(), n+1
		}
	}
	return n == 0 || sum/n >= coreTie
}
