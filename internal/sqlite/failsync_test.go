package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/sqlite"
	"isnad/internal/storetest"
)

// writeOnDyingDisk is the process whose disk dies: it stores something, then no sync succeeds any more. What it finds wrong
// is its error.
func writeOnDyingDisk(dir string) error {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(dir, "isnad.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	captures, err := archive.Open(filepath.Join(dir, "warc"), archive.Options{})
	if err != nil {
		return err
	}
	capture := func(n int) *isnad.Capture {
		return &isnad.Capture{URL: fmt.Sprintf("https://marfa.example/%d", n), Body: fmt.Append(nil, "خبر", n), Status: 200}
	}
	put := func(n int) error {
		return db.Update(ctx, func(tx isnad.Tx) error { return putNumbered(tx, n, n) })
	}
	if err := errors.Join(put(1), captures.Append(ctx, capture(1))); err != nil {
		return err
	}
	if err := storetest.FailSync(); err != nil {
		fmt.Println("skip:", err)
		return nil
	}
	for n := 2; n < 5; n++ { // never again, not only once
		if put(n) == nil {
			return fmt.Errorf("article %d was acknowledged after a failed sync", n)
		}
		if captures.Append(ctx, capture(n)) == nil {
			return fmt.Errorf("capture %d was acknowledged after a failed sync", n)
		}
	}
	if err := put(5); err == nil || !strings.Contains(err.Error(), "writing stopped") {
		return fmt.Errorf("writing did not stop: %v", err)
	}
	if _, err := db.Article(ctx, "1"); err != nil {
		return fmt.Errorf("reading stopped too: %w", err)
	}
	fmt.Println("stopped")
	return nil
}

// TestFailedSyncStopsWriting lets a process meet a disk that dies, and opens what it leaves.
func TestFailedSyncStopsWriting(t *testing.T) {
	dir := t.TempDir()
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), "ISNAD_TEST_FAILSYNC="+dir)
	said, err := c.CombinedOutput()
	if strings.HasPrefix(string(said), "skip:") {
		t.Skip(string(said))
	}
	if err != nil || string(said) != "stopped\n" {
		t.Fatalf("%v: %s", err, said)
	}
	db := open(t, filepath.Join(dir, "isnad.db"))
	if _, err := db.Article(t.Context(), "1"); err != nil {
		t.Errorf("what was acknowledged before: %v", err)
	}
	if f, err := db.Check(t.Context()); err != nil || len(f) > 0 {
		t.Errorf("Check: %v, %v", f, err)
	}
}
