package lease_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"isnad"
	"isnad/internal/enginetest"
	"isnad/internal/lease"
)

func open(t *testing.T) isnad.Engine {
	t.Helper()
	db := enginetest.Open(t, nil)
	return db
}

// TestOneAtATime has three do the same work in turns: never two at once, each after the other ended.
func TestOneAtATime(t *testing.T) {
	db := open(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var group sync.WaitGroup
	var under, turns atomic.Int32
	for range 3 {
		group.Go(func() {
			w := lease.Work{Leases: db, Name: "work", Lasts: 300 * time.Millisecond, Log: slog.New(slog.DiscardHandler)}
			err := w.While(ctx, func(ctx context.Context, l isnad.Lease) error {
				if under.Add(1) != 1 {
					t.Error("two at once")
				}
				defer under.Add(-1)
				lease.Sleep(ctx, 20*time.Millisecond)
				if turns.Add(1) >= 9 {
					stop()
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// TestRenewed works three times as long as a lease lasts, and is never lost.
func TestRenewed(t *testing.T) {
	db := open(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	w := lease.Work{Leases: db, Name: "work", Lasts: 300 * time.Millisecond, Log: slog.New(slog.DiscardHandler)}
	err := w.While(ctx, func(ctx context.Context, l isnad.Lease) error {
		defer stop()
		if lease.Sleep(ctx, 900*time.Millisecond); ctx.Err() != nil {
			t.Error("lost")
		}
		return db.Update(ctx, func(tx isnad.Tx) error { return tx.Holds(l) })
	})
	if err != nil {
		t.Error(err)
	}
}

// silent is an engine that does not answer when a lease is to be renewed.
type silent struct{ isnad.Leases }

func (silent) Renew(ctx context.Context, _ *isnad.Lease, _ time.Duration) error {
	<-ctx.Done()
	return errors.Join(isnad.ErrUnavailable, ctx.Err())
}

// TestEndsUnrenewed ends the work where the lease cannot be renewed: by its own clock, before another may begin.
func TestEndsUnrenewed(t *testing.T) {
	db := open(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	w := lease.Work{Leases: silent{db}, Name: "work", Lasts: 200 * time.Millisecond, Log: slog.New(slog.DiscardHandler)}
	err := w.While(ctx, func(ctx context.Context, l isnad.Lease) error {
		<-ctx.Done()
		defer stop()
		if time.Now().Before(l.Until) {
			return nil
		}
		_, err := db.Lease(t.Context(), "work", time.Minute)
		if err != nil {
			t.Error(err)
		}
		return ctx.Err()
	})
	if err != nil {
		t.Error(err)
	}
}

// TestErrorEnds gives back what the work itself failed with.
func TestErrorEnds(t *testing.T) {
	w := lease.Work{Leases: open(t), Name: "work", Log: slog.New(slog.DiscardHandler)}
	boom := errors.New("boom")
	if err := w.While(t.Context(), func(context.Context, isnad.Lease) error { return boom }); !errors.Is(err, boom) {
		t.Error(err)
	}
	if _, err := w.Leases.Lease(t.Context(), "work", time.Minute); err != nil {
		t.Errorf("not given back: %v", err)
	}
}
