package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"isnad"
)

// handler answers one request, or gives back an error for the wrapper to show. It must not have written before it fails.
type handler func(s *site, w http.ResponseWriter, v *visit) error

// routes are all addresses there are. Reading needs no rights; the only thing a reader can change is their own cookies.
var routes = []struct {
	pattern string
	do      handler
}{
	{"GET /{$}", front},
	{"GET /story/{id...}", story},
	{"GET /a/{id}", article},
	{"GET /a/{id}/article.json", articleJSON},
	{"GET /a/{id}/citation.bib", citation(bibTeX)},
	{"GET /a/{id}/citation.ris", citation(risText)},
	{"GET /a/{id}/page", storedPage},
	{"GET /search", searching},
	{"GET /people", people},
	{"GET /p/{key...}", person},
	{"GET /sources", sources},
	{"GET /s/{host}", source},
	{"GET /static/{file}", static},
	{"GET /healthz", healthz},
	{"POST /settings", settings},
	{"/", nowhere},
}

func (s *site) mux() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, s.wrap(r.do))
	}
	return mux
}

// wrap turns a handler's error into a page, and keeps forms of other sites out.
func (s *site) wrap(do handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(r)
		defer func() {
			if fault := recover(); fault != nil {
				s.log.Error("page failed", "path", r.URL.Path, "fault", fault, "stack", string(debug.Stack()))
				s.showError(w, v, fmt.Errorf("panic"))
			}
		}()
		err := origin.Check(r)
		if err != nil {
			err = fmt.Errorf("%w: %w", isnad.ErrBlocked, err)
		} else {
			err = do(s, w, v)
		}
		if err != nil {
			s.showError(w, v, err)
		}
	})
}

// statuses turns the kinds of error into HTTP's. The first that fits is taken; what fits none is a fault of ours.
var statuses = []struct {
	kind   error
	status int
}{
	{isnad.ErrNotFound, http.StatusNotFound},
	{isnad.ErrNotArticle, http.StatusNotFound},
	{isnad.ErrInvalid, http.StatusBadRequest},
	{isnad.ErrBlocked, http.StatusForbidden},
	{isnad.ErrConflict, http.StatusConflict},
	{isnad.ErrFull, http.StatusInsufficientStorage},
	{isnad.ErrUnsupported, http.StatusNotImplemented},
	{isnad.ErrUnavailable, http.StatusServiceUnavailable},
	{context.DeadlineExceeded, http.StatusServiceUnavailable},
}

func statusOf(err error) int {
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			return s.status
		}
	}
	return http.StatusInternalServerError
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
	status := statusOf(err)
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

func healthz(s *site, w http.ResponseWriter, v *visit) error {
	if _, err := s.store.Stats(v.Context()); err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrUnavailable, err)
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write([]byte("ok\n"))
	return err
}
