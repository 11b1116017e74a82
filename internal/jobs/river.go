// Package jobs is how both engines use River, the queue in an archive's own database: how often a job is tried, how long it may take,
// and how workers begin and end.
//
// It knows neither engine: what is stored of a job, and how one is freed whose holder is gone, is theirs. Start with [Run].
package jobs

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"isnad"
)

const (
	timeout = 5 * time.Minute
	// rescueAfter is when River itself gives a job out again: never before the engines do. River gives up a job whose kind its leader
	// does not know, and the leader may be a process that does other kinds; and it gives out the same row, of which a holder who wakes
	// late reports a failure that is not that of whoever has it then.
	rescueAfter = 24 * time.Hour
	// grace is how long jobs under way have to finish once work is to end; then they are cancelled, and given out again.
	grace = 20 * time.Second
	// mostAttempts is how often a job is tried: for three weeks at the longest pause. A job fails where the store or the archive of
	// captures is away, which passes; a page that does not come is no failure of its job.
	mostAttempts = 30_000
)

// Quiet is River's log: what it has to say reaches us as errors and states of jobs.
func Quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// Config is River's for a process that does at most n jobs at once; client names it in the jobs it holds.
func Config(client string, n int, workers *river.Workers) *river.Config {
	return &river.Config{
		ID: client, Logger: Quiet(), Workers: workers,
		Queues:     map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: n}},
		JobTimeout: timeout, RescueStuckJobsAfter: rescueAfter, FetchOnlyKnownKinds: true,
		RetryPolicy: retries{}, CompletedJobRetentionPeriod: time.Hour, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond,
	}
}

// Insert says how a job is queued: one that waits is not queued again under the same kind and key.
func Insert(j isnad.Job) *river.InsertOpts {
	o := &river.InsertOpts{ScheduledAt: j.NotBefore, MaxAttempts: mostAttempts}
	if j.Key != "" {
		o.UniqueOpts = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending,
			rivertype.JobStateRunning, rivertype.JobStateScheduled, rivertype.JobStateRetryable}}
	}
	return o
}

// Run hands out jobs until ctx ends, and waits for those under way.
func Run[Tx any](ctx context.Context, client *river.Client[Tx]) error {
	lasting := context.WithoutCancel(ctx)
	if err := client.Start(lasting); err != nil {
		return err
	}
	<-ctx.Done()
	within, cancel := context.WithTimeout(lasting, grace)
	defer cancel()
	err := client.Stop(within)
	if errors.Is(err, context.DeadlineExceeded) {
		return client.StopAndCancel(lasting)
	}
	return err
}

// retries waits a second after a job's first failure, twice as long after each further one, a minute at most.
type retries struct{}

// NextRetry is when the job is tried again.
func (retries) NextRetry(j *rivertype.JobRow) time.Time {
	return time.Now().Add(min(time.Second<<min(len(j.Errors), 6), time.Minute))
}
