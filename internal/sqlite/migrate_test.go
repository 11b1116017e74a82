package sqlite_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"isnad"
	"isnad/internal/sqlite"
)

// migrateAndDie is the process that is killed: it migrates and ends itself, as kill -9 does, before the nth statement.
func migrateAndDie(path, nth string) error {
	n, err := strconv.ParseInt(nth, 10, 64)
	if err != nil {
		return err
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		return err
	}
	_, err = sqlite.MigrateUntil(context.Background(), path, n, func() {
		_ = self.Kill()
		select {} // until it is dead
	})
	return err
}

// TestMigrationsSurviveKills kills a migrating process before each of its statements (every ninth in the short run). The
// next Open takes the file the rest of the way, whatever the last one left.
func TestMigrationsSurviveKills(t *testing.T) {
	oneGoroutine(t)
	ctx := context.Background()
	all, err := sqlite.MigrateUntil(ctx, filepath.Join(t.TempDir(), "whole.db"), 0, nil)
	if err != nil || all < 20 {
		t.Fatalf("%d statements, %v", all, err)
	}
	step := int64(9)
	if os.Getenv("ISNAD_LONG") != "" {
		step = 1
	}
	kills := 0
	for nth := int64(1); nth <= all; nth += step {
		path := filepath.Join(t.TempDir(), "isnad.db")
		c := exec.Command(os.Args[0], "-test.run=^$")
		c.Env = append(os.Environ(), "ISNAD_TEST_MIGRATE="+path, "ISNAD_TEST_NTH="+strconv.FormatInt(nth, 10))
		said, err := c.CombinedOutput()
		if err == nil || bytes.Contains(said, []byte("sqlite")) {
			t.Fatalf("before statement %d: the process was not killed: %v %s", nth, err, said)
		}
		kills++
		db, err := sqlite.Open(ctx, path, sqlite.Options{})
		if err != nil {
			t.Errorf("killed before statement %d: %v", nth, err)
			continue
		}
		if f, err := db.Check(ctx); err != nil || len(f) > 0 {
			t.Errorf("killed before statement %d: Check: %v, %v", nth, f, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if nth%10 == 1 || step == 1 && nth == all {
			sameSchema(t, path)
		}
	}
	t.Logf("%d statements, killed before %d of them", all, kills)
}

var keep = flag.String("keep", "", "store a database of this form under testdata/backcompat with this name, as each release does")

// TestOldDatabasesOpen opens the small databases that releases left: each comes to this build's form, with all it held.
func TestOldDatabasesOpen(t *testing.T) {
	oneGoroutine(t)
	if *keep != "" {
		keepDatabase(t, *keep)
	}
	kept, err := filepath.Glob(filepath.Join("testdata", "backcompat", "*.db.gz"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("no old database: %v", err)
	}
	for _, name := range kept {
		t.Run(filepath.Base(name), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "isnad.db")
			unzipTo(t, name, path)
			db := open(t, path)
			ctx := context.Background()
			if f, err := db.Check(ctx); err != nil || len(f) > 0 {
				t.Errorf("Check: %v, %v", f, err)
			}
			for i := range 40 {
				want := spoken(i)
				a, err := db.Article(ctx, want.ID)
				if err != nil || a.Text() != want.Text() || len(a.Statements) != len(want.Statements) {
					t.Errorf("article %s: %v", want.ID, err)
				}
			}
			if s, err := db.Statements(ctx, isnad.Query{Speakers: []string{"p3"}, Limit: 100}); err != nil || s.Total < 5 {
				t.Errorf("statements of p3: %+v, %v", s, err)
			}
			sameSchema(t, path)
		})
	}
}

// keepDatabase stores what this build makes of the articles that the other tests use.
func keepDatabase(t *testing.T, name string) {
	t.Helper()
	from := damagedCopy(t, func(string) {})
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join("testdata", "backcompat")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".db.gz"), zipped.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func unzipTo(t *testing.T, from, to string) {
	t.Helper()
	f, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOpenAtOnce opens a new archive many times at the same moment, as a service and a command do in a new folder: each
// waits for its turn to make the tables, and none fails.
func TestOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "isnad.db")
	opened := make(chan error, 8)
	for range cap(opened) {
		go func() {
			db, err := sqlite.Open(t.Context(), path, sqlite.Options{})
			if err == nil {
				err = db.Close()
			}
			opened <- err
		}()
	}
	for range cap(opened) {
		if err := <-opened; err != nil {
			t.Error(err)
		}
	}
}
