package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/internal/account"
	"isnad/internal/alert"
	"isnad/internal/api"
)

// TestCursors reads every list to its end in small pages: each thing comes once, in the order asked for.
func TestCursors(t *testing.T) {
	h := newHouse(t)
	for i := range 9 {
		put(t, h.db, article(fmt.Sprintf("n%d", i), 4+i, "خبر آخر", fmt.Sprintf("الجسر رقم %d آمن", i)))
	}
	word := url.QueryEscape("الجسر")
	for target, want := range map[string]int{
		"/api/v1/search?order=newest&q=" + word: 11, "/api/v1/search?order=oldest&q=" + word: 11, "/api/v1/search?order=best&q=" + word: 11,
		"/api/v1/statements?order=oldest&q=" + word: 11, "/api/v1/people/p:salma/statements?order=newest": 12, "/api/v1/articles?order=oldest": 12,
	} {
		seen, pages := map[string]bool{}, 0
		for cursor := ""; pages < 20; pages++ {
			r := get[struct {
				Next    string
				Results []struct {
					ID      string
					Article struct{ ID string }
				}
			}](t, h, target+"&limit=2&cursor="+url.QueryEscape(cursor))
			for _, x := range r.Results {
				id := x.ID + x.Article.ID
				if seen[id] {
					t.Errorf("%s: %s comes twice", target, id)
				}
				seen[id] = true
			}
			if cursor = r.Next; cursor == "" {
				break
			}
		}
		if len(seen) != want {
			t.Errorf("%s: %d, want %d", target, len(seen), want)
		}
	}
}

// TestListTags: lists have entity tags too, which change with what comes in; refusals and mistakes have none.
func TestListTags(t *testing.T) {
	h := newHouse(t)
	for _, list := range []string{"/api/v1/articles", "/api/v1/search?q=" + url.QueryEscape("السوق"), "/api/v1/people", "/api/v1/stats", "/api/v1/facets"} {
		tag := h.ask(isnad.Reader, http.MethodGet, list, "").Header().Get("ETag")
		if w := h.ask(isnad.Reader, http.MethodGet, list, "", "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified {
			t.Errorf("%s: tag %q, then %d", list, tag, w.Code)
		}
		defer func() {
			if w := h.ask(isnad.Reader, http.MethodGet, list, "", "If-None-Match", tag); w.Code != http.StatusOK {
				t.Errorf("%s: %d after an article came in", list, w.Code)
			}
		}()
	}
	for _, c := range []struct {
		role   isnad.Role
		target string
	}{{isnad.Reader, "/api/v1/articles/none"}, {"", "/api/v1/articles"}} {
		if w := h.ask(c.role, http.MethodGet, c.target, "", "If-None-Match", "*"); w.Header().Get("ETag") != "" || w.Code < 400 {
			t.Errorf("%s as %q: %d with tag %q", c.target, c.role, w.Code, w.Header().Get("ETag"))
		}
	}
	put(t, h.db, article("d", 4, "السوق تُفتح", "السوق مفتوح"))
}

// TestBrokenExport: an export that breaks off says so in its last line, for the status has been sent by then.
func TestBrokenExport(t *testing.T) {
	h := newHouse(t)
	broken := api.New(api.Options{Store: breaking{h.db}, Index: h.db, Statements: h.db, Stories: h.db, Searches: h.db, Outbox: h.db, Corrections: h.db})
	for _, r := range broken {
		if !strings.HasSuffix(r.Pattern, "/export") {
			continue
		}
		w := httptest.NewRecorder()
		r.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/v1/export", nil))
		lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
		var last struct {
			Error  string
			Status int
			ID     string
		}
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || last.Error == "" || last.Status != 500 || last.ID != "" || len(lines) != 3 {
			t.Errorf("%d lines, the last %s, %v", len(lines), lines[len(lines)-1], err)
		}
		if strings.Contains(w.Body.String(), "secret place") {
			t.Error("the fault's own text is told")
		}
		return
	}
	t.Fatal("there is no export")
}

// breaking is a store whose articles end in a fault after two.
type breaking struct{ isnad.Store }

func (b breaking) Articles(ctx context.Context, f isnad.ArticleFilter) iter.Seq2[*isnad.Article, error] {
	return func(yield func(*isnad.Article, error) bool) {
		n := 0
		for a, err := range b.Store.Articles(ctx, f) {
			if n++; n > 2 {
				yield(nil, errors.New("disk gone at a secret place"))
				return
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// TestScopes: a token may no more than its scopes, whatever its account may.
func TestScopes(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	all, err := h.db.Accounts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if a.Role != isnad.Admin {
			continue
		}
		if h.tokens["narrow"], _, err = account.NewToken(ctx, h.db, &a, "narrow", []isnad.Right{isnad.MayRead}, time.Now(), 0); err != nil {
			t.Fatal(err)
		}
	}
	for target, want := range map[string]int{"GET /api/v1/articles": 200, "GET /api/v1/saved-searches": 403, "POST /api/v1/corrections": 403, "GET /api/v1/me": 200} {
		method, path, _ := strings.Cut(target, " ")
		if w := h.ask("narrow", method, path, ""); w.Code != want {
			t.Errorf("%s: %d, want %d", target, w.Code, want)
		}
	}
	me := answer[struct {
		Role   string
		Rights []string
	}](t, h.ask("narrow", http.MethodGet, "/api/v1/me", ""), 200)
	if d := cmp.Diff([]string{"read"}, me.Rights); d != "" || me.Role != "admin" {
		t.Errorf("me: %+v %s", me, d)
	}
}

// TestDeliveries: whose webhook does not answer finds in the API how often it was tried and why it failed.
func TestDeliveries(t *testing.T) {
	h := newHouse(t)
	down := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer down.Close()
	s := answer[struct{ ID string }](t, h.ask(isnad.Reader, "POST", "/api/v1/saved-searches", fmt.Sprintf(`{"query":"مغلق","kind":"statements","channels":[{"kind":"webhook","target":%q}]}`, down.URL)), 200)
	put(t, h.db, article("d", 4, "الطريق", "الطريق مغلق"))
	runner := &alert.Runner{Store: h.db, Searches: h.db, Outbox: h.db, Matcher: h.db, Client: http.DefaultClient, Now: inMarch}
	if err := runner.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	list := answer[[]struct {
		State, Reason string
		Tries         int
		Finding       struct{ Sentence, Content string }
	}](t, h.ask(isnad.Reader, "GET", "/api/v1/saved-searches/"+s.ID+"/deliveries", ""), 200)
	if len(list) == 0 || list[0].State != "waiting" || list[0].Tries != 1 || !strings.Contains(list[0].Reason, "502") || !strings.Contains(list[0].Finding.Sentence, "الطريق مغلق") {
		t.Errorf("deliveries %+v", list)
	}
	if w := h.ask(isnad.Admin, "GET", "/api/v1/saved-searches/"+s.ID+"/deliveries", ""); w.Code != 404 {
		t.Errorf("somebody else's deliveries: %d", w.Code)
	}
}
