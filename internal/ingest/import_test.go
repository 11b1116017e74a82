package ingest_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"isnad"
	"isnad/internal/enginetest"
	"isnad/internal/ingest"
)

func openStore(t *testing.T) isnad.Engine {
	t.Helper()
	db := enginetest.Open(t, nil)
	return db
}

func write(t *testing.T, dir, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(t *testing.T, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// numbered gives n lines of articles.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"n%d","title":"خبر رقم %d","published":"2025-06-%02d","paragraphs":["قال القرطاس إن الجسر رقم %d فُتح."]}`+"\n", i, i, i%28+1, i)
	}
	return b.String()
}

func TestImportNamesWhatItCannotTake(t *testing.T) {
	good := numbered(3)
	whole := zipped(t, good+strings.Repeat(good, 2000))
	for _, c := range []struct {
		name     string
		content  []byte
		want     string // part of the one problem
		articles int
	}{
		{"not gzip.gz", []byte("\x1f\x8bno gzip at all"), "broken gzip", 0},
		{"cut.jsonl.gz", whole[:len(whole)/2], "truncated", 3},
		{"array.jsonl", []byte(good + "[1,2]\n"), "a JSON array where an article belongs", 3},
		{"no text.jsonl", []byte(good + `{"id":"x"}` + "\n"), "not an article", 3},
		{"empty.txt", nil, "empty", 0},
		{"blank.html", []byte("<html><body></body></html>"), "not an article", 0},
		{"persian.html", []byte(`<html lang="fa"><head><title>خبر</title></head><body><article><p>این یک خبر فارسی است که درباره گزارش` + "\u200c" + `های روز می` + "\u200c" + `گوید و چند جمله دیگر هم دارد.</p></article></body></html>`), "not an article", 0},
		{"english.html", []byte(`<html lang="en"><head><title>The road to the villages is open</title></head><body><article><h1>The road to the villages is open</h1>` +
			strings.Repeat("<p>The mayor said that the road to the villages was opened on Saturday, and that the bridge is to stay closed for the week.</p>", 6) + `</article></body></html>`), "the text is not Arabic (en)", 0},
		{"noise.bin", bytes.Repeat([]byte{0, 1, 2, 0xff, 7}, 1000), "neither text nor", 0},
		{"garbage.txt", bytes.Repeat([]byte("lorem ipsum "), 50<<20/12), "larger than", 0},
		{"one line.jsonl", append([]byte(`{"title":"`), bytes.Repeat([]byte("x"), 50<<20)...), "line longer than", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, dir := openStore(t), t.TempDir()
			var said []string
			im := ingest.Import{Store: db, Report: func(p ingest.Problem) { said = append(said, p.Error()) }}
			tally, err := im.Run(context.Background(), []string{write(t, dir, c.name, c.content)})
			if err != nil {
				t.Fatal(err)
			}
			if tally.Problems != 1 || len(said) != 1 || !strings.Contains(said[0], c.want) {
				t.Errorf("%d problems %.300q, want one with %q", tally.Problems, said, c.want)
			}
			stats, err := db.Stats(context.Background())
			if err != nil || stats.Articles != c.articles {
				t.Errorf("%d articles stored (%v), want %d", stats.Articles, err, c.articles)
			}
		})
	}
}

func TestImportAgainTakesNothingTwice(t *testing.T) {
	db, dir := openStore(t), t.TempDir()
	ctx := context.Background()
	paths := []string{write(t, dir, "a.jsonl", []byte(numbered(1200)))}
	im := ingest.Import{Store: db}
	for run, want := range []int{1200, 0} {
		tally, err := im.Run(ctx, paths)
		if err != nil || tally.Articles != want || tally.Skipped != run {
			t.Fatalf("run %d: %+v, %v; want %d articles, %d skipped", run+1, tally, err, want, run)
		}
	}
}

// stopAfter is a store that fails after some transactions, as a crash would.
type stopAfter struct {
	ingest.Store
	left int
}

func (s *stopAfter) Update(ctx context.Context, fn func(isnad.Tx) error) error {
	if s.left--; s.left < 0 {
		return fmt.Errorf("stopped")
	}
	return s.Store.Update(ctx, fn)
}

func TestImportGoesOnWhereItStopped(t *testing.T) {
	db, dir := openStore(t), t.TempDir()
	ctx := context.Background()
	paths := []string{write(t, dir, "a.jsonl", []byte(numbered(1700)))}
	first := ingest.Import{Store: &stopAfter{db, 2}}
	if _, err := first.Run(ctx, paths); err == nil {
		t.Fatal("the first run was not stopped")
	}
	second := ingest.Import{Store: db}
	tally, err := second.Run(ctx, paths)
	if err != nil || tally.Articles != 1300 {
		t.Fatalf("second run took %d articles (%v), want the 1300 that were missing", tally.Articles, err)
	}
	stats, err := db.Stats(ctx)
	if err != nil || stats.Articles != 1700 {
		t.Errorf("%d articles (%v), want 1700", stats.Articles, err)
	}
}
