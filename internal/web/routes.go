package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"isnad"
	"isnad/internal/account"
)

// handler answers one request, or gives back an error for the wrapper to show. It must not have written before it fails.
type handler func(s *site, w http.ResponseWriter, v *visit) error

// routes are all addresses there are, each with the right it asks for.
var routes = []struct {
	pattern string
	right   isnad.Right
	do      handler
}{
	{"GET /{$}", isnad.MayRead, front},
	{"GET /story/{id...}", isnad.MayRead, story},
	{"GET /arrange/{id...}", isnad.MayEdit, arranging(arrangement)},
	{"POST /arrange/{id...}", isnad.MayEdit, arranging(arrange)},
	{"GET /a/{id}", isnad.MayRead, article},
	{"GET /a/{id}/article.json", isnad.MayRead, articleJSON},
	{"GET /a/{id}/citation.bib", isnad.MayRead, citation(bibTeX)},
	{"GET /a/{id}/citation.ris", isnad.MayRead, citation(risText)},
	{"GET /a/{id}/page", isnad.MayRead, storedPage},
	{"GET /a/{id}/correct/{no}", isnad.MayEdit, corrected(correcting)},
	{"POST /a/{id}/correct/{no}", isnad.MayEdit, corrected(correct)},
	{"GET /corrections", isnad.MayEdit, corrected(corrections)},
	{"GET /corrections.jsonl", isnad.MayEdit, corrected(correctionsFile)},
	{"POST /corrections/withdraw", isnad.MayEdit, corrected(withdraw)},
	{"GET /search", isnad.MayRead, searching},
	{"GET /help", isnad.MayRead, help},
	{"GET /saved", isnad.MaySave, saving(savedSearches)},
	{"POST /saved", isnad.MaySave, saving(saveSearch)},
	{"GET /saved/{id}", isnad.MaySave, saving(oneSaved)},
	{"POST /saved/{id}", isnad.MaySave, saving(changeSaved)},
	{"GET /people", isnad.MayRead, people},
	{"GET /p/{key...}", isnad.MayRead, person},
	{"GET /sources", isnad.MayRead, sources},
	{"POST /sources", isnad.MayEdit, addSource},
	{"POST /sources/change", isnad.MayEdit, changeSource},
	{"GET /state", isnad.MayEdit, state},
	{"GET /import", isnad.MayEdit, uploading(uploadForm)},
	{"POST /import", isnad.MayEdit, uploading(receive)},
	{"GET /s/{host}", isnad.MayRead, source},
	{"GET /settings", isnad.MayEnter, settings},
	{"POST /settings", isnad.MayEnter, choose},
	{"GET /login", isnad.MayEnter, login},
	{"POST /login", isnad.MayEnter, signIn},
	{"POST /logout", isnad.MayEnter, signOut},
	{"GET /account", isnad.MayRead, ownAccount},
	{"POST /account/password", isnad.MayRead, changePassword},
	{"POST /account/tokens", isnad.MaySave, makeToken},
	{"POST /account/tokens/drop", isnad.MaySave, dropToken},
	{"GET /static/{file}", isnad.MayEnter, static},
	{"GET /healthz", isnad.MayEnter, healthz},
	{"GET /metrics", isnad.MayAdmin, metrics},
	{"/", isnad.MayEnter, nowhere},
}

func (s *site) mux() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, s.door.Guard(r.right, s.refuse, s.wrap(r.do)))
	}
	return mux
}

// refuse shows those who may not what they can do.
func (s *site) refuse(w http.ResponseWriter, r *http.Request, err error) {
	s.showError(w, s.visit(r), err)
}

// wrap turns a handler's error into a page.
func (s *site) wrap(do handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(r)
		defer func() {
			if fault := recover(); fault != nil {
				s.log.Error("page failed", "path", r.URL.Path, "fault", fault, "stack", string(debug.Stack()))
				s.showError(w, v, fmt.Errorf("panic"))
			}
		}()
		if err := do(s, w, v); err != nil {
			s.showError(w, v, err)
		}
	})
}

// corrected leads nowhere where no corrections are kept.
func corrected(do handler) handler {
	return func(s *site, w http.ResponseWriter, v *visit) error {
		if s.corrections == nil {
			return isnad.ErrUnsupported
		}
		return do(s, w, v)
	}
}

func nowhere(*site, http.ResponseWriter, *visit) error { return isnad.ErrNotFound }

// errorPage says what went wrong and what the reader can do. The error's own text is for the log: it may hold anything.
type errorPage struct {
	basePage
	Status      int
	Heading, Do string
}

func (s *site) showError(w http.ResponseWriter, v *visit, err error) {
	if errors.Is(err, context.Canceled) && v.Context().Err() != nil {
		return // nobody is there to read it
	}
	if errors.Is(err, isnad.ErrSignIn) && askToSignIn(w, v) {
		return
	}
	status := account.StatusOf(err)
	if status >= http.StatusInternalServerError {
		s.log.Error("page failed", "path", v.URL.Path, "error", err)
	}
	key := fmt.Sprintf("error.%d", status)
	p := errorPage{Status: status, Heading: v.t(key + ".title"), Do: v.t(key + ".do")}
	p.basePage = s.base(v, p.Heading, "")
	p.NoIndex = true
	if err := s.show(w, v, status, "error", p); err != nil {
		s.log.Error("error page failed", "path", v.URL.Path, "error", err)
		http.Error(w, p.Heading, status)
	}
}

// metrics gives figures for Prometheus, which asks with a token of an administrator's where there are accounts.
func metrics(s *site, w http.ResponseWriter, v *visit) error {
	if s.metrics == nil {
		return isnad.ErrNotFound
	}
	w.Header().Set("Cache-Control", "no-store")
	s.metrics.ServeHTTP(w, v.Request)
	return nil
}

func healthz(s *site, w http.ResponseWriter, v *visit) error {
	if _, err := s.store.Stats(v.Context()); err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrUnavailable, err)
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write([]byte("ok\n"))
	return err
}
