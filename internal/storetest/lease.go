package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"isnad"
)

// lost fails unless err says that a lease is over.
func lost(t *testing.T, what string, err error) {
	t.Helper()
	var l *isnad.LostError
	if !errors.As(err, &l) || !errors.Is(err, isnad.ErrConflict) {
		t.Errorf("%s: %v, want that the lease is over", what, err)
	}
}

// held fails unless err says that a lease cannot be had, and gives what it says.
func held(t *testing.T, what string, err error) *isnad.HeldError {
	t.Helper()
	var h *isnad.HeldError
	if !errors.As(err, &h) || !errors.Is(err, isnad.ErrConflict) {
		t.Fatalf("%s: %v, want that another has it", what, err)
	}
	return h
}

func lease(t *testing.T, e Engine, name string, lasts time.Duration) *isnad.Lease {
	t.Helper()
	l, err := e.Lease(context.Background(), name, lasts)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// under writes under a lease.
func under(e Engine, l *isnad.Lease, key string) error {
	return e.Update(context.Background(), func(tx isnad.Tx) error {
		if err := tx.SaveProgress(key, "written"); err != nil {
			return err
		}
		return tx.Holds(*l)
	})
}

func testLease(t *testing.T, e Engine) {
	ctx := context.Background()
	l := lease(t, e, "host/a", time.Minute)
	if left := time.Until(l.Until); left > time.Minute || left < 30*time.Second {
		t.Errorf("a minute's lease has %v left", left)
	}
	_, err := e.Lease(ctx, "host/a", time.Minute)
	if h := held(t, "the same name", err); !h.Held || h.Wait <= 0 || h.Wait > time.Minute {
		t.Errorf("%+v", h)
	}
	lease(t, e, "host/b", time.Minute) // another name is another lease
	if err := under(e, l, "a"); err != nil {
		t.Errorf("written while it is held: %v", err)
	}
	if err := e.Renew(ctx, l, 2*time.Minute); err != nil || time.Until(l.Until) < 90*time.Second {
		t.Errorf("renewed: %v, %v left", err, time.Until(l.Until))
	}
	if err := e.Release(ctx, l, 0); err != nil {
		t.Error(err)
	}
	lost(t, "released twice", e.Release(ctx, l, 0))
	lost(t, "renewed after the release", e.Renew(ctx, l, time.Minute))
	lost(t, "written after the release", under(e, l, "b"))
	again := lease(t, e, "host/a", time.Minute)
	if again.Fence <= l.Fence {
		t.Errorf("fence %d after %d", again.Fence, l.Fence)
	}
	lost(t, "written while another holds it", under(e, l, "b"))
	lost(t, "released while another holds it", e.Release(ctx, l, 0))
	if v, err := e.Progress(ctx, "b"); v != "" || err != nil {
		t.Errorf("what was written without the lease is there: %q, %v", v, err)
	}
}

// testLeaseEnds lets a lease run out: whoever had it can do nothing more, taken by another or not.
func testLeaseEnds(t *testing.T, e Engine) {
	ctx := context.Background()
	l := lease(t, e, "schedule", 50*time.Millisecond)
	time.Sleep(80 * time.Millisecond)
	lost(t, "written after the end", under(e, l, "a"))
	lost(t, "renewed after the end", e.Renew(ctx, l, time.Minute))
	lost(t, "released after the end", e.Release(ctx, l, time.Minute))
	next := lease(t, e, "schedule", time.Minute)
	if err := e.Release(ctx, next, 100*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	_, err := e.Lease(ctx, "schedule", time.Minute)
	if h := held(t, "while it rests", err); h.Held || h.Wait > 100*time.Millisecond {
		t.Errorf("%+v", h)
	}
	time.Sleep(130 * time.Millisecond)
	lease(t, e, "schedule", time.Minute)
}

// testLeaseOne has many ask for one lease at once: one is given it.
func testLeaseOne(t *testing.T, e Engine) {
	var group sync.WaitGroup
	var mu sync.Mutex
	given := 0
	for range 16 {
		group.Go(func() {
			_, err := e.Lease(context.Background(), "host/a", time.Minute)
			var h *isnad.HeldError
			if err != nil && !errors.As(err, &h) {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				given++
			}
		})
	}
	group.Wait()
	if given != 1 {
		t.Errorf("given to %d", given)
	}
}

// testQueueFenced has a worker finish a job that was given out again: nothing of it is stored.
func testQueueFenced(t *testing.T, e Engine) {
	ctx := context.Background()
	update(t, e, func(tx isnad.Tx) error {
		return tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "u", Args: json.RawMessage(`{}`)})
	})
	var mu sync.Mutex
	var given []isnad.Job
	finish := func(ctx context.Context, j isnad.Job, key string) error {
		return e.Update(ctx, func(tx isnad.Tx) error { return errors.Join(tx.SaveProgress(key, "written"), tx.Complete(j)) })
	}
	work(t, e, 1, map[isnad.JobKind]isnad.Worker{isnad.FetchPage: func(ctx context.Context, j isnad.Job) error {
		mu.Lock()
		defer mu.Unlock()
		given = append(given, j)
		if len(given) == 1 {
			return errors.New("not this time")
		}
		if err := finish(ctx, given[0], "first"); !errors.Is(err, isnad.ErrConflict) {
			t.Errorf("the first attempt finished a job of the second: %v", err)
		}
		if err := finish(ctx, j, "second"); err != nil {
			t.Error(err)
		}
		if err := finish(ctx, j, "third"); !errors.Is(err, isnad.ErrConflict) {
			t.Errorf("finished twice: %v", err)
		}
		return nil
	}}, func() bool { return waiting(t, e, isnad.FetchPage) == 0 })
	if len(given) != 2 || given[0].ID != given[1].ID || given[0].Attempt >= given[1].Attempt {
		t.Errorf("given out as %+v", given)
	}
	for key, want := range map[string]string{"first": "", "second": "written", "third": ""} {
		if got, err := e.Progress(ctx, key); got != want || err != nil {
			t.Errorf("%s attempt: %q, %v, want %q", key, got, err, want)
		}
	}
}
