package postgres_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
)

// TestGivenUnheard has the server give a job out and break the connection before it says so: it had committed and waited for a
// replica. The worker lives and never heard of the job; it does it all the same, within seconds.
func TestGivenUnheard(t *testing.T) {
	s := pgtest.Own(t)
	db := open(t, s.Database(t, ""))
	if err := db.Update(t.Context(), func(tx isnad.Tx) error {
		return tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "first"}, isnad.Job{Kind: isnad.FetchPage, Key: "unheard"})
	}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	standing, done := make(chan error, 1), []string{}
	err := db.Work(ctx, 1, map[isnad.JobKind]isnad.Worker{isnad.FetchPage: func(_ context.Context, j isnad.Job) error {
		if done = append(done, j.Key); len(done) == 2 {
			stop()
			return nil
		}
		commitsStand(t, s)
		go func() { standing <- breakFetch(s) }()
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-standing; err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"first", "unheard"}, done); d != "" {
		t.Error(d)
	}
}

// commitsStand has the server wait for a replica that there is not, before it says that anything is committed.
func commitsStand(t *testing.T, s *pgtest.Server) {
	if err := s.Synchronous(true); err != nil {
		t.Error(err)
	}
	go func() {
		if err := s.Do(`CREATE TABLE stands ()`); err != nil {
			t.Error(err)
		}
	}()
	if err := s.Wait(time.Minute, `SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep')`); err != nil {
		t.Error(err)
	}
}

// breakFetch ends the connection over which a job is given out, once that is committed, and lets all others go on.
func breakFetch(s *pgtest.Server) error {
	const fetches = ` FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '%JobGetAvailable%'`
	err := s.Wait(30*time.Second, `SELECT count(pg_terminate_backend(pid)) > 0`+fetches)
	if err == nil {
		err = s.Wait(30*time.Second, `SELECT NOT EXISTS (SELECT 1`+fetches+`)`)
	}
	if back := s.Synchronous(false); err == nil {
		err = back
	}
	return err
}

// TestHand gives jobs back that stand as held and are not, and no others.
func TestHand(t *testing.T) {
	h := postgres.NewHand()
	first, second := postgres.Given{ID: 1, Attempt: 1}, postgres.Given{ID: 2, Attempt: 1}
	again := postgres.Given{ID: 2, Attempt: 2}
	var group sync.WaitGroup
	end := make(chan struct{})
	begun := make(chan struct{})
	group.Go(func() {
		_ = h.Do(first, func() error { close(begun); <-end; return nil })
	})
	<-begun
	for n, c := range []struct{ held, lost []postgres.Given }{
		{[]postgres.Given{first, second}, nil},
		{[]postgres.Given{first, second}, nil},
		{[]postgres.Given{first, second}, []postgres.Given{second}},
		{[]postgres.Given{first, again}, nil}, // given out again, and under way or not: another count
		{[]postgres.Given{first}, nil},
		{[]postgres.Given{first, again}, nil},
		{[]postgres.Given{first, again}, nil},
		{[]postgres.Given{first, again}, []postgres.Given{again}},
	} {
		if d := cmp.Diff(c.lost, h.Lost(c.held)); d != "" {
			t.Errorf("look %d: %s", n+1, d)
		}
	}
	close(end)
	group.Wait()
	for n := range 3 {
		if lost := h.Lost([]postgres.Given{first}); (len(lost) > 0) != (n == 2) {
			t.Errorf("%d looks after its end: %v", n+1, lost)
		}
	}
}
