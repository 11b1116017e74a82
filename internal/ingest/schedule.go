package ingest

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"isnad"
	"isnad/internal/feed"
)

// schedule is what the crawler remembers between two looks at the sources. Losing it costs a look at the queue.
type schedule struct {
	mu     sync.Mutex
	queued map[string]time.Time // polls that wait or are under way, by source, since when
	last   time.Time            // of the look before
	low    bool                 // the disk is nearly full
}

const (
	mostQueued  = 2000             // polls that wait at once; more are queued as these are done
	queuedAgain = 10 * time.Minute // after which a poll that was queued is queued again: the queue keeps only one
	clockStep   = time.Minute      // by which a clock must go back to count as set back
)

// keepSchedule queues what is due until ctx ends or the disk is nearly full.
func (c *Crawler) keepSchedule(ctx context.Context) error {
	tick := time.NewTicker(c.every())
	defer tick.Stop()
	for {
		if c.low() {
			return isnad.ErrFull
		}
		if err := c.QueueDue(ctx); err != nil && ctx.Err() == nil {
			c.Log.Error("schedule", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// QueueDue queues a poll of every source whose time has come, each for a moment of its own with its host.
func (c *Crawler) QueueDue(ctx context.Context) error {
	now := c.Now()
	if c.schedule.setBack(now) {
		if err := c.rebase(ctx); err != nil {
			return err
		}
	}
	waiting := c.schedule.waiting(now)
	if waiting >= mostQueued {
		return nil
	}
	due, err := c.Store.Due(ctx, now, waiting+mostQueued/4)
	if err != nil {
		return err
	}
	c.Meter.due(len(due))
	var jobs []isnad.Job
	for _, s := range due {
		if !c.schedule.queue(s.ID, now) {
			continue
		}
		j := newJob(isnad.PollSource, s.ID, pollArgs{s.ID})
		j.NotBefore = c.slot(s.URL)
		jobs = append(jobs, j)
	}
	if len(jobs) == 0 {
		return nil
	}
	err = c.Store.Update(ctx, func(tx isnad.Tx) error { return tx.Enqueue(jobs...) })
	if err != nil {
		for _, j := range jobs {
			c.schedule.done(j.Key)
		}
	}
	return err
}

// atOnce is how near a slot must be to be taken as now: the queue looks for what was queued for later every few seconds.
const atOnce = 2 * time.Second

// slot gives the moment for which something at an address is queued; zero is at once.
func (c *Crawler) slot(address string) time.Time {
	u, err := url.Parse(address)
	if err != nil {
		return time.Time{}
	}
	at := c.Client.Slot(u.Hostname())
	if at.Sub(c.Now()) < atOnce {
		return time.Time{}
	}
	return at
}

// setBack notes the time of a look, and reports whether the clock went back since the one before.
func (s *schedule) setBack(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	back := now.Add(clockStep).Before(s.last)
	s.last = now
	if back {
		s.queued = nil
	}
	return back
}

// waiting forgets polls that were queued long ago, and counts the others.
func (s *schedule) waiting(now time.Time) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, since := range s.queued {
		if now.Sub(since) > queuedAgain {
			delete(s.queued, id)
		}
	}
	return len(s.queued)
}

// queue notes that a source's poll is queued, and reports whether it was not before.
func (s *schedule) queue(id string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.queued[id]; ok {
		return false
	}
	if s.queued == nil {
		s.queued = map[string]time.Time{}
	}
	s.queued[id] = now
	return true
}

func (s *schedule) done(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.queued, id)
}

// rebase mends sources that were polled by a clock which was ahead: their next poll comes after their usual wait from now.
// Else a clock set right would silence them for as long as it was wrong, or have all of them polled at once.
func (c *Crawler) rebase(ctx context.Context) error {
	sources, err := c.Store.Sources(ctx)
	if err != nil {
		return err
	}
	now := c.Now()
	var ahead []string
	for _, s := range sources {
		if s.Health.LastPoll.After(now.Add(clockStep)) {
			ahead = append(ahead, s.ID)
		}
	}
	if len(ahead) == 0 {
		return nil
	}
	c.Log.Warn("the clock was set back", "sources", len(ahead))
	return c.Store.Update(ctx, func(tx isnad.Tx) error {
		for _, id := range ahead {
			err := tx.ChangeSource(id, func(s *isnad.Source) { rebased(s, now) })
			if err != nil && !errors.Is(err, isnad.ErrNotFound) {
				return err
			}
		}
		return nil
	})
}

func rebased(s *isnad.Source, now time.Time) {
	wait := s.Health.NextPoll.Sub(s.Health.LastPoll)
	wait = min(max(wait, feed.Shortest), max(feed.Longest+feed.Longest/10, s.Interval))
	s.Health.NextPoll = now.Add(wait)
	for _, t := range []*time.Time{&s.Health.LastPoll, &s.Health.LastSuccess, &s.Health.LastNew} {
		if t.After(now) {
			*t = now
		}
	}
}
