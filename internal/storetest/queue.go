package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

func waiting(t *testing.T, e Engine, k isnad.JobKind) int {
	t.Helper()
	n, err := e.Waiting(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n[k]
}

// patience is how long a test waits for a queue before it fails.
const patience = 20 * time.Second

// work runs workers until done reports true, or patience ends.
func work(t *testing.T, e Engine, n int, workers map[isnad.JobKind]isnad.Worker, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	go func() {
		for ctx.Err() == nil && !done() {
			time.Sleep(10 * time.Millisecond)
		}
		cancel()
	}()
	if err := e.Work(ctx, n, workers); err != nil {
		t.Fatal(err)
	}
	if !done() {
		t.Fatal("the queue did not come to its end in time")
	}
}

func testQueueDoesJobs(t *testing.T, e Engine) {
	const jobs = 20
	update(t, e, func(tx isnad.Tx) error {
		for i := range jobs {
			if err := tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: fmt.Sprint(i), Args: json.RawMessage(fmt.Sprintf(`{"n":%d}`, i))}); err != nil {
				return err
			}
		}
		return nil
	})
	if n := waiting(t, e, isnad.FetchPage); n != jobs {
		t.Errorf("%d wait, want %d", n, jobs)
	}
	var mu sync.Mutex
	done, under, most := map[string]int{}, 0, 0
	work(t, e, 3, map[isnad.JobKind]isnad.Worker{isnad.FetchPage: func(ctx context.Context, j isnad.Job) error {
		mu.Lock()
		if want := fmt.Sprintf(`{"n":%s}`, j.Key); string(j.Args) != want || j.Kind != isnad.FetchPage || j.ID == 0 {
			t.Errorf("job %+v, want args %s", j, want)
		}
		done[j.Key]++
		under++
		most = max(most, under)
		mu.Unlock()
		time.Sleep(2 * time.Millisecond)
		mu.Lock()
		under--
		mu.Unlock()
		return nil
	}}, func() bool { return waiting(t, e, isnad.FetchPage) == 0 })
	for k, n := range done {
		if n != 1 {
			t.Errorf("job %s was done %d times", k, n)
		}
	}
	if len(done) != jobs || most > 3 {
		t.Errorf("%d jobs done, want %d; %d at once, want at most 3", len(done), jobs, most)
	}
}

func testQueueKey(t *testing.T, e Engine) {
	for range 3 {
		update(t, e, func(tx isnad.Tx) error {
			return tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "u"}, isnad.Job{Kind: isnad.FetchPage, Key: "v"}, isnad.Job{Kind: isnad.ReadCapture, Key: "u"})
		})
	}
	got, err := e.Waiting(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[isnad.JobKind]int{isnad.FetchPage: 2, isnad.ReadCapture: 1}, got); d != "" {
		t.Error(d)
	}
}

func testQueueRollBack(t *testing.T, e Engine) {
	err := e.Update(context.Background(), func(tx isnad.Tx) error {
		return errors.Join(tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "u"}), errors.New("boom"))
	})
	if err == nil || waiting(t, e, isnad.FetchPage) != 0 {
		t.Errorf("a job of a transaction that failed waits (%v)", err)
	}
}

func testQueueRetry(t *testing.T, e Engine) {
	update(t, e, func(tx isnad.Tx) error { return tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "u"}) })
	var mu sync.Mutex
	tries := 0
	work(t, e, 1, map[isnad.JobKind]isnad.Worker{isnad.FetchPage: func(ctx context.Context, j isnad.Job) error {
		mu.Lock()
		defer mu.Unlock()
		if tries++; tries == 1 {
			return errors.New("not this time")
		}
		return nil
	}}, func() bool { return waiting(t, e, isnad.FetchPage) == 0 })
	if tries != 2 {
		t.Errorf("%d tries, want 2", tries)
	}
}

func testQueueLater(t *testing.T, e Engine) {
	update(t, e, func(tx isnad.Tx) error {
		return tx.Enqueue(isnad.Job{Kind: isnad.PollSource, Key: "far", NotBefore: time.Now().Add(time.Hour)}, isnad.Job{Kind: isnad.PollSource, Key: "now"})
	})
	work(t, e, 2, map[isnad.JobKind]isnad.Worker{isnad.PollSource: func(ctx context.Context, j isnad.Job) error {
		if j.Key != "now" {
			t.Errorf("job %s was given out an hour early", j.Key)
		}
		return nil
	}}, func() bool { return waiting(t, e, isnad.PollSource) == 1 })
}

// testQueueComplete finishes a job, stores its effect and queues its successor under the same key in one transaction.
func testQueueComplete(t *testing.T, e Engine) {
	update(t, e, func(tx isnad.Tx) error { return tx.Enqueue(isnad.Job{Kind: isnad.PollSource, Key: "s"}) })
	work(t, e, 1, map[isnad.JobKind]isnad.Worker{isnad.PollSource: func(ctx context.Context, j isnad.Job) error {
		return e.Update(ctx, func(tx isnad.Tx) error {
			a := article(t, "effect", "2024-01-01", "أثر")
			return errors.Join(tx.PutArticle(a, isnad.TermsOf(a)), tx.Enqueue(isnad.Job{Kind: isnad.PollSource, Key: "s", NotBefore: time.Now().Add(time.Hour)}), tx.Complete(j))
		})
	}}, func() bool { _, err := e.Article(context.Background(), "effect"); return err == nil })
	if n := waiting(t, e, isnad.PollSource); n != 1 {
		t.Errorf("%d polls wait, want the next one", n)
	}
}
