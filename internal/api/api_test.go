package api_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/account"
	"isnad/internal/alert"
	"isnad/internal/api"
	"isnad/internal/enginetest"
	"isnad/names"
)

var update = flag.Bool("update", false, "rewrite docs/openapi.json")

// house is an archive of three articles behind its API, with an account and a token of each role.
type house struct {
	http.Handler
	db     isnad.Engine
	routes []account.Route
	tokens map[isnad.Role]string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	ctx := context.Background()
	db := enginetest.Open(t, inMarch)
	h := &house{db: db, tokens: map[isnad.Role]string{}}
	now := time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)
	for _, role := range isnad.Roles() {
		a, err := account.NewAccount(ctx, db, string(role), role, "a long password", now)
		if err != nil {
			t.Fatal(err)
		}
		if h.tokens[role], _, err = account.NewToken(ctx, db, a, "test", role.Rights()[1:], now, 0); err != nil {
			t.Fatal(err)
		}
	}
	door := account.NewDoor(account.Options{Store: db, Accounts: db, Sessions: db, Tokens: db})
	h.routes = api.New(api.Options{Store: db, Index: db, Statements: db, Stories: db, Searches: db, Outbox: db, Corrections: db, Now: func() time.Time { return now }})
	mux := http.NewServeMux()
	for _, r := range h.routes {
		mux.Handle(r.Pattern, door.Guard(r.Right, api.Fail, r.Handler))
	}
	h.Handler = mux
	put(t, db, article("a", 1, "فتح الجسر", "الجسر آمن 😀"), article("b", 2, "السوق", "السوق مغلق"), article("c", 3, "<script>alert(1)</script>", "الجسر مغلق"))
	return h
}

func article(id string, day int, title, said string) *isnad.Article {
	a := &isnad.Article{ID: id, Document: extract.Document{Title: title, URL: "https://marfa.example/" + id, Source: extract.Outlet{Name: "صحيفة المرفأ", Host: "marfa.example"},
		Paragraphs: []string{"قالت سلمى الرافعي إن " + said + "."}, Published: dates.Date{Day: dates.Day{Year: 2024, Month: 3, Day: day}, Precision: dates.DayOnly}}}
	at := strings.Index(a.Text(), said)
	a.Statements = []attribution.Statement{{ID: id + ".1", Span: arabic.Span{Field: arabic.Text, Start: at, End: at + len(said)}, Content: said, Kind: attribution.Indirect, Act: attribution.State,
		Cue: "قالت", CueEnd: len("قالت"), Confidence: .9, Speaker: attribution.Speaker{Name: "سلمى الرافعي", Type: names.Person, Entity: "p:salma"}}}
	return a
}

func put(t *testing.T, db isnad.Engine, articles ...*isnad.Article) {
	t.Helper()
	err := db.Update(context.Background(), func(tx isnad.Tx) error {
		for _, a := range articles {
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ask sends a request as a role; body is JSON.
func (h *house) ask(role isnad.Role, method, target, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if role != "" {
		r.Header.Set("Authorization", "Bearer "+h.tokens[role])
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// get wants 200 and decodes the answer.
func get[T any](t *testing.T, h *house, target string) T {
	t.Helper()
	return answer[T](t, h.ask(isnad.Admin, http.MethodGet, target, ""), http.StatusOK)
}

func answer[T any](t *testing.T, w *httptest.ResponseRecorder, status int) (v T) {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	return v
}

type results struct {
	Total   int
	Next    string
	Results []struct{ ID, Title, Content string }
}

func TestReading(t *testing.T) {
	h := newHouse(t)
	var ids []string
	for cursor := ""; ; {
		r := get[results](t, h, "/api/v1/articles?limit=2&cursor="+cursor)
		for _, x := range r.Results {
			ids = append(ids, x.ID)
		}
		if cursor = r.Next; cursor == "" {
			break
		}
	}
	if d := cmp.Diff([]string{"c", "b", "a"}, ids); d != "" {
		t.Errorf("page by page: %s", d)
	}
	if r := get[results](t, h, "/api/v1/articles?since=2024-03-02&until=2024-03-02"); r.Total != 1 {
		t.Errorf("of a day: %+v", r)
	}
	if r := get[results](t, h, "/api/v1/search?q=%D8%A7%D9%84%D8%AC%D8%B3%D8%B1&order=oldest"); r.Total != 2 || r.Results[0].ID != "a" {
		t.Errorf("search: %+v", r)
	}
	if r := get[results](t, h, "/api/v1/people/p:salma/statements?order=oldest"); r.Total != 3 || r.Results[0].Content != "الجسر آمن 😀" {
		t.Errorf("of a person: %+v", r)
	}
	if f := get[isnad.Facets](t, h, "/api/v1/people"); len(f.Values) != 1 || f.Values[0].Count != 3 {
		t.Errorf("people: %+v", f)
	}
	if s := get[map[string]any](t, h, "/api/v1/stats"); s["articles"] != 3. || s["first_day"] != "2024-03-01" {
		t.Errorf("stats: %v", s)
	}
	if m := get[map[string]any](t, h, "/api/v1/me"); m["name"] != "admin" {
		t.Errorf("me: %v", m)
	}
	for _, list := range []string{"/api/v1/sources", "/api/v1/articles/a/editions", "/api/v1/corrections", "/api/v1/saved-searches"} {
		if w := h.ask(isnad.Admin, http.MethodGet, list, ""); strings.TrimSpace(w.Body.String()) != "[]" {
			t.Errorf("%s: %d %s, want an empty list", list, w.Code, w.Body)
		}
	}
	if s := get[isnad.StoryList](t, h, "/api/v1/stories?articles=1"); s.Stories == nil {
		t.Errorf("stories: %+v", s)
	}
}

// TestOffsets wants what a program cuts out by the offsets to be what was found.
func TestOffsets(t *testing.T) {
	h := newHouse(t)
	w := h.ask(isnad.Reader, http.MethodGet, "/api/v1/articles/a", "")
	stored, err := h.db.Article(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	want, err := isnad.Encode(stored)
	if err != nil || strings.TrimSpace(w.Body.String()) != string(want) {
		t.Errorf("the article is not in the interchange format:\n%s\n%s", w.Body, want)
	}
	r := get[struct{ Results []isnad.FoundStatement }](t, h, "/api/v1/statements?q=%D8%A2%D9%85%D9%86")
	text := []rune(stored.Text())
	if s := r.Results[0]; string(text[s.Start:s.End]) != s.Content {
		t.Errorf("offsets %d to %d are not those of %q", s.Start, s.End, s.Content)
	}
	lines := bufio.NewScanner(h.ask(isnad.Reader, http.MethodGet, "/api/v1/export?kind=statements", "").Body)
	n := 0
	for ; lines.Scan(); n++ {
		var row isnad.StatementRow
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		a, err := h.db.Article(context.Background(), row.Article)
		if err != nil || string([]rune(a.Text())[row.Start:row.End]) != row.Content {
			t.Errorf("row %+v, %v", row, err)
		}
	}
	if n != 3 {
		t.Errorf("%d statements, want 3", n)
	}
	w = h.ask(isnad.Reader, http.MethodGet, "/api/v1/export?q=%D8%A7%D9%84%D8%AC%D8%B3%D8%B1", "")
	if got := bytes.Count(w.Body.Bytes(), []byte("\n")); got != 2 || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/jsonl") {
		t.Errorf("export of a query: %d lines, %v", got, w.Header())
	}
}

func TestTags(t *testing.T) {
	h := newHouse(t)
	w := h.ask(isnad.Reader, http.MethodGet, "/api/v1/articles/a", "")
	tag := w.Header().Get("ETag")
	if tag == "" || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("header %v", w.Header())
	}
	for given, want := range map[string]int{tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200, "": 200} {
		if w := h.ask(isnad.Reader, http.MethodGet, "/api/v1/articles/a", "", "If-None-Match", given); w.Code != want || want == 304 && w.Body.Len() > 0 {
			t.Errorf("If-None-Match: %s: %d, want %d", given, w.Code, want)
		}
	}
	put(t, h.db, article("a", 1, "فتح الجسر أمس", "الجسر آمن"))
	if w := h.ask(isnad.Reader, http.MethodGet, "/api/v1/articles/a", "", "If-None-Match", tag); w.Code != 200 {
		t.Errorf("after an edit: %d", w.Code)
	}
}

// TestProblems wants every mistake answered as problem+json, in words, and nothing of ours in it.
func TestProblems(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		method, target, body string
		status               int
		want                 string
	}{
		{"GET", "/api/v1/articles/none", "", 404, "not found"},
		{"GET", "/api/v1/search?q=%22open", "", 400, "never closed"},
		{"GET", "/api/v1/search?order=sideways", "", 422, "order"},
		{"GET", "/api/v1/search?limit=100000", "", 422, "limit"},
		{"GET", "/api/v1/search?cursor=nonsense", "", 400, "cursor"},
		{"GET", "/api/v1/articles?since=yesterday", "", 400, "2023-11-04"},
		{"GET", "/api/v1/facets?field=colour", "", 422, "field"},
		{"GET", "/api/v1/stories/none", "", 404, "not found"},
		{"POST", "/api/v1/saved-searches", `{"query":"\"open"}`, 400, "never closed"},
		{"POST", "/api/v1/saved-searches", `{"name":"x"}`, 422, "query"},
		{"POST", "/api/v1/saved-searches", `{"query":"x","channels":[{"kind":"webhook","target":"file:///etc/passwd"}]}`, 400, "http"},
		{"POST", "/api/v1/saved-searches", `nonsense`, 400, ""},
		{"PUT", "/api/v1/saved-searches/none", `{"query":"x"}`, 404, "not found"},
		{"DELETE", "/api/v1/saved-searches/none", "", 404, "not found"},
		{"POST", "/api/v1/corrections", `{"article":"a","statement":"none","speaker":{"name":"x"}}`, 404, "no such statement"},
		{"DELETE", "/api/v1/corrections/none", "", 404, "not found"},
	} {
		w := h.ask(isnad.Admin, c.method, c.target, c.body)
		if w.Code != c.status || w.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s %s: %d %v %s, want %d with %q", c.method, c.target, w.Code, w.Header()["Content-Type"], w.Body, c.status, c.want)
		}
	}
}

// inMarch is when the articles of this house came in: within a week of their days, for older ones are not told.
func inMarch() time.Time { return time.Date(2024, 3, 4, 9, 0, 0, 0, time.UTC) }

func TestSavedSearches(t *testing.T) {
	h := newHouse(t)
	type saved struct {
		ID, Name, Query, Kind, Feed string
		Channels                    []struct{ ID, Kind, Target, Secret string }
	}
	s := answer[saved](t, h.ask(isnad.Reader, "POST", "/api/v1/saved-searches", `{"name":"الجسر","query":"الجسر","kind":"statements","channels":[{"kind":"webhook","target":"https://desk.example/h"},{"kind":"mail","target":"desk@desk.example","hours":6}]}`), 200)
	if s.ID == "" || len(s.Channels) != 2 || !strings.HasPrefix(s.Channels[0].Secret, "whsec_") || s.Kind != "statements" {
		t.Fatalf("saved %+v", s)
	}
	if w := h.ask(isnad.Admin, "GET", "/api/v1/saved-searches/"+s.ID, ""); w.Code != 404 {
		t.Errorf("somebody else's saved search: %d", w.Code)
	}
	changed := answer[saved](t, h.ask(isnad.Reader, "PUT", "/api/v1/saved-searches/"+s.ID, fmt.Sprintf(`{"query":"مغلق","kind":"statements","channels":[{"id":%q,"kind":"webhook","target":"https://desk.example/2"}]}`, s.Channels[0].ID)), 200)
	if changed.Feed != s.Feed || changed.Channels[0].Secret != s.Channels[0].Secret || len(changed.Channels) != 1 {
		t.Errorf("changed %+v", changed)
	}
	if w := h.ask(isnad.Reader, "PUT", "/api/v1/saved-searches/"+s.ID, `{"query":"مغلق","kind":"statements"}`); w.Code != 200 {
		t.Fatal(w.Body)
	}
	put(t, h.db, article("d", 4, "السوق", "السوق مغلق"), article("e", 5, "<script>alert(1)</script>", "الجسر مغلق"))
	runner := &alert.Runner{Store: h.db, Searches: h.db, Outbox: h.db, Matcher: h.db, Client: http.DefaultClient, Now: time.Now}
	if err := runner.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	found := answer[[]struct{ Speaker, Content, Sentence string }](t, h.ask(isnad.Reader, "GET", "/api/v1/saved-searches/"+s.ID+"/findings", ""), 200)
	if len(found) != 2 || found[0].Speaker != "سلمى الرافعي" || !strings.Contains(found[0].Sentence, found[0].Content) {
		t.Errorf("findings %+v", found)
	}
	for path, kind := range map[string]string{s.Feed: "application/atom+xml; charset=utf-8", strings.Replace(s.Feed, ".atom", ".json", 1): "application/feed+json; charset=utf-8"} {
		w := h.ask("", "GET", path, "") // no account: readers on phones cannot sign in
		if w.Code != 200 || w.Header().Get("Content-Type") != kind || strings.Contains(w.Body.String(), "<script") || !strings.Contains(w.Body.String(), "http://example.com/a/") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	for _, wrong := range []string{s.Feed[:len(s.Feed)-6] + "x.atom", s.Feed + "x", "/saved/" + s.ID + "/.atom", "/saved/none/x.atom"} {
		if w := h.ask(isnad.Admin, "GET", wrong, ""); w.Code != 404 {
			t.Errorf("%s: %d", wrong, w.Code)
		}
	}
	if w := h.ask(isnad.Reader, "DELETE", "/api/v1/saved-searches/"+s.ID, ""); w.Code != 204 {
		t.Errorf("removing: %d", w.Code)
	}
}

func TestCorrections(t *testing.T) {
	h := newHouse(t)
	c := answer[struct {
		ID, By string
		Found  attribution.Speaker
	}](t, h.ask(isnad.Editor, "POST", "/api/v1/corrections", `{"article":"a","statement":"a.1","speaker":{"name":"نادر الحمدان","type":"person"},"note":"من النص"}`), 200)
	if c.By != "editor" || c.Found.Name != "سلمى الرافعي" {
		t.Errorf("correction %+v", c)
	}
	put(t, h.db, article("a", 1, "فتح الجسر", "الجسر آمن 😀")) // a new analysis
	if a := get[isnad.Article](t, h, "/api/v1/articles/a"); a.Statements[0].Speaker.Name != "نادر الحمدان" || !a.Statements[0].Corrected {
		t.Errorf("statement %+v", a.Statements[0])
	}
	if l := get[[]map[string]any](t, h, "/api/v1/corrections?article=a"); len(l) != 1 || l[0]["note"] != "من النص" {
		t.Errorf("corrections %v", l)
	}
	if w := h.ask(isnad.Editor, "DELETE", "/api/v1/corrections/"+c.ID, ""); w.Code != 204 {
		t.Errorf("withdrawing: %d %s", w.Code, w.Body)
	}
	if a := get[isnad.Article](t, h, "/api/v1/articles/a"); a.Statements[0].Speaker.Name != "سلمى الرافعي" {
		t.Errorf("statement %+v", a.Statements[0])
	}
}

// TestRights walks every route with every role: whoever lacks the right gets in nowhere, whoever has it everywhere.
func TestRights(t *testing.T) {
	h := newHouse(t)
	wild := regexp.MustCompile(`\{[^}]*\}`)
	for _, route := range h.routes {
		method, path, _ := strings.Cut(route.Pattern, " ")
		path = wild.ReplaceAllString(path, "none")
		for _, role := range []isnad.Role{"", isnad.Reader, isnad.Editor, isnad.Admin} {
			w := h.ask(role, method, path, "")
			refused, may := w.Code == 401 || w.Code == 403, slices.Contains(role.Rights(), route.Right)
			if refused == may || refused && w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s as %q: %d %s; may: %v", route.Pattern, role, w.Code, w.Body, may)
			}
			if method != http.MethodGet {
				if w := h.ask(role, method, path, "{}", "Sec-Fetch-Site", "cross-site"); w.Code != 403 {
					t.Errorf("%s from another site as %q: %d", route.Pattern, role, w.Code)
				}
			}
		}
	}
}

// TestDescription compares docs/openapi.json with what the code gives.
func TestDescription(t *testing.T) {
	plain, err := api.Description()
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, plain, "", " "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	path := filepath.Join("..", "..", "docs", "openapi.json")
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("docs/openapi.json is not what the code gives; run with -update:\n%.2000s", d)
	}
	if !strings.Contains(got.String(), `"openapi": "3.1.0"`) {
		t.Error("not OpenAPI 3.1")
	}
}
