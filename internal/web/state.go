package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"isnad"
)

// statePage is how the archive fares: what it holds, what waits to be done, what was made by older stages.
type statePage struct {
	basePage
	Facts    []fact
	Jobs     []bar
	Stages   []fact
	Stale    bool
	Changed  when
	Notes    []string
	Commands []command
}

// command is a line to type and what it does.
type command struct{ Line, Why string }

// queue is what the pages ask of a Queue.
type queue interface {
	Waiting(ctx context.Context) (map[isnad.JobKind]int, error)
}

func state(s *site, w http.ResponseWriter, v *visit) error {
	stats, err := s.store.Stats(v.Context()) // as it is now: who has just sent files looks here
	if err != nil {
		return err
	}
	p := statePage{basePage: s.base(v, v.t("state.title"), "sources"), Changed: v.minute(stats.LastChange)}
	p.NoIndex = true
	for _, f := range []struct {
		key string
		n   int
	}{{"state.articles", stats.Articles}, {"state.statements", stats.Statements}, {"state.captures", stats.Captures}, {"state.sources", stats.Sources}} {
		p.Facts = append(p.Facts, fact{v.t(f.key), v.number(f.n), nil})
	}
	if err := p.jobs(s, v); err != nil {
		return err
	}
	if err := p.stages(s, v); err != nil {
		return err
	}
	for _, c := range []string{"import", "reprocess", "check", "backup"} {
		p.Commands = append(p.Commands, command{v.t("state.command." + c), v.t("state.command." + c + ".why")})
	}
	return s.show(w, v, http.StatusOK, "state", p)
}

// jobs counts what waits in the queue by kind.
func (p *statePage) jobs(s *site, v *visit) error {
	if s.queue == nil {
		return nil
	}
	waiting, err := s.queue.Waiting(v.Context())
	if err != nil {
		return err
	}
	for kind, n := range waiting {
		if n > 0 {
			p.Jobs = append(p.Jobs, bar{link: link{Text: v.or("job", string(kind))}, N: n})
		}
	}
	slices.SortFunc(p.Jobs, func(a, b bar) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Text, b.Text)) })
	p.Jobs = v.barsOf(p.Jobs)
	return nil
}

// stages says what this build makes, and whether anything was made by an older one.
func (p *statePage) stages(s *site, v *visit) error {
	now := isnad.Current()
	for _, f := range []struct {
		name string
		n    int
	}{{"extract", now.Extract}, {"dates", now.Dates}, {"names", now.Names}, {"attribution", now.Attribution}, {"story", now.Story}} {
		if f.n > 0 {
			p.Stages = append(p.Stages, fact{v.or("stage", f.name), v.number(f.n), nil})
		}
	}
	var err error
	p.Stale, err = s.stale.at(s.now(), func() (bool, error) {
		for _, err := range s.store.Articles(v.Context(), isnad.ArticleFilter{Below: now, Limit: 1}) {
			return err == nil, err
		}
		return false, nil
	})
	return err
}
