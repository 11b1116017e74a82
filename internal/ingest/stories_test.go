package ingest_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
	"isnad/internal/press"
	"isnad/internal/story"
)

// TestThePressGivesStories crawls the demonstration press and looks at what became of it.
func TestThePressGivesStories(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	db := openStore(t)
	folder, err := archive.Open(filepath.Join(t.TempDir(), "warc"), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	p, err := press.Start(ctx, press.Options{Anchor: time.Date(2031, 5, 8, 18, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, f := range p.Feeds() {
		put(t, db, ingest.NewSource(f, isnad.FeedSource, ""))
	}
	c := &ingest.Crawler{
		Store: db, Queue: db, Archive: folder, Now: time.Now, Log: slog.New(slog.DiscardHandler), Workers: 4, Every: 50 * time.Millisecond,
		Client: fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}, Pace: time.Millisecond}),
	}
	runUntil(t, ctx, c, db, len(p.Articles()))
	wantSound(t, db)
	copies := 0
	for _, s := range stories(t, db) {
		for _, g := range s.Copies {
			if len(g.Articles) > 1 {
				copies++
			}
			if g.Origin == "" || g.How == "" || !slices.Contains(g.Articles, g.Original) {
				t.Errorf("copies of %s: %+v", s.Title, g)
			}
		}
		if len(s.Origins) > s.Articles || s.Title == "" || len(s.Outlets) == 0 {
			t.Errorf("story %+v", s)
		}
	}
	if copies < 5 { // the press has six articles that are taken from another
		t.Errorf("%d groups of copies, want at least 5", copies)
	}
}

// wantSound checks that stories and articles say the same of each other, and that every article has its place.
func wantSound(t *testing.T, db isnad.Engine) {
	t.Helper()
	members := map[string]string{}
	for id, s := range stories(t, db) {
		for i, m := range s.Members {
			if members[m.Article] != "" {
				t.Errorf("%s is in two stories", m.Article)
			}
			members[m.Article] = id
			a, err := db.Article(context.Background(), m.Article)
			if err != nil {
				t.Fatal(err)
			}
			if a.Story != id || a.Copy != m.Copy || (a.Copy != "") != (a.Original != nil) || a.Original != nil && *a.Original != m.Original {
				t.Errorf("%s: story %s, copy %s, original %v; its member %+v", m.Article, a.Story, a.Copy, a.Original, m)
			}
			if i > 0 && s.Articles > 1 && m.Article != s.ID && len(m.Why) == 0 {
				t.Errorf("%s: nothing says why it is in %s", m.Title, s.Title)
			}
		}
		if s.Articles != len(s.Members) {
			t.Errorf("%s has %d members and says %d", id, len(s.Members), s.Articles)
		}
	}
	for a, err := range db.Articles(context.Background(), isnad.ArticleFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if members[a.ID] == "" {
			t.Errorf("%s (%s) is in no story", a.ID, a.Title)
		}
		if len(a.Keywords) == 0 {
			t.Errorf("%s has no keywords", a.Title)
		}
	}
}

// stories gives all stories whole, by id.
func stories(t *testing.T, db isnad.Engine) map[string]*isnad.Story {
	t.Helper()
	list, err := db.Stories(context.Background(), isnad.StoryFilter{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*isnad.Story{}
	for _, s := range list.Stories {
		whole, err := db.Story(context.Background(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		out[s.ID] = whole
	}
	return out
}

// shape is stories as sets of articles, with their groups of copies, in order.
func shape(t *testing.T, db isnad.Engine) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for id, s := range stories(t, db) {
		for _, m := range s.Members {
			out[id] = append(out[id], fmt.Sprintf("%s copy=%s %v", m.Article, m.Copy, m.Original))
		}
	}
	return out
}

// harvest is a few days of an invented press as JSON Lines: each event is told by one outlet in invented words, copied by
// another, and told by a third in the same words in another order.
func harvest(events int) string {
	var b strings.Builder
	for i := range events {
		words := invented(i, 60)
		other := slices.Clone(words)
		slices.Sort(other)
		day := fmt.Sprintf("2031-05-%02d", 3+i%4)
		line := func(outlet, id string, words []string) {
			fmt.Fprintf(&b, "{\"id\":\"%s%d\",\"title\":\"%s\",\"source\":\"%s\",\"published\":\"%s\",\"paragraphs\":[\"قال %s.\"]}\n",
				id, i, strings.Join(words[:6], " "), outlet, day, strings.Join(words, " "))
		}
		line("الراصد", "a", words)
		line("المرفأ", "b", append([]string{words[2]}, words...))
		line("الضفاف", "c", other)
	}
	return b.String()
}

// invented gives n words that no other event has.
func invented(event, n int) []string {
	letters := []rune("بتثجحدرزسشصضطعغفقكلمن")
	x := uint64(event + 1)
	out := make([]string, n)
	for i := range out {
		var w []rune
		for range 5 {
			x = x*6364136223846793005 + 1442695040888963407
			w = append(w, letters[x>>33%uint64(len(letters))])
		}
		out[i] = string(w)
	}
	return out
}

func imported(t *testing.T, workers int, runs ...string) isnad.Engine {
	t.Helper()
	db, dir := openStore(t), t.TempDir()
	for i, content := range runs {
		im := ingest.Import{Store: db, Workers: workers}
		if _, err := im.Run(context.Background(), []string{write(t, dir, fmt.Sprintf("%d.jsonl", i), []byte(content))}); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// Whatever the number of workers, and whether the process was started anew between, the stories are the same.
func TestStoriesAreStable(t *testing.T) {
	all := harvest(80)
	one := imported(t, 1, all)
	wantSound(t, one)
	want := shape(t, one)
	if len(want) != 80 {
		t.Fatalf("%d stories of 80 events", len(want))
	}
	if d := cmp.Diff(want, shape(t, imported(t, 7, all))); d != "" {
		t.Errorf("with seven workers (-one +seven):\n%s", d)
	}
	lines := strings.SplitAfter(all, "\n")
	parts := []string{strings.Join(lines[:200], ""), strings.Join(lines[200:], "")} // the batches of an import
	if d := cmp.Diff(want, shape(t, imported(t, 2, parts...))); d != "" {
		t.Errorf("started anew in the middle (-once +twice):\n%s", d)
	}
}

func TestReprocessMakesTheSameStories(t *testing.T) {
	db := imported(t, 2, harvest(40))
	again := func() map[string][]string {
		if _, err := ingest.Reprocess(context.Background(), db, nil, ingest.ReprocessOptions{All: true}); err != nil {
			t.Fatal(err)
		}
		wantSound(t, db)
		return shape(t, db)
	}
	want := again()
	if d := cmp.Diff(want, again()); d != "" {
		t.Errorf("reprocessed twice (-first +second):\n%s", d)
	}
	if n, err := ingest.Reprocess(context.Background(), db, nil, ingest.ReprocessOptions{}); n != 0 || err != nil {
		t.Errorf("what is current was made again: %d, %v", n, err)
	}
}

// An editor's decision moves an article, stands when all is made again, and is undone by another.
func TestDecide(t *testing.T) {
	ctx := context.Background()
	db := imported(t, 1, harvest(6))
	wantStory := func(article, story string) {
		t.Helper()
		a, err := db.Article(ctx, article)
		if err != nil {
			t.Fatal(err)
		}
		with, err := db.Article(ctx, story)
		if err != nil {
			t.Fatal(err)
		}
		if a.Story != with.Story {
			t.Errorf("%s is in %s, %s in %s", article, a.Story, story, with.Story)
		}
		wantSound(t, db)
	}
	wantStory("b1", "a1")
	s := ingest.NewStories(db)
	decide := func(d isnad.Decision) {
		t.Helper()
		if err := s.Decide(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	decide(isnad.Decision{Article: "c1", With: "a2", At: time.Unix(1, 0)})
	wantStory("c1", "a2")
	decide(isnad.Decision{Article: "a1", At: time.Unix(2, 0), Note: "خبر آخر"})
	if a, err := db.Article(ctx, "a1"); err != nil || a.Story != "a1~" || a.Copy != "" {
		t.Errorf("taken out: %+v, %v", a, err)
	}
	if st, err := db.Story(ctx, "a1"); err != nil || len(st.Members) != 1 {
		t.Errorf("the story keeps its name: %+v, %v", st, err)
	}
	if _, err := ingest.Reprocess(ctx, db, nil, ingest.ReprocessOptions{All: true}); err != nil {
		t.Fatal(err)
	}
	wantStory("c1", "a2")
	if a, err := db.Article(ctx, "a1"); err != nil || a.Story != "a1~" {
		t.Errorf("after reprocessing: %s, %v", a.Story, err)
	}
	decide(isnad.Decision{Article: "a1", With: "b1", At: time.Unix(3, 0)})
	wantStory("a1", "b1")
	for _, d := range []isnad.Decision{{Article: "nobody"}, {Article: "a1", With: "nobody"}, {Article: "a1", With: "a1"}} {
		if err := s.Decide(ctx, d); err == nil {
			t.Errorf("%+v was taken", d)
		}
	}
}

// A page fetched again with other words makes an edition; read again, or fetched unchanged, it does not.
func TestEditions(t *testing.T) {
	ctx := context.Background()
	db := openStore(t)
	line := func(digest, at, text string) string {
		return fmt.Sprintf(`{"id":"a","title":"فتح الجسر","source":"الراصد","published":"2031-05-03","paragraphs":["%s"],"captured":{"at":"%s","digest":"sha256:%s"}}`+"\n", text, at, digest)
	}
	const first, second = "قالت سلمى الرافعي إن الجسر فتح صباحا.", "قالت سلمى الرافعي إن الجسر ربما يفتح غدا."
	dir := t.TempDir()
	for i, content := range []string{
		line("1", "2031-05-03T10:00:00Z", first),
		line("2", "2031-05-03T11:00:00Z", first),
		line("3", "2031-05-03T12:00:00Z", second),
		line("0", "2031-05-03T08:00:00Z", "قالت سلمى الرافعي إن الجسر مغلق."), // an older capture comes late
	} {
		im := ingest.Import{Store: db}
		if _, err := im.Run(ctx, []string{write(t, dir, fmt.Sprintf("%d.jsonl", i), []byte(content))}); err != nil {
			t.Fatal(err)
		}
	}
	a, err := db.Article(ctx, "a")
	if err != nil || a.Text() != second {
		t.Fatalf("what stands: %v, %v", a, err)
	}
	editions, err := db.Editions(ctx, "a")
	if err != nil || len(editions) != 2 || editions[1].Article.Text() != first {
		t.Fatalf("editions: %+v, %v", editions, err)
	}
	edits := story.Compare(editions[1].Article, a)
	if len(edits.Statements) != 1 || edits.Statements[0].Kind != isnad.Softened {
		t.Errorf("edits: %+v", edits)
	}
	wantSound(t, db)
}
