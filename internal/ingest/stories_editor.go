package ingest

import (
	"context"
	"fmt"

	"isnad"
	"isnad/internal/story"
)

// Decide carries an editor's decision out and keeps it: the article goes to the story of another, or stands alone where
// none is named. It is undone by another decision on the same article. Reprocessing keeps to what was decided last.
func (s *Stories) Decide(ctx context.Context, d isnad.Decision) error {
	if err := s.placed(ctx, func() error { return s.decide(ctx, d) }); err != nil {
		return fmt.Errorf("ingest.Stories.Decide(%s, %s): %w", d.Article, d.With, err)
	}
	return nil
}

func (s *Stories) decide(ctx context.Context, d isnad.Decision) error {
	if err := s.open(ctx); err != nil {
		return err
	}
	a, err := s.store.Article(ctx, d.Article)
	if err != nil {
		return err
	}
	if d.With != "" {
		with, err := s.store.Article(ctx, d.With)
		if err != nil {
			return err
		}
		if d.With == d.Article || with.Story == "" {
			return fmt.Errorf("%w: %s is in no other story", isnad.ErrInvalid, d.With)
		}
		if err := s.load(ctx, with.Day()); err != nil {
			return err
		}
		s.desk.Load(story.NewProfile(with, s.analysis.terms(with)), with.Copy, with.Story) // as it stands now
	}
	if err := s.load(ctx, a.Day()); err != nil {
		return err
	}
	s.decisions[d.Article] = append(s.decisions[d.Article], d)
	from, terms := a.Story, s.analysis.terms(a)
	p := story.NewProfile(a, terms)
	m := move{prepared: prepared{a, terms, p}, from: from, at: s.place(p)}
	var w *storyWriter
	moves := []move{m}
	same := s.same(moves)
	err = s.update(ctx, func(tx isnad.Tx) error {
		w = s.writer(tx, same)
		if err := w.write(moves); err != nil {
			return err
		}
		return tx.Decide(d)
	})
	if err == nil {
		s.remember(w)
	}
	return err
}

// settle carries out again what editors decided and reprocessing could not yet: the article that another belongs with may
// have come after it.
func (s *Stories) settle(ctx context.Context) error {
	decisions, err := s.store.Decisions(ctx)
	if err != nil {
		return err
	}
	last := map[string]isnad.Decision{}
	for _, d := range decisions {
		last[d.Article] = d
	}
	for _, d := range decisions {
		if last[d.Article] != d || d.With == "" {
			continue
		}
		a, err := s.stored(ctx, d.Article)
		if err != nil {
			return err
		}
		with, err := s.stored(ctx, d.With)
		if err != nil {
			return err
		}
		if a == nil || with == nil || a.Story == with.Story || with.Story == "" {
			continue
		}
		if err := s.Decide(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// standingAlone is the story of an article that an editor took out of its story. It is not the article's own id: a story
// may be called by that, which keeps its name when the article with which it began leaves.
func standingAlone(article string) string { return article + story.Closed }
