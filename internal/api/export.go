package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"isnad"
)

type exportInput struct {
	Q    string `query:"q" maxLength:"16384" doc:"Only what matches; everything, oldest first, without."`
	Kind string `query:"kind" enum:"articles,statements" default:"articles"`
}

// export is the operation that gives everything, line by line.
func (s *service) export() {
	operation(s, isnad.MayRead, http.MethodGet, "/export", "export", "Articles in the interchange format, or statements, as JSON Lines with offsets", s.stream)
	last := &s.routes[len(s.routes)-1]
	last.Handler = s.mux // a stream is not held back for its entity tag
}

func (s *service) stream(ctx context.Context, in *exportInput) (*huma.StreamResponse, error) {
	q, err := parse(in.Q, string(isnad.NewestFirst), 0, "")
	if err != nil {
		return nil, err
	}
	articles := s.Store.Articles(ctx, isnad.ArticleFilter{})
	if in.Q != "" {
		articles = isnad.EveryMatch(ctx, s.Index, s.Store, q)
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", "application/jsonl; charset=utf-8")
		w := c.BodyWriter()
		for a, err := range articles {
			if err == nil {
				err = isnad.WriteLines(w, a, in.Kind == string(isnad.SavedStatements))
			}
			if err != nil {
				// The answer has begun: a last line that is no article says that it is not whole.
				s.Log.Warn("export broke off", "error", err)
				json.NewEncoder(w).Encode(map[string]any{"error": "the export broke off", "status": http.StatusInternalServerError})
				return
			}
		}
	}}, nil
}
