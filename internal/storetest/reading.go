package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// testReading marks what came in, as readers on phones do.
func testReading(t *testing.T, e Engine) {
	ctx := context.Background()
	for i := range 5 {
		a := article(t, fmt.Sprintf("a%d", i), "2024-01-01", "خبر")
		if i == 4 {
			a.Source.Name, a.Source.Host = "خبر", "khabar.example"
		}
		put(t, e, a)
	}
	see := func(f isnad.ArrivalFilter, want ...string) []isnad.Arrival {
		t.Helper()
		got, err := e.Arrivals(ctx, "1", f)
		must(t, err)
		var ids []string
		for _, a := range got {
			ids = append(ids, a.Article)
		}
		if d := cmp.Diff(want, ids); d != "" {
			t.Errorf("%+v: %s", f, d)
		}
		return got
	}
	outlets := func(want ...int) {
		t.Helper()
		if d := cmp.Diff(want, unreadOf(t, e)); d != "" {
			t.Errorf("unread: %s", d)
		}
	}
	all := see(isnad.ArrivalFilter{}, "a4", "a3", "a2", "a1", "a0")
	see(isnad.ArrivalFilter{OldestFirst: true, Limit: 2}, "a0", "a1")
	see(isnad.ArrivalFilter{Beyond: all[1].Number}, "a2", "a1", "a0")
	see(isnad.ArrivalFilter{Numbers: []int64{all[0].Number, 999}}, "a4")
	see(isnad.ArrivalFilter{Numbers: []int64{}})
	see(isnad.ArrivalFilter{Outlet: all[0].Outlet}, "a4")
	see(isnad.ArrivalFilter{Since: time.Now().Add(time.Hour)})
	yes, no := true, false
	must(t, e.Mark(ctx, "1", []int64{all[0].Number, all[1].Number}, &yes, nil), e.Mark(ctx, "1", []int64{all[4].Number}, nil, &yes), e.Mark(ctx, "1", []int64{999}, &yes, &yes))
	see(isnad.ArrivalFilter{Unread: true}, "a2", "a1", "a0")
	see(isnad.ArrivalFilter{Read: true}, "a4", "a3")
	if s := see(isnad.ArrivalFilter{Starred: true}, "a0"); len(s) == 1 && (s[0].Read || !s[0].Starred) {
		t.Errorf("starred: %+v", s)
	}
	must(t, e.Mark(ctx, "1", []int64{all[1].Number}, &no, nil))
	outlets(4, 0)
	must(t, e.MarkAll(ctx, "1", all[0].Outlet, time.Now()))
	outlets(4, 0)
	must(t, e.MarkAll(ctx, "1", 0, time.Now().Add(-time.Hour)))
	outlets(4, 0)
	must(t, e.MarkAll(ctx, "1", 0, time.Now()))
	outlets(0, 0)
	must(t, e.Mark(ctx, "1", []int64{all[2].Number}, &no, nil)) // unread again by hand, after all was marked
	see(isnad.ArrivalFilter{Unread: true}, "a2")
	see(isnad.ArrivalFilter{Starred: true}, "a0")
	put(t, e, article(t, "new", "2024-01-01", "خبر"))
	see(isnad.ArrivalFilter{Unread: true}, "new", "a2")
	if other, err := e.Arrivals(ctx, "2", isnad.ArrivalFilter{Unread: true}); err != nil || len(other) != 6 {
		t.Errorf("another account sees %d unread, %v", len(other), err)
	}
}

// unreadOf gives how many articles of each outlet the first account has not read.
func unreadOf(t *testing.T, e Engine) (n []int) {
	t.Helper()
	list, err := e.ReadingOutlets(context.Background(), "1", time.Time{})
	must(t, err)
	for _, o := range list {
		n = append(n, o.Unread)
		if o.Outlet.Name == "" || o.Newest.IsZero() {
			t.Errorf("%+v", o)
		}
	}
	return n
}
