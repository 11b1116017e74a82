package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

	"isnad/internal/sqlite"
	"isnad/internal/storetest"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Engine { return open(t, filepath.Join(t.TempDir(), "isnad.db")) })
}

func open(t *testing.T, path string) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// oneGoroutine leaves a test out of -short, under which the race detector runs: nothing in it happens at once.
func oneGoroutine(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("one goroutine: nothing for the race detector")
	}
}
