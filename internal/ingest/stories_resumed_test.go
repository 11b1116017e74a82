package ingest

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"isnad/dates"
	"isnad/extract"
	"isnad/internal/sqlite"
)

// TestPlacedAnewGoesOn: all is placed anew and the desk is lost in the middle, as when others hold the lease for a moment. What was placed
// before that still counts, and what was not yet does not.
func TestPlacedAnewGoesOn(t *testing.T) {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var an analysis
	article := func(id string, day int) prepared {
		d := extract.Document{Title: "افتتاح رصيف الملح في الرمانة", Paragraphs: []string{
			"أعلنت هيئة المرافئ في مدينة الرمانة افتتاح رصيف الملح الجديد بعد ثلاث سنوات من العمل، وقالت إن الرصيف يستقبل عشرين سفينة في اليوم."}}
		d.Published.Day = dates.Day{Year: 2031, Month: 5, Day: day}
		return an.ready(Annotate(id, d))
	}
	all := []prepared{article("a", 3), article("b", 4), article("c", 5)}
	if err := NewStories(db).Put(ctx, all, nil); err != nil {
		t.Fatal(err)
	}
	s := NewStories(db)
	s.anew = true
	for _, item := range []prepared{article("a", 3), article("b", 4), article("c", 5)} {
		if err := s.Put(ctx, []prepared{item}, nil); err != nil {
			t.Fatal(err)
		}
		s.mu.Lock()
		s.desk = nil
		s.mu.Unlock()
	}
	s.Leave()
	st, err := db.Story(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	var members []string
	for _, m := range st.Members {
		members = append(members, m.Article)
		if m.Copy != "a" {
			t.Errorf("%s is of the copies %q", m.Article, m.Copy)
		}
	}
	if want := []string{"a", "b", "c"}; !slices.Equal(members, want) {
		t.Errorf("the story has %v, want %v", members, want)
	}
}
