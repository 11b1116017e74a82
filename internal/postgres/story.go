package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"isnad"
	"isnad/internal/index"
)

// Stories lists what the filter lets through, newest last day first; see isnad.StoryStore.
func (db *DB) Stories(ctx context.Context, f isnad.StoryFilter) (*isnad.StoryList, error) {
	l, err := stories(ctx, db.far, f)
	if err != nil {
		return nil, fmt.Errorf("postgres.Stories: %w", kind(err))
	}
	return l, nil
}

func stories(ctx context.Context, pool *pgxpool.Pool, f isnad.StoryFilter) (*isnad.StoryList, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = index.UsualStories
	}
	where, args, err := storyConditions(f)
	if err != nil {
		return nil, err
	}
	l := &isnad.StoryList{Stories: []isnad.Story{}}
	var id string
	var at int64
	err = read(ctx, pool, func(rows pgx.Rows) error {
		if len(l.Stories) == limit {
			l.Next = index.StoryCursor(at, id)
			return nil
		}
		var head []byte
		var s isnad.Story
		if err := rows.Scan(&id, &at, &head); err != nil {
			return err
		}
		if err := index.UnpackJSON(head, &s); err != nil {
			return err
		}
		l.Stories = append(l.Stories, s)
		return nil
	}, fmt.Sprintf(`SELECT s.public, s.at, s.head FROM story s WHERE %s ORDER BY s.at DESC, s.public DESC LIMIT %d`, where, limit+1), args...)
	return l, err
}

// storyConditions is the filter as SQL.
func storyConditions(f isnad.StoryFilter) (string, []any, error) {
	var where []string
	var args []any
	add := func(condition string, of ...any) {
		for _, a := range of {
			args = append(args, a)
			condition = strings.Replace(condition, "?", fmt.Sprintf("$%d", len(args)), 1)
		}
		where = append(where, condition)
	}
	add("s.articles >= ? AND s.outlets >= ?", f.Articles, f.Outlets)
	if !f.Since.IsZero() {
		add("s.last >= ?", index.DayNumber(f.Since))
	}
	if !f.Until.IsZero() {
		add("s.first <= ? AND s.last >= ?", index.DayNumber(f.Until), int64(index.MinDay))
	}
	if f.Thread != "" {
		add("s.thread = ?", key(f.Thread))
	}
	for _, handles := range f.Handles() {
		add("s.id IN (SELECT story FROM story_handle WHERE handle = ANY(?))", each(handles, key))
	}
	if f.Cursor != "" {
		at, id, err := index.ParseStoryCursor(f.Cursor)
		if err != nil {
			return "", nil, err
		}
		add("(s.at, s.public) < (?::bigint, ?::text)", at, id)
	}
	return strings.Join(where, " AND "), args, nil
}

// findStoryRow finds a story by its id, or by one that was merged into it.
const findStoryRow = `SELECT s.head, s.members FROM story s
	WHERE s.id = coalesce((SELECT id FROM story WHERE public = $1), (SELECT story FROM story_was WHERE was = $1))`

func findStory(ctx context.Context, pool *pgxpool.Pool, id string) (*isnad.Story, error) {
	var head, members []byte
	if err := readRow(ctx, pool, []any{&head, &members}, findStoryRow, key(id)); err != nil {
		return nil, err
	}
	return index.UnpackStory(head, members)
}

// Story gives one story whole, by its id, that of a story merged into it, or that of any of its articles.
func (db *DB) Story(ctx context.Context, id string) (*isnad.Story, error) {
	s, err := findStory(ctx, db.near, id)
	if errors.Is(err, pgx.ErrNoRows) {
		if a, found := db.Article(ctx, id); found == nil && a.Story != "" {
			s, err = findStory(ctx, db.near, a.Story)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("postgres.Story(%s): %w", id, kind(err))
	}
	return s, nil
}

// Thread gives the thread of that id, or to which the story of that id belongs.
func (db *DB) Thread(ctx context.Context, id string) (*isnad.Thread, error) {
	thread := id
	if s, err := db.Story(ctx, id); err == nil {
		thread = index.ThreadID(s)
	} else if !errors.Is(err, isnad.ErrNotFound) {
		return nil, err
	}
	l, err := stories(ctx, db.near, isnad.StoryFilter{Thread: thread, Limit: index.MaxThread})
	if err != nil {
		return nil, fmt.Errorf("postgres.Thread(%s): %w", id, kind(err))
	}
	if len(l.Stories) == 0 {
		return nil, fmt.Errorf("postgres.Thread(%s): %w", id, isnad.ErrNotFound)
	}
	return isnad.ThreadOf(thread, l.Stories), nil
}

// Editions gives the earlier editions of an article, oldest first.
func (db *DB) Editions(ctx context.Context, article string) ([]isnad.Edition, error) {
	return list(ctx, db.near, "Editions("+article+")", func(rows pgx.Rows, e *isnad.Edition) (err error) {
		var until int64
		var body []byte
		if err := rows.Scan(&until, &body); err != nil {
			return err
		}
		e.Until = time.UnixMilli(until).UTC()
		e.Article, err = index.Unpack(body)
		return err
	}, `SELECT until, body FROM edition WHERE article = $1 ORDER BY until, id`, key(article))
}

// Decisions gives editors' decisions, oldest first.
func (db *DB) Decisions(ctx context.Context) ([]isnad.Decision, error) {
	return list(ctx, db.near, "Decisions", func(rows pgx.Rows, d *isnad.Decision) error {
		var at int64
		err := rows.Scan(&d.Article, &d.With, &at, &d.Note)
		d.At = time.UnixMilli(at).UTC()
		return err
	}, `SELECT article, other, at, note FROM decision ORDER BY at, article, other`)
}
