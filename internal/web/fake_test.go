package web

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
)

// fake is an archive in memory: what the pages need of a Store, an Index and an Archive, over a list of articles.
type fake struct {
	isnad.Store // unused methods
	articles    []*isnad.Article
	sources     []isnad.Source
	stats       isnad.Stats
	captures    map[string]*isnad.Capture
	fail        error
	threads     map[string]string // by story
	why         map[string][]isnad.Reason
	was         map[string][]string // ids of stories merged into one
	editions    map[string][]isnad.Edition
	decisions   []isnad.Decision
}

func (f *fake) Article(_ context.Context, id string) (*isnad.Article, error) {
	if f.fail != nil {
		return nil, f.fail
	}
	for _, a := range f.articles {
		if a.ID == id {
			return a, nil
		}
	}
	return nil, fmt.Errorf("fake.Article(%q): %w", id, isnad.ErrNotFound)
}

func (f *fake) newest() []*isnad.Article {
	list := slices.Clone(f.articles)
	slices.SortStableFunc(list, func(a, b *isnad.Article) int { return earlier(b.Published, a.Published) })
	return list
}

func (f *fake) Articles(_ context.Context, filter isnad.ArticleFilter) iter.Seq2[*isnad.Article, error] {
	return func(yield func(*isnad.Article, error) bool) {
		if f.fail != nil {
			yield(nil, f.fail)
			return
		}
		n := 0
		for _, a := range f.newest() {
			if !filter.Until.IsZero() && (a.Day().IsZero() || filter.Until.Before(a.Day())) {
				continue
			}
			if n++; filter.Limit > 0 && n > filter.Limit || !yield(a, nil) {
				return
			}
		}
	}
}

func (f *fake) Sources(context.Context) ([]isnad.Source, error) { return f.sources, f.fail }
func (f *fake) Stats(context.Context) (isnad.Stats, error)      { return f.stats, f.fail }

func (f *fake) Read(_ context.Context, place string) (*isnad.Capture, error) {
	if c, ok := f.captures[place]; ok {
		return c, nil
	}
	return nil, isnad.ErrNotFound
}

func (f *fake) has(text string, q isnad.Query) ([]isnad.Mark, bool) {
	marks := matches(text, q)
	return marks, len(q.Clauses) == 0 || len(marks) > 0
}

func anyOf(wanted []string, have ...string) bool {
	return len(wanted) == 0 || slices.ContainsFunc(have, func(h string) bool { return h != "" && slices.Contains(wanted, h) })
}

func (f *fake) matching(q isnad.Query) []*isnad.Article {
	var list []*isnad.Article
	for _, a := range f.newest() {
		_, ok := f.has(a.Title+"\n"+a.Text(), q)
		var speakers, entities, acts []string
		for _, s := range a.Statements {
			speakers, acts = append(speakers, s.Speaker.Entity, s.Speaker.Name), append(acts, string(s.Act))
		}
		for _, e := range a.Entities {
			entities = append(entities, e.Key, e.Name)
		}
		day := a.Day()
		if ok && anyOf(q.Sources, a.Source.Host, a.Source.Name) && anyOf(q.Speakers, speakers...) && anyOf(q.Entities, entities...) && anyOf(q.Acts, acts...) &&
			(q.Since.IsZero() || !day.Before(q.Since)) && (q.Until.IsZero() || !q.Until.Before(day)) {
			list = append(list, a)
		}
	}
	return list
}

func turned[T any](list []T, q isnad.Query) []T {
	if q.Limit < 0 { // only the total is wanted
		return nil
	}
	list = list[min(q.Offset, len(list)):]
	return list[:min(cmp.Or(q.Limit, 10), len(list))]
}

func hitOf(a *isnad.Article) isnad.Hit {
	return isnad.Hit{ID: a.ID, Title: a.Title, Source: a.Source.Name, URL: a.URL, Published: a.Published}
}

func (f *fake) Search(_ context.Context, q isnad.Query) (*isnad.Results, error) {
	if f.fail != nil {
		return nil, f.fail
	}
	list := f.matching(q)
	r := &isnad.Results{Total: len(list)}
	for _, a := range turned(list, q) {
		h := hitOf(a)
		h.Snippet, _, _ = strings.Cut(a.Text(), "\n")
		h.TitleMarks, _ = f.has(h.Title, q)
		h.Marks, _ = f.has(h.Snippet, q)
		r.Hits = append(r.Hits, h)
	}
	return r, nil
}

func (f *fake) Statements(_ context.Context, q isnad.Query) (*isnad.StatementResults, error) {
	if f.fail != nil {
		return nil, f.fail
	}
	var list []isnad.FoundStatement
	for _, a := range f.newest() {
		for _, s := range a.Statements {
			_, ok := f.has(s.Content, q)
			if ok && anyOf(q.Sources, a.Source.Host, a.Source.Name) && anyOf(q.Speakers, s.Speaker.Entity, s.Speaker.Name) && anyOf(q.Acts, string(s.Act)) && anyOf(q.Relays, relaysOf(s)...) {
				list = append(list, isnad.FoundStatement{Statement: s, Said: cmp.Or(s.Time.From, a.Day()), Article: hitOf(a)})
			}
		}
	}
	return &isnad.StatementResults{Total: len(list), Hits: turned(list, q)}, nil
}

func relaysOf(s attribution.Statement) (names []string) {
	for _, r := range s.Relays {
		names = append(names, r.Name, isnad.AnyRelay)
	}
	return names
}

func (f *fake) CountSaid(_ context.Context, speaker string) (list []isnad.SaidCount, _ error) {
	for _, a := range f.articles {
		for _, s := range a.Statements {
			if s.Speaker.Entity == speaker {
				month := cmp.Or(s.Time.From, a.Day())
				month.Day = 1
				list = append(list, isnad.SaidCount{Month: month, Act: s.Act, Count: 1})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b isnad.SaidCount) int { return a.Month.Sub(b.Month) })
	return list, nil
}

func (f *fake) Facets(_ context.Context, q isnad.Query, field isnad.FacetField, n int) (*isnad.Facets, error) {
	if f.fail != nil {
		return nil, f.fail
	}
	count, label := map[string]int{}, map[string]string{}
	for _, a := range f.matching(q) {
		switch field {
		case isnad.BySource:
			count[cmp.Or(a.Source.Host, a.Source.Name)]++
			label[a.Source.Host] = a.Source.Name
		case isnad.ByMonth:
			if d := a.Day(); !d.IsZero() {
				count[d.String()[:7]]++
			}
		case isnad.BySpeaker, isnad.ByAct:
			for _, s := range a.Statements {
				if field == isnad.ByAct {
					count[string(s.Act)]++
				} else if s.Speaker.Entity != "" {
					count[s.Speaker.Entity]++
					label[s.Speaker.Entity] = s.Speaker.Name
				}
			}
		}
	}
	out := &isnad.Facets{}
	for _, c := range byCount(count)[:min(n, len(count))] {
		out.Values = append(out.Values, isnad.Facet{Value: c.name, Label: label[c.name], Count: c.n})
	}
	return out, nil
}

// parseWords takes every word as a clause of its own, and refuses an open quotation mark.
func parseWords(text string) (isnad.Query, error) {
	if strings.Count(text, `"`)%2 == 1 {
		return isnad.Query{}, fmt.Errorf("parse: %w: a quotation mark is open: close it with \"", isnad.ErrInvalid)
	}
	var q isnad.Query
	for _, t := range arabic.Analyze(strings.ReplaceAll(text, `"`, "")) {
		q.Clauses = append(q.Clauses, isnad.Clause{Kind: isnad.WordClause, Text: t.Surface, Terms: []isnad.ClauseTerm{{Surface: t.Surface, Stem: t.Stem}}})
	}
	return q, nil
}

// archive is the press in memory, with sources in every state and one stored page.
func archive(t *testing.T) *fake {
	t.Helper()
	f := &fake{articles: press(t), captures: map[string]*isnad.Capture{}}
	statements := 0
	for _, a := range f.articles {
		statements += len(a.Statements)
	}
	f.stats = isnad.Stats{Articles: len(f.articles), Statements: statements, Sources: 4, FirstDay: f.articles[7].Day(), LastChange: readAt.Add(-3 * time.Minute)}
	f.captures["2026-03.warc.gz#5hv1p"] = &isnad.Capture{Header: http.Header{"Content-Type": {"text/html; charset=windows-1256"}}, Body: []byte("<html><script>alert(1)</script><p>\xe3\xd1\xcd\xc8\xc7")}
	f.sources = []isnad.Source{
		{ID: "1", URL: "https://manara.example/feed", Title: "صحيفة المنارة", Kind: isnad.FeedSource, Health: isnad.Health{LastPoll: readAt.Add(-5 * time.Minute), LastSuccess: readAt.Add(-5 * time.Minute), LastNew: readAt.Add(-50 * time.Minute), NextPoll: readAt.Add(10 * time.Minute)}},
		{ID: "2", URL: "https://ufuq.example/feed/", Title: "صحيفة الأفق", Health: isnad.Health{LastPoll: readAt.Add(-time.Hour), LastSuccess: readAt.Add(-75 * time.Hour), NextPoll: readAt.Add(20 * time.Hour), Failures: 14, Reason: "403 Forbidden"}},
		{ID: "3", URL: "https://rimal.example/rss", Health: isnad.Health{LastPoll: readAt, LastSuccess: readAt.Add(-2 * time.Hour), Failures: 1, Reason: "timeout"}},
		{ID: "4", URL: "https://shatee.example/", Title: "إذاعة الشاطئ", Health: isnad.Health{LastPoll: readAt, LastSuccess: readAt, LastNew: readAt.AddDate(0, 0, -9)}},
		{ID: "5", URL: "https://quiet.example/", Title: "مجلة الحقل", Paused: true},
	}
	return f
}

func newSite(t testing.TB, f *fake) http.Handler {
	t.Helper()
	h, err := New(Options{Store: f, Index: f, Archive: archiveOf{f}, Parse: parseWords, Now: func() time.Time { return readAt }, Address: "https://isnad.example"})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// archiveOf is the fake's captures as an Archive.
type archiveOf struct{ *fake }

func (archiveOf) Append(context.Context, *isnad.Capture) error { return isnad.ErrUnsupported }
func (archiveOf) Captures(context.Context) iter.Seq2[*isnad.Capture, error] {
	return func(func(*isnad.Capture, error) bool) {}
}
func (archiveOf) Close() error { return nil }

// get answers one request; cookies are name=value.
func get(t testing.TB, h http.Handler, target string, cookies ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for _, c := range cookies {
		r.Header.Add("Cookie", c)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
