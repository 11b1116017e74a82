package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"isnad"
	"isnad/extract"
	"isnad/internal/eval"
	"isnad/internal/ingest"
)

// TestPagesAreArticles holds that made pages are read as what they were made of, and that no two are one article.
func TestPagesAreArticles(t *testing.T) {
	shared := eval.FindShared(".")
	if shared == "" {
		t.Skip("no gold data beside the repository")
	}
	p, err := newPages(shared, 30)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range 2 * len(p.forms) {
		articles, result := ingest.Read(extract.Page{Body: []byte(p.page(n)), URL: "https://news.example/" + strings.Repeat("1", n+1), ContentType: "text/html; charset=utf-8"})
		if len(articles) != 1 {
			t.Errorf("page %d holds %d articles: %s %s", n, len(articles), result.Kind, result.Reason)
			continue
		}
		ids[articles[0].ID] = true
		if want := p.articles[n%len(p.articles)].Title; !strings.Contains(articles[0].Title, want) {
			t.Errorf("page %d is called %q, want %q", n, articles[0].Title, want)
		}
	}
	if len(ids) != 2*len(p.forms) {
		t.Errorf("%d pages are %d articles", 2*len(p.forms), len(ids))
	}
}

// TestForeign writes a web archive and reads it again: every page is there, whatever its encoding.
func TestForeign(t *testing.T) {
	shared := eval.FindShared(".")
	if shared == "" {
		t.Skip("no gold data beside the repository")
	}
	p, err := newPages(shared, 30)
	if err != nil {
		t.Fatal(err)
	}
	w, err := writeForeign(filepath.Join(t.TempDir(), "foreign.warc.gz"), p, 500_000)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if _, err := w.each(func(c *isnad.Capture) {
		if string(c.Body) != p.page(n) {
			t.Errorf("page %d has %d bytes, want %d", n, len(c.Body), len(p.page(n)))
		}
		n++
	}); err != nil {
		t.Fatal(err)
	}
	used, stored, tally, err := w.bring(t.Context(), t.TempDir())
	if err != nil || stored != w.pages || tally.Articles != w.pages || used <= 0 {
		t.Errorf("%d stored, %+v, %v; want %d", stored, tally, err, w.pages)
	}
	if _, err := os.Stat(w.path); err != nil {
		t.Error(err)
	}
}
