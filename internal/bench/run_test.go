package bench_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"isnad/internal/bench"
	"isnad/internal/eval"
	"isnad/internal/sqlite"
)

// TestRun runs the whole measurement at a small size: $ISNAD_BENCH_ARTICLES makes it a large one, in $ISNAD_BENCH_DIR.
func TestRun(t *testing.T) {
	shared := eval.FindShared(".")
	if shared == "" {
		t.Skip("no folder shared with the collections beside the repository")
	}
	dir, o := t.TempDir(), bench.Options{Articles: filepath.Join(shared, "data", "articles"), N: 300, Queries: 2, Seed: 1,
		Only: os.Getenv("ISNAD_BENCH_CLASS"), AtRest: os.Getenv("ISNAD_BENCH_REST") != ""}
	if n, err := strconv.Atoi(os.Getenv("ISNAD_BENCH_ARTICLES")); err == nil {
		o.N, o.Queries, o.Thin = n, 100, true
		if q, err := strconv.Atoi(os.Getenv("ISNAD_BENCH_QUERIES")); err == nil {
			o.Queries = q
		}
		if d := os.Getenv("ISNAD_BENCH_DIR"); d != "" {
			dir = d
		}
	}
	db, err := sqlite.Open(context.Background(), filepath.Join(dir, "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var out bytes.Buffer
	if err := bench.Run(context.Background(), db, o, io.MultiWriter(&out, t.Output())); err != nil {
		t.Fatal(err)
	}
	if s, err := os.Stat(filepath.Join(dir, "isnad.db")); err == nil {
		t.Logf("%d MB", s.Size()>>20)
	}
	if o.Only == "" && !o.AtRest && strings.Count(out.String(), "two terms") < 2 {
		t.Errorf("classes are missing:\n%s", &out)
	}
}
