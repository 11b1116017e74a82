package account

import (
	"context"
	"strconv"
	"sync"
	"time"

	"isnad"
)

// A session that ended stays ended when the clock is set back. So the latest time that was ever seen is kept, and what
// decides is the later of it and the clock. Where the clock falls far behind, that time was wrong or the clock now is: all
// sessions end, and counting starts anew.
const (
	clockKey  = "account/clock"
	clockStep = 2 * time.Minute // a clock further behind than this was set back
	clockKept = 30 * time.Second
)

type clock struct {
	sync.Mutex
	latest time.Time // seen
	kept   time.Time // on disk
}

// now gives the time by which sessions and tokens end.
func (d *Door) now(ctx context.Context) (time.Time, error) {
	d.clock.Lock()
	defer d.clock.Unlock()
	if d.clock.latest.IsZero() {
		text, err := d.Store.Progress(ctx, clockKey)
		if err != nil {
			return time.Time{}, err
		}
		if ms, err := strconv.ParseInt(text, 10, 64); err == nil {
			d.clock.latest = time.UnixMilli(ms)
			d.clock.kept = d.clock.latest
		}
	}
	now := d.Now().Round(0) // the wall's time: it is what is stored
	if d.clock.latest.Sub(now) > clockStep {
		if err := d.Sessions.DropSessions(ctx, ""); err != nil {
			return time.Time{}, err
		}
		d.clock.latest, d.clock.kept = now, time.Time{}
	}
	if now.After(d.clock.latest) {
		d.clock.latest = now
	}
	if d.clock.latest.Sub(d.clock.kept) < clockKept {
		return d.clock.latest, nil
	}
	latest := d.clock.latest
	err := d.Store.Update(ctx, func(tx isnad.Tx) error { return tx.SaveProgress(clockKey, strconv.FormatInt(latest.UnixMilli(), 10)) })
	if err == nil {
		d.clock.kept = latest
		err = d.Sessions.DropExpired(ctx, latest)
	}
	return latest, err
}

// Tick keeps the latest time on disk and ends what is over, until ctx ends: so a step of the clock is seen also while nobody asks.
func (d *Door) Tick(ctx context.Context) error {
	t := time.NewTicker(clockKept)
	defer t.Stop()
	for {
		if _, err := d.now(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}
