package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/internal/fetch"
)

// Crawler polls sources and fetches what they link to: each step is a job, queued in the transaction that stored its
// input and finished in the one that stored its effect, so that a crash at any moment loses nothing and doubles nothing.
type Crawler struct {
	Store   Store
	Queue   isnad.Queue
	Archive isnad.Archive
	Client  *fetch.Client
	Now     func() time.Time
	Log     *slog.Logger
	Workers int           // jobs under way at once
	Every   time.Duration // how often the schedule looks for sources that are due; 0 is every 10 s
	// Stories places what is read; nil makes its own. Whoever else writes articles in the same process shares it.
	Stories *Stories

	once sync.Once
}

// pollArgs is the work of a PollSource job.
type pollArgs struct {
	Source string `json:"source"`
}

// fetchArgs is the work of a FetchPage job: a link and what its feed said of it.
type fetchArgs struct {
	URL       string     `json:"url"`
	Outlet    string     `json:"outlet,omitempty"` // as the feed calls itself
	Title     string     `json:"title,omitempty"`
	Published dates.Date `json:"published,omitzero"`
}

// readArgs is the work of a ReadCapture job.
type readArgs struct {
	Place string `json:"place"`
	fetchArgs
}

// Run schedules and works until ctx ends.
func (c *Crawler) Run(ctx context.Context) error {
	go c.schedule(ctx)
	return c.Queue.Work(ctx, max(c.Workers, 1), map[isnad.JobKind]isnad.Worker{
		isnad.PollSource:  c.poll,
		isnad.FetchPage:   c.fetch,
		isnad.ReadCapture: c.read,
	})
}

// schedule queues a poll of every source that is due.
func (c *Crawler) schedule(ctx context.Context) {
	every := c.Every
	if every == 0 {
		every = 10 * time.Second
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := c.QueueDue(ctx); err != nil && ctx.Err() == nil {
			c.Log.Error("schedule", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// QueueDue queues a poll of every source whose time has come.
func (c *Crawler) QueueDue(ctx context.Context) error {
	sources, err := c.Store.Sources(ctx)
	if err != nil {
		return err
	}
	now := c.Now()
	var jobs []isnad.Job
	for _, s := range sources {
		if !s.Paused && !s.Health.NextPoll.After(now) {
			jobs = append(jobs, newJob(isnad.PollSource, s.ID, pollArgs{s.ID}))
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	return c.Store.Update(ctx, func(tx isnad.Tx) error { return tx.Enqueue(jobs...) })
}

func newJob(kind isnad.JobKind, key string, args any) isnad.Job {
	b, err := json.Marshal(args)
	if err != nil {
		panic(fmt.Sprintf("ingest: arguments of a %s job: %v", kind, err)) // our own plain structs
	}
	return isnad.Job{Kind: kind, Key: key, Args: b}
}

// placed gives the crawler's stories, made when first asked for.
func (c *Crawler) placed() *Stories {
	c.once.Do(func() {
		if c.Stories == nil {
			c.Stories = NewStories(c.Store)
		}
	})
	return c.Stories
}
