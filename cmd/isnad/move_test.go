package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"isnad"
	"isnad/internal/ingest"
	"isnad/internal/postgres/pgtest"
)

// filled makes an archive in a folder that holds something of every kind.
func filled(t *testing.T, data string) {
	t.Helper()
	at := func(args ...string) string { return saidBy(t.Context(), append([]string{"--data", data}, args...)...) }
	if said := at("import", manyPages(t, 9)); said != "9 articles from 9 files\n" {
		t.Fatal(said)
	}
	o, err := openArchive(t.Context(), config{data: data}, readWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	var first *isnad.Article
	for a, err := range o.store.Articles(t.Context(), isnad.ArticleFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Statements) > 0 {
			first = a
		}
	}
	source := ingest.NewSource("https://almarfa.example/feed", isnad.FeedSource, "المرفأ")
	before := *first
	before.Title = "عنوان سابق"
	err = o.store.Update(t.Context(), func(tx isnad.Tx) error {
		for _, err := range []error{
			tx.PutSource(source), tx.KeepEdition(&isnad.Edition{Article: &before, Until: time.Date(2025, 6, 29, 0, 0, 0, 0, time.UTC)}),
			tx.Decide(isnad.Decision{Article: first.ID, At: time.Date(2025, 6, 30, 0, 0, 0, 0, time.UTC), Note: "وحده"}),
			tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "https://almarfa.example/1", Args: []byte(`{"url":"https://almarfa.example/1"}`)}),
		} {
			if err != nil {
				return err
			}
		}
		_, err := tx.Claim("page/known")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	correct := isnad.Correction{ID: "c1", Article: first.ID, Statement: first.Statements[0], NoStatement: true, At: time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)}
	if err := o.store.Correct(t.Context(), &correct); err != nil {
		t.Fatal(err)
	}
	account := isnad.Account{ID: "a1", Name: "سلمى", Role: isnad.Admin, Secret: "x", Created: time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)}
	if err := o.store.PutAccount(t.Context(), &account); err != nil {
		t.Fatal(err)
	}
	saved := isnad.SavedSearch{ID: "s1", Owner: "a1", Name: "المكتبات", Text: "المكتبة", Kind: isnad.SavedArticles, Created: account.Created}
	token := isnad.Token{ID: "t1", Key: "k1", Account: "a1", Name: "هاتف", Created: account.Created}
	if err := o.store.PutSavedSearch(t.Context(), &saved); err != nil {
		t.Fatal(err)
	}
	if err := o.store.PutToken(t.Context(), &token); err != nil {
		t.Fatal(err)
	}
}

// TestMove moves an archive into PostgreSQL with its captures to an object store, and from there into a folder, and wants the
// same digests each time, and an archive without a fault.
func TestMove(t *testing.T) {
	database := pgtest.Database(t)
	t.Setenv("ISNAD_S3_ACCESS_KEY", "reader")
	t.Setenv("ISNAD_S3_SECRET_KEY", "of-tests")
	bucket, dir := bucketFor(t), t.TempDir()
	first, back := filepath.Join(dir, "first"), filepath.Join(dir, "back")
	filled(t, first)
	moved := saidBy(t.Context(), "--data", first, "move", "--to", database, "--to-archive", bucket)
	for _, want := range []string{"articles             9  ", "captures             9  ", "decisions            1  ", "sources              1  ", "jobs                 1  ",
		"accounts             1  ", "tokens               1  ", "searches             1  ", "corrections          1  "} {
		if !strings.Contains(moved, want) {
			t.Fatalf("no %q in\n%s", want, moved)
		}
	}
	if said := saidBy(t.Context(), "--data", first, "move", "--to", database, "--to-archive", bucket); !strings.Contains(said, "there is an archive already, of 9 articles") {
		t.Errorf("moved onto an archive: %s", said)
	}
	there := []string{"--data", filepath.Join(dir, "none"), "--store", database, "--archive", bucket}
	if said := saidBy(t.Context(), append(there, "check")...); said != "9 articles, 9 captures read; 0 faults\n" {
		t.Errorf("check: %s", said)
	}
	again := saidBy(t.Context(), append(there, "move", "--to", back)...)
	if again != moved {
		t.Errorf("back:\n%s\nthere:\n%s", again, moved)
	}
	for _, args := range [][]string{append(there, "search", "المكتبة"), {"--data", back, "--archive", bucket, "search", "المكتبة"}} {
		if said := saidBy(t.Context(), args...); !strings.Contains(said, "افتتاح المكتبة") {
			t.Errorf("%v: %s", args, said)
		}
	}
	if _, err := os.Stat(filepath.Join(back, "warc")); err == nil {
		t.Error("captures were copied that an object store keeps")
	}
}

// TestProbe tells a process that lives from one whose store answers.
func TestProbe(t *testing.T) {
	o, err := openArchive(t.Context(), config{data: t.TempDir()}, readWrite)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(h http.Handler) int {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/readyz", nil))
		return w.Code
	}
	if code := ask(probe(o.answers)); code != http.StatusOK {
		t.Errorf("ready: %d", code)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	if code := ask(probe(o.answers)); code != http.StatusServiceUnavailable {
		t.Errorf("with a store that is closed: %d", code)
	}
	if code := ask(probe(nil)); code != http.StatusOK {
		t.Errorf("alive: %d", code)
	}
}
