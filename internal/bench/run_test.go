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
	file := filepath.Join(dir, "isnad.db")
	o.Size = func() int64 { return sizeOf(file) }
	db, err := sqlite.Open(context.Background(), file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var out bytes.Buffer
	if err := bench.Run(context.Background(), db, o, io.MultiWriter(&out, t.Output())); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d MB on disk, %.0f a million articles; memory %s", o.Size()>>20, float64(o.Size())/float64(o.N), bench.Memory())
	if o.Only == "" && !o.AtRest && strings.Count(out.String(), "two terms") < 2 {
		t.Errorf("classes are missing:\n%s", &out)
	}
}

// sizeOf is the bytes of an archive's file and its log.
func sizeOf(file string) (n int64) {
	for _, f := range []string{file, file + "-wal"} {
		if s, err := os.Stat(f); err == nil {
			n += s.Size()
		}
	}
	return n
}
