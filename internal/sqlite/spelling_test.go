package sqlite_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/search"
	"isnad/internal/sqlite"
	"isnad/names"
)

// TestSpellingsFindEachOther asks an archive for names in each of their spellings: those of the list need no entity, a Latin name of two
// sounds finds by transliteration what entities are called, and a word that only sounds so is left out.
func TestSpellingsFindEachOther(t *testing.T) {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(ctx, func(tx isnad.Tx) error {
		for id, text := range map[string]string{"a": "وفد أميركي في القرية", "b": "وفد أمريكي في القرية", "g": "شركة غوغل تعلن", "j": "شركة جوجل تعلن",
			"l": "شركة Google تعلن", "r": "وصلت رايس أمس", "s": "باع رؤوس الأغنام أمس"} {
			a := &isnad.Article{ID: id, Document: extract.Document{Title: "خبر", Paragraphs: []string{text}, Published: dates.Date{Day: dates.Day{Year: 2024, Month: 1, Day: 1}}}}
			if id == "r" {
				a.Entities = []names.Entity{{Key: "p:r", Name: "رايس", Type: names.Person}}
			}
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"أميركي", []string{"a", "b"}}, {"أمريكي", []string{"a", "b"}}, {"american", []string{"a", "b"}},
		{"Google", []string{"g", "j", "l"}}, {"غوغل", []string{"g", "j", "l"}}, {"جوجل", []string{"g", "j", "l"}},
		{"شركة -Google", nil}, {"Rice", []string{"r"}},
	} {
		q, err := search.Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		r, err := db.Search(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range r.Hits {
			got = append(got, h.ID)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v, want %v", c.query, got, c.want)
		}
	}
}
