package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
)

// storyOf makes a story with something in every field, of one article on each day.
func storyOf(t *testing.T, id string, days ...string) *isnad.Story {
	t.Helper()
	s := &isnad.Story{ID: id, Title: "افتتاح الرصيف " + id, TitleOf: id, Earliest: id, Articles: len(days), Outlets: []string{"صحيفة المرفأ", "الساحل"},
		Origins:  []isnad.Origin{{Name: "وكالة الساحل", Article: id, Articles: 2}},
		People:   []isnad.Person{{Key: "p:salma", Name: "سلمى الرافعي", Articles: 1}},
		Places:   []isnad.Person{{Key: "g:1", Name: "بندر", Articles: 1}},
		Keywords: []isnad.Keyword{{Text: "رصيف الملح", Score: .5}},
		Copies:   []isnad.CopyGroup{{ID: id, Original: id, How: isnad.OriginalCredited, Origin: "وكالة الساحل", Articles: []string{id, id + "1"}}}}
	for i, d := range days {
		m := isnad.Member{Article: id, Title: "عنوان", Source: extract.Outlet{Name: "صحيفة المرفأ", Host: "marfa.example"}, Country: "SA",
			Published: dates.Date{Day: day(t, d)}, Copy: id, Original: i == 0, Credits: []string{"وكالة الساحل"}}
		if i > 0 {
			m.Article = id + string(rune('0'+i))
			m.Why = []isnad.Reason{{Kind: isnad.SameText, Words: "نصّ واحد", Of: id, Weight: .75}}
		}
		s.Members = append(s.Members, m)
	}
	s.First, s.Last = s.Members[0].Published, s.Members[len(days)-1].Published
	return s
}

func putStories(t *testing.T, e Engine, stories ...*isnad.Story) {
	t.Helper()
	update(t, e, func(tx isnad.Tx) error {
		for _, s := range stories {
			if err := tx.PutStory(s); err != nil {
				return err
			}
		}
		return nil
	})
}

func testStoryPutAndRead(t *testing.T, e Engine) {
	s := storyOf(t, "a", "2024-01-01", "2024-01-02")
	putStories(t, e, s)
	got, err := e.Story(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(s, got); d != "" {
		t.Errorf("what was stored and what is read (-stored +read):\n%s", d)
	}
	list, err := e.Stories(context.Background(), isnad.StoryFilter{})
	if err != nil || len(list.Stories) != 1 {
		t.Fatalf("Stories = %v, %v", list, err)
	}
	head := *s
	head.Members, head.Copies = nil, nil
	if d := cmp.Diff(head, list.Stories[0]); d != "" {
		t.Errorf("a story of a list (-want +got):\n%s", d)
	}
	wantNoStory(t, e, "b")
	err = e.Update(context.Background(), func(tx isnad.Tx) error { return tx.PutStory(&isnad.Story{}) })
	if !errors.Is(err, isnad.ErrInvalid) {
		t.Errorf("a story without an id: %v, want ErrInvalid", err)
	}
	update(t, e, func(tx isnad.Tx) error { return tx.DropStory("a") })
	wantNoStory(t, e, "a")
	err = e.Update(context.Background(), func(tx isnad.Tx) error { return tx.DropStory("a") })
	if !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("dropping twice: %v, want ErrNotFound", err)
	}
}

func wantNoStory(t *testing.T, e Engine, id string) {
	t.Helper()
	if s, err := e.Story(context.Background(), id); !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("Story(%s) = %v, %v; want ErrNotFound", id, s, err)
	}
}

// wantStories checks which stories the filter lists, in order.
func wantStories(t *testing.T, e Engine, f isnad.StoryFilter, want ...string) {
	t.Helper()
	list, err := e.Stories(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, s := range list.Stories {
		got = append(got, s.ID)
	}
	if d := cmp.Diff(append([]string{}, want...), got); d != "" {
		t.Errorf("%+v (-want +got):\n%s", f, d)
	}
}

func testStoryFilters(t *testing.T, e Engine) {
	a, b, c := storyOf(t, "a", "2024-01-01", "2024-01-05"), storyOf(t, "b", "2024-01-03"), storyOf(t, "c", "2024-02-01")
	b.Members[0].Source, b.Members[0].Country = extract.Outlet{Name: "الراصد", Host: "rasid.example"}, "TN"
	b.Outlets, b.Keywords = b.Outlets[:1], []isnad.Keyword{{Text: "إضراب الصيّادين", Score: 1}}
	c.People, c.Thread = []isnad.Person{{Key: "p:nabil", Name: "نبيل الشامخ", Articles: 1}}, "a"
	undated := storyOf(t, "d", "")
	putStories(t, e, c, a, undated, b)
	for _, w := range []struct {
		name   string
		filter isnad.StoryFilter
		want   []string
	}{
		{"all", isnad.StoryFilter{}, []string{"c", "a", "b", "d"}},
		{"since", isnad.StoryFilter{Since: day(t, "2024-01-04")}, []string{"c", "a"}},
		{"until", isnad.StoryFilter{Until: day(t, "2024-01-02")}, []string{"a"}},
		{"a day between", isnad.StoryFilter{Since: day(t, "2024-01-02"), Until: day(t, "2024-01-02")}, []string{"a"}},
		{"source by host", isnad.StoryFilter{Sources: []string{"rasid.example"}}, []string{"b"}},
		{"source by name in another spelling", isnad.StoryFilter{Sources: []string{"الرّاصد", "nobody"}}, []string{"b"}},
		{"country", isnad.StoryFilter{Country: "tn"}, []string{"b"}},
		{"keyword in another spelling", isnad.StoryFilter{Keyword: "اضراب الصيادين"}, []string{"b"}},
		{"person by key", isnad.StoryFilter{Person: "p:nabil"}, []string{"c"}},
		{"person by name", isnad.StoryFilter{Person: "نبيل الشامخ"}, []string{"c"}},
		{"place", isnad.StoryFilter{Person: "بندر", Country: "TN"}, []string{"b"}},
		{"thread", isnad.StoryFilter{Thread: "a"}, []string{"c", "a"}},
		{"outlets", isnad.StoryFilter{Outlets: 2, Until: day(t, "2024-01-31")}, []string{"a"}},
		{"articles", isnad.StoryFilter{Articles: 2}, []string{"a"}},
		{"nothing", isnad.StoryFilter{Keyword: "لا شيء"}, nil},
	} {
		t.Run(w.name, func(t *testing.T) { wantStories(t, e, w.filter, w.want...) })
	}
}

func testStoryPages(t *testing.T, e Engine) {
	var want []string
	for i, id := range ids(25) {
		s := storyOf(t, id, day(t, "2024-01-01").Add(-i/3).String())
		s.Last.Time = s.Last.Day.Midnight().Add(time.Duration(25-i) * time.Minute)
		putStories(t, e, s)
		want = append(want, id)
	}
	f, got := isnad.StoryFilter{Limit: 10}, []string(nil)
	for range 5 {
		list, err := e.Stories(context.Background(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list.Stories {
			got = append(got, s.ID)
		}
		if f.Cursor = list.Next; f.Cursor == "" {
			break
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("over the pages (-want +got):\n%s", d)
	}
	if _, err := e.Stories(context.Background(), isnad.StoryFilter{Cursor: "x"}); !errors.Is(err, isnad.ErrInvalid) {
		t.Errorf("a foreign cursor: %v, want ErrInvalid", err)
	}
}

// testStoryMerge checks that a link to a story that was merged into another leads there, and that a split has its own id.
func testStoryMerge(t *testing.T, e Engine) {
	a := article(t, "b1", "2024-01-02", "عنوان")
	a.Story = "a"
	put(t, e, a)
	putStories(t, e, storyOf(t, "a", "2024-01-01"), storyOf(t, "b", "2024-01-02"))
	merged := storyOf(t, "a", "2024-01-01", "2024-01-02")
	merged.Was = []string{"b"}
	update(t, e, func(tx isnad.Tx) error {
		if err := tx.PutStory(merged); err != nil {
			return err
		}
		s, err := tx.FindStory("b")
		if err != nil || s.ID != "a" {
			t.Errorf("within the transaction: %v, %v", s, err)
		}
		if _, err := tx.FindStory("nothing"); !errors.Is(err, isnad.ErrNotFound) {
			t.Errorf("FindStory of nothing: %v", err)
		}
		return nil
	})
	for _, id := range []string{"a", "b", "b1"} {
		if s, err := e.Story(context.Background(), id); err != nil || s.ID != "a" || len(s.Members) != 2 {
			t.Errorf("Story(%s) = %+v, %v", id, s, err)
		}
	}
	wantStories(t, e, isnad.StoryFilter{}, "a")
	merged.Was = nil
	putStories(t, e, merged, storyOf(t, "b", "2024-01-02")) // split again
	if s, err := e.Story(context.Background(), "b"); err != nil || s.ID != "b" {
		t.Errorf("after the split: %+v, %v", s, err)
	}
}

func testStoryThread(t *testing.T, e Engine) {
	a, b, c := storyOf(t, "a", "2024-01-01"), storyOf(t, "b", "2024-03-01"), storyOf(t, "c", "2024-02-01")
	b.Thread = "a"
	putStories(t, e, b, a, c)
	for _, id := range []string{"a", "b"} {
		thread, err := e.Thread(context.Background(), id)
		if err != nil || thread.ID != "a" || len(thread.Stories) != 2 || thread.Stories[0].ID != "a" || thread.Last.Day != day(t, "2024-03-01") {
			t.Errorf("Thread(%s) = %+v, %v", id, thread, err)
		}
	}
	if thread, err := e.Thread(context.Background(), "c"); err != nil || len(thread.Stories) != 1 {
		t.Errorf("a story alone: %+v, %v", thread, err)
	}
	if _, err := e.Thread(context.Background(), "x"); !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("no thread: %v, want ErrNotFound", err)
	}
}

func testStoryRollBack(t *testing.T, e Engine) {
	putStories(t, e, storyOf(t, "a", "2024-01-01"))
	boom := errors.New("boom")
	err := e.Update(context.Background(), func(tx isnad.Tx) error {
		return errors.Join(tx.DropStory("a"), tx.PutStory(storyOf(t, "b", "2024-01-02")), tx.Decide(isnad.Decision{Article: "a"}), boom)
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	wantStories(t, e, isnad.StoryFilter{}, "a")
	if d, err := e.Decisions(context.Background()); err != nil || len(d) != 0 {
		t.Errorf("decisions = %v, %v", d, err)
	}
}

func testLink(t *testing.T, e Engine) {
	a, b := full(t), article(t, "b", "2024-01-05", "الميناء القديم")
	put(t, e, a)
	original := false
	links := isnad.Links{Copy: "c2", Original: &original, Story: "s2", Related: []isnad.Related{{ID: "b", Title: "الميناء القديم", Why: "الميناء", Score: .5}},
		SameAs: map[string][]string{"st": {"b.1"}}}
	update(t, e, func(tx isnad.Tx) error {
		if err := tx.PutArticle(b, isnad.TermsOf(b)); err != nil {
			return err
		}
		return errors.Join(tx.Link("full", links), tx.Link("b", isnad.Links{Story: "s2"})) // b within its own transaction
	})
	want := links.On(a)
	got, err := e.Article(context.Background(), "full")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" || got.Story != "s2" || got.Statements[0].SameAs[0] != "b.1" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if a.Story != "s1" || a.Statements[0].SameAs != nil {
		t.Error("the article given was changed")
	}
	if got, err := e.Article(context.Background(), "b"); err != nil || got.Story != "s2" || b.Story != "" {
		t.Errorf("b = %+v, %v", got, err)
	}
	wantHits(t, e, all("الميناء القديم"), "b")
	found, err := e.Statements(context.Background(), isnad.Query{Acts: []string{string(attribution.State)}})
	if err != nil || len(found.Hits) != 1 || len(found.Hits[0].SameAs) != 1 {
		t.Errorf("the statement as found: %+v, %v", found, err)
	}
	err = e.Update(context.Background(), func(tx isnad.Tx) error { return tx.Link("nobody", isnad.Links{}) })
	if !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("a link of nothing: %v, want ErrNotFound", err)
	}
}

func testEditions(t *testing.T, e Engine) {
	first, second := full(t), full(t)
	second.Title, second.Captured.Digest = "عنوان آخر", isnad.Digest([]byte("y"))
	at := time.Date(2024, 3, 6, 1, 2, 3, 0, time.UTC)
	update(t, e, func(tx isnad.Tx) error {
		return errors.Join(tx.KeepEdition(&isnad.Edition{Article: second, Until: at.Add(time.Hour)}), tx.KeepEdition(&isnad.Edition{Article: first, Until: at}),
			tx.KeepEdition(&isnad.Edition{Article: first, Until: at.Add(2 * time.Hour)}))
	})
	got, err := e.Editions(context.Background(), "full")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]isnad.Edition{{Article: first, Until: at}, {Article: second, Until: at.Add(time.Hour)}}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got, err := e.Editions(context.Background(), "other"); err != nil || len(got) != 0 {
		t.Errorf("editions of another = %v, %v", got, err)
	}
}

func testDecisions(t *testing.T, e Engine) {
	at := time.Date(2024, 3, 6, 1, 2, 3, 0, time.UTC)
	apart, together := isnad.Decision{Article: "b", At: at.Add(time.Hour), Note: "خبر آخر"}, isnad.Decision{Article: "b", With: "a", At: at}
	update(t, e, func(tx isnad.Tx) error { return errors.Join(tx.Decide(apart), tx.Decide(together)) })
	got, err := e.Decisions(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]isnad.Decision{together, apart}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
