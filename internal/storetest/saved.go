package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/attribution"
)

func testSavedSearches(t *testing.T, e Engine) {
	ctx := context.Background()
	a := isnad.SavedSearch{ID: "a", Owner: "1", Name: "الميناء", Text: "ميناء -قديم", Kind: isnad.SavedStatements, FeedKey: "key", Created: noon,
		Channels: []isnad.Channel{{ID: "c", Kind: isnad.Webhook, Target: "https://desk.example/hook", Secret: "whsec_x"}, {ID: "m", Kind: isnad.MailDigest, Target: "desk@desk.example", Every: time.Hour, Paused: true}}}
	b := isnad.SavedSearch{ID: "b", Owner: "2", Created: noon.Add(-time.Hour)}
	must(t, e.PutSavedSearch(ctx, &a), e.PutSavedSearch(ctx, &b))
	a.Name = "الميناء الجديد"
	must(t, e.PutSavedSearch(ctx, &a))
	got, err := e.SavedSearch(ctx, "a")
	must(t, err)
	if d := cmp.Diff(&a, got); d != "" {
		t.Error(d)
	}
	own, err := e.SavedSearches(ctx, "1", false)
	must(t, err)
	all, err := e.SavedSearches(ctx, "", true)
	must(t, err)
	nobodys, err := e.SavedSearches(ctx, "", false)
	must(t, err)
	if d := cmp.Diff([][]isnad.SavedSearch{{a}, {b, a}, nil}, [][]isnad.SavedSearch{own, all, nobodys}); d != "" {
		t.Error(d)
	}
	must(t, e.DropSavedSearch(ctx, "a"))
	wantKind(t, e.DropSavedSearch(ctx, "a"), isnad.ErrNotFound)
	_, err = e.SavedSearch(ctx, "a")
	wantKind(t, err, isnad.ErrNotFound)
	wantKind(t, e.PutSavedSearch(ctx, &isnad.SavedSearch{}), isnad.ErrInvalid)
}

// testAskedSince: a saved search knows the last change before its question, and keeps it while it asks the same.
func testAskedSince(t *testing.T, e Engine) {
	ctx := context.Background()
	last := func() int64 {
		t.Helper()
		changes, err := e.Changes(ctx, 100)
		must(t, err)
		return changes[len(changes)-1].Number
	}
	after := func(want int64) {
		t.Helper()
		if got, err := e.SavedSearch(ctx, "a"); err != nil || got.After != want {
			t.Errorf("asked since %+v (%v), want %d", got, err, want)
		}
	}
	put(t, e, article(t, "1", "2024-01-01", "خبر"), article(t, "2", "2024-01-02", "خبر"))
	s := isnad.SavedSearch{ID: "a", Text: "ميناء", Kind: isnad.SavedArticles}
	must(t, e.PutSavedSearch(ctx, &s))
	first := last()
	after(first)
	put(t, e, article(t, "3", "2024-01-03", "خبر"))
	s.Name, s.After = "الميناء", 99
	must(t, e.PutSavedSearch(ctx, &s))
	after(first)
	s.Text = "جسر"
	must(t, e.PutSavedSearch(ctx, &s))
	after(last())
}

// testChanges stores articles anew, again with the same words, and with others.
func testChanges(t *testing.T, e Engine) {
	ctx := context.Background()
	if c, err := e.Changes(ctx, 10); err != nil || len(c) != 0 {
		t.Errorf("of an empty archive: %v, %v", c, err)
	}
	a := article(t, "a", "2024-01-01", "خبر", "نص")
	put(t, e, a, article(t, "b", "2024-01-02", "خبر"))
	again := *a
	again.Versions.Names, again.Published.Day = 9, day(t, "2024-02-01")
	put(t, e, &again) // a new analysis, and another day: no change of words
	put(t, e, article(t, "a", "2024-01-01", "خبر", "نص آخر"))
	update(t, e, func(tx isnad.Tx) error { return tx.DropArticle("b") })
	got, err := e.Changes(ctx, 10)
	must(t, err)
	type change struct {
		Article string
		Edited  bool
	}
	var seen []change
	for i, c := range got {
		seen = append(seen, change{c.Article, c.Edited})
		if c.At.IsZero() || i > 0 && c.Number <= got[i-1].Number {
			t.Errorf("change %+v", c)
		}
	}
	if d := cmp.Diff([]change{{"a", false}, {"b", false}, {"a", true}}, seen); d != "" {
		t.Error(d)
	}
	must(t, e.MoveOn(ctx, got[1].Number, nil, nil), e.MoveOn(ctx, got[0].Number, nil, nil)) // never back
	rest, err := e.Changes(ctx, 10)
	must(t, err)
	if len(rest) != 1 || rest[0].Number != got[2].Number {
		t.Errorf("after moving on: %+v", rest)
	}
	err = e.Update(ctx, func(tx isnad.Tx) error {
		c := article(t, "c", "2024-01-03", "خبر")
		must(t, tx.PutArticle(c, isnad.TermsOf(c)))
		return isnad.ErrConflict
	})
	wantKind(t, err, isnad.ErrConflict)
	if rest, err := e.Changes(ctx, 10); err != nil || len(rest) != 1 {
		t.Errorf("a transaction that failed left a change: %+v, %v", rest, err)
	}
}

// testTrim forgets changes that are passed, old and starred by nobody.
func testTrim(t *testing.T, e Engine) {
	ctx := context.Background()
	put(t, e, article(t, "a", "2024-01-01", "خبر"), article(t, "b", "2024-01-02", "خبر"), article(t, "c", "2024-01-03", "خبر"), article(t, "d", "2024-01-04", "خبر"))
	trim := func(before time.Time, want int) {
		t.Helper()
		if n, err := e.Trim(ctx, before); err != nil || n != want {
			t.Errorf("trimmed %d, %v; want %d", n, err, want)
		}
	}
	later := time.Now().Add(time.Hour)
	trim(later, 0) // nothing is passed
	changes, err := e.Changes(ctx, 10)
	must(t, err)
	yes := true
	must(t, e.Mark(ctx, "1", []int64{changes[0].Number, changes[1].Number}, &yes, nil), e.Mark(ctx, "1", []int64{changes[0].Number}, nil, &yes))
	must(t, e.MoveOn(ctx, changes[2].Number, nil, nil))
	trim(time.Now().Add(-time.Hour), 0) // nothing is old
	trim(later, 2)                      // b and c: a is starred, d not passed
	trim(later, 0)
	if rest, err := e.Changes(ctx, 10); err != nil || len(rest) != 1 || rest[0] != changes[3] {
		t.Errorf("left to be looked at: %+v, %v", rest, err)
	}
	must(t, e.MoveOn(ctx, changes[3].Number, nil, nil))
	trim(later, 0) // the last stays, for its number
	put(t, e, article(t, "e", "2024-01-05", "خبر"))
	if rest, err := e.Changes(ctx, 10); err != nil || len(rest) != 1 || rest[0].Number <= changes[3].Number {
		t.Errorf("after trimming came %+v, %v", rest, err)
	}
	arrivals, err := e.Arrivals(ctx, "1", isnad.ArrivalFilter{})
	must(t, err)
	var ids []string
	for _, a := range arrivals {
		ids = append(ids, a.Article)
	}
	if d := cmp.Diff([]string{"e", "d", "a"}, ids); d != "" {
		t.Error(d)
	}
	if _, err := e.Article(ctx, "b"); err != nil {
		t.Errorf("the article of a forgotten change: %v", err)
	}
}

func testOutbox(t *testing.T, e Engine) {
	ctx := context.Background()
	must(t, e.PutSavedSearch(ctx, &isnad.SavedSearch{ID: "s", Channels: []isnad.Channel{{ID: "c"}, {ID: "m"}}}))
	put(t, e, article(t, "a", "2024-01-01", "خبر"))
	finding := func(search, item string) isnad.Finding {
		return isnad.Finding{Search: search, Item: item, At: noon, Article: isnad.Hit{ID: item, Title: "خبر"}, Sentence: "نص", Marks: []isnad.Mark{{Start: 0, End: 4}},
			Statement: &attribution.Statement{Content: "نص"}}
	}
	one, two := finding("s", "one"), finding("s", "two")
	through := []isnad.Delivery{{Search: "s", Channel: "c", Finding: one}, {Search: "s", Channel: "m", NotBefore: noon.Add(time.Hour), Finding: one}, {Search: "gone", Channel: "x", Finding: finding("gone", "one")}}
	for range 2 { // the same again is found once and told once
		must(t, e.MoveOn(ctx, 1, []isnad.Finding{one, finding("gone", "one")}, through))
	}
	must(t, e.MoveOn(ctx, 1, []isnad.Finding{two}, nil))
	found, err := e.Findings(ctx, "s", 0, 10)
	must(t, err)
	one.Number, two.Number = 1, 2
	if len(found) == 2 {
		one.Number, two.Number = found[1].Number, found[0].Number
	}
	if d := cmp.Diff([]isnad.Finding{two, one}, found); d != "" || one.Number >= two.Number {
		t.Errorf("findings: %s", d)
	}
	if below, err := e.Findings(ctx, "s", two.Number, 10); err != nil || len(below) != 1 {
		t.Errorf("findings below: %v, %v", below, err)
	}
	due, err := e.DueDeliveries(ctx, noon, 10)
	must(t, err)
	if len(due) != 1 || due[0].Channel != "c" || due[0].ID == "" || due[0].State != isnad.Waiting || due[0].Finding.Item != "one" || due[0].Finding.Number != one.Number {
		t.Fatalf("due: %+v", due)
	}
	failed := due[0]
	failed.Tries, failed.NotBefore, failed.Reason = 1, noon.Add(time.Minute), "انقطع"
	must(t, e.Settle(ctx, []isnad.Delivery{failed}))
	if due, err := e.DueDeliveries(ctx, noon, 10); err != nil || len(due) != 0 {
		t.Errorf("due after a failure: %+v, %v", due, err)
	}
	later, err := e.DueDeliveries(ctx, noon.Add(time.Hour), 10)
	must(t, err)
	if len(later) != 2 || later[0].ID != failed.ID || later[0].Tries != 1 || later[0].Reason != "انقطع" || later[1].Channel != "m" {
		t.Errorf("due later: %+v", later)
	}
	failed.State = isnad.Delivered
	must(t, e.Settle(ctx, []isnad.Delivery{failed}))
	must(t, e.PutSavedSearch(ctx, &isnad.SavedSearch{ID: "s", Channels: []isnad.Channel{{ID: "c"}}})) // without m
	all, err := e.Deliveries(ctx, "s", 10)
	must(t, err)
	if len(all) != 1 || all[0].State != isnad.Delivered {
		t.Errorf("deliveries: %+v", all)
	}
	must(t, e.DropSavedSearch(ctx, "s"))
	if all, err := e.Deliveries(ctx, "s", 10); err != nil || len(all) != 0 {
		t.Errorf("deliveries of a search that is gone: %+v, %v", all, err)
	}
}
