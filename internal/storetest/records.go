package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// testRecords walks captures, what is kept, and jobs, whole and from the middle.
func testRecords(t *testing.T, e Engine) {
	ctx := context.Background()
	r, ok := e.(isnad.Records)
	if !ok {
		t.Fatal("the engine does not give out its records")
	}
	at := time.Date(2025, 6, 29, 10, 0, 0, 0, time.UTC)
	whole := isnad.Capture{URL: "https://almarfa.example/1", FinalURL: "https://almarfa.example/2", At: at, Status: 200,
		Header: http.Header{"Etag": {`"a"`}}, Digest: isnad.Digest([]byte("صفحة")), WARC: "a.warc.gz#0"}
	failed := isnad.Capture{URL: "https://almarfa.example/3", At: at.Add(time.Second), Error: "no answer", WARC: "a.warc.gz#9"}
	later := time.Now().Add(time.Hour).Truncate(time.Second).UTC()
	update(t, e, func(tx isnad.Tx) error {
		_, err := tx.AddCapture(&whole)
		_, err2 := tx.AddCapture(&failed)
		_, err3 := tx.Claim("page/b")
		return errors.Join(err, err2, err3, tx.SaveProgress("import/a", "7"), tx.Enqueue(
			isnad.Job{Kind: isnad.FetchPage, Key: "u", Args: json.RawMessage(`{"n":1}`), NotBefore: later},
			isnad.Job{Kind: isnad.PollSource, Key: "s", Args: json.RawMessage(`{"n":2}`), NotBefore: later}))
	})
	records := collect(t, r.Recorded(ctx, 0))
	if len(records) != 2 {
		t.Fatalf("%d captures", len(records))
	}
	if d := cmp.Diff([]isnad.Capture{whole, failed}, []isnad.Capture{records[0].Capture, records[1].Capture}); d != "" {
		t.Error(d)
	}
	if rest := collect(t, r.Recorded(ctx, records[0].Number)); len(rest) != 1 || rest[0].Capture.URL != failed.URL {
		t.Errorf("after the first: %+v", rest)
	}
	if d := cmp.Diff([]isnad.Entry{{Key: "import/a", Value: "7"}, {Key: "page/b", Value: "known"}}, collect(t, r.Kept(ctx, ""))); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]isnad.Entry{{Key: "page/b", Value: "known"}}, collect(t, r.Kept(ctx, "import/a"))); d != "" {
		t.Error(d)
	}
	jobs := collect(t, r.Jobs(ctx, 0))
	if len(jobs) != 2 || jobs[0].Key != "u" || jobs[0].Kind != isnad.FetchPage || string(jobs[0].Args) != `{"n":1}` || !jobs[0].NotBefore.Equal(later) {
		t.Fatalf("jobs %+v", jobs)
	}
	if rest := collect(t, r.Jobs(ctx, jobs[0].ID)); len(rest) != 1 || rest[0].Key != "s" {
		t.Errorf("after the first: %+v", rest)
	}
}

// testArrived gives an archive the arrivals of another: in their order, with their times, unread, and no news to saved searches.
func testArrived(t *testing.T, e Engine) {
	ctx := context.Background()
	r, ok := e.(isnad.Records)
	if !ok {
		t.Fatal("the engine does not take arrivals")
	}
	must(t, r.Arrived(ctx, nil))
	for _, id := range []string{"a", "b", "c"} {
		put(t, e, article(t, id, "2024-01-01", "خبر"))
	}
	was, err := e.Arrivals(ctx, "1", isnad.ArrivalFilter{})
	yes, at := true, time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)
	must(t, err, e.Mark(ctx, "1", []int64{was[0].Number}, &yes, &yes), e.MarkAll(ctx, "1", 0, time.Now()))
	must(t, r.Arrived(ctx, []isnad.Arrival{{Article: "c", At: at}, {Article: "gone", At: at.Add(time.Hour)}, {Article: "a", At: at}}))
	now, err := e.Arrivals(ctx, "1", isnad.ArrivalFilter{OldestFirst: true, Unread: true})
	must(t, err)
	if len(now) != 3 || now[0].Article != "c" || now[1].Article != "gone" || now[2].Article != "a" || now[0].Outlet != was[0].Outlet || !now[0].At.Equal(at) || now[0].Starred {
		t.Errorf("%+v", now)
	}
	if c, err := e.Changes(ctx, 10); err != nil || len(c) != 0 {
		t.Errorf("news to saved searches: %+v, %v", c, err)
	}
	put(t, e, article(t, "d", "2024-01-01", "خبر"))
	if c, err := e.Changes(ctx, 10); err != nil || len(c) != 1 || c[0].Article != "d" {
		t.Errorf("after one more: %+v, %v", c, err)
	}
}

func collect[T any](t *testing.T, walk func(func(T, error) bool)) (all []T) {
	t.Helper()
	for v, err := range walk {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}
