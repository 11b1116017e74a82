package ingest_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
)

// outlet is a site with a feed of two articles, one of which is missing, and a feed that is gone for good.
func outlet(t *testing.T, asked *atomic.Int64) *httptest.Server {
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"one"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>المرفأ</title><item><title>فتح الطريق</title><link>%s/1</link></item>`+
			`<item><title>مفقود</title><link>%s/2</link></item></channel></rss>`, s.URL, s.URL)
	})
	mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/1", func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<html lang="ar"><head><title>فتح الطريق إلى القرى</title></head><body><article><h1>فتح الطريق إلى القرى</h1>`+
			`<p>قال رئيس بلدية الجرف سالم القرطاس إن الطريق إلى القرى فُتحت صباح السبت بعد أن قطعها السيل ثلاثة أيام كاملة.</p>`+
			`<p>وأضاف القرطاس أن الجسر الصغير سيبقى مغلقا حتى يفحصه المهندسون في نهاية الأسبوع المقبل على أبعد تقدير.</p></article></body></html>`)
	})
	return s
}

func TestCrawlFetchesEachLinkOnce(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	db := openStore(t)
	folder, err := archive.Open(filepath.Join(t.TempDir(), "warc"), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	var asked atomic.Int64
	site := outlet(t, &asked)
	feed, gone := ingest.NewSource(site.URL+"/feed", isnad.FeedSource, ""), ingest.NewSource(site.URL+"/gone", isnad.FeedSource, "")
	put(t, db, feed, gone)
	c := &ingest.Crawler{
		Store: db, Queue: db, Archive: folder, Now: time.Now, Log: slog.New(slog.DiscardHandler), Workers: 2, Every: 50 * time.Millisecond,
		Client: fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: time.Millisecond}),
	}
	runUntil(t, ctx, c, db, 1)

	// The feed is due again: it has not changed, and nothing is fetched twice.
	sources, err := db.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		switch s.URL {
		case feed.URL:
			if s.Health.ETag != `"one"` || s.Health.Failures != 0 || s.Title != "المرفأ" || !s.Health.NextPoll.After(s.Health.LastPoll) {
				t.Errorf("the feed's state: %+v", s)
			}
			s.Health.NextPoll = time.Time{}
			put(t, db, &s)
		case gone.URL:
			if !s.Paused || s.Health.Reason == "" {
				t.Errorf("what is gone for good is still polled: %+v", s)
			}
		}
	}
	runUntil(t, ctx, c, db, 1)
	if n := asked.Load(); n != 1 {
		t.Errorf("the page was asked for %d times, want once", n)
	}
	for a, err := range db.Articles(ctx, isnad.ArticleFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		stored, err := folder.Read(ctx, a.Captured.WARC)
		if err != nil || stored.Digest != a.Captured.Digest || a.Source.Name == "" || len(a.Statements) == 0 {
			t.Errorf("article %+v without its evidence (%v)", a, err)
		}
	}
}

// forgetful is a register of turns that does not answer the first time, and lets everybody in afterwards.
type forgetful struct{ asked atomic.Int32 }

func (f *forgetful) Take(_ context.Context, _ string, lasts time.Duration) (fetch.Turn, time.Duration, error) {
	if f.asked.Add(1) == 1 {
		return nil, 0, fmt.Errorf("the register: %w", isnad.ErrUnavailable)
	}
	return free(time.Now().Add(lasts)), 0, nil
}

type free time.Time

func (f free) Until() time.Time  { return time.Time(f) }
func (free) Leave(time.Duration) {}

// TestCutOffIsNoFailure: a poll that was cut off on this side leaves its source as it was, and is made again.
func TestCutOffIsNoFailure(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	db := openStore(t)
	folder, err := archive.Open(filepath.Join(t.TempDir(), "warc"), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	var asked atomic.Int64
	feed := ingest.NewSource(outlet(t, &asked).URL+"/feed", isnad.FeedSource, "")
	put(t, db, feed)
	turns := new(forgetful)
	c := &ingest.Crawler{
		Store: db, Queue: db, Archive: folder, Now: time.Now, Log: slog.New(slog.DiscardHandler), Workers: 1, Every: 50 * time.Millisecond,
		Client: fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: time.Millisecond, Turns: turns}),
	}
	done := make(chan error, 1)
	run, stop := context.WithCancel(ctx)
	go func() { done <- c.Run(run) }()
	s := feed
	for ; s.Health.LastPoll.IsZero() && ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		if s, err = db.Source(ctx, feed.ID); err != nil {
			t.Fatal(err)
		}
		if s.Health.Failures > 0 {
			break
		}
	}
	stop()
	<-done
	if h := s.Health; h.Failures != 0 || h.Why != "" || h.LastSuccess.IsZero() || turns.asked.Load() < 2 {
		t.Errorf("the source's health: %+v", h)
	}
}

func put(t *testing.T, db isnad.Engine, sources ...*isnad.Source) {
	t.Helper()
	err := db.Update(context.Background(), func(tx isnad.Tx) error {
		for _, s := range sources {
			if err := tx.PutSource(s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// runUntil runs the crawler until there are so many articles and no source is due nor job left.
func runUntil(t *testing.T, ctx context.Context, c *ingest.Crawler, db isnad.Engine, articles int) {
	t.Helper()
	ctx, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	for !settled(t, ctx, db, articles) {
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	<-done
}

func settled(t *testing.T, ctx context.Context, db isnad.Engine, articles int) bool {
	t.Helper()
	stats, err := db.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := db.Waiting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := db.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		if !s.Paused && !s.Health.NextPoll.After(time.Now()) {
			return false
		}
	}
	left := 0
	for _, n := range waiting {
		left += n
	}
	return stats.Articles >= articles && left == 0
}
