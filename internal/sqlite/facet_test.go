package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/sqlite"
)

// TestFacetsOfMany counts many matches exactly, the same each time.
func TestFacetsOfMany(t *testing.T) {
	oneGoroutine(t)
	const articles = 5000
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(ctx, func(tx isnad.Tx) error {
		for i := range articles {
			a := &isnad.Article{ID: fmt.Sprintf("a%d", i), Document: extract.Document{Title: "الميناء", Source: extract.Outlet{Name: "صحيفة المرفأ"}, Paragraphs: []string{"نص"}}}
			a.Published = dates.Date{Day: dates.Day{Year: 2024, Month: 1, Day: 1 + i/500}, Precision: dates.DayOnly}
			act := attribution.State
			if i*7919%articles < articles/5 { // a fifth, spread without order
				act, a.Source.Name = attribution.Deny, "قناة الأفق"
			}
			a.Statements = []attribution.Statement{{Content: "نص", Act: act, Speaker: attribution.Speaker{Name: "المهندس"}}}
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
		field isnad.FacetField
		value string
	}{{isnad.ByAct, "deny"}, {isnad.BySource, "قناة الأفق"}} {
		f, err := db.Facets(ctx, isnad.Query{}, c.field, 5)
		if err != nil {
			t.Fatal(err)
		}
		again, err := db.Facets(ctx, isnad.Query{}, c.field, 5)
		if err != nil || fmt.Sprint(f) != fmt.Sprint(again) {
			t.Errorf("%s: %v, then %v (%v)", c.field, f, again, err)
		}
		want := []isnad.Facet{{Value: f.Values[0].Value, Label: f.Values[0].Label, Count: articles * 4 / 5}, {Value: c.value, Label: f.Values[1].Label, Count: articles / 5}}
		if f.Approximate || f.Counted != articles || !slices.Equal(f.Values, want) {
			t.Errorf("%s: %+v", c.field, f)
		}
	}
}
