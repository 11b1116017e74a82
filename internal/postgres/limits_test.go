package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/postgres"
)

// TestStatementTimeout has reads wait for a table that somebody locked: each is given up after its time, by kind, and the archive goes
// on once the lock is gone.
func TestStatementTimeout(t *testing.T) {
	ctx, url := context.Background(), empty(t)
	db, err := postgres.Open(ctx, postgres.Options{URL: url, StatementTimeout: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	lock, err := c.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lock.Exec(ctx, `LOCK TABLE article, docv, posting IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Article(ctx, "a000"); !errors.Is(err, isnad.ErrUnavailable) {
		t.Errorf("an article from a locked table: %v", err)
	}
	if _, err := db.Search(ctx, isnad.Query{Clauses: []isnad.Clause{{Text: "الجسر"}}}); !errors.Is(err, isnad.ErrUnavailable) {
		t.Errorf("a search in a locked table: %v", err)
	}
	if err := lock.Rollback(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Article(ctx, "a000"); !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("after the lock: %v", err)
	}
}

// TestPoolLimits asks and writes from many goroutines at once over few connections: all are served, and there are never more.
func TestPoolLimits(t *testing.T) {
	ctx, url := context.Background(), empty(t)
	db, err := postgres.Open(ctx, postgres.Options{URL: url, MaxConns: 2, Readers: 3})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var all sync.WaitGroup
	for i := range 24 {
		all.Go(func() {
			if i%4 == 0 {
				err := db.Update(ctx, func(tx isnad.Tx) error { return tx.PutArticle(spoken(i), isnad.TermsOf(spoken(i))) })
				if err != nil {
					t.Error(err)
				}
				return
			}
			if _, err := db.Search(ctx, isnad.Query{Clauses: []isnad.Clause{{Text: "الجسر"}}}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := column(t, url, `SELECT '', 0, 0, count(*)::text FROM pg_stat_activity WHERE application_name = 'isnad' AND datname = current_database()`); n[0] > "5" || len(n[0]) > 1 {
		t.Errorf("%s connections, want 5 at most", n[0])
	}
	if s, err := db.Stats(ctx); err != nil || s.Articles != 6 {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestPromotedForgets: what was remembered of one history of the database does not count in another, where its numbers are others'.
func TestPromotedForgets(t *testing.T) {
	url := empty(t)
	db := open(t, url)
	put := func(i int) {
		t.Helper()
		if err := db.Update(t.Context(), func(tx isnad.Tx) error { return tx.PutArticle(spoken(i), isnad.TermsOf(spoken(i))) }); err != nil {
			t.Fatal(err)
		}
	}
	put(0)
	put(1)
	if !db.Remembers() {
		t.Fatal("nothing is remembered from one transaction to the next")
	}
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(t.Context(), `DELETE FROM entity WHERE key LIKE '%p0'`); err != nil { // the replica had not got it
		t.Fatal(err)
	}
	if db.Promoted(); db.Remembers() {
		t.Fatal("what was remembered of another history stays")
	}
	put(7) // whom article 0 names too
	if s, err := db.Statements(t.Context(), isnad.Query{Speakers: []string{"p0"}, Limit: 10}); err != nil || s.Total != 1 || s.Hits[0].Article.ID != "a007" {
		t.Errorf("%+v, %v", s, err)
	}
}
