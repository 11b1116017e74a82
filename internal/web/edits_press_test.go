package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"isnad"
	warc "isnad/internal/archive"
	"isnad/internal/enginetest"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
	demonstration "isnad/internal/press"
)

// house is the whole house on one press: fetched, archived, read, stored, shown.
type house struct {
	t       *testing.T
	db      isnad.Engine
	crawler *ingest.Crawler
	pages   http.Handler
}

func newHouse(t *testing.T) *house {
	t.Helper()
	db := enginetest.Open(t, nil)
	folder, err := warc.Open(filepath.Join(t.TempDir(), "warc"), warc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	h := &house{t: t, db: db}
	h.crawler = &ingest.Crawler{
		Store: db, Queue: db, Archive: folder, Now: time.Now, Log: slog.New(slog.DiscardHandler), Workers: 1, Every: 50 * time.Millisecond,
		Client: fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}, Pace: time.Millisecond}),
	}
	if h.pages, err = New(Options{Store: db, Index: db, Archive: folder}); err != nil {
		t.Fatal(err)
	}
	return h
}

// crawlUntil runs the crawler until the condition holds.
func (h *house) crawlUntil(what string, done func(ctx context.Context) bool) {
	h.t.Helper()
	ctx, stop := context.WithTimeout(h.t.Context(), 4*time.Minute)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- h.crawler.Run(ctx) }()
	for !done(ctx) {
		if ctx.Err() != nil {
			h.t.Fatalf("waited in vain: %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	<-ended
}

// TestAnOutletCorrectsAPage: a page that is fetched again and says something else is shown with what changed, its statements first.
func TestAnOutletCorrectsAPage(t *testing.T) {
	p, err := demonstration.Start(t.Context(), demonstration.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	address := ""
	for _, a := range p.Articles() {
		if strings.Contains(a, "sahlan1") && address == "" {
			address = a
		}
	}
	h := newHouse(t)
	source := ingest.NewSource(address, isnad.PageSource, "")
	subscribe := func() {
		if err := h.db.Update(t.Context(), func(tx isnad.Tx) error { return tx.PutSource(source) }); err != nil {
			t.Fatal(err)
		}
	}
	subscribe()
	var first *isnad.Article
	h.crawlUntil("the page", func(ctx context.Context) bool {
		for a := range h.db.Articles(ctx, isnad.ArticleFilter{}) {
			first = a
		}
		return first != nil
	})
	shown := get(t, h.pages, articleHref(first.ID)).Body.String()
	if strings.Contains(shown, `data-edit=`) {
		t.Error("edits are shown of a page that did not change")
	}
	if pages := p.Revise(); len(pages) != 1 || pages[0] != address {
		t.Fatalf("the press corrects %v, not %s", pages, address)
	}
	subscribe() // due at once
	h.crawlUntil("the corrected page", func(ctx context.Context) bool {
		editions, err := h.db.Editions(ctx, first.ID)
		return err == nil && len(editions) == 1
	})
	for _, target := range []string{articleHref(first.ID), storyHref(first.Story)} {
		shown = get(t, h.pages, target).Body.String()
		for _, want := range []string{
			`data-edit="softened"><b class="kind">خُفّف</b>`, "زيد فيه ما يدلّ على الشك: ربما",
			`data-edit="reattributed"><b class="kind">نُسب إلى غيره</b>`, "نُسب إلى نادر الدلب بعد هند الزنبقي",
			`data-edit="reworded"`,
		} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s does not show %s", target, want)
			}
		}
		if n := strings.Count(shown, `data-edit="removed"`) + strings.Count(shown, `data-edit="added"`); n > 0 {
			t.Errorf("%s: %d things taken out or put in, where two were reworded", target, n)
		}
	}
}
