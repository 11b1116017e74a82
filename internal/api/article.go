package api

import (
	"context"
	"net/http"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/internal/account"
)

// body is an answer that is one JSON value.
type body[T any] struct{ Body T }

// none is an answer without content, and a request without parameters.
type none struct{}

// Page are the parameters of a list that is read page by page.
type Page struct {
	Limit  int    `query:"limit" default:"20" minimum:"1" maximum:"200" doc:"Results wanted."`
	Cursor string `query:"cursor" doc:"The \"next\" of the page before."`
}

type articlesInput struct {
	Page
	Since string `query:"since" doc:"First day, as 2025-06-01."`
	Until string `query:"until" doc:"Last day."`
	Order string `query:"order" enum:"newest,oldest" default:"newest"`
}

type articleInput struct {
	ID string `path:"id" doc:"The article's id."`
}

// articles are the operations on articles, sources and the archive itself.
func (s *service) articles() {
	operation(s, isnad.MayRead, http.MethodGet, "/articles", "list-articles", "Articles by day", s.listArticles)
	operation(s, isnad.MayRead, http.MethodGet, "/articles/{id}", "get-article", "One article with all that was found in it", s.article)
	operation(s, isnad.MayRead, http.MethodGet, "/articles/{id}/editions", "list-editions", "Earlier editions of an article, oldest first", s.editions)
	operation(s, isnad.MayRead, http.MethodGet, "/sources", "list-sources", "What the archive subscribes to, and how each fares", s.sources)
	operation(s, isnad.MayRead, http.MethodGet, "/stats", "get-stats", "The archive in figures", s.stats)
	operation(s, isnad.MayEnter, http.MethodGet, "/me", "get-me", "Who asks, and what they may", s.me)
}

func (s *service) listArticles(ctx context.Context, in *articlesInput) (*body[*isnad.Results], error) {
	q := isnad.Query{Order: isnad.Order(in.Order), Limit: in.Limit, Cursor: in.Cursor}
	var err error
	if q.Since, err = dayOf(in.Since); err != nil {
		return nil, err
	}
	if q.Until, err = dayOf(in.Until); err != nil {
		return nil, err
	}
	r, err := s.Index.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return &body[*isnad.Results]{r.InCodePoints()}, nil
}

func dayOf(text string) (dates.Day, error) {
	if text == "" {
		return dates.Day{}, nil
	}
	d, err := isnad.GivenDate(text)
	return d.Day, err
}

func (s *service) article(ctx context.Context, in *articleInput) (*body[*isnad.Article], error) {
	a, err := s.Store.Article(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &body[*isnad.Article]{a.InCodePoints()}, nil
}

func (s *service) editions(ctx context.Context, in *articleInput) (*body[[]isnad.Edition], error) {
	if _, err := s.Store.Article(ctx, in.ID); err != nil {
		return nil, err
	}
	all, err := s.Stories.Editions(ctx, in.ID)
	if all == nil {
		all = []isnad.Edition{}
	}
	return &body[[]isnad.Edition]{all}, err
}

// sourceView is a source as programs see it.
type sourceView struct {
	ID          string    `json:"id"`
	URL         string    `json:"url"`
	Kind        string    `json:"kind" enum:"feed,site,sitemap,page"`
	Title       string    `json:"title,omitempty"`
	Outlet      string    `json:"outlet,omitempty"`
	Paused      bool      `json:"paused,omitempty"`
	LastPoll    time.Time `json:"last_poll,omitzero"`
	LastSuccess time.Time `json:"last_success,omitzero"`
	LastNew     time.Time `json:"last_new,omitzero"`
	NextPoll    time.Time `json:"next_poll,omitzero"`
	Failures    int       `json:"failures,omitempty"`
	Reason      string    `json:"reason,omitempty"`
}

func (s *service) sources(ctx context.Context, _ *none) (*body[[]sourceView], error) {
	all, err := s.Store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]sourceView, len(all))
	for i, x := range all {
		h := x.Health
		out[i] = sourceView{x.ID, x.URL, string(x.Kind), x.Title, x.Outlet, x.Paused, h.LastPoll, h.LastSuccess, h.LastNew, h.NextPoll, h.Failures, h.Reason}
	}
	return &body[[]sourceView]{out}, nil
}

type statsView struct {
	Articles   int       `json:"articles"`
	Statements int       `json:"statements"`
	Captures   int       `json:"captures"`
	Sources    int       `json:"sources"`
	FirstDay   dates.Day `json:"first_day,omitzero"`
	LastDay    dates.Day `json:"last_day,omitzero"`
	LastChange time.Time `json:"last_change,omitzero"`
}

func (s *service) stats(ctx context.Context, _ *none) (*body[statsView], error) {
	x, err := s.Store.Stats(ctx)
	return &body[statsView]{statsView{x.Articles, x.Statements, x.Captures, x.Sources, x.FirstDay, x.LastDay, x.LastChange}}, err
}

type meView struct {
	Name   string        `json:"name,omitempty"`
	Role   isnad.Role    `json:"role,omitempty"`
	Rights []isnad.Right `json:"rights"`
}

func (s *service) me(ctx context.Context, _ *none) (*body[meView], error) {
	v := account.Of(ctx)
	out := meView{Name: v.Name(), Rights: []isnad.Right{}}
	if v.Account != nil {
		out.Role = v.Account.Role
	}
	for _, r := range account.Scopes() {
		if v.May(r) {
			out.Rights = append(out.Rights, r)
		}
	}
	return &body[meView]{out}, nil
}
