package api

import (
	"context"
	"net/http"

	"isnad"
)

type searchInput struct {
	Page
	Q     string `query:"q" doc:"In the query language: words, \"phrases\", -without, source: since: until: speaker: relay: act: entity:, also in Arabic." maxLength:"16384"`
	Order string `query:"order" enum:"best,newest,oldest" default:"best"`
}

type facetsInput struct {
	Q     string `query:"q" maxLength:"16384"`
	Field string `query:"field" enum:"source,month,year,speaker,act" default:"source"`
	N     int    `query:"n" default:"20" minimum:"1" maximum:"500" doc:"The most frequent so many."`
}

type personInput struct {
	Page
	Key   string `path:"key" doc:"The person's key, as a statement's speaker.entity or an entity's key gives it, or a name."`
	Q     string `query:"q" maxLength:"16384" doc:"Narrows what was said."`
	Order string `query:"order" enum:"newest,oldest" default:"newest"`
}

// searches are the operations that find.
func (s *service) searches() {
	operation(s, isnad.MayRead, http.MethodGet, "/search", "search-articles", "Search of articles", s.search)
	operation(s, isnad.MayRead, http.MethodGet, "/statements", "search-statements", "Search of statements: who said what", s.statements)
	operation(s, isnad.MayRead, http.MethodGet, "/facets", "count-facets", "What the matches of a query can be narrowed by", s.facets)
	operation(s, isnad.MayRead, http.MethodGet, "/people", "list-people", "Who is quoted most among the matches of a query", s.people)
	operation(s, isnad.MayRead, http.MethodGet, "/people/{key}/statements", "list-person-statements", "What one person or organisation was reported to have said", s.personStatements)
}

func (s *service) search(ctx context.Context, in *searchInput) (*body[*isnad.Results], error) {
	q, err := parse(in.Q, in.Order, in.Limit, in.Cursor)
	if err != nil {
		return nil, err
	}
	r, err := s.Index.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return &body[*isnad.Results]{r.InCodePoints()}, nil
}

func (s *service) statements(ctx context.Context, in *searchInput) (*body[*isnad.StatementResults], error) {
	q, err := parse(in.Q, in.Order, in.Limit, in.Cursor)
	if err != nil {
		return nil, err
	}
	return s.said(ctx, q)
}

func (s *service) said(ctx context.Context, q isnad.Query) (*body[*isnad.StatementResults], error) {
	r, err := s.Statements.Statements(ctx, q)
	if err != nil {
		return nil, err
	}
	r, err = r.InCodePoints(func(id string) (*isnad.Article, error) { return s.Store.Article(ctx, id) })
	return &body[*isnad.StatementResults]{r}, err
}

func (s *service) facets(ctx context.Context, in *facetsInput) (*body[*isnad.Facets], error) {
	q, err := parse(in.Q, "", 0, "")
	if err != nil {
		return nil, err
	}
	f, err := s.Index.Facets(ctx, q, isnad.FacetField(in.Field), in.N)
	return &body[*isnad.Facets]{f}, err
}

type peopleInput struct {
	Q string `query:"q" maxLength:"16384"`
	N int    `query:"n" default:"20" minimum:"1" maximum:"500"`
}

func (s *service) people(ctx context.Context, in *peopleInput) (*body[*isnad.Facets], error) {
	return s.facets(ctx, &facetsInput{in.Q, string(isnad.BySpeaker), in.N})
}

func (s *service) personStatements(ctx context.Context, in *personInput) (*body[*isnad.StatementResults], error) {
	q, err := parse(in.Q, in.Order, in.Limit, in.Cursor)
	if err != nil {
		return nil, err
	}
	q.Speakers = []string{in.Key}
	return s.said(ctx, q)
}
