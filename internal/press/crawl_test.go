package press_test

import (
	"context"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"isnad/extract"
	"isnad/internal/archive"
	"isnad/internal/feed"
	"isnad/internal/fetch"
	"isnad/internal/press"
)

// clock moves when somebody sleeps.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return nil
}

// TestThePressCanBeCrawled goes the whole way that a page goes: feeds, pages, archive, documents.
func TestThePressCanBeCrawled(t *testing.T) {
	at := &clock{now: time.Date(2025, 6, 29, 12, 0, 0, 0, time.UTC)}
	p, err := press.Start(t.Context(), press.Options{Anchor: at.now})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	client := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Now: at.Now, Sleep: at.Sleep})
	defer client.Close()
	folder, err := archive.Open(t.TempDir(), archive.Options{Now: at.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	found := 0
	for _, address := range p.Feeds() {
		got, err := client.Get(t.Context(), address, fetch.With{})
		if err != nil || got.Error != "" {
			t.Fatalf("%s: %v %s", address, err, got.Error)
		}
		f, err := feed.Parse(got.Body, got.Header.Get("Content-Type"), address)
		if err != nil || len(f.Findings) > 0 {
			t.Fatalf("%s: %v %v", address, err, f.Findings)
		}
		if f.Title == "" {
			t.Errorf("%s: the feed names no outlet", address)
		}
		for _, e := range f.Entries {
			read(t, client, folder, e)
			found++
		}
	}
	if want := len(p.Articles()); found != want {
		t.Errorf("feeds announce %d articles, want %d", found, want)
	}
}

// read fetches an entry's page, archives it, reads it back, and looks at its documents.
func read(t *testing.T, client *fetch.Client, folder *archive.Folder, e feed.Entry) {
	t.Helper()
	if e.Published.IsZero() || e.Title == "" {
		t.Errorf("%s: entry without day or title: %+v", e.URL, e)
	}
	got, err := client.Get(t.Context(), e.URL, fetch.With{})
	if err != nil || got.Error != "" {
		t.Errorf("%s: %v %s", e.URL, err, got.Error)
		return
	}
	if err := folder.Append(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	again, err := folder.Read(t.Context(), got.WARC)
	if err != nil || again.Digest != got.Digest {
		t.Fatalf("%s: read back: %v", e.URL, err)
	}
	r := extract.Documents(extract.Page{Body: again.Body, URL: e.URL, ContentType: again.Header.Get("Content-Type"), Published: e.Published, Title: e.Title})
	if len(r.Documents) == 0 {
		t.Errorf("%s: no article: %s %s", e.URL, r.Kind, r.Reason)
		return
	}
	d := r.Documents[0]
	if !strings.Contains(d.Title, e.Title) || len(d.Paragraphs) < 4 || d.Published.Day != e.Published.Day {
		t.Errorf("%s: title %q, %d paragraphs, published %s (feed: %s)", e.URL, d.Title, len(d.Paragraphs), d.Published.Day, e.Published.Day)
	}
	if u, err := url.Parse(e.URL); err != nil || !strings.HasSuffix(u.Hostname(), ".localhost") {
		t.Errorf("%s is not of this press", e.URL)
	}
}
