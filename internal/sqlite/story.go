package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"isnad"
	"isnad/internal/index"
)

// Stories lists what the filter lets through, newest last day first; see isnad.StoryStore.
func (db *DB) Stories(ctx context.Context, f isnad.StoryFilter) (*isnad.StoryList, error) {
	list, err := db.stories(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Stories: %w", kind(err))
	}
	return list, nil
}

func (db *DB) stories(ctx context.Context, f isnad.StoryFilter) (*isnad.StoryList, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = index.UsualStories
	}
	where, args, err := storyConditions(f)
	if err != nil {
		return nil, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT s.public, s.at, s.head FROM story s WHERE `+where+` ORDER BY s.at DESC, s.public DESC LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := &isnad.StoryList{Stories: []isnad.Story{}}
	var id string
	var at int64
	for rows.Next() {
		if len(list.Stories) == limit {
			list.Next = index.StoryCursor(at, id)
			break
		}
		var head []byte
		if err := rows.Scan(&id, &at, &head); err != nil {
			return nil, err
		}
		var s isnad.Story
		if err := index.UnpackJSON(head, &s); err != nil {
			return nil, err
		}
		list.Stories = append(list.Stories, s)
	}
	return list, rows.Err()
}

// storyConditions is the filter as SQL.
func storyConditions(f isnad.StoryFilter) (string, []any, error) {
	where, args := []string{"s.articles >= ? AND s.outlets >= ?"}, []any{f.Articles, f.Outlets}
	add := func(condition string, of ...any) { where, args = append(where, condition), append(args, of...) }
	if !f.Since.IsZero() {
		add("s.last >= ?", index.DayNumber(f.Since))
	}
	if !f.Until.IsZero() {
		add("s.first <= ? AND s.last >= ?", index.DayNumber(f.Until), index.MinDay)
	}
	if f.Thread != "" {
		add("s.thread = ?", f.Thread)
	}
	for _, handles := range f.Handles() {
		marks := make([]string, len(handles))
		of := make([]any, len(handles))
		for i, h := range handles {
			marks[i], of[i] = "?", h
		}
		add("s.id IN (SELECT story FROM story_handle WHERE handle IN ("+strings.Join(marks, ", ")+"))", of...)
	}
	if f.Cursor != "" {
		at, id, err := index.ParseStoryCursor(f.Cursor)
		if err != nil {
			return "", nil, err
		}
		add("(s.at < ? OR s.at = ? AND s.public < ?)", at, at, id)
	}
	return strings.Join(where, " AND "), args, nil
}

// Story gives one story whole, by its id, that of a story merged into it, or that of any of its articles.
func (db *DB) Story(ctx context.Context, id string) (*isnad.Story, error) {
	s, _, err := scanStory(db.read.QueryRowContext(ctx, findStoryRow, id))
	if errors.Is(kind(err), isnad.ErrNotFound) {
		if a, found := db.Article(ctx, id); found == nil && a.Story != "" {
			s, _, err = scanStory(db.read.QueryRowContext(ctx, findStoryRow, a.Story))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("sqlite.Story(%s): %w", id, kind(err))
	}
	return s, nil
}

// Thread gives the thread of that id, or to which the story of that id belongs.
func (db *DB) Thread(ctx context.Context, id string) (*isnad.Thread, error) {
	thread := id
	if s, err := db.Story(ctx, id); err == nil && s.Thread != "" {
		thread = s.Thread
	} else if err == nil {
		thread = s.ID
	} else if !errors.Is(err, isnad.ErrNotFound) {
		return nil, err
	}
	list, err := db.stories(ctx, isnad.StoryFilter{Thread: thread, Limit: index.MaxThread})
	if err != nil {
		return nil, fmt.Errorf("sqlite.Thread(%s): %w", id, kind(err))
	}
	if len(list.Stories) == 0 {
		return nil, fmt.Errorf("sqlite.Thread(%s): %w", id, isnad.ErrNotFound)
	}
	return isnad.ThreadOf(thread, list.Stories), nil
}

// Editions gives the earlier editions of an article, oldest first.
func (db *DB) Editions(ctx context.Context, article string) ([]isnad.Edition, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT until, body FROM edition WHERE article = ? ORDER BY until, id`, article)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Editions(%s): %w", article, kind(err))
	}
	defer rows.Close()
	var editions []isnad.Edition
	for rows.Next() {
		var until int64
		var body []byte
		if err := rows.Scan(&until, &body); err != nil {
			return nil, fmt.Errorf("sqlite.Editions(%s): %w", article, kind(err))
		}
		a, err := index.Unpack(body)
		if err != nil {
			return nil, fmt.Errorf("sqlite.Editions(%s): %w", article, err)
		}
		editions = append(editions, isnad.Edition{Article: a, Until: time.UnixMilli(until).UTC()})
	}
	return editions, kind(rows.Err())
}

// Decisions gives editors' decisions, oldest first.
func (db *DB) Decisions(ctx context.Context) ([]isnad.Decision, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT article, other, at, note FROM decision ORDER BY at, article, other`)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Decisions: %w", kind(err))
	}
	defer rows.Close()
	var out []isnad.Decision
	for rows.Next() {
		var d isnad.Decision
		var at int64
		if err := rows.Scan(&d.Article, &d.With, &at, &d.Note); err != nil {
			return nil, fmt.Errorf("sqlite.Decisions: %w", kind(err))
		}
		d.At = time.UnixMilli(at).UTC()
		out = append(out, d)
	}
	return out, kind(rows.Err())
}
