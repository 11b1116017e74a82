package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"time"

	"isnad"
	"isnad/internal/bench"
	"isnad/internal/sqlite"
)

// page is an address to time.
type page struct{ name, path string }

// result is what a page takes of the processor, and its bytes: as they are, and as they are sent to a browser.
type result struct {
	first, middle, most time.Duration
	plain, sent         int
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func kb(n int) float64 { return float64(n) / 1000 }

// ask times a page. The first time is told apart: it counts what is then remembered for a while.
func ask(h http.Handler, p page, rounds int) (result, error) {
	get := func(accept string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, p.path, nil)
		r.Header.Set("Accept-Encoding", accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	var times []time.Duration
	var out result
	for range rounds + 1 {
		before := bench.ProcessorTime()
		w := get("gzip")
		times = append(times, bench.ProcessorTime()-before)
		if w.Code != http.StatusOK {
			return out, fmt.Errorf("%s (%s): %d", p.name, p.path, w.Code)
		}
		out.sent = w.Body.Len()
	}
	out.first, times = times[0], times[1:]
	slices.Sort(times)
	out.middle, out.most, out.plain = times[len(times)/2], times[len(times)-1], get("identity").Body.Len()
	return out, nil
}

// choose names a page of every kind, the heaviest that the archive has of those that differ: the widest of its newest stories,
// the article of the newest with most statements, those who are quoted most, the outlet that published most.
func choose(ctx context.Context, db *sqlite.DB) ([]page, error) {
	list := []page{{"front", "/"}, {"front, wide stories", "/?wide=1"}, {"people", "/people"}, {"sources", "/sources"}, {"state", "/state"}, {"help", "/help"}}
	for _, add := range []func(context.Context, *sqlite.DB) ([]page, error){outlets, people, stories, articles} {
		more, err := add(ctx, db)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	for _, words := range []string{"قال", "الرئيس", "وزير الخارجية", "زلزال", "ماذا قال وزير الخارجية عن اليمن؟"} {
		q := url.QueryEscape(words)
		list = append(list, page{"statements: " + words, "/search?q=" + q}, page{"articles: " + words, "/search?tab=articles&q=" + q})
	}
	return list, nil
}

func outlets(ctx context.Context, db *sqlite.DB) ([]page, error) {
	f, err := db.Facets(ctx, isnad.Query{}, isnad.BySource, 1)
	if err != nil || len(f.Values) == 0 {
		return nil, err
	}
	v := f.Values[0].Value
	return []page{{"outlet", "/s/" + url.PathEscape(v)}, {"front, one outlet", "/?source=" + url.QueryEscape(v)}}, nil
}

func people(ctx context.Context, db *sqlite.DB) ([]page, error) {
	f, err := db.Facets(ctx, isnad.Query{}, isnad.BySpeaker, 20)
	if err != nil {
		return nil, err
	}
	var list []page
	for i, name := range map[int]string{0: "person, quoted most", len(f.Values) - 1: "person, quoted twentieth"} {
		if i >= 0 && i < len(f.Values) {
			list = append(list, page{name, "/p/" + url.PathEscape(f.Values[i].Value)})
		}
	}
	slices.SortFunc(list, func(a, b page) int { return cmp.Compare(a.name, b.name) })
	return list, nil
}

func stories(ctx context.Context, db *sqlite.DB) ([]page, error) {
	var list []page
	widest, most, cursor := "", 1, ""
	for range 20 {
		found, err := db.Stories(ctx, isnad.StoryFilter{Articles: 2, Limit: 200, Cursor: cursor})
		if err != nil {
			return nil, err
		}
		for i, s := range found.Stories {
			if i == 0 && cursor == "" {
				list = append(list, page{fmt.Sprintf("story of %d", s.Articles), "/story/" + url.PathEscape(s.ID)})
			}
			if s.Articles > most {
				widest, most = s.ID, s.Articles
			}
		}
		if cursor = found.Next; cursor == "" {
			break
		}
	}
	if widest != "" {
		list = append(list, page{fmt.Sprintf("story of %d", most), "/story/" + url.PathEscape(widest)})
	}
	return list, nil
}

func articles(ctx context.Context, db *sqlite.DB) ([]page, error) {
	var all []*isnad.Article
	for a, err := range db.Articles(ctx, isnad.ArticleFilter{NewestFirst: true, Limit: 1000}) {
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	if len(all) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(all, func(a, b *isnad.Article) int { return len(a.Statements) - len(b.Statements) })
	var list []page
	for _, a := range []*isnad.Article{all[len(all)/2], all[len(all)-1]} {
		list = append(list, page{fmt.Sprintf("article, %d statements", len(a.Statements)), "/a/" + url.PathEscape(a.ID)})
	}
	return list, nil
}
