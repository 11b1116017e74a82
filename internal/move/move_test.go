package move_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"isnad"
	"isnad/internal/enginetest"
	"isnad/internal/move"
)

// filled is an archive of three articles.
func filled(t *testing.T) move.Source {
	t.Helper()
	e := enginetest.Open(t, nil).(move.Source)
	err := e.Update(t.Context(), func(tx isnad.Tx) error {
		for i := range 3 {
			a := written(i, "فُتح الجسر صباح السبت.")
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func written(i int, text string) *isnad.Article {
	a := &isnad.Article{ID: fmt.Sprint("a", i)}
	a.Title, a.Paragraphs, a.Versions = "فتح الجسر", []string{text}, isnad.Current()
	return a
}

// TestDifference changes one article of the archive moved to while the move is under way: the move names it and says what to do,
// and says so again when it is asked again; once it is mended, the move ends.
func TestDifference(t *testing.T) {
	from, to := filled(t), enginetest.Open(t, nil).(move.Source)
	set := func(text string) {
		a := written(1, text)
		if err := to.Update(t.Context(), func(tx isnad.Tx) error { return tx.PutArticle(a, isnad.TermsOf(a)) }); err != nil {
			t.Fatal(err)
		}
	}
	changed := false
	m := move.Mover{From: from, To: to, Name: "here", Progress: func(step string, _, _ int) {
		if step == "articles" && !changed {
			changed = true
			set("فُتح الجسر صباح الأحد.")
		}
	}}
	for range 2 {
		report, err := m.Run(t.Context())
		if !errors.Is(err, isnad.ErrCorrupt) || !strings.Contains(err.Error(), "articles (3 here, 3 there)") || !strings.Contains(err.Error(), "move again") {
			t.Errorf("a changed article: %+v, %v", report, err)
		}
	}
	set("فُتح الجسر صباح السبت.")
	if _, err := m.Run(t.Context()); err != nil {
		t.Errorf("as it was again: %v", err)
	}
	if _, err := m.Run(t.Context()); !errors.Is(err, isnad.ErrConflict) {
		t.Errorf("onto what was moved: %v", err)
	}
}
