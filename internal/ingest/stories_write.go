package ingest

import (
	"errors"
	"maps"
	"slices"

	"isnad"
	"isnad/internal/story"
)

// writer gives what writes one transaction.
func (s *Stories) writer(tx isnad.Tx, same map[string]map[string][]string) *storyWriter {
	return &storyWriter{tx: tx, shelf: s.shelf, stale: func(id string) bool { return s.anew && !s.fresh[id] }, same: same,
		stories: map[string]*isnad.Story{}, looks: map[string]*story.Look{}, before: map[string]isnad.Links{}, mine: map[string]*isnad.Article{}}
}

// write stores articles at their places, with the stories and other articles that this changes.
func (w *storyWriter) write(moves []move) error {
	for i := range moves {
		if err := w.move(&moves[i]); err != nil {
			return err
		}
	}
	if err := w.finish(); err != nil {
		return err
	}
	for i := range moves {
		if m := &moves[i]; !m.old {
			if err := w.tx.PutArticle(m.article, m.terms); err != nil {
				return err
			}
		}
	}
	return nil
}

// leaveStory takes an article that ends out of its story.
func leaveStory(tx isnad.Tx, a *isnad.Article) error {
	if a.Story == "" {
		return nil
	}
	w := &storyWriter{tx: tx, shelf: story.NewShelf(0), stale: func(string) bool { return false },
		stories: map[string]*isnad.Story{}, looks: map[string]*story.Look{}, before: map[string]isnad.Links{}, mine: map[string]*isnad.Article{}}
	if err := w.leave(a.Story, a.ID); err != nil {
		return err
	}
	return w.finish()
}

// storyWriter gathers what one transaction changes in stories, so that each is written once.
type storyWriter struct {
	tx      isnad.Tx
	shelf   *story.Shelf
	stale   func(id string) bool // a story that was made before all is placed anew: its members come again
	stories map[string]*isnad.Story
	looks   map[string]*story.Look         // at the stories that were written
	order   []string                       // of stories, as they were met
	before  map[string]isnad.Links         // of articles, as stored
	mine    map[string]*isnad.Article      // this transaction's
	same    map[string]map[string][]string // ties of statements, by article
}

func (w *storyWriter) move(m *move) error {
	if m.edition != nil {
		if err := w.tx.KeepEdition(m.edition); err != nil {
			return err
		}
	}
	if m.old {
		return nil
	}
	w.mine[m.article.ID] = m.article
	if m.from != "" && m.from != m.at.Story {
		if err := w.leave(m.from, m.article.ID); err != nil {
			return err
		}
	}
	s, err := w.story(m.at.Story)
	if err != nil {
		return err
	}
	for _, id := range m.at.Merged {
		if err := w.merge(s, id); err != nil {
			return err
		}
	}
	w.join(s, m)
	for _, part := range m.at.Parts {
		w.splitOff(s, part)
	}
	return nil
}

// join makes the article a member, in place of what it was before.
func (w *storyWriter) join(s *isnad.Story, m *move) {
	why := m.at.Why
	i := slices.IndexFunc(s.Members, func(o isnad.Member) bool { return o.Article == m.article.ID })
	if i >= 0 && why == nil {
		why = s.Members[i].Why
	}
	member := story.NewMember(m.article, why)
	member.Copy = m.at.Copy
	if i >= 0 {
		s.Members[i] = member
	} else {
		s.Members = append(s.Members, member)
	}
	for i := range s.Members {
		if o := &s.Members[i]; m.at.With != "" && o.Article == m.at.With && o.Copy == "" {
			o.Copy = m.at.Copy // it was alone
		}
	}
}

// story gives the story of that id, a new one where there is none.
func (w *storyWriter) story(id string) (*isnad.Story, error) {
	if s := w.stories[id]; s != nil {
		return s, nil
	}
	var s *isnad.Story
	err := isnad.ErrNotFound
	if !w.stale(id) {
		s, err = w.tx.FindStory(id)
	}
	if errors.Is(err, isnad.ErrNotFound) {
		s, err = &isnad.Story{ID: id}, nil
	}
	if err != nil {
		return nil, err
	}
	if s.ID != id { // merged into another meanwhile
		return w.story(s.ID)
	}
	for i := range s.Members {
		m := &s.Members[i]
		w.before[m.Article] = linksOf(s.ID, m)
	}
	w.stories[id] = s
	w.order = append(w.order, id)
	return s, nil
}

// leave takes the article out of a story.
func (w *storyWriter) leave(id, article string) error {
	if w.stories[id] == nil && w.stale(id) {
		return ignoreMissing(w.tx.DropStory(id))
	}
	s, err := w.story(id)
	if err != nil {
		return err
	}
	s.Members = slices.DeleteFunc(s.Members, func(m isnad.Member) bool { return m.Article == article })
	return nil
}

// merge takes the members of another story into s, which its id leads to from now on.
func (w *storyWriter) merge(s *isnad.Story, id string) error {
	other, err := w.story(id)
	if err != nil || other == s {
		return err
	}
	for _, m := range other.Members {
		m.Why = append(m.Why, isnad.Reason{Kind: isnad.MergedStory, Words: "ضُمّت قصته إلى هذه", Of: other.ID})
		s.Members = append(s.Members, m)
	}
	s.Was = append(append(s.Was, other.ID), other.Was...)
	other.Members, other.Was = nil, nil
	return nil
}

// splitOff moves a part of s to a story of its own, with the ids of stories that were once merged into s by the part's articles.
func (w *storyWriter) splitOff(s *isnad.Story, part story.Part) {
	t := w.stories[part.Story]
	if t == nil { // never one of the store: by this id it knows s, where anything
		t = &isnad.Story{ID: part.Story}
		w.stories[t.ID] = t
		w.order = append(w.order, t.ID)
	}
	leaves := func(id string) bool { return slices.Contains(part.Articles, id) }
	for _, m := range s.Members {
		if leaves(m.Article) {
			m.Why = append(slices.Clone(m.Why), isnad.Reason{Kind: isnad.SplitStory, Words: "انفصلت قصته عن أخرى تباعدت أحداثها", Of: s.ID})
			t.Members = append(t.Members, m)
		}
	}
	s.Members = slices.DeleteFunc(s.Members, func(m isnad.Member) bool { return leaves(m.Article) })
	for _, id := range s.Was {
		if leaves(id) && id != t.ID {
			t.Was = append(t.Was, id)
		}
	}
	s.Was = slices.DeleteFunc(s.Was, leaves)
}

// finish writes the stories, and ties articles whose place in them is another now.
func (w *storyWriter) finish() error {
	for _, id := range w.order {
		s := w.stories[id]
		if len(s.Members) == 0 {
			if err := ignoreMissing(w.tx.DropStory(id)); err != nil {
				return err
			}
			continue
		}
		alone(s)
		story.Tell(s)
		look := w.shelf.Look(s)
		if s.Thread == "" && !w.shelf.Has(s.ID) { // a story that others may belong to keeps its thread
			s.Thread = look.Thread()
		}
		w.looks[id] = look
		if err := w.tx.PutStory(s); err != nil {
			return err
		}
		if err := w.link(s, look.Related()); err != nil {
			return err
		}
	}
	return w.linkSame()
}

// linkSame ties statements of articles of other transactions.
func (w *storyWriter) linkSame() error {
	for _, id := range slices.Sorted(maps.Keys(w.same)) {
		if w.mine[id] != nil {
			continue
		}
		if err := ignoreMissing(w.tx.Link(id, isnad.Links{SameAs: w.same[id]})); err != nil {
			return err
		}
	}
	return nil
}

// alone ends groups of copies of which one article is left.
func alone(s *isnad.Story) {
	n := map[string]int{}
	for i := range s.Members {
		n[s.Members[i].Copy]++
	}
	for i := range s.Members {
		if n[s.Members[i].Copy] == 1 {
			s.Members[i].Copy = ""
		}
	}
}

func ignoreMissing(err error) error {
	if errors.Is(err, isnad.ErrNotFound) {
		return nil
	}
	return err
}

// link ties the members to the story and its groups of copies, those of other transactions where their place changed.
func (w *storyWriter) link(s *isnad.Story, related []isnad.Related) error {
	for i := range s.Members {
		m := &s.Members[i]
		links := linksOf(s.ID, m)
		if a := w.mine[m.Article]; a != nil {
			links.SameAs, links.Related = w.same[m.Article], withRelated(a, related)
			*a = *links.On(a)
			continue
		}
		if was, ok := w.before[m.Article]; ok && was.Copy == links.Copy && was.Story == links.Story && equalBool(was.Original, links.Original) {
			continue
		}
		if err := ignoreMissing(w.tx.Link(m.Article, links)); err != nil {
			return err
		}
	}
	return nil
}

// withRelated puts what is worth reading after what the article's own page named.
func withRelated(a *isnad.Article, related []isnad.Related) []isnad.Related {
	out := []isnad.Related{}
	for _, r := range a.Related {
		if r.Why == whyOnPage {
			out = append(out, r)
		}
	}
	for _, r := range related {
		if !slices.ContainsFunc(out, func(o isnad.Related) bool { return o.ID == r.ID || o.Title == r.Title }) {
			out = append(out, r)
		}
	}
	return out
}

func linksOf(story string, m *isnad.Member) isnad.Links {
	l := isnad.Links{Copy: m.Copy, Story: story}
	if m.Copy != "" {
		original := m.Original
		l.Original = &original
	}
	return l
}

func equalBool(a, b *bool) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
