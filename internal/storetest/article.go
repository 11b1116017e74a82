package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"isnad"
	"isnad/dates"
	"isnad/extract"
)

func day(t *testing.T, s string) dates.Day {
	t.Helper()
	if s == "" {
		return dates.Day{}
	}
	d, err := dates.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// article makes an invented article.
func article(t *testing.T, id, published, title string, paragraphs ...string) *isnad.Article {
	t.Helper()
	a := &isnad.Article{ID: id, Document: extract.Document{Title: title, Paragraphs: paragraphs, Lang: "ar",
		Source: extract.Outlet{Name: "صحيفة المرفأ", Host: "marfa.example"}}, Versions: isnad.Versions{Extract: 1, Dates: 1, Names: 1, Attribution: 1}}
	if published != "" {
		a.Published = dates.Date{Day: day(t, published), Precision: dates.DayOnly, Origin: dates.FromGiven}
	}
	return a
}

func put(t *testing.T, e Engine, articles ...*isnad.Article) {
	t.Helper()
	err := e.Update(context.Background(), func(tx isnad.Tx) error {
		for _, a := range articles {
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func update(t *testing.T, e Engine, fn func(tx isnad.Tx) error) {
	t.Helper()
	if err := e.Update(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// walk gives the ids that a walk meets.
func walk(t *testing.T, e Engine, f isnad.ArticleFilter) []string {
	t.Helper()
	ids := []string{}
	for a, err := range e.Articles(context.Background(), f) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	return ids
}

func wantNotFound(t *testing.T, e Engine, id string) {
	t.Helper()
	if a, err := e.Article(context.Background(), id); !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("Article(%s) = %v, %v; want ErrNotFound", id, a, err)
	}
}

func ids(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("a%04d", i)
	}
	return out
}
