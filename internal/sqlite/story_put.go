package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"isnad"
	"isnad/internal/index"
)

// findStoryRow finds a story by its id, or by one that was merged into it.
const findStoryRow = `SELECT s.id, s.head, s.members FROM story s
	WHERE s.id = coalesce((SELECT id FROM story WHERE public = ?1), (SELECT story FROM story_was WHERE was = ?1))`

// FindStory gives the story of that id as this transaction has left it.
func (t *tx) FindStory(id string) (*isnad.Story, error) {
	s, _, err := scanStory(t.stmt(t.db.puts.findStory).QueryRowContext(t.whole, id))
	if err != nil {
		return nil, fmt.Errorf("sqlite.FindStory(%s): %w", id, kind(err))
	}
	return s, nil
}

func scanStory(row *sql.Row) (*isnad.Story, int64, error) {
	var id int64
	var head, members []byte
	if err := row.Scan(&id, &head, &members); err != nil {
		return nil, 0, err
	}
	s, err := index.UnpackStory(head, members)
	return s, id, err
}

// PutStory stores the story with its members in place of any of its id or of those merged into it.
func (t *tx) PutStory(s *isnad.Story) error {
	if s.ID == "" {
		return fmt.Errorf("sqlite.PutStory: %w: the story has no id", isnad.ErrInvalid)
	}
	for _, id := range append([]string{s.ID}, s.Was...) {
		if err := t.DropStory(id); err != nil && !errors.Is(err, isnad.ErrNotFound) {
			return err
		}
	}
	if err := t.insertStory(s); err != nil {
		return fmt.Errorf("sqlite.PutStory(%s): %w", s.ID, kind(err))
	}
	return nil
}

func (t *tx) insertStory(s *isnad.Story) error {
	head, members, err := index.PackStory(s)
	if err != nil {
		return err
	}
	row, err := t.insertID(t.db.puts.story,
		s.ID, index.ThreadID(s), index.DayNumber(s.First.Day), index.DayNumber(s.Last.Day), index.LastAt(s), s.Articles, len(s.Outlets), head, members)
	if err != nil {
		return err
	}
	for _, was := range s.Was {
		if _, err := t.exec(t.db.puts.storyWas, was, row); err != nil {
			return err
		}
	}
	all := s.Handles()
	if len(all) == 0 {
		return nil // JSON's null would be one value
	}
	handles, err := json.Marshal(all)
	if err != nil {
		return err
	}
	_, err = t.exec(t.db.puts.storyHandles, string(handles), row)
	return err
}

// DropStory removes the story of exactly that id.
func (t *tx) DropStory(id string) error {
	var row int64
	err := t.stmt(t.db.puts.storyRow).QueryRowContext(t.whole, id).Scan(&row)
	if err != nil {
		return fmt.Errorf("sqlite.DropStory(%s): %w", id, kind(err))
	}
	for _, drop := range []*sql.Stmt{t.db.puts.dropStory, t.db.puts.dropStoryWas, t.db.puts.dropStoryHandles} {
		if _, err := t.exec(drop, row); err != nil {
			return fmt.Errorf("sqlite.DropStory(%s): %w", id, kind(err))
		}
	}
	return nil
}

// Link changes what ties a stored article to others.
func (t *tx) Link(article string, l isnad.Links) error {
	if p, ok := t.pending[article]; ok {
		if p.drop {
			return fmt.Errorf("sqlite.Link(%s): %w", article, isnad.ErrNotFound)
		}
		p.article = l.On(p.article)
		return nil
	}
	var body []byte
	err := t.stmt(t.db.puts.body).QueryRowContext(t.whole, article).Scan(&body)
	if err != nil {
		return fmt.Errorf("sqlite.Link(%s): %w", article, kind(err))
	}
	a, err := index.Unpack(body)
	if err != nil {
		return fmt.Errorf("sqlite.Link(%s): %w", article, err)
	}
	if body, err = index.Pack(l.On(a)); err != nil {
		return fmt.Errorf("sqlite.Link(%s): %w", article, err)
	}
	_, err = t.exec(t.db.puts.newBody, body, article)
	return kind(err)
}

// KeepEdition keeps the article as it stood before a later capture.
func (t *tx) KeepEdition(e *isnad.Edition) error {
	if e.Article == nil || e.Article.ID == "" {
		return fmt.Errorf("sqlite.KeepEdition: %w: the article has no id", isnad.ErrInvalid)
	}
	body, err := index.Pack(e.Article)
	if err != nil {
		return fmt.Errorf("sqlite.KeepEdition(%s): %w", e.Article.ID, err)
	}
	_, err = t.sql.ExecContext(t.ctx, `INSERT OR IGNORE INTO edition (article, digest, until, body) VALUES (?, ?, ?, ?)`,
		e.Article.ID, index.EditionDigest(e.Article), e.Until.UnixMilli(), body)
	return kind(err)
}

// Decide records an editor's decision.
func (t *tx) Decide(d isnad.Decision) error {
	if d.Article == "" {
		return fmt.Errorf("sqlite.Decide: %w: no article", isnad.ErrInvalid)
	}
	_, err := t.sql.ExecContext(t.ctx, `INSERT OR REPLACE INTO decision (article, other, at, note) VALUES (?, ?, ?, ?)`,
		d.Article, d.With, d.At.UnixMilli(), d.Note)
	return kind(err)
}
