package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/sqlite"
)

// TestFacetsOfMany counts more matches than are read: what is told of a sample is near the truth, says so, and is the same
// each time.
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
		if !f.Approximate || f.Note == "" || f.Counted != articles || len(f.Values) != 2 || f.Values[1].Value != c.value {
			t.Fatalf("%s: %+v", c.field, f)
		}
		if n := f.Values[1].Count; n < articles/5*8/10 || n > articles/5*12/10 {
			t.Errorf("%s: %s is counted %d times, and stands %d times", c.field, c.value, n, articles/5)
		}
		if sum := f.Values[0].Count + f.Values[1].Count; sum < articles*99/100 || sum > articles*101/100 {
			t.Errorf("%s: together %d of %d", c.field, sum, articles)
		}
	}
}
