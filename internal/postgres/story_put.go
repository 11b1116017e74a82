package postgres

import (
	"errors"
	"fmt"

	"isnad"
	"isnad/internal/index"
)

// FindStory gives the story of that id as this transaction has left it.
func (t *tx) FindStory(id string) (*isnad.Story, error) {
	var head, members []byte
	found, err := t.row([]any{&head, &members}, findStoryRow, key(id))
	if err == nil && !found {
		err = isnad.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("postgres.FindStory(%s): %w", id, kind(err))
	}
	s, err := index.UnpackStory(head, members)
	if err != nil {
		return nil, fmt.Errorf("postgres.FindStory(%s): %w", id, err)
	}
	return s, nil
}

// PutStory stores the story with its members in place of any of its id or of those merged into it.
func (t *tx) PutStory(s *isnad.Story) error {
	if s.ID == "" {
		return fmt.Errorf("postgres.PutStory: %w: the story has no id", isnad.ErrInvalid)
	}
	if err := t.dropStories(append([]string{s.ID}, s.Was...)); err != nil && !errors.Is(err, isnad.ErrNotFound) {
		return fmt.Errorf("postgres.PutStory(%s): %w", s.ID, kind(err))
	}
	if err := t.insertStory(s); err != nil {
		return fmt.Errorf("postgres.PutStory(%s): %w", s.ID, kind(err))
	}
	return nil
}

// insertStory writes a story with the ids merged into it and its handles in one statement.
func (t *tx) insertStory(s *isnad.Story) error {
	head, members, err := index.PackStory(s)
	if err != nil {
		return err
	}
	_, err = t.run(`WITH made AS (INSERT INTO story (public, thread, first, last, at, articles, outlets, head, members)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id),
		were AS (INSERT INTO story_was (was, story) SELECT w, made.id FROM made, unnest($10::text[]) w ON CONFLICT (was) DO UPDATE SET story = excluded.story)
		INSERT INTO story_handle (handle, story) SELECT h, made.id FROM made, unnest($11::text[]) h ON CONFLICT DO NOTHING`,
		key(s.ID), key(index.ThreadID(s)), index.DayNumber(s.First.Day), index.DayNumber(s.Last.Day), index.LastAt(s), s.Articles, len(s.Outlets), head, members,
		each(s.Was, key), each(s.Handles(), key))
	return err
}

// DropStory removes the story of exactly that id.
func (t *tx) DropStory(id string) error {
	if err := t.dropStories([]string{id}); err != nil {
		return fmt.Errorf("postgres.DropStory(%s): %w", id, kind(err))
	}
	return nil
}

func (t *tx) dropStories(ids []string) error {
	var gone int
	if _, err := t.row([]any{&gone}, `WITH gone AS (DELETE FROM story WHERE public = ANY($1) RETURNING id),
		was AS (DELETE FROM story_was w USING gone WHERE w.story = gone.id),
		handle AS (DELETE FROM story_handle h USING gone WHERE h.story = gone.id)
		SELECT count(*) FROM gone`, each(ids, key)); err != nil {
		return err
	}
	if gone == 0 {
		return isnad.ErrNotFound
	}
	return nil
}

// Link changes what ties a stored article to others.
func (t *tx) Link(article string, l isnad.Links) error {
	if p, ok := t.pending[key(article)]; ok {
		if p.drop {
			return fmt.Errorf("postgres.Link(%s): %w", article, isnad.ErrNotFound)
		}
		p.article = l.On(p.article)
		return nil
	}
	if err := t.link(article, l); err != nil {
		return fmt.Errorf("postgres.Link(%s): %w", article, kind(err))
	}
	return nil
}

func (t *tx) link(article string, l isnad.Links) error {
	a, err := t.article(article)
	if err != nil {
		return err
	}
	body, err := index.Pack(l.On(a))
	if err != nil {
		return err
	}
	_, err = t.run(`UPDATE article SET body = $1 WHERE id = (SELECT id FROM docv WHERE public = $2)`, body, key(article))
	return err
}

// article reads an article within the transaction.
func (t *tx) article(id string) (*isnad.Article, error) {
	var body []byte
	found, err := t.row([]any{&body}, bodyQuery, key(id))
	if err == nil && !found {
		err = isnad.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return index.Unpack(body)
}

// KeepEdition keeps the article as it stood before a later capture.
func (t *tx) KeepEdition(e *isnad.Edition) error {
	if e.Article == nil || e.Article.ID == "" {
		return fmt.Errorf("postgres.KeepEdition: %w: the article has no id", isnad.ErrInvalid)
	}
	body, err := index.Pack(e.Article)
	if err != nil {
		return fmt.Errorf("postgres.KeepEdition(%s): %w", e.Article.ID, err)
	}
	_, err = t.run(`INSERT INTO edition (article, digest, until, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		key(e.Article.ID), index.EditionDigest(e.Article), e.Until.UnixMilli(), body)
	return kind(err)
}

// Decide records an editor's decision.
func (t *tx) Decide(d isnad.Decision) error {
	if d.Article == "" {
		return fmt.Errorf("postgres.Decide: %w: no article", isnad.ErrInvalid)
	}
	_, err := t.run(`INSERT INTO decision (article, other, at, note) VALUES ($1, $2, $3, $4) ON CONFLICT (article, other) DO UPDATE SET at = $3, note = $4`,
		key(d.Article), key(d.With), d.At.UnixMilli(), d.Note)
	return kind(err)
}
