// Package lease does work that one process at a time may do, for as long as this process has the right to it.
//
// It grants nothing: the engine does (isnad.Leases). Start with [While].
package lease

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"isnad"
)

// Work is a kind of work that one process at a time does.
type Work struct {
	Leases isnad.Leases
	Name   string
	Lasts  time.Duration // how long a lease lasts if its holder is gone; it is renewed thrice within; 0 is Lasts
	Log    *slog.Logger
}

// Lasts is how long the work of a process that is gone lies idle, unless said otherwise: long enough that a slow database
// does not make it change hands, short enough that nobody notices.
const Lasts = 30 * time.Second

// While waits for the lease and runs do, again and again until ctx ends; do's own context ends with the lease, and do must
// return soon after. What it writes it writes under the lease. An error of do ends it all, unless the lease was lost
// meanwhile; an engine that does not answer is asked again.
func (w Work) While(ctx context.Context, do func(ctx context.Context, l isnad.Lease) error) error {
	if w.Lasts == 0 {
		w.Lasts = Lasts
	}
	for ctx.Err() == nil {
		l, err := w.Leases.Lease(ctx, w.Name, w.Lasts)
		if err != nil {
			w.wait(ctx, err)
			continue
		}
		if err := w.hold(ctx, l, do); err != nil {
			return fmt.Errorf("lease.While(%s): %w", w.Name, err)
		}
	}
	return nil
}

// wait waits until the lease may be had: a few times within its time, for its holder may give it back.
func (w Work) wait(ctx context.Context, err error) {
	wait := w.Lasts / 10
	var held *isnad.HeldError
	if errors.As(err, &held) {
		wait = min(wait, held.Wait)
	} else if ctx.Err() == nil {
		w.Log.Warn("lease", "name", w.Name, "error", err)
	}
	Sleep(ctx, wait+time.Duration(rand.Int64N(int64(wait)/4+1)))
}

// Sleep waits, or until ctx ends.
func Sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// hold runs do under a lease that is renewed meanwhile, and gives the lease back.
func (w Work) hold(ctx context.Context, l *isnad.Lease, do func(context.Context, isnad.Lease) error) error {
	under, stop := context.WithCancel(ctx)
	given := *l
	renewed := make(chan struct{})
	go func() {
		defer close(renewed)
		defer stop()
		w.renew(under, l)
	}()
	err := do(under, given)
	lost := under.Err() != nil
	stop()
	<-renewed
	w.release(ctx, l)
	if lost {
		return nil
	}
	return err
}

// renew renews until ctx ends or the lease does.
func (w Work) renew(ctx context.Context, l *isnad.Lease) {
	end := time.AfterFunc(0, func() {})
	defer end.Stop()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for next := w.Lasts / 3; ; {
		end.Stop()
		end = time.AfterFunc(time.Until(l.Until), stop)
		if Sleep(ctx, next); ctx.Err() != nil {
			return
		}
		err := w.Leases.Renew(ctx, l, w.Lasts)
		var lost *isnad.LostError
		switch {
		case errors.As(err, &lost):
			return
		case err != nil:
			w.Log.Warn("lease not renewed", "name", w.Name, "error", err)
			next = w.Lasts / 10
		default:
			next = w.Lasts / 3
		}
	}
}

// release gives the lease back, also where ctx has ended. What cannot be given back runs out.
func (w Work) release(ctx context.Context, l *isnad.Lease) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), w.Lasts/6)
	defer stop()
	_ = w.Leases.Release(ctx, l, 0)
}
