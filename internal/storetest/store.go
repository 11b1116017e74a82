package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// full is an article with something in every field that is stored.
func full(t *testing.T) *isnad.Article {
	original := true
	a := article(t, "full", "2024-03-05", "وزيرة البحار تفتتح الميناء", "قالت سلمى الرافعي إن الميناء جاهز.", "وأضافت أن السفن ستصل غدا.")
	a.URL, a.CanonicalURL, a.Section, a.Image, a.Dateline = "https://marfa.example/1", "https://marfa.example/one", "محليات", "https://marfa.example/1.jpg", "بندر"
	a.Via, a.Credits, a.Authors, a.Tags = []extract.Outlet{{Name: "مجمع"}}, []string{"وكالة الساحل"}, []string{"كاتب"}, []string{"موانئ"}
	a.Blocks, a.Repairs = []extract.Block{{Paragraph: 1, Kind: extract.Heading}}, []extract.Repair{{Kind: "furniture", Found: "إعلان"}}
	a.Keywords, a.Copy, a.Original, a.Story = []isnad.Keyword{{Text: "ميناء", Score: .5}}, "c1", &original, "s1"
	a.Related = []isnad.Related{{ID: "x", Title: "خبر آخر", Why: "الميناء", Score: .25}}
	a.Captured = isnad.Captured{At: time.Date(2024, 3, 5, 10, 0, 0, 0, time.UTC), Digest: isnad.Digest([]byte("x")), WARC: "a.warc#10"}
	text := a.Text()
	at := strings.Index(text, "إن الميناء")
	a.Statements = []attribution.Statement{{ID: "st", Span: arabic.Span{Field: arabic.Text, Start: at, End: at + len("إن الميناء جاهز")}, Content: "إن الميناء جاهز",
		Kind: attribution.Indirect, Cue: "قالت", CueStart: 0, CueEnd: 8, Act: attribution.State, Confidence: .75,
		Speaker: attribution.Speaker{Name: "سلمى الرافعي", Type: names.Person, Role: "وزيرة البحار", Entity: "p:salma", How: names.Named}, Relays: []attribution.Relay{{Name: "وكالة الساحل"}}}}
	a.Entities = []names.Entity{{Key: "p:salma", Name: "سلمى الرافعي", Type: names.Person, Latin: "Salma Rafii", Mentions: []names.Mention{{Span: arabic.Span{Field: arabic.Text, Start: 9, End: 30}, Text: text[9:30]}}}}
	a.Times = []dates.Expression{{Span: arabic.Span{Field: arabic.Text, Start: len(text) - 7, End: len(text) - 1}, Text: "غدا", Relative: "+1d", From: day(t, "2024-03-06"), To: day(t, "2024-03-06")}}
	return a
}

func testPutAndRead(t *testing.T, e Engine) {
	a := full(t)
	put(t, e, a)
	got, err := e.Article(context.Background(), "full")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(a, got); d != "" {
		t.Errorf("what was stored and what is read (-stored +read):\n%s", d)
	}
	wantNotFound(t, e, "other")
	err = e.Update(context.Background(), func(tx isnad.Tx) error { return tx.PutArticle(&isnad.Article{}, isnad.Terms{}) })
	if !errors.Is(err, isnad.ErrInvalid) {
		t.Errorf("an article without an id: %v, want ErrInvalid", err)
	}
}

func testReplace(t *testing.T, e Engine) {
	put(t, e, article(t, "a", "2024-01-01", "قطار الصحراء", "تأخر القطار."))
	put(t, e, article(t, "a", "2024-01-01", "سفينة الصحراء", "وصلت السفينة."))
	put(t, e, article(t, "a", "2024-01-01", "سفينة الصحراء", "وصلت السفينة."))
	wantHits(t, e, all("قطار"))
	wantHits(t, e, all("سفينة"), "a")
	wantHits(t, e, phrase("وصلت السفينة"), "a")
	if got := walk(t, e, isnad.ArticleFilter{}); !cmp.Equal(got, []string{"a"}) {
		t.Errorf("walk = %v", got)
	}
	update(t, e, func(tx isnad.Tx) error { // twice within one transaction: the last counts
		for _, title := range []string{"جمل", "حصان"} {
			b := article(t, "b", "2024-01-02", title)
			if err := tx.PutArticle(b, isnad.TermsOf(b)); err != nil {
				return err
			}
		}
		return nil
	})
	wantHits(t, e, all("جمل"))
	wantHits(t, e, all("حصان"), "b")
}

func testDateMovesArticle(t *testing.T, e Engine) {
	put(t, e, article(t, "a", "", "بيان الجمعية"), article(t, "b", "2024-01-05", "بيان الجمعية"))
	put(t, e, article(t, "a", "2024-01-09", "بيان الجمعية"))
	q := all("بيان")
	q.Order = isnad.NewestFirst
	wantHits(t, e, q, "a", "b")
	put(t, e, article(t, "a", "2023-01-09", "بيان الجمعية"))
	wantHits(t, e, q, "b", "a")
	if got := walk(t, e, isnad.ArticleFilter{}); !cmp.Equal(got, []string{"a", "b"}) {
		t.Errorf("walk = %v, want a before b, each once", got)
	}
}

func testDrop(t *testing.T, e Engine) {
	a := full(t)
	put(t, e, a, article(t, "b", "2024-01-05", "الميناء القديم"))
	update(t, e, func(tx isnad.Tx) error { return tx.DropArticle("full") })
	wantNotFound(t, e, "full")
	wantHits(t, e, all("الميناء"), "b")
	if r, err := e.Statements(context.Background(), isnad.Query{}); err != nil || len(r.Hits) != 0 {
		t.Errorf("statements of a dropped article: %v, %v", r, err)
	}
	err := e.Update(context.Background(), func(tx isnad.Tx) error { return tx.DropArticle("full") })
	if !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("dropping twice: %v, want ErrNotFound", err)
	}
	if s, err := e.Stats(context.Background()); err != nil || s.Articles != 1 || s.Statements != 0 {
		t.Errorf("stats = %+v, %v", s, err)
	}
}

func testRollBack(t *testing.T, e Engine) {
	put(t, e, article(t, "a", "2024-01-01", "الأول"))
	boom := errors.New("boom")
	err := e.Update(context.Background(), func(tx isnad.Tx) error {
		b := article(t, "b", "2024-01-01", "الثاني")
		if err := errors.Join(tx.PutArticle(b, isnad.TermsOf(b)), tx.DropArticle("a"), tx.SaveProgress("k", "v"),
			tx.PutSource(&isnad.Source{ID: "s"}), tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "u"})); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("Update = %v, want the function's own error", err)
	}
	wantNotFound(t, e, "b")
	wantHits(t, e, all("الأول"), "a")
	wantHits(t, e, all("الثاني"))
	if v, err := e.Progress(context.Background(), "k"); v != "" || err != nil {
		t.Errorf("progress = %q, %v", v, err)
	}
	if n := waiting(t, e, isnad.FetchPage); n != 0 {
		t.Errorf("%d jobs wait", n)
	}
	put(t, e, article(t, "c", "2024-01-01", "الثالث")) // and writing goes on
	wantHits(t, e, all("الثالث"), "c")
}

func testOwnWrites(t *testing.T, e Engine) {
	put(t, e, article(t, "old", "2024-01-01", "قديم"))
	has := func(tx isnad.Tx, id string, want bool) {
		t.Helper()
		if got, err := tx.HasArticle(id); got != want || err != nil {
			t.Errorf("HasArticle(%s) = %v, %v, want %v", id, got, err, want)
		}
	}
	update(t, e, func(tx isnad.Tx) error {
		has(tx, "old", true)
		has(tx, "new", false)
		a := article(t, "new", "2024-01-01", "جديد")
		if err := errors.Join(tx.PutArticle(a, isnad.TermsOf(a)), tx.DropArticle("old")); err != nil {
			return err
		}
		has(tx, "new", true)
		has(tx, "old", false)
		return tx.DropArticle("new")
	})
	if got := walk(t, e, isnad.ArticleFilter{}); len(got) != 0 {
		t.Errorf("walk = %v, want nothing", got)
	}
}

func testUndated(t *testing.T, e Engine) {
	put(t, e, article(t, "a", "", "قافلة"), article(t, "b", "1875-08-05", "قافلة"), article(t, "c", "2024-01-01", "قافلة"), article(t, "d", "", "قافلة"))
	if got := walk(t, e, isnad.ArticleFilter{Until: day(t, "2024-01-01")}); !cmp.Equal(got, []string{"b", "c"}) {
		t.Errorf("walk until = %v: undated articles are on no day", got)
	}
	if got := walk(t, e, isnad.ArticleFilter{}); len(got) != 4 {
		t.Errorf("walk = %v, want four", got)
	}
	q := all("قافلة")
	q.Order = isnad.NewestFirst
	wantHits(t, e, q, "c", "b", "d", "a")
}

// testBusyDay stores more articles of one day than a small sequence holds.
func testBusyDay(t *testing.T, e Engine) {
	const n = 9000
	update(t, e, func(tx isnad.Tx) error {
		for i := range n {
			a := article(t, fmt.Sprintf("a%d", i), "2024-02-02", "خبر")
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return nil
	})
	put(t, e, article(t, "before", "2024-02-01", "خبر"), article(t, "after", "2024-02-03", "خبر"))
	if got := len(walk(t, e, isnad.ArticleFilter{Since: day(t, "2024-02-02"), Until: day(t, "2024-02-02")})); got != n {
		t.Errorf("%d articles on the day, want %d", got, n)
	}
}

func testWalk(t *testing.T, e Engine) {
	var want []string
	var articles []*isnad.Article
	for i, id := range ids(40) {
		articles = append(articles, article(t, id, day(t, "2024-01-01").Add(i/2).String(), "خبر"))
		want = append(want, id)
	}
	articles[7].Captured.Digest = "sha256:seven"
	put(t, e, articles...)
	for _, c := range []struct {
		name   string
		filter isnad.ArticleFilter
		want   []string
	}{
		{"all", isnad.ArticleFilter{}, want},
		{"limit", isnad.ArticleFilter{Limit: 3}, want[:3]},
		{"days", isnad.ArticleFilter{Since: day(t, "2024-01-03"), Until: day(t, "2024-01-04")}, want[4:8]},
		{"newest", isnad.ArticleFilter{NewestFirst: true, Limit: 2}, []string{want[39], want[38]}},
		{"digest", isnad.ArticleFilter{Digest: "sha256:seven"}, want[7:8]},
		{"no such digest", isnad.ArticleFilter{Digest: "sha256:eight"}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, walk(t, e, c.filter)); d != "" {
				t.Error(d)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range e.Articles(ctx, isnad.ArticleFilter{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a walk under a cancelled context: %v", err)
		}
	}
}

// testWalkBelow rewrites every article that is out of date while it walks them.
func testWalkBelow(t *testing.T, e Engine) {
	var articles []*isnad.Article
	for i, id := range ids(700) {
		a := article(t, id, day(t, "2024-01-01").Add(i).String(), "خبر")
		a.Versions.Names = 1 + i%2
		articles = append(articles, a)
	}
	put(t, e, articles...)
	seen := map[string]int{}
	for a, err := range e.Articles(context.Background(), isnad.ArticleFilter{Below: isnad.Versions{Names: 2}}) {
		if err != nil {
			t.Fatal(err)
		}
		seen[a.ID]++
		a.Versions.Names = 2
		a.Published.Day = a.Published.Day.Add(5000) // moves it ahead of the walk
		put(t, e, a)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s met %d times", id, n)
		}
	}
	if len(seen) != 350 {
		t.Errorf("%d met, want 350", len(seen))
	}
}

// testWalkWhileWriting checks that a walk meets every article that stood at its beginning once, whatever is written.
func testWalkWhileWriting(t *testing.T, e Engine) {
	var articles []*isnad.Article
	for i, id := range ids(600) {
		articles = append(articles, article(t, id, day(t, "2024-01-01").Add(i).String(), "خبر"))
	}
	put(t, e, articles...)
	var writers sync.WaitGroup
	seen := map[string]int{}
	n := 0
	for a, err := range e.Articles(context.Background(), isnad.ArticleFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 1 {
			writers.Go(func() {
				for i := range 20 {
					put(t, e, article(t, fmt.Sprintf("new%d", i), "2025-06-01", "جديد"), article(t, articles[i].ID, "2026-01-01", "متأخر"))
				}
			})
		}
		if n == 300 {
			writers.Wait()
		}
		seen[a.ID]++
	}
	for _, a := range articles {
		if seen[a.ID] != 1 {
			t.Errorf("%s met %d times", a.ID, seen[a.ID])
		}
	}
}

func testCaptures(t *testing.T, e Engine) {
	c := &isnad.Capture{URL: "https://marfa.example/1", At: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Status: 200, Header: http.Header{"Etag": {`"x"`}}, Digest: isnad.Digest([]byte("body")), WARC: "a.warc#0"}
	for _, want := range []bool{true, false} {
		update(t, e, func(tx isnad.Tx) error {
			fresh, err := tx.AddCapture(c)
			if fresh != want {
				t.Errorf("AddCapture = %v, want %v", fresh, want)
			}
			return err
		})
	}
	if s, err := e.Stats(context.Background()); err != nil || s.Captures != 2 {
		t.Errorf("stats = %+v, %v", s, err)
	}
}

func testSources(t *testing.T, e Engine) {
	a := isnad.Source{ID: "a", URL: "https://marfa.example/feed", Kind: isnad.FeedSource, Title: "المرفأ", Interval: time.Hour, FullText: true,
		Health: isnad.Health{LastPoll: time.Date(2024, 1, 1, 2, 3, 4, 0, time.UTC), Failures: 2, ETag: `W/"é"`, Reason: "انقطع"}}
	b := isnad.Source{ID: "b", URL: "https://marfa.example/", Kind: isnad.SiteSource, Paused: true}
	update(t, e, func(tx isnad.Tx) error { return errors.Join(tx.PutSource(&b), tx.PutSource(&a)) })
	a.Health.Failures = 0
	update(t, e, func(tx isnad.Tx) error { return tx.PutSource(&a) })
	got, err := e.Sources(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]isnad.Source{a, b}, got); d != "" {
		t.Error(d)
	}
	if s, err := e.Source(context.Background(), "b"); err != nil || s.URL != b.URL {
		t.Errorf("Source = %+v, %v", s, err)
	}
	if _, err := e.Source(context.Background(), "none"); !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("a source that is not there: %v", err)
	}
}

func testDue(t *testing.T, e Engine) {
	at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	source := func(id string, next time.Time, paused bool) *isnad.Source {
		return &isnad.Source{ID: id, Paused: paused, Health: isnad.Health{NextPoll: next}}
	}
	update(t, e, func(tx isnad.Tx) error {
		return errors.Join(tx.PutSource(source("later", at.Add(time.Millisecond), false)), tx.PutSource(source("now", at, false)),
			tx.PutSource(source("new", time.Time{}, false)), tx.PutSource(source("paused", time.Time{}, true)),
			tx.PutSource(source("old", at.Add(-time.Hour), false)), tx.PutSource(source("dropped", at, false)))
	})
	update(t, e, func(tx isnad.Tx) error {
		if err := tx.ChangeSource("none", func(*isnad.Source) {}); !errors.Is(err, isnad.ErrNotFound) {
			t.Errorf("changing what is not there: %v", err)
		}
		return errors.Join(tx.DropSource("dropped"), tx.ChangeSource("old", func(s *isnad.Source) { s.Title = "قديم" }))
	})
	for _, c := range []struct {
		n    int
		want []string
	}{{10, []string{"new", "old", "now"}}, {2, []string{"new", "old"}}} {
		due, err := e.Due(context.Background(), at, c.n)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, s := range due {
			ids = append(ids, s.ID)
			if s.ID == "old" && s.Title != "قديم" {
				t.Errorf("not changed: %+v", s)
			}
		}
		if d := cmp.Diff(c.want, ids); d != "" {
			t.Error(d)
		}
	}
}

func testClaim(t *testing.T, e Engine) {
	claim := func() (isNew bool) {
		update(t, e, func(tx isnad.Tx) (err error) {
			isNew, err = tx.Claim("page/x")
			return err
		})
		return isNew
	}
	if !claim() {
		t.Error("the first claim of a key found it known")
	}
	if claim() {
		t.Error("the second claim of a key found it new")
	}
}

func testProgress(t *testing.T, e Engine) {
	for _, v := range []string{"", "one", "two", ""} {
		update(t, e, func(tx isnad.Tx) error { return tx.SaveProgress("import:x", v) })
		if got, err := e.Progress(context.Background(), "import:x"); got != v || err != nil {
			t.Errorf("Progress = %q, %v, want %q", got, err, v)
		}
	}
}

func testStats(t *testing.T, e Engine) {
	if s, err := e.Stats(context.Background()); err != nil || s != (isnad.Stats{}) {
		t.Errorf("of an empty archive: %+v, %v", s, err)
	}
	put(t, e, full(t), article(t, "b", "2024-05-01", "خبر"), article(t, "c", "", "خبر"))
	s, err := e.Stats(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if s.LastChange.IsZero() {
		t.Error("LastChange is zero")
	}
	s.LastChange = time.Time{}
	if d := cmp.Diff(isnad.Stats{Articles: 3, Statements: 1, FirstDay: day(t, "2024-03-05"), LastDay: day(t, "2024-05-01")}, s); d != "" {
		t.Error(d)
	}
}

// testHostileText stores what input may bring, and finds other articles as before.
func testHostileText(t *testing.T, e Engine) {
	put(t, e, article(t, "good", "2024-01-01", "خبر سليم"))
	for i, s := range []string{`" OR 1=1 --`, "' \" ` * ^ ~ = : ( ) NOT AND NEAR", "\u202e\u2066\u200f", strings.Repeat("ا", 100_000), strings.Repeat("َ", 10_000),
		"=o1 ^خبر ~aخبر", "a\x00b", "😀😀", strings.Repeat("كلمة ", 50_000)} {
		put(t, e, article(t, fmt.Sprintf("h%d", i), "2023-01-01", s, s))
		q := isnad.Query{Clauses: []isnad.Clause{{Kind: isnad.WordClause, Text: s, Terms: terms(s)}, {Kind: isnad.PhraseClause, Terms: terms(s)}}}
		if len(q.Clauses[0].Terms) > 50 {
			continue
		}
		if _, err := e.Search(context.Background(), q); err != nil {
			t.Errorf("Search(%.40q): %v", s, err)
		}
	}
	wantHits(t, e, all("سليم"), "good")
}

// testCancelled: a transaction whose context ends before it is through leaves no trace, and the next one is as good as any.
func testCancelled(t *testing.T, e Engine) {
	put(t, e, article(t, "a", "2024-01-01", "الأول"))
	for name, fn := range map[string]func(ctx context.Context, cancel func()) (context.Context, func(isnad.Tx) error){
		"before it began": func(ctx context.Context, cancel func()) (context.Context, func(isnad.Tx) error) {
			cancel()
			return ctx, func(isnad.Tx) error { return nil }
		},
		"in the middle, and told": func(ctx context.Context, cancel func()) (context.Context, func(isnad.Tx) error) {
			return ctx, func(isnad.Tx) error { cancel(); return ctx.Err() }
		},
		"in the middle, and not told": func(ctx context.Context, cancel func()) (context.Context, func(isnad.Tx) error) {
			return ctx, func(isnad.Tx) error { cancel(); return nil }
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			ctx, end := fn(ctx, cancel)
			err := e.Update(ctx, func(tx isnad.Tx) error {
				b := article(t, "b", "2024-01-02", "الثاني")
				must(t, tx.PutArticle(b, isnad.TermsOf(b)), tx.DropArticle("a"), tx.SaveProgress("k", "v"), tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "u"}))
				return end(tx)
			})
			wantKind(t, err, context.Canceled)
			wantNotFound(t, e, "b")
			wantHits(t, e, all("الأول"), "a")
			if p, err := e.Progress(context.Background(), "k"); err != nil || p != "" {
				t.Errorf("progress %q, %v", p, err)
			}
			put(t, e, article(t, "c", "2024-01-03", "الثالث"))
			wantHits(t, e, all("الثالث"), "c")
		})
	}
}
