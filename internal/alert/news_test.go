package alert_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/internal/alert"
)

// TestOldNewsIsNotTold puts articles of several ages in: only what is new in the world, not what is new in the archive,
// is found for a saved search.
func TestOldNewsIsNotTold(t *testing.T) {
	now := time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)
	daysAgo := func(n int) dates.Date {
		return dates.Date{Day: dates.DayOf(now.AddDate(0, 0, -n)), Precision: dates.DayOnly}
	}
	for _, c := range []struct {
		name      string
		published dates.Date
		captured  time.Time
		told      bool
	}{
		{"of today", daysAgo(0), time.Time{}, true},
		{"of five days ago", daysAgo(5), time.Time{}, true},
		{"of last year", daysAgo(365), time.Time{}, false},
		{"of last year, captured today", daysAgo(365), now, false},
		{"of tomorrow, by a wrong clock", daysAgo(-1), time.Time{}, true},
		{"without any date", dates.Date{}, time.Time{}, true},
		{"undated, captured last year", dates.Date{}, now.AddDate(-1, 0, 0), false},
		{"undated, captured today", dates.Date{}, now, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, nil)
			s := d.save(t, "الجسر", isnad.SavedArticles, isnad.Channel{Kind: isnad.MailDigest, Target: "salma@example.com"})
			a := article("a", "الجسر آمن")
			a.Published, a.Captured.At = c.published, c.captured
			put(t, d.db, a)
			d.once(t)
			if got := len(d.findings(t, s)) == 1 && len(d.deliveries(t, s)) == 1; got != c.told {
				t.Errorf("told = %v, want %v", got, c.told)
			}
			if rest, err := d.db.Changes(context.Background(), 10); err != nil || len(rest) != 0 {
				t.Errorf("%d changes are left, error %v: old ones must be passed too", len(rest), err)
			}
		})
	}
}

// TestEditOfAnOldArticleIsNews: the words of an article of last year change today.
func TestEditOfAnOldArticleIsNews(t *testing.T) {
	d := newDesk(t, nil)
	now := d.now
	said := d.save(t, "الجسر", isnad.SavedStatements)
	a := article("a", "الجسر آمن")
	a.Published.Day = dates.DayOf(now.AddDate(-1, 0, 0))
	a.Captured.At = now.AddDate(-1, 0, 0)
	put(t, d.db, a)
	d.once(t)
	if n := len(d.findings(t, said)); n != 0 {
		t.Fatalf("%d findings of an article of last year", n)
	}
	edited := article("a", "الجسر مغلق")
	edited.Published, edited.Captured.At = a.Published, now
	put(t, d.db, edited)
	d.once(t)
	found := d.findings(t, said)
	if len(found) != 1 || !found[0].Edited || found[0].Statement.Content != "الجسر مغلق" {
		t.Fatalf("findings = %+v, want the edit alone", found)
	}
	older := article("a", "الجسر ضيق") // an edit that an import of old captures brings
	older.Published, older.Captured.At = a.Published, now.AddDate(0, -2, 0)
	put(t, d.db, older)
	d.once(t)
	if n := len(d.findings(t, said)); n != 1 {
		t.Errorf("%d findings, want still one: that edit is two months old", n)
	}
}

// TestFromThenOn: what came in before a search was saved, or asked something else, is not told, though nobody had looked at it;
// an edit afterwards is.
func TestFromThenOn(t *testing.T) {
	d := newDesk(t, nil)
	put(t, d.db, article("a", "الجسر آمن"), article("b", "الجسر ضيق"))
	s := d.save(t, "الجسر", isnad.SavedArticles)
	put(t, d.db, article("c", "الجسر طويل"), article("b", "الجسر واسع"))
	d.once(t)
	told := func(want ...string) {
		t.Helper()
		var got []string
		for _, f := range d.findings(t, s) {
			got = append(got, f.Article.ID)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("told of %v, want %v", got, want)
		}
	}
	told("b", "c")
	put(t, d.db, article("e", "السوق مغلق"))
	s.Text = "السوق"
	if err := d.db.PutSavedSearch(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	put(t, d.db, article("f", "السوق مفتوح"))
	s.Name = "السوق والناس"
	if err := d.db.PutSavedSearch(context.Background(), s); err != nil { // the question is the same: nothing is passed over
		t.Fatal(err)
	}
	d.once(t)
	told("b", "c", "f")
}

// TestRunnerTrims: what came in long ago is forgotten once a day, after it was looked at; the findings stay.
func TestRunnerTrims(t *testing.T) {
	d := newDesk(t, nil)
	s := d.save(t, "الجسر", isnad.SavedArticles)
	put(t, d.db, article("a", "الجسر آمن"), article("b", "الجسر ضيق"))
	arrivals := func() int {
		list, err := d.db.Arrivals(context.Background(), "", isnad.ArrivalFilter{})
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	d.once(t)
	if n := arrivals(); n != 2 {
		t.Fatalf("%d arrivals, want both while they are new", n)
	}
	d.now = d.now.Add(alert.KeepChanges + 23*time.Hour)
	put(t, d.db, article("c", "السوق مغلق"))
	d.once(t)
	if n := arrivals(); n != 1 {
		t.Errorf("%d arrivals after %s, want the new one", n, alert.KeepChanges)
	}
	if n := len(d.findings(t, s)); n != 2 {
		t.Errorf("%d findings, want both: they are kept", n)
	}
}
