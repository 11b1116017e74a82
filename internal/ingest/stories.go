package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"isnad"
	"isnad/dates"
	"isnad/internal/story"
)

// Store is what articles with their stories are written to.
type Store interface {
	isnad.Store
	isnad.StoryStore
	isnad.Leases
}

// Stories is the last step before the store: it places articles in stories and groups of copies as they arrive, and
// writes them with all that this changes in one transaction. It holds the days it compares with in memory, reads them from
// the store when they are needed first, and is safe for several goroutines, of which one places at a time: the order in
// which Put is called is the order of arrival. Among several processes that share an archive one places at a time, each in its turn.
type Stories struct {
	store    Store
	analysis analysis
	anew     bool // all is placed anew: what the store says of stories is not looked at

	mu        sync.Mutex
	turn      turn
	desk      *story.Desk
	shelf     *story.Shelf
	fresh     map[string]bool             // stories written since all is placed anew
	resumed   bool                        // all is placed anew, and a part of it was when the desk was lost
	decisions map[string][]isnad.Decision // by article, the latest last
}

// NewStories gives the stories of an archive; nothing is read before the first Put.
func NewStories(store Store) *Stories { return &Stories{store: store, turn: turn{leases: store}} }

// Put places and stores the articles; also is run in the same transaction, after them. What fails leaves no trace.
func (s *Stories) Put(ctx context.Context, batch []prepared, also func(isnad.Tx) error) error {
	var err error
	if len(batch) == 0 && also != nil { // a page without an article: only its job is to be finished
		err = s.store.Update(ctx, also)
	} else {
		err = s.placed(ctx, func() error { return s.put(ctx, batch, also) })
	}
	if err != nil {
		return fmt.Errorf("ingest.Stories.Put: %w", err)
	}
	return nil
}

func (s *Stories) put(ctx context.Context, batch []prepared, also func(isnad.Tx) error) error {
	if err := s.open(ctx); err != nil {
		return err
	}
	slices.SortStableFunc(batch, func(a, b prepared) int { return earlier(a.article, b.article) })
	moves, err := s.plan(ctx, batch)
	if err != nil {
		return err
	}
	same := s.same(moves)
	var w *storyWriter
	err = s.update(ctx, func(tx isnad.Tx) error {
		w = s.writer(tx, same)
		if err := w.write(moves); err != nil {
			return err
		}
		if also == nil {
			return nil
		}
		return also(tx)
	})
	if err == nil {
		s.remember(w)
	}
	return err
}

// remember keeps what is committed.
func (s *Stories) remember(w *storyWriter) {
	for _, id := range w.order {
		s.fresh[id] = true
		if st := w.stories[id]; len(st.Members) > 0 {
			w.looks[id].Put()
		} else {
			s.shelf.Remove(id)
		}
	}
}

// same gives the ties of statements that the moves changed, by article.
func (s *Stories) same(moves []move) map[string]map[string][]string {
	out := map[string]map[string][]string{}
	for i := range moves {
		for _, id := range append(moves[i].at.Tied, moves[i].article.ID) {
			if ties := s.desk.Same(id); ties != nil {
				out[id] = ties
			}
		}
	}
	return out
}

// earlier orders articles by day, and by the hour where both know it.
func earlier(a, b *isnad.Article) int {
	if d := a.Day().Sub(b.Day()); d != 0 {
		return d
	}
	if a.Published.Time.IsZero() || b.Published.Time.IsZero() {
		return 0
	}
	return a.Published.Time.Compare(b.Published.Time)
}

// open readies the desk after a start or a failure.
func (s *Stories) open(ctx context.Context) error {
	if s.desk != nil {
		return nil
	}
	decisions, err := s.store.Decisions(ctx)
	if err != nil {
		return err
	}
	s.decisions = map[string][]isnad.Decision{}
	for _, d := range decisions {
		s.decisions[d.Article] = append(s.decisions[d.Article], d)
	}
	if s.fresh == nil || !s.anew {
		s.fresh = map[string]bool{}
	}
	s.resumed = s.anew && len(s.fresh) > 0
	if s.shelf, err = s.loadShelf(ctx); err != nil {
		return err
	}
	s.desk = story.NewDesk(story.Options{Held: func(id string) bool { return len(s.decisions[id]) > 0 }})
	return nil
}

// shelved is how many stories are read when the process starts, the latest.
const shelved = 20_000

// loadShelf gives the shelf with the latest stories, in order of time as they came.
func (s *Stories) loadShelf(ctx context.Context) (*story.Shelf, error) {
	var latest []isnad.Story
	f := isnad.StoryFilter{Limit: 1000}
	for n := 0; n < shelved && (!s.anew || s.resumed); n += f.Limit {
		list, err := s.store.Stories(ctx, f)
		if err != nil {
			return nil, err
		}
		latest = append(latest, list.Stories...)
		if f.Cursor = list.Next; f.Cursor == "" {
			break
		}
	}
	shelf := story.NewShelf(0)
	for i := range latest {
		if st := &latest[len(latest)-1-i]; !s.anew || s.fresh[st.ID] {
			shelf.Put(st)
		}
	}
	return shelf, nil
}

// move is what becomes of one article.
type move struct {
	prepared
	from    string // the story it was in
	at      story.Placement
	edition *isnad.Edition // to be kept
	old     bool           // an older capture of what is stored: only the edition is kept
}

// plan places each article, without writing anything.
func (s *Stories) plan(ctx context.Context, batch []prepared) ([]move, error) {
	moves := make([]move, 0, len(batch))
	seen := map[string]*isnad.Article{}
	for _, item := range batch {
		stored := seen[item.article.ID]
		if stored == nil {
			var err error
			if stored, err = s.stored(ctx, item.article.ID); err != nil {
				return nil, err
			}
		}
		m, err := s.move(ctx, item, stored)
		if err != nil {
			return nil, err
		}
		if !m.old {
			seen[item.article.ID] = item.article
		}
		moves = append(moves, m)
	}
	return moves, nil
}

// stored gives the article as it stands in the store, nil where it does not.
func (s *Stories) stored(ctx context.Context, id string) (*isnad.Article, error) {
	a, err := s.store.Article(ctx, id)
	if errors.Is(err, isnad.ErrNotFound) {
		return nil, nil
	}
	return a, err
}

// move decides what becomes of an article, and places it.
func (s *Stories) move(ctx context.Context, item prepared, stored *isnad.Article) (move, error) {
	m := move{prepared: item}
	a := item.article
	if stored != nil {
		m.from = stored.Story
		if m.edition, m.old = edition(stored, a); m.old {
			return m, s.until(ctx, m.edition)
		}
	}
	a.Versions.Story = story.Version
	p := item.profile
	if p.Day != a.Day() { // when it was captured was not known yet
		p = story.NewProfile(a, item.terms)
	}
	if stored != nil && stored.Versions.Story == story.Version && stored.Story != "" && !s.anew {
		m.at = story.Placement{Copy: stored.Copy, Story: stored.Story}
		m.at.Tied = s.desk.Put(p, stored.Copy, stored.Story)
		return m, nil
	}
	if err := s.load(ctx, a.Day()); err != nil {
		return m, err
	}
	m.at = s.place(p)
	return m, nil
}

// place asks the editors first, then the desk.
func (s *Stories) place(p *story.Profile) story.Placement {
	if d := s.decisions[p.ID]; len(d) > 0 {
		last := d[len(d)-1]
		if last.With == "" {
			return s.desk.PlaceIn(p, standingAlone(p.ID), editorReason(last))
		}
		if with, ok := s.desk.Story(last.With); ok {
			return s.desk.PlaceIn(p, with, editorReason(last))
		}
	}
	return s.desk.Place(p)
}

func editorReason(d isnad.Decision) isnad.Reason {
	words := "وضعه محرّر هنا"
	if d.Note != "" {
		words += ": " + d.Note
	}
	return isnad.Reason{Kind: isnad.ByEditor, Words: words, Of: d.With}
}

// load puts on the desk what the store has of the days around one.
func (s *Stories) load(ctx context.Context, day dates.Day) error {
	if s.anew && !s.resumed || day.IsZero() {
		return nil
	}
	first, last := s.desk.Near(day)
	for d := first; d.Sub(last) <= 0; d = d.Add(1) {
		if !s.desk.Open(d) {
			continue
		}
		if err := s.loadDay(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// loadDay puts a day's articles on the desk, in the store's order; they are analysed on all processors, for a desk may want twenty
// thousand before the first article can be placed.
func (s *Stories) loadDay(ctx context.Context, day dates.Day) error {
	var failed error
	standing := func(yield func(*isnad.Article) bool) {
		for a, err := range s.store.Articles(ctx, isnad.ArticleFilter{Since: day, Until: day}) {
			placed := false
			if err == nil {
				placed, err = s.stands(ctx, a)
			}
			if failed = err; err != nil || placed && !yield(a) {
				return
			}
		}
	}
	type profiled struct {
		article *isnad.Article
		profile *story.Profile
	}
	for p := range ordered(standing, 0, func(a *isnad.Article) profiled { return profiled{a, story.NewProfile(a, s.analysis.terms(a))} }) {
		s.desk.Load(p.profile, p.article.Copy, p.article.Story)
	}
	return failed
}

// stands reports whether what the store says of an article's place counts: not where this build would place it otherwise, nor, where all
// is placed anew, before it was.
func (s *Stories) stands(ctx context.Context, a *isnad.Article) (bool, error) {
	if a.Versions.Story != story.Version || a.Story == "" {
		return false, nil
	}
	if !s.anew {
		return true, nil
	}
	if !s.fresh[a.Story] {
		return false, nil
	}
	st, err := s.store.Story(ctx, a.Story)
	if err != nil {
		return false, ignoreMissing(err)
	}
	return slices.ContainsFunc(st.Members, func(m isnad.Member) bool { return m.Article == a.ID }), nil
}

// until corrects how long an edition stood that comes to light late: until the first capture after it.
func (s *Stories) until(ctx context.Context, e *isnad.Edition) error {
	known, err := s.store.Editions(ctx, e.Article.ID)
	for _, k := range known {
		if at := k.Article.Captured.At; at.After(e.Article.Captured.At) && at.Before(e.Until) {
			e.Until = at
		}
	}
	return err
}

// edition says whether one of two captures of an article is to be kept as an earlier edition: the one with other words
// that was captured first. old reports that it is the one that comes now.
func edition(stored, now *isnad.Article) (e *isnad.Edition, old bool) {
	same := stored.Title == now.Title && slices.Equal(stored.Paragraphs, now.Paragraphs)
	again := stored.Captured.Digest != "" && stored.Captured.Digest == now.Captured.Digest // read anew, not fetched anew
	if same || again {
		return nil, false
	}
	if now.Captured.At.Before(stored.Captured.At) && !now.Captured.At.IsZero() {
		return &isnad.Edition{Article: now, Until: stored.Captured.At}, true
	}
	return &isnad.Edition{Article: stored, Until: now.Captured.At}, false
}
