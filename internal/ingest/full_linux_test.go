package ingest_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
	"isnad/internal/sqlite"
)

// smallDisk mounts a file system of so many megabytes; only root may.
func smallDisk(t *testing.T, megabytes int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", megabytes)); err != nil {
		t.Skipf("no small file system can be mounted here (%v): a full disk is not tried", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// bulky is a site of pages that do not compress, which counts what it is asked for.
func bulky(t *testing.T, pages int, asked *atomic.Int64) *httptest.Server {
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt":
			w.WriteHeader(http.StatusNotFound)
		case r.URL.Path == "/feed":
			asked.Add(1)
			fmt.Fprint(w, `<rss version="2.0"><channel><title>المرفأ</title>`)
			for n := range pages {
				fmt.Fprintf(w, `<item><title>الجسر رقم %d</title><link>%s/p/%d</link></item>`, n, s.URL, n)
			}
			fmt.Fprint(w, `</channel></rss>`)
		default:
			asked.Add(1)
			noise := make([]byte, 150<<10)
			rand.Read(noise)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, page(filepath.Base(r.URL.Path)), "<!-- ", base64.StdEncoding.EncodeToString(noise), " -->")
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// TestFullDisk crawls onto a file system that is nearly full: fetching rests while reading goes on, and everything comes
// when there is room again, without help.
func TestFullDisk(t *testing.T) {
	cases := []fullDisk{{"rests before it is full", 12, 20 << 20, 30, true}, {"runs into its end", 2, 1, 30, false}}
	if testing.Short() {
		cases = []fullDisk{{"runs into its end", 1, 1, 12, false}} // as many goroutines, fewer pages
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) { k.fill(t) })
	}
}

// fullDisk is a disk that is nearly full, and what is crawled onto it.
type fullDisk struct {
	name    string
	left    int64 // megabytes
	reserve int64
	pages   int
	rests   bool // before anything is asked for
}

func (k fullDisk) fill(t *testing.T) {
	const size = 64
	dir := smallDisk(t, size)
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	db, err := sqlite.Open(ctx, filepath.Join(dir, "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	folder, err := archive.Open(filepath.Join(dir, "warc"), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	var asked atomic.Int64
	put(t, db, ingest.NewSource(bulky(t, k.pages, &asked).URL+"/feed", isnad.FeedSource, ""))
	filler := filepath.Join(dir, "filler")
	free, err := folder.Room()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filler, make([]byte, free-k.left<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &ingest.Crawler{Store: db, Queue: db, Archive: folder, Now: time.Now, Log: slog.New(slog.DiscardHandler), Workers: 2, Every: 50 * time.Millisecond,
		Room: folder.Room, Reserve: k.reserve,
		Client: fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: time.Millisecond})}
	done := make(chan error, 1)
	run, stop := context.WithCancel(ctx)
	go func() { done <- c.Run(run) }()
	time.Sleep(3 * time.Second)
	if n := asked.Load(); k.rests && n > 0 {
		t.Errorf("%d requests while the disk was nearly full", n)
	}
	if _, err := db.Stats(ctx); err != nil {
		t.Errorf("reading while the disk is full: %v", err)
	}
	before, err := db.Stats(ctx)
	if err != nil || before.Articles >= k.pages {
		t.Fatalf("the disk was not full: %+v, %v", before, err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	for !settled(t, ctx, db, k.pages) {
		time.Sleep(100 * time.Millisecond)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if after, err := db.Stats(ctx); err != nil || after.Articles != k.pages {
		t.Errorf("%+v, %v, want %d articles", after, err, k.pages)
	}
	whole(t, db, folder)
}
