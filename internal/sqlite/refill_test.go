package sqlite_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/arabic"
)

// asking makes a query of the words, all of which must occur.
func asking(words string) (q isnad.Query) {
	for _, t := range arabic.Analyze(words) {
		q.Clauses = append(q.Clauses, isnad.Clause{Kind: isnad.WordClause, Text: t.Surface, Terms: []isnad.ClauseTerm{{Surface: t.Surface, Stem: t.Stem}}})
	}
	return q
}

// TestRefill makes an archive as an older build leaves it, without the index of words and without packed terms, and opens it:
// answers and their scores are as before.
func TestRefill(t *testing.T) {
	db, path := filled(t)
	title := firstTitle(t, db)
	before := scores(t, db, title)
	if len(before) == 0 {
		t.Fatalf("nothing is found by %q", title)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{`DELETE FROM segment`, `DELETE FROM posting`, `DELETE FROM terms`, `INSERT INTO progress (key, value) VALUES ('sqlite.refill', '0')`} {
		if _, err := raw.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, path)
	if d := cmp.Diff(before, scores(t, db, title)); d != "" {
		t.Error(d)
	}
	if findings, err := db.Check(context.Background()); err != nil || len(findings) > 0 {
		t.Errorf("findings %v, %v", findings, err)
	}
	if left, err := db.Progress(context.Background(), "sqlite.refill"); err != nil || left != "" {
		t.Errorf("refilling is left at %q, %v", left, err)
	}
}

type reader interface {
	isnad.Store
	isnad.Index
}

func firstTitle(t *testing.T, db reader) string {
	t.Helper()
	for a, err := range db.Articles(context.Background(), isnad.ArticleFilter{Limit: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		return a.Title + " " + strings.Join(strings.Fields(a.Text())[:1], " ")
	}
	return ""
}

func scores(t *testing.T, db isnad.Index, words string) map[string]float64 {
	t.Helper()
	q := asking(words)
	q.Ranked, q.Limit = true, 50
	r, err := db.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, h := range r.Hits {
		out[h.ID] = h.Score
	}
	return out
}

// TestLongText has a text that is longer than what is kept for ranking be found by its last words.
func TestLongText(t *testing.T) {
	db, _ := filled(t)
	a := &isnad.Article{ID: "long"}
	a.Title = "حكاية طويلة"
	a.Paragraphs = []string{strings.Repeat("كلام يطول ", 20_000), "ثم وصلت القافلة"}
	err := db.Update(context.Background(), func(tx isnad.Tx) error { return tx.PutArticle(a, isnad.TermsOf(a)) })
	if err != nil {
		t.Fatal(err)
	}
	if found := scores(t, db, "القافلة"); found["long"] <= 0 {
		t.Errorf("the last words of a long text are not found: %v", found)
	}
}
