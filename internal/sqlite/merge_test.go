package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"isnad"
	"isnad/extract"
	"isnad/internal/sqlite"
)

// TestMerging stores, replaces and drops articles one a transaction: the segments stay few, answers are right at every moment,
// and the check finds nothing wrong, also after pages were left by a merge that was killed.
func TestMerging(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "isnad.db")
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"الميناء", "القطار", "الجسر"}
	holds := map[string]string{} // the word of each article
	for i := range 400 {
		id := fmt.Sprint("a", i*i%150)
		err := db.Update(ctx, func(tx isnad.Tx) error {
			if holds[id] != "" && i%5 == 0 {
				delete(holds, id)
				return tx.DropArticle(id)
			}
			holds[id] = words[i%3]
			a := &isnad.Article{ID: id, Document: extract.Document{Title: "خبر", Paragraphs: []string{"وصل إلى " + holds[id] + " رقم " + fmt.Sprint(i)}}}
			return tx.PutArticle(a, isnad.TermsOf(a))
		})
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, w := range holds {
			if w == words[i%3] {
				want++
			}
		}
		if r, err := db.Search(ctx, asking(words[i%3])); err != nil || r.Total != want {
			t.Fatalf("after %d: %d articles with %s, want %d: %v", i, r.Total, words[i%3], want, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(`INSERT INTO posting (page) VALUES (x'00'); INSERT INTO progress (key, value) SELECT 'sqlite.merge', max(id) FROM posting`); err != nil {
		t.Fatal(err)
	}
	db = open(t, path)
	var segments, left, dead int
	if err := raw.QueryRow(`SELECT (SELECT count(*) FROM segment), (SELECT count(*) FROM posting WHERE page = x'00'), (SELECT count(*) FROM gone)`).Scan(&segments, &left, &dead); err != nil {
		t.Fatal(err)
	}
	if segments > 64 || left > 0 {
		t.Errorf("%d segments, %d pages of none, %d notes of what is gone", segments, left, dead)
	}
	if findings, err := db.Check(ctx); err != nil || len(findings) > 0 {
		t.Errorf("%v, %v", findings, err)
	}
}
