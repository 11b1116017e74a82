package sqlite_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"isnad"
)

// TestUnknownKindStays has a process work that does not know the kind of a job whose holder, another, hangs: the job is neither lost
// nor left with the holder, and whoever knows its kind does it.
func TestUnknownKindStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "isnad.db")
	db := open(t, path)
	job := isnad.Job{Kind: isnad.FetchPage, Key: "https://almarfa.example/1"}
	if err := db.Update(t.Context(), func(tx isnad.Tx) error { return tx.Enqueue(job) }); err != nil {
		t.Fatal(err)
	}
	hang(t, path)
	work := func(kind isnad.JobKind, within time.Duration) (done bool) {
		ctx, stop := context.WithTimeout(t.Context(), within)
		defer stop()
		err := db.Work(ctx, 1, map[isnad.JobKind]isnad.Worker{kind: func(ctx context.Context, j isnad.Job) error {
			defer stop()
			done = true
			return db.Update(ctx, func(tx isnad.Tx) error { return tx.Complete(j) })
		}})
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	work(isnad.PollSource, 500*time.Millisecond)
	if w, err := db.Waiting(t.Context()); err != nil || w[isnad.FetchPage] != 1 {
		t.Fatalf("waiting: %v, %v", w, err)
	}
	if !work(isnad.FetchPage, 30*time.Second) {
		t.Error("the job was not done")
	}
}

// hang gives every job to a process that lives and has had it for a quarter of an hour.
func hang(t *testing.T, path string) {
	t.Helper()
	c, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Exec(`UPDATE river_job SET state = 'running', attempt = 1, attempted_at = datetime('now', '-15 minutes'), attempted_by = jsonb('["isnad-1-1"]')`); err != nil {
		t.Fatal(err)
	}
}
