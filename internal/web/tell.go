package web

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"isnad"
)

// told is a story with the articles of its members, as far as they were read.
type told struct {
	*isnad.Story
	*tale
	own  int // members with a text of their own
	read int // those of them whose article was read; the others have what the story keeps of them
}

const (
	readOwn    = 48 // members with a text of their own whose article is read
	readCopies = 24 // copies whose article is read, to compare them

	readWide = 600 // of either, where a page holds a part of a wide story, or all of it
)

// tell reads the articles of a story's members: those with a text of their own first.
func (s *site) tell(ctx context.Context, st *isnad.Story, view storyView) (*told, error) {
	copies := map[string]bool{}
	for _, g := range st.Copies {
		for _, id := range g.Articles {
			copies[id] = len(g.Articles) > 1 && id != g.Original
		}
	}
	t := &told{Story: st, tale: &tale{articles: make([]*isnad.Article, len(st.Members))}}
	var wanted []int
	copied, ownMost, copiesMost := 0, readOwn, readCopies
	if view.part != "" {
		ownMost, copiesMost = readWide, readWide
	}
	for i := range st.Members {
		t.articles[i] = memberArticle(&st.Members[i], copies)
		if copies[st.Members[i].Article] {
			if copied++; copied > copiesMost {
				continue
			}
		} else if t.own++; t.own > ownMost {
			continue
		}
		wanted = append(wanted, i)
	}
	err := s.readAll(ctx, wanted, func(i int) string { return st.Members[i].Article }, func(i int, a *isnad.Article) {
		full := *a
		full.Copy, full.Original = t.articles[i].Copy, t.articles[i].Original
		t.articles[i] = &full
		if !isCopy(&full) {
			t.read++
		}
	})
	return t, err
}

// memberArticle is what a story knows of a member, as an article without text.
func memberArticle(m *isnad.Member, copies map[string]bool) *isnad.Article {
	a := &isnad.Article{ID: m.Article, Copy: m.Copy, Keywords: m.Keywords}
	a.Title, a.Source, a.Credits, a.URL, a.Published = m.Title, m.Source, m.Credits, m.URL, m.Published
	a.Captured.At = m.Captured
	if _, known := copies[m.Article]; known {
		original := !copies[m.Article]
		a.Original = &original
	}
	return a
}

// readers is how many articles are read at once.
const readers = 4

// readAll reads articles, several at once, and hands over each that is there, one at a time.
func (s *site) readAll(ctx context.Context, wanted []int, id func(int) string, have func(int, *isnad.Article)) error {
	var lock sync.Mutex
	return each(len(wanted), func(k int) error {
		a, err := s.store.Article(ctx, id(wanted[k]))
		if errors.Is(err, isnad.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		lock.Lock()
		defer lock.Unlock()
		have(wanted[k], a)
		return nil
	})
}

// each runs do for 0 … n-1, several at once.
func each(n int, do func(i int) error) error {
	var next atomic.Int64
	jobs := make([]func() error, min(readers, n))
	for k := range jobs {
		jobs[k] = func() error {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return together(jobs...)
}
