package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
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
	return append(list, searches(list)...), nil
}

// searches are words from common to rare, a question, a phrase, and both with facets chosen: those of the pages before.
func searches(before []page) (list []page) {
	for _, words := range []string{"قال", "الرئيس", "وزير الخارجية", "زلزال", "ماذا قال وزير الخارجية عن اليمن؟", "\"وزير الخارجية\""} {
		q := url.QueryEscape(words)
		list = append(list, page{"statements: " + words, "/search?q=" + q}, page{"articles: " + words, "/search?tab=articles&q=" + q})
	}
	chosen := url.Values{"act": {"warn"}, "since": {"2015-01-01"}}
	for _, p := range before {
		if host, ok := strings.CutPrefix(p.path, "/s/"); ok {
			chosen.Set("source", host)
		}
		if key, ok := strings.CutPrefix(p.path, "/p/"); ok && p.name == "person, quoted most" {
			list = append(list, page{"statements of a person", "/search?speaker=" + key})
		}
	}
	return append(list, page{"statements: facets alone", "/search?" + chosen.Encode()}, page{"statements: word and facets", "/search?q=" + url.QueryEscape("الحكومة") + "&" + chosen.Encode()})
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

// stories are the newest and, of the widest, that with most statements: its own page, its parts and all of it.
func stories(ctx context.Context, db *sqlite.DB) ([]page, error) {
	var all []isnad.Story
	for cursor := ""; len(all) < 20_000; {
		found, err := db.Stories(ctx, isnad.StoryFilter{Articles: 2, Limit: 200, Cursor: cursor})
		if err != nil {
			return nil, err
		}
		all = append(all, found.Stories...)
		if cursor = found.Next; cursor == "" {
			break
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	list := []page{{fmt.Sprintf("story of %d", all[0].Articles), "/story/" + url.PathEscape(all[0].ID)}}
	slices.SortStableFunc(all, func(a, b isnad.Story) int { return b.Articles - a.Articles })
	loudest, most := 0, -1
	for i := range all[:min(len(all), 30)] {
		st, err := db.Story(ctx, all[i].ID)
		if err != nil {
			return nil, err
		}
		n := 0
		for _, m := range st.Members {
			if a, err := db.Article(ctx, m.Article); err == nil {
				n += len(a.Statements)
			}
		}
		if n > most {
			loudest, most = i, n
		}
	}
	for _, of := range []struct {
		name string
		at   int
	}{{"widest story", 0}, {"loudest story", loudest}} {
		path := "/story/" + url.PathEscape(all[of.at].ID)
		name := fmt.Sprintf("%s, of %d", of.name, all[of.at].Articles)
		list = append(list, page{name, path}, page{name + ": all", path + "?part=all"})
		for _, part := range []string{"said", "wordings", "copies", "articles"} {
			list = append(list, page{name + ": " + part, path + "?part=" + part})
		}
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
