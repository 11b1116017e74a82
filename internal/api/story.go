package api

import (
	"context"
	"net/http"

	"isnad"
)

type storiesInput struct {
	Page
	Since    string   `query:"since"`
	Until    string   `query:"until"`
	Source   []string `query:"source" doc:"Outlets by name or host; any of them."`
	Country  string   `query:"country" doc:"Of an outlet, ISO 3166 two letters."`
	Keyword  string   `query:"keyword"`
	Person   string   `query:"person" doc:"Key or name of somebody they speak of."`
	Articles int      `query:"articles" default:"2" minimum:"1" doc:"At least so many articles; 1 gives what one article alone tells too."`
}

type storyInput struct {
	ID string `path:"id" doc:"The story's id, one it had before a merge, or that of any of its articles."`
}

// stories are the operations on stories and threads.
func (s *service) stories() {
	operation(s, isnad.MayRead, http.MethodGet, "/stories", "list-stories", "Stories, that with the newest article first", s.listStories)
	operation(s, isnad.MayRead, http.MethodGet, "/stories/{id}", "get-story", "One story: members in order of publication, copies, independent origins", s.story)
	operation(s, isnad.MayRead, http.MethodGet, "/threads/{id}", "get-thread", "The stories to which a story is tied over months", s.thread)
}

func (s *service) listStories(ctx context.Context, in *storiesInput) (*body[*isnad.StoryList], error) {
	f := isnad.StoryFilter{Sources: in.Source, Country: in.Country, Keyword: in.Keyword, Person: in.Person, Articles: in.Articles, Limit: in.Limit, Cursor: in.Cursor}
	var err error
	if f.Since, err = dayOf(in.Since); err != nil {
		return nil, err
	}
	if f.Until, err = dayOf(in.Until); err != nil {
		return nil, err
	}
	list, err := s.Stories.Stories(ctx, f)
	if err == nil && list.Stories == nil {
		list.Stories = []isnad.Story{}
	}
	return &body[*isnad.StoryList]{list}, err
}

func (s *service) story(ctx context.Context, in *storyInput) (*body[*isnad.Story], error) {
	story, err := s.Stories.Story(ctx, in.ID)
	return &body[*isnad.Story]{story}, err
}

func (s *service) thread(ctx context.Context, in *storyInput) (*body[*isnad.Thread], error) {
	thread, err := s.Stories.Thread(ctx, in.ID)
	return &body[*isnad.Thread]{thread}, err
}
