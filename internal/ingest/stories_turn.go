package ingest

import (
	"context"
	"errors"
	"time"

	"isnad"
	"isnad/internal/lease"
)

const (
	placing     = "placing"        // the lease under which articles are placed in stories
	placingTurn = 10 * time.Second // after which a process lets others place
	placingGap  = time.Second      // for so long
	placingIdle = 3 * time.Second  // after which a process that places nothing gives the lease back
	placingAsk  = 300 * time.Millisecond
	placingTry  = 3 // times to place anew what was placed when the lease was lost
)

// turn is a process's right to place: one process of all that share an archive has it at a time, for what is placed depends
// on what was placed before. It is kept between two Puts, so that it costs little. The owner's lock guards it.
type turn struct {
	leases isnad.Leases
	held   *isnad.Lease
	since  time.Time
	last   int64 // fence of the lease under which this process last placed
	idle   *time.Timer
}

// enter waits for the right, and reports whether others may have placed since this process last did.
func (t *turn) enter(ctx context.Context) (changed bool, err error) {
	now := time.Now()
	switch {
	case t.held == nil:
	case now.Sub(t.since) > placingTurn:
		t.leave(ctx)
		lease.Sleep(ctx, placingGap)
	case t.held.Until.Sub(now) < lease.Lasts/2:
		if err := t.leases.Renew(ctx, t.held, lease.Lasts); err != nil {
			t.held = nil
		}
	}
	for t.held == nil {
		l, err := t.leases.Lease(ctx, placing, lease.Lasts)
		var held *isnad.HeldError
		if errors.As(err, &held) && ctx.Err() == nil {
			lease.Sleep(ctx, min(held.Wait, placingAsk))
			continue
		}
		if err != nil {
			return true, err
		}
		t.held, t.since = l, time.Now()
		changed = l.Fence != t.last+1
		t.last = l.Fence
	}
	return changed, nil
}

// leave lets others place.
func (t *turn) leave(ctx context.Context) {
	if t.held == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), lease.Lasts/6)
	defer stop()
	_ = t.leases.Release(ctx, t.held, 0) // what cannot be given back runs out
	t.held = nil
}

// enter waits for this process's turn to place, and forgets what it knows of stories where others placed meanwhile. The
// caller holds s.mu.
func (s *Stories) enter(ctx context.Context) error {
	changed, err := s.turn.enter(ctx)
	if changed {
		s.desk = nil
	}
	if s.turn.idle == nil {
		s.turn.idle = time.AfterFunc(placingIdle, s.Leave)
	} else {
		s.turn.idle.Reset(placingIdle)
	}
	return err
}

// Leave lets other processes place, until something is placed here again.
func (s *Stories) Leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn.leave(context.Background())
}

// update writes in this process's turn, and nothing where that is over. The caller holds s.mu.
func (s *Stories) update(ctx context.Context, fn func(isnad.Tx) error) error {
	held := *s.turn.held
	return s.store.Update(ctx, func(tx isnad.Tx) error {
		if err := tx.Holds(held); err != nil {
			return err
		}
		return fn(tx)
	})
}

// placed does what places articles, in this process's turn; anew where the turn was lost meanwhile.
func (s *Stories) placed(ctx context.Context, do func() error) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range placingTry {
		if err = s.enter(ctx); err == nil {
			err = do()
		}
		if err != nil {
			s.desk = nil // it knows of what was not stored: it is read anew
		}
		var lost *isnad.LostError
		if !errors.As(err, &lost) {
			return err
		}
		s.turn.held = nil
	}
	return err
}
