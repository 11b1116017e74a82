package bench_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"isnad"
	"isnad/internal/eval"
	"isnad/internal/search"
	"isnad/internal/sqlite"
)

// TestQuestions asks the questions of ARCD's training part of the engine itself, through the query language: what eval measures by the
// rule of ranking holds for what a reader gets. $ISNAD_LONG asks all of them, else every eighth.
func TestQuestions(t *testing.T) {
	shared := eval.FindShared(".")
	if shared == "" {
		t.Skip("no folder shared: the questions of ARCD are not here")
	}
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	least, every := .84, 1
	if os.Getenv("ISNAD_LONG") == "" {
		least, every = .8, 8
	}
	sum, n := 0.0, 0
	for i, asked := range fillWithARCD(t, db, filepath.Join(shared, "data", "retrieval", "arcd-train.json")) {
		if i%every != 0 {
			continue
		}
		question, id := asked[0], asked[1]
		q, err := search.Parse(question)
		if err != nil {
			t.Errorf("%q: %v", question, err)
			continue
		}
		q.Limit = 50
		r, err := db.Search(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		n++
		for i, h := range r.Hits {
			if h.ID == id {
				sum += 1 / float64(i+1)
			}
		}
	}
	t.Logf("MRR at 50 through the engine: %.4f of %d questions", sum/float64(n), n)
	if sum/float64(n) < least {
		t.Errorf("MRR %.4f is below %.2f", sum/float64(n), least)
	}
}

// fillWithARCD makes each paragraph an article, and gives the questions, each with the id of its own.
func fillWithARCD(t *testing.T, db isnad.Store, path string) (questions [][2]string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Data []struct {
			Paragraphs []struct {
				Context string
				Qas     []struct{ Question string }
			}
		}
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	err = db.Update(context.Background(), func(tx isnad.Tx) error {
		questions, ids = nil, map[string]string{}
		for _, d := range file.Data {
			for _, p := range d.Paragraphs {
				id, ok := ids[p.Context]
				if !ok {
					id = fmt.Sprint("p", len(ids))
					ids[p.Context] = id
					a := &isnad.Article{ID: id}
					a.Paragraphs = []string{p.Context}
					if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
						return err
					}
				}
				for _, q := range p.Qas {
					questions = append(questions, [2]string{q.Question, id})
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return questions
}
