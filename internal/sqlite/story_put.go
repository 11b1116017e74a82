package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"isnad"
)

// storyBody is the part of a story that lists do not show.
type storyBody struct {
	Copies  []isnad.CopyGroup `json:"copies,omitempty"`
	Members []isnad.Member    `json:"members,omitempty"`
}

// findStoryRow finds a story by its id, or by one that was merged into it.
const findStoryRow = `SELECT s.id, s.head, s.members FROM story s
	WHERE s.id = coalesce((SELECT id FROM story WHERE public = ?1), (SELECT story FROM story_was WHERE was = ?1))`

// FindStory gives the story of that id as this transaction has left it.
func (t *tx) FindStory(id string) (*isnad.Story, error) {
	s, _, err := scanStory(t.sql.QueryRowContext(t.ctx, findStoryRow, id))
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
	s := new(isnad.Story)
	var rest storyBody
	if err := errors.Join(unpackJSON(head, s), unpackJSON(members, &rest)); err != nil {
		return nil, 0, err
	}
	s.Copies, s.Members = rest.Copies, rest.Members
	return s, id, nil
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
	head := *s
	head.Copies, head.Members = nil, nil
	packedHead, err := packJSON(head)
	if err != nil {
		return err
	}
	members, err := packJSON(storyBody{s.Copies, s.Members})
	if err != nil {
		return err
	}
	thread := s.Thread
	if thread == "" {
		thread = s.ID
	}
	r, err := t.sql.ExecContext(t.ctx, `INSERT INTO story (public, thread, first, last, at, articles, outlets, head, members) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.ID, thread, dayNumber(s.First.Day), dayNumber(s.Last.Day), lastAt(s), s.Articles, len(s.Outlets), packedHead, members)
	if err != nil {
		return err
	}
	row, err := r.LastInsertId()
	if err != nil {
		return err
	}
	for _, was := range s.Was {
		if _, err := t.sql.ExecContext(t.ctx, `INSERT OR REPLACE INTO story_was (was, story) VALUES (?, ?)`, was, row); err != nil {
			return err
		}
	}
	for _, h := range s.Handles() {
		if _, err := t.sql.ExecContext(t.ctx, `INSERT INTO story_handle (handle, story) VALUES (?, ?)`, h, row); err != nil {
			return err
		}
	}
	return nil
}

// lastAt is when the story's last article was published, in unix milliseconds: its day's beginning where no hour is known.
func lastAt(s *isnad.Story) int64 {
	switch {
	case !s.Last.Time.IsZero():
		return s.Last.Time.UnixMilli()
	case !s.Last.Day.IsZero():
		return s.Last.Day.Midnight().UnixMilli()
	}
	return math.MinInt64
}

// DropStory removes the story of exactly that id.
func (t *tx) DropStory(id string) error {
	var row int64
	err := t.sql.QueryRowContext(t.ctx, `SELECT id FROM story WHERE public = ?`, id).Scan(&row)
	if err != nil {
		return fmt.Errorf("sqlite.DropStory(%s): %w", id, kind(err))
	}
	for _, table := range []string{"story WHERE id", "story_was WHERE story", "story_handle WHERE story"} {
		if _, err := t.sql.ExecContext(t.ctx, `DELETE FROM `+table+` = ?`, row); err != nil {
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
	err := t.sql.QueryRowContext(t.ctx, `SELECT body FROM article WHERE public = ?`, article).Scan(&body)
	if err != nil {
		return fmt.Errorf("sqlite.Link(%s): %w", article, kind(err))
	}
	a, err := unpack(body)
	if err != nil {
		return fmt.Errorf("sqlite.Link(%s): %w", article, err)
	}
	if body, err = pack(l.On(a)); err != nil {
		return fmt.Errorf("sqlite.Link(%s): %w", article, err)
	}
	_, err = t.sql.ExecContext(t.ctx, `UPDATE article SET body = ? WHERE public = ?`, body, article)
	return kind(err)
}

// KeepEdition keeps the article as it stood before a later capture.
func (t *tx) KeepEdition(e *isnad.Edition) error {
	if e.Article == nil || e.Article.ID == "" {
		return fmt.Errorf("sqlite.KeepEdition: %w: the article has no id", isnad.ErrInvalid)
	}
	body, err := pack(e.Article)
	if err != nil {
		return fmt.Errorf("sqlite.KeepEdition(%s): %w", e.Article.ID, err)
	}
	_, err = t.sql.ExecContext(t.ctx, `INSERT OR IGNORE INTO edition (article, digest, until, body) VALUES (?, ?, ?, ?)`,
		e.Article.ID, isnad.Digest([]byte(e.Article.Title+"\n"+e.Article.Text())), e.Until.UnixMilli(), body)
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

// packJSON makes what unpackJSON reads: JSON, as zstd.
func packJSON(v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	e, _ := codec()
	return e.EncodeAll(plain, nil), nil
}

func unpackJSON(packed []byte, v any) error {
	_, d := codec()
	plain, err := d.DecodeAll(packed, nil)
	if err == nil {
		err = json.Unmarshal(plain, v)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	return nil
}
