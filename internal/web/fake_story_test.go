package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"isnad"
	stories "isnad/internal/story"
)

// told gives the stories of the fake's articles, newest first.
func (f *fake) told() []isnad.Story {
	var list []isnad.Story
	at := map[string]int{}
	for _, a := range f.newest() {
		id := cmp.Or(a.Story, a.ID)
		i, ok := at[id]
		if !ok {
			i = len(list)
			at[id] = i
			list = append(list, isnad.Story{ID: id, Thread: f.threads[id], Was: f.was[id]})
		}
		list[i].Members = append(list[i].Members, stories.NewMember(a, f.why[a.ID]))
	}
	for i := range list {
		stories.Tell(&list[i])
	}
	return list
}

func (f *fake) Stories(_ context.Context, filter isnad.StoryFilter) (*isnad.StoryList, error) {
	if f.fail != nil {
		return nil, f.fail
	}
	out := &isnad.StoryList{}
	for _, s := range f.told() {
		if filter.Cursor != "" {
			if s.ID == filter.Cursor {
				filter.Cursor = ""
			} else {
				continue
			}
		}
		if len(out.Stories) == filter.Limit {
			out.Next = s.ID
			break
		}
		if has(s.Handles(), filter.Handles()) && s.Articles >= filter.Articles && len(s.Outlets) >= filter.Outlets && (filter.Until.IsZero() || !filter.Until.Before(s.First.Day)) {
			s.Members, s.Copies = nil, nil
			out.Stories = append(out.Stories, s)
		}
	}
	return out, nil
}

func has(handles []string, wanted [][]string) bool {
	for _, any := range wanted {
		if !slices.ContainsFunc(any, func(w string) bool { return slices.Contains(handles, w) }) {
			return false
		}
	}
	return true
}

func (f *fake) Story(_ context.Context, id string) (*isnad.Story, error) {
	if f.fail != nil {
		return nil, f.fail
	}
	for _, s := range f.told() {
		if s.ID == id || slices.ContainsFunc(s.Members, func(m isnad.Member) bool { return m.Article == id }) {
			return &s, nil
		}
	}
	return nil, fmt.Errorf("fake.Story(%q): %w", id, isnad.ErrNotFound)
}

func (f *fake) Thread(ctx context.Context, id string) (*isnad.Thread, error) {
	var list []isnad.Story
	for _, s := range f.told() {
		if s.Thread == id {
			s.Members, s.Copies = nil, nil
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return nil, isnad.ErrNotFound
	}
	return isnad.ThreadOf(id, list), nil
}

func (f *fake) Editions(_ context.Context, article string) ([]isnad.Edition, error) {
	return f.editions[article], f.fail
}

func (f *fake) Decisions(context.Context) ([]isnad.Decision, error) { return f.decisions, f.fail }
