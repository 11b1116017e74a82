package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/search"
	"isnad/internal/sqlite"
)

func TestSmoke(t *testing.T) {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "a.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i := range 3 {
		a := &isnad.Article{ID: fmt.Sprint("a", i), Document: extract.Document{Title: "الدورى الممتاز ينطلق", Source: extract.Outlet{Name: "صحيفة الميناء", Host: "mina.example"},
			Paragraphs: []string{"قال المدرب إن الفريق جاهز للمباراة الأولى في الولایات."}, Published: dates.Date{Day: dates.Day{Year: 2020, Month: 1, Day: 1 + i}, Precision: dates.DayOnly}}}
		if err := db.Update(ctx, func(tx isnad.Tx) error {
			if err := tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "x"}); err != nil {
				return err
			}
			return tx.PutArticle(a, isnad.TermsOf(a))
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []string{"الدوري", "الولايات", `"المباراة الأولى"`, `"للمباراة الأولى"`, "مصدر:الميناء", "الدوري -الفريق", "since:2020-01-02 الدوري", "-الفريق", "متى ينطلق الدوري الممتاز؟", "الممت*"} {
		q, err := search.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		r, err := db.Search(ctx, q)
		if err != nil {
			t.Fatal(s, err)
		}
		t.Logf("%s: %d %v", s, r.Total, r.Hits)
	}
	f, err := db.Check(ctx)
	t.Log(f, err)
	w, err := db.Waiting(ctx)
	t.Log(w, err)
	c, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	err = db.Work(c, 2, map[isnad.JobKind]isnad.Worker{isnad.FetchPage: func(ctx context.Context, j isnad.Job) error {
		defer cancel()
		t.Log(j)
		return db.Update(ctx, func(tx isnad.Tx) error { return tx.Complete(j) })
	}})
	t.Log(err)
	w, err = db.Waiting(ctx)
	t.Log(w, err)
	st, err := db.Stats(ctx)
	t.Log(st, err)
}
