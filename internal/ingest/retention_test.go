package ingest

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"isnad"
	"isnad/extract"
	"isnad/internal/sqlite"
	"isnad/internal/story"
)

// keeping is a simulation that keeps one article, to be dropped.
type keeping struct {
	*simulation
	article *isnad.Article
}

func (k *keeping) Article(context.Context, string) (*isnad.Article, error) {
	if k.article == nil {
		return nil, isnad.ErrNotFound
	}
	return k.article, nil
}

func (k *keeping) Update(_ context.Context, fn func(isnad.Tx) error) error {
	return fn(keepingTx{simulatedTx{s: k.simulation}, k})
}

type keepingTx struct {
	simulatedTx
	k *keeping
}

func (t keepingTx) DropArticle(string) error { t.k.article = nil; return nil }

// TestRetention takes articles away when their source's time for them is over, by what it says then.
func TestRetention(t *testing.T) {
	start := time.Date(2025, 6, 29, 0, 0, 0, 0, time.UTC)
	source := NewSource("http://a.test/feed", isnad.FeedSource, "")
	for _, k := range []struct {
		name string
		keep time.Duration // when its time comes
		at   time.Duration // after it was stored
		gone bool
		left int // jobs
	}{
		{"over", 24 * time.Hour, 25 * time.Hour, true, 0},
		{"kept longer meanwhile", 90 * 24 * time.Hour, 25 * time.Hour, false, 1},
		{"kept for ever meanwhile", 0, 25 * time.Hour, false, 0},
	} {
		t.Run(k.name, func(t *testing.T) {
			sim := newSimulation(t, start, time.Minute)
			all := &keeping{sim, &isnad.Article{ID: "x", Captured: isnad.Captured{At: start}}}
			sim.crawler.Store = all
			source.Keep = 24 * time.Hour
			if err := keepFor(simulatedTx{s: sim}, source, []prepared{{article: all.article}}); err != nil {
				t.Fatal(err)
			}
			j := sim.queue[0]
			if j.Kind != isnad.DropArticle || !j.NotBefore.Equal(start.Add(24*time.Hour)) {
				t.Fatalf("%+v", j)
			}
			source.Keep = k.keep
			simulatedTx{s: sim}.PutSource(source)
			sim.queue, sim.now = nil, start.Add(k.at)
			if err := sim.crawler.drop(t.Context(), j); err != nil {
				t.Fatal(err)
			}
			if gone := all.article == nil; gone != k.gone || len(sim.queue) != k.left {
				t.Errorf("gone %v, %d jobs left (%v)", gone, len(sim.queue), slices.Collect(maps.Keys(sim.waiting)))
			}
		})
	}
}

// TestScripted tells pages that a browser alone can read from those that hold their text.
func TestScripted(t *testing.T) {
	for _, k := range []struct {
		name, page string
		want       bool
	}{
		{"an empty shell", `<html><body><div id="root"></div><script src="/a.js"></script></body></html>`, true},
		{"a word of warning", `<body><script></script><noscript>الرجاء تفعيل جافا سكربت</noscript></body>`, true},
		{"a challenge", `<html><title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate.js"></script></html>`, true},
		{"an article", webArticleForScripts, false},
		{"a list", `<html><body><ul><li>خبر</li></ul></body></html>`, false},
	} {
		if got := scripted([]byte(k.page)) != ""; got != k.want {
			t.Errorf("%s: %v", k.name, got)
		}
	}
}

// webArticleForScripts has a shell's sign, and its text.
var webArticleForScripts = `<html><body><div id="app"><p>` + longText + `</p></div><script></script></body></html>`

var longText = func() (s string) {
	for len(s) < 3000 {
		s += "قال القرطاس إن الجسر فُتح صباح السبت. "
	}
	return s
}()

// TestAnEndedArticleLeavesItsStory: of two articles in a story one ends; the story is the other's alone, and that of the last
// goes with it.
func TestAnEndedArticleLeavesItsStory(t *testing.T) {
	ctx := t.Context()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := NewStories(db)
	if err := s.open(ctx); err != nil {
		t.Fatal(err)
	}
	var moves []move
	for _, id := range []string{"a", "b"} {
		a := &isnad.Article{ID: id, Document: extract.Document{Title: "خبر " + id, Paragraphs: []string{"نص " + id}}}
		moves = append(moves, move{prepared: prepared{article: a}, at: story.Placement{Story: "a"}})
	}
	if err := db.Update(ctx, func(tx isnad.Tx) error { return s.writer(tx, nil).write(moves) }); err != nil {
		t.Fatal(err)
	}
	for _, m := range moves {
		stored, err := db.Article(ctx, m.article.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Update(ctx, func(tx isnad.Tx) error { return errors.Join(leaveStory(tx, stored), tx.DropArticle(stored.ID)) }); err != nil {
			t.Fatal(err)
		}
		switch st, err := db.Story(ctx, "a"); {
		case m.article.ID == "a" && (err != nil || len(st.Members) != 1 || st.Members[0].Article != "b"):
			t.Errorf("after the first left: %+v, %v", st, err)
		case m.article.ID == "b" && !errors.Is(err, isnad.ErrNotFound):
			t.Errorf("after the last left: %+v, %v", st, err)
		}
	}
}
