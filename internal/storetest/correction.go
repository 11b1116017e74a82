package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/attribution"
	"isnad/names"
)

// testCorrections sets a speaker right, analyses the article anew, and takes the correction back.
func testCorrections(t *testing.T, e Engine) {
	ctx := context.Background()
	a := full(t)
	put(t, e, a)
	found := a.Statements[0]
	right := attribution.Speaker{Name: "نادر الحمدان", Type: names.Person, Entity: "p:nader"}
	c := isnad.Correction{ID: "c", Article: "full", Speaker: right, Statement: attribution.Statement{Span: found.Span, Cue: found.Cue, Content: found.Content}, Note: "من النص", By: "salma", At: noon}
	must(t, e.Correct(ctx, &c))
	speaks := func(want string, corrected bool, confidence float64) {
		t.Helper()
		got, err := e.Article(ctx, "full")
		must(t, err)
		if len(got.Statements) != 1 || got.Statements[0].Speaker.Name != want || got.Statements[0].Corrected != corrected || got.Statements[0].Confidence != confidence {
			t.Errorf("statements %+v, want one by %s", got.Statements, want)
		}
		r, err := e.Statements(ctx, isnad.Query{Speakers: []string{want}})
		if err != nil || len(r.Hits) != 1 {
			t.Errorf("statements by %s: %v, %v", want, r, err)
		}
	}
	speaks("نادر الحمدان", true, 1)
	put(t, e, full(t)) // as reprocessing does
	speaks("نادر الحمدان", true, 1)
	if r, err := e.Statements(ctx, isnad.Query{Speakers: []string{"p:salma"}}); err != nil || len(r.Hits) != 0 {
		t.Errorf("the wrong speaker is still found: %v, %v", r, err)
	}
	all, err := e.Corrections(ctx, isnad.CorrectionFilter{Article: "full"})
	must(t, err)
	c.Statement = found // the store fills in what was found
	if d := cmp.Diff([]isnad.Correction{c}, all); d != "" {
		t.Error(d)
	}
	other := c
	other.ID, other.Speaker.Name, other.Speaker.Entity, other.At = "d", "ليلى", "", noon.Add(time.Hour)
	must(t, e.Correct(ctx, &other)) // takes the first's place
	speaks("ليلى", true, 1)
	wantKind(t, e.Withdraw(ctx, "c"), isnad.ErrNotFound)
	must(t, e.Withdraw(ctx, "d"))
	speaks("سلمى الرافعي", false, .75)
	if all, err := e.Corrections(ctx, isnad.CorrectionFilter{}); err != nil || len(all) != 0 {
		t.Errorf("corrections: %v, %v", all, err)
	}
}

// testNoStatement takes a statement away by hand, and gives it back.
func testNoStatement(t *testing.T, e Engine) {
	ctx := context.Background()
	a := full(t)
	put(t, e, a)
	c := isnad.Correction{ID: "c", Article: "full", Statement: a.Statements[0], NoStatement: true, At: noon}
	must(t, e.Correct(ctx, &c))
	put(t, e, full(t))
	got, err := e.Article(ctx, "full")
	must(t, err)
	if len(got.Statements) != 0 {
		t.Errorf("statements: %+v", got.Statements)
	}
	must(t, e.Withdraw(ctx, "c"))
	got, err = e.Article(ctx, "full")
	must(t, err)
	if d := cmp.Diff(a, got); d != "" {
		t.Error(d)
	}
	wantKind(t, e.Correct(ctx, &isnad.Correction{ID: "x", Article: "none"}), isnad.ErrNotFound)
	wantKind(t, e.Correct(ctx, &isnad.Correction{ID: "x", Article: "full"}), isnad.ErrNotFound)
	wantKind(t, e.Correct(ctx, &isnad.Correction{Article: "full"}), isnad.ErrInvalid)
}
