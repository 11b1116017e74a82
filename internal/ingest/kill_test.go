package ingest_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
	"isnad/internal/sqlite"
	"isnad/internal/victim"
)

// TestMain lets this binary play the processes that are killed.
func TestMain(m *testing.M) {
	work, dir := os.Getenv("ISNAD_TEST_VICTIM"), os.Getenv("ISNAD_TEST_DIR")
	if work == "" {
		os.Exit(m.Run())
	}
	if err := toil(context.Background(), work, dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// toil opens the archive in dir, says so, and works until it is done or killed.
func toil(ctx context.Context, work, dir string) error {
	db, err := sqlite.Open(ctx, filepath.Join(dir, "isnad.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	folder, err := archive.Open(filepath.Join(dir, "warc"), archive.Options{})
	if err != nil {
		return err
	}
	defer folder.Close()
	fmt.Println("open")
	switch work {
	case "crawl":
		c := &ingest.Crawler{Store: db, Queue: db, Archive: folder, Now: time.Now, Log: slog.New(slog.DiscardHandler), Workers: 2, Every: 20 * time.Millisecond,
			Client: fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: time.Millisecond})}
		return c.Run(ctx)
	case "import":
		im := ingest.Import{Store: db, Archive: folder, Workers: 1}
		_, err = im.Run(ctx, []string{os.Getenv("ISNAD_TEST_INPUT")})
		return err
	case "reprocess":
		_, err = ingest.Reprocess(ctx, db, folder, ingest.ReprocessOptions{All: true, Workers: 1})
		return err
	}
	return fmt.Errorf("no such work: %s", work)
}

// kills is how often a process is killed: a few times, or as ISNAD_KILLS says; once with -short, whose processes start slowly.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("ISNAD_KILLS")); err == nil {
		return n
	}
	if testing.Short() {
		return 1
	}
	return 6
}

// kill starts a victim and kills it a random moment after it has opened the archive.
func kill(t *testing.T, work, dir string, random *rand.Rand, env ...string) {
	t.Helper()
	v := victim.Start(t, append([]string{"ISNAD_TEST_VICTIM=" + work, "ISNAD_TEST_DIR=" + dir}, env...)...)
	v.KillAfter(1, func() { time.Sleep(time.Duration(random.IntN(60_000)) * time.Microsecond) })
}

// presses is a site whose feed has another article for each time it is asked, and which counts what it is asked for.
type presses struct {
	mu    sync.Mutex
	polls int
	pages map[string]int
	s     *httptest.Server
}

func newPresses(t *testing.T) *presses {
	p := &presses{pages: map[string]int{}}
	p.s = httptest.NewServer(p)
	t.Cleanup(p.s.Close)
	return p
}

func (p *presses) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case r.URL.Path == "/feed":
		p.polls++
		fmt.Fprint(w, `<rss version="2.0"><channel><title>المرفأ</title>`)
		for n := p.polls; n > 0 && n > p.polls-30; n-- {
			fmt.Fprintf(w, `<item><title>الجسر رقم %d</title><link>%s/p/%d</link></item>`, n, p.s.URL, n)
		}
		fmt.Fprint(w, `</channel></rss>`)
	case strings.HasPrefix(r.URL.Path, "/p/"):
		p.pages[r.URL.Path]++
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page(strings.TrimPrefix(r.URL.Path, "/p/")))
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func page(n string) string {
	return `<html lang="ar"><head><title>الجسر رقم ` + n + `</title></head><body><article><h1>فُتح الجسر رقم ` + n + `</h1>` +
		`<p>قال رئيس بلدية الجرف سالم القرطاس إن الجسر رقم ` + n + ` فُتح صباح السبت بعد أن قطعه السيل ثلاثة أيام كاملة.</p>` +
		`<p>وأضاف القرطاس أن الجسر سيبقى مغلقا في الليل حتى يفحصه المهندسون في نهاية الأسبوع المقبل على أبعد تقدير.</p></article></body></html>`
}

// TestCrawlKilled kills the crawl with -9 again and again, and wants in the end an article of each link that any feed told,
// none twice, and its evidence readable.
func TestCrawlKilled(t *testing.T) {
	ctx, dir, site, random := t.Context(), t.TempDir(), newPresses(t), rand.New(rand.NewPCG(7, 7))
	db := reopened(t, dir)
	source := ingest.NewSource(site.s.URL+"/feed", isnad.FeedSource, "")
	for range kills() {
		source.Health = isnad.Health{} // due at once
		put(t, db, source)
		db.Close()
		kill(t, "crawl", dir, random)
		db = reopened(t, dir)
	}
	source.Health = isnad.Health{}
	put(t, db, source)
	folder, err := archive.Open(filepath.Join(dir, "warc"), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	c := &ingest.Crawler{Store: db, Queue: db, Archive: folder, Now: time.Now, Log: slog.New(slog.DiscardHandler), Workers: 2, Every: 20 * time.Millisecond,
		Client: fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: time.Millisecond})}
	runUntil(t, ctx, c, db, 1)
	seen := map[string]bool{}
	for a, err := range db.Articles(ctx, isnad.ArticleFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if seen[a.URL] {
			t.Errorf("%s is there twice", a.URL)
		}
		seen[a.URL] = true
		if kept, err := folder.Read(ctx, a.Captured.WARC); err != nil || kept.Digest != a.Captured.Digest {
			t.Errorf("%s without its evidence: %v", a.URL, err)
		}
	}
	if len(seen) < min(site.polls, 30) {
		t.Errorf("%d articles after %d polls", len(seen), site.polls)
	}
	for path := range site.pages {
		if !seen[site.s.URL+path] {
			t.Errorf("%s was fetched and is lost", path)
		}
	}
	whole(t, db, folder)
	t.Logf("%d kills, %d polls, %d articles", kills(), site.polls, len(seen))
}

// TestImportKilled kills an import of a web archive, which goes on where it was each time.
func TestImportKilled(t *testing.T) {
	dir, random := t.TempDir(), rand.New(rand.NewPCG(8, 8))
	const pages = 400
	input := filepath.Join(t.TempDir(), "in.warc")
	var b strings.Builder
	for n := range pages {
		body := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s", page(strconv.Itoa(n)))
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/%d\r\nWARC-Date: 2025-06-28T09:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", n, len(body), body)
	}
	if err := os.WriteFile(input, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for range kills() {
		kill(t, "import", dir, random, "ISNAD_TEST_INPUT="+input)
	}
	again(t, dir, func(db isnad.Engine, folder *archive.Folder) error {
		im := ingest.Import{Store: db, Archive: folder}
		_, err := im.Run(t.Context(), []string{input})
		return err
	}, pages)
}

// TestReprocessKilled kills the making anew of articles: each is there as it was or as it became.
func TestReprocessKilled(t *testing.T) {
	dir, random := t.TempDir(), rand.New(rand.NewPCG(9, 9))
	input := filepath.Join(t.TempDir(), "in.jsonl")
	const articles = 300
	var b strings.Builder
	for i := range articles {
		fmt.Fprintf(&b, `{"id":"k%d","title":"خبر رقم %d","published":"2025-06-%02d","paragraphs":["قال القرطاس إن الجسر رقم %d فُتح."]}`+"\n", i, i, i%28+1, i)
	}
	if err := os.WriteFile(input, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	again(t, dir, func(db isnad.Engine, folder *archive.Folder) error {
		im := ingest.Import{Store: db, Archive: folder}
		_, err := im.Run(t.Context(), []string{input})
		return err
	}, articles)
	for range kills() {
		kill(t, "reprocess", dir, random)
	}
	again(t, dir, func(isnad.Engine, *archive.Folder) error { return nil }, articles)
}

func reopened(t *testing.T, dir string) isnad.Engine {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// again does the rest of the work and wants so many articles, each once, in an archive that is whole.
func again(t *testing.T, dir string, work func(isnad.Engine, *archive.Folder) error, want int) {
	t.Helper()
	db := reopened(t, dir)
	folder, err := archive.Open(filepath.Join(dir, "warc"), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if err := work(db, folder); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for a, err := range db.Articles(t.Context(), isnad.ArticleFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if seen[a.ID] {
			t.Errorf("article %s is there twice", a.ID)
		}
		seen[a.ID] = true
	}
	if len(seen) != want {
		t.Errorf("%d articles, want %d", len(seen), want)
	}
	whole(t, db, folder)
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// whole checks store and archive.
func whole(t *testing.T, db isnad.Engine, folder *archive.Folder) {
	t.Helper()
	if found, err := db.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("check: %v, %v", found, err)
	}
	for _, err := range folder.Captures(t.Context()) {
		if err != nil {
			t.Error(err)
		}
	}
}
