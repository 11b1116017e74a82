package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/internal/fetch"
	"isnad/internal/lease"
)

// Crawler polls sources and fetches what they link to: each step is a job, queued in the transaction that stored its
// input and finished in the one that stored its effect, so that a crash at any moment loses nothing and doubles nothing.
// Its exported fields are set before Run.
type Crawler struct {
	Store    Store
	Queue    isnad.Queue
	Archive  isnad.Archive
	Client   *fetch.Client
	Now      func() time.Time
	Log      *slog.Logger
	Workers  int           // pages read at once
	Fetchers int           // fetches under way at once; they mostly wait. 0 is 64
	Every    time.Duration // how often the schedule looks for sources that are due; 0 is every 10 s
	// Room gives the bytes left where the archive lies; nil does not look. Below Reserve (0 is 512 MiB) nothing is fetched
	// until there is a quarter more than that.
	Room    func() (int64, error)
	Reserve int64
	Meter   *Meter // counts what is done; nil counts nothing
	// LeaseLasts is after what time another process takes over from one that is gone; 0 is lease.Lasts.
	LeaseLasts time.Duration

	// Stories places what is read; nil makes its own. Whoever else writes articles in the same process shares it.
	Stories *Stories

	once     sync.Once
	analysis analysis
	schedule schedule
}

// pollArgs is the work of a PollSource job.
type pollArgs struct {
	Source string `json:"source"`
}

// fetchArgs is the work of a FetchPage job: a link and what its feed said of it.
type fetchArgs struct {
	URL       string     `json:"url"`
	Source    string     `json:"source,omitempty"` // id of the source whose feed linked to it
	Outlet    string     `json:"outlet,omitempty"` // as the feed calls itself
	Title     string     `json:"title,omitempty"`
	Published dates.Date `json:"published,omitzero"`
	Tries     int        `json:"tries,omitempty"` // that failed
}

// readArgs is the work of a ReadCapture job.
type readArgs struct {
	Place   string   `json:"place"`
	Entries []string `json:"entries,omitempty"` // of a feed whose text is taken: ids of the new ones
	fetchArgs
}

// dropArgs is the work of a DropArticle job.
type dropArgs struct {
	Source string `json:"source"`
}

// Run schedules and works until ctx ends. While the disk is nearly full it waits, and goes on by itself.
func (c *Crawler) Run(ctx context.Context) error {
	if err := c.rebase(ctx); err != nil {
		return fmt.Errorf("ingest.Run: %w", err)
	}
	for ctx.Err() == nil {
		if err := c.waitForRoom(ctx); err != nil {
			return nil // ctx ended
		}
		err := c.session(ctx)
		if err != nil && !errors.Is(err, isnad.ErrFull) {
			return fmt.Errorf("ingest.Run: %w", err)
		}
		if err != nil { // the disk filled faster than the reserve foresaw
			c.rest(ctx)
		}
	}
	return nil
}

// session works until ctx ends, a worker cannot go on, or the disk is nearly full.
func (c *Crawler) session(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	var mu sync.Mutex
	var failure error
	run := func(fn func(context.Context) error) {
		group.Go(func() {
			defer stop()
			err := fn(ctx)
			mu.Lock()
			failure = errors.Join(failure, err)
			mu.Unlock()
		})
	}
	run(c.watchRoom)
	run(func(ctx context.Context) error { return c.alone(schedulingLease).While(ctx, c.keepSchedule) })
	fetchers := c.Fetchers
	if fetchers == 0 {
		fetchers = 64
	}
	run(func(ctx context.Context) error {
		return c.Queue.Work(ctx, fetchers, map[isnad.JobKind]isnad.Worker{
			isnad.PollSource: c.counted(c.poll), isnad.FetchPage: c.counted(c.fetch)})
	})
	run(func(ctx context.Context) error {
		return c.alone(readingLease).While(ctx, func(ctx context.Context, _ isnad.Lease) error {
			defer c.Placed().Leave()
			return c.Queue.Work(ctx, max(c.Workers, 1), map[isnad.JobKind]isnad.Worker{
				isnad.ReadCapture: c.counted(c.read), isnad.DropArticle: c.counted(c.drop)})
		})
	})
	group.Wait()
	return failure
}

// What one process does at a time, of all that crawl for an archive: see docs/decisions/020.
const (
	schedulingLease = "schedule"
	readingLease    = "reading" // of pages: it places them in stories, which one process does at a time
)

// alone is work that one process does at a time.
func (c *Crawler) alone(name string) lease.Work {
	return lease.Work{Leases: c.Store, Name: name, Lasts: c.LeaseLasts, Log: c.Log}
}

// counted reports jobs that failed: the queue gives them out again.
func (c *Crawler) counted(do isnad.Worker) isnad.Worker {
	return func(ctx context.Context, j isnad.Job) error {
		err := do(ctx, j)
		if err != nil && ctx.Err() == nil {
			c.Meter.job(j.Kind, "failed")
			c.Log.Error("job failed", "kind", j.Kind, "key", j.Key, "error", err)
		} else if err == nil {
			c.Meter.job(j.Kind, "done")
		}
		return err
	}
}

func newJob(kind isnad.JobKind, key string, args any) isnad.Job {
	b, err := json.Marshal(args)
	if err != nil {
		panic(fmt.Sprintf("ingest: arguments of a %s job: %v", kind, err)) // our own plain structs
	}
	return isnad.Job{Kind: kind, Key: key, Args: b}
}

// Placed gives the crawler's stories, made when first asked for: who arranges stories while it runs does it through these.
func (c *Crawler) Placed() *Stories {
	c.once.Do(func() {
		if c.Stories == nil {
			c.Stories = NewStories(c.Store)
		}
	})
	return c.Stories
}

// arguments reads what a job says.
func arguments[T any](j isnad.Job) (args T, err error) {
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return args, fmt.Errorf("ingest: job %s %q: %w: %w", j.Kind, j.Key, isnad.ErrInvalid, err)
	}
	return args, nil
}
