package ingest

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"isnad"
	"isnad/extract"
	"isnad/internal/sqlite"
	"isnad/internal/story"
)

// TestSplitIsStored has a story part when its last article arrives: both stories are whole, articles say where they are, the id of a
// story that was once merged leads to the part that has its article, and why the others left is told.
func TestSplitIsStored(t *testing.T) {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "isnad.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := NewStories(db)
	if err := s.open(ctx); err != nil {
		t.Fatal(err)
	}
	write := func(moves ...move) {
		t.Helper()
		err := db.Update(ctx, func(tx isnad.Tx) error { return s.writer(tx, nil).write(moves) })
		if err != nil {
			t.Fatal(err)
		}
	}
	to := func(id string, at story.Placement) move {
		a := &isnad.Article{ID: id, Document: extract.Document{Title: "خبر " + id, Paragraphs: []string{"نص " + id}}}
		return move{prepared: prepared{article: a}, at: at}
	}
	write(to("p", story.Placement{Story: "p"}), to("q", story.Placement{Story: "q"}), to("r", story.Placement{Story: "r"}))
	write(to("b", story.Placement{Story: "p", Merged: []string{"q", "r"}}))
	for _, id := range []string{"q", "r"} {
		if st, err := db.Story(ctx, id); err != nil || st.ID != "p" {
			t.Fatalf("%s leads to %v, %v", id, st, err)
		}
	}
	write(to("s", story.Placement{Story: "p", Parts: []story.Part{{Story: "q", Articles: []string{"q", "r", "s"}}}}))
	for id, want := range map[string][]string{"p": {"b", "p"}, "q": {"q", "r", "s"}} {
		st, err := db.Story(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range st.Members {
			got = append(got, m.Article)
			a, err := db.Article(ctx, m.Article)
			if err != nil || a.Story != id {
				t.Errorf("article %s is in %v, want %s (%v)", m.Article, a, id, err)
			}
			told := slices.ContainsFunc(m.Why, func(r isnad.Reason) bool { return r.Kind == isnad.SplitStory && r.Of == "p" })
			if told != (id == "q") {
				t.Errorf("%s in %s: why %+v", m.Article, id, m.Why)
			}
		}
		if slices.Sort(got); st.ID != id || !slices.Equal(got, want) {
			t.Errorf("story %s is %s with %v, want %v", id, st.ID, got, want)
		}
	}
	if st, err := db.Story(ctx, "r"); err != nil || st.ID != "q" {
		t.Errorf("r leads to %v, %v; it was merged, and its article went to q", st, err)
	}
}
