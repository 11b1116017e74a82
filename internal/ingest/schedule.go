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
	lease  *isnad.Lease         // under which it is kept; nil where nobody else keeps it
}

const (
	mostQueued  = 2000             // polls that wait at once; more are queued as these are done
	queuedAgain = 10 * time.Minute // after which a poll that was queued is queued again: the queue keeps only one
	clockStep   = time.Minute      // by which a clock must go back to count as set back
)

// keepSchedule queues what is due until ctx ends, under a lease.
func (c *Crawler) keepSchedule(ctx context.Context, l isnad.Lease) error {
	c.schedule.mu.Lock()
	c.schedule.queued, c.schedule.lease = nil, &l
	c.schedule.mu.Unlock()
	tick := time.NewTicker(c.every())
	defer tick.Stop()
	for {
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
	if waiting >= mostQueued && !c.doneElsewhere(ctx) {
		return nil
	}
	due, err := c.Store.Due(ctx, now, waiting+mostQueued/4)
	if err != nil {
		return err
	}
	c.Meter.due(len(due))
	var jobs []isnad.Job
	for _, s := range due {
		if !c.schedule.queue(&s, now) {
			continue
		}
		j := newJob(isnad.PollSource, s.ID, pollArgs{s.ID})
		j.NotBefore = c.slot(s.URL)
		jobs = append(jobs, j)
	}
	if len(jobs) == 0 {
		return nil
	}
	err = c.Store.Update(ctx, func(tx isnad.Tx) error { return errors.Join(c.schedule.holds(tx), tx.Enqueue(jobs...)) })
	if err != nil {
		for _, j := range jobs {
			c.schedule.done(j.Key)
		}
	}
	return err
}

// doneElsewhere forgets what was queued where other processes have done so much of it that there is room for more.
func (c *Crawler) doneElsewhere(ctx context.Context) bool {
	if c.Queue == nil {
		return false
	}
	waiting, err := c.Queue.Waiting(ctx)
	if err != nil || waiting[isnad.PollSource] >= mostQueued {
		return false
	}
	c.schedule.mu.Lock()
	defer c.schedule.mu.Unlock()
	c.schedule.queued = nil
	return true
}

// holds refuses to queue anything once another keeps the schedule.
func (s *schedule) holds(tx isnad.Tx) error {
	s.mu.Lock()
	l := s.lease
	s.mu.Unlock()
	if l == nil {
		return nil
	}
	return tx.Holds(*l)
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

// queue notes that a source's poll is queued, and reports whether it was not before, or has been done since, here or by
// another process.
func (s *schedule) queue(source *isnad.Source, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if since, ok := s.queued[source.ID]; ok && !source.Health.LastPoll.After(since) {
		return false
	}
	if s.queued == nil {
		s.queued = map[string]time.Time{}
	}
	s.queued[source.ID] = now
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
