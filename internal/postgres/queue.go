package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"isnad"
)

// The queue is River in the archive's own database, so a job is stored with its input and finished with its effect in one
// transaction. Any number of processes may work at once.
type queue struct {
	insert *river.Client[pgx.Tx]
}

const (
	jobTimeout = 5 * time.Minute
	// rescueAfter is when River itself gives a job out again: never before alive.go does, for River gives out the same row, of which
	// a holder who wakes late reports a failure that is not that of whoever has it now.
	rescueAfter = 24 * time.Hour
)

// quiet is River's log: what it has to say reaches us as errors and states of jobs.
var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// waitingStates are those in which a job of the same kind and key is not queued again.
var waitingStates = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
	rivertype.JobStateScheduled, rivertype.JobStateRetryable}

// jobArgs is any isnad.Job in River's form. Args are a text within it: the server would write JSON in other words.
type jobArgs struct {
	kind string
	Key  string `json:"key" river:"unique"`
	Args string `json:"args,omitempty"`
}

// Kind is the job's kind.
func (a jobArgs) Kind() string { return a.kind }

func (q *queue) open(db *DB) (err error) {
	q.insert, err = river.NewClient(riverpgxv5.New(db.write), &river.Config{Logger: quiet})
	return err
}

// finish completes and queues what the transaction collected.
func (q *queue) finish(t *tx) error {
	for _, j := range t.complete {
		if err := q.complete(t, j); err != nil {
			return fmt.Errorf("job %s %q: %w", j.Kind, j.Key, err)
		}
	}
	for _, j := range t.enqueue {
		if err := q.add(t, j); err != nil {
			return fmt.Errorf("job %s %q: %w", j.Kind, j.Key, err)
		}
	}
	return nil
}

// errHeld says that the job is no longer this worker's.
var errHeld = fmt.Errorf("%w: somebody else has it or finished it", isnad.ErrConflict)

// complete finishes a job. Where it was given out again meanwhile, because this worker was paused or cut off for long, the
// whole transaction fails.
func (q *queue) complete(t *tx, j isnad.Job) error {
	{
		var attempt int
		held, err := t.row([]any{&attempt}, `SELECT attempt FROM river_job WHERE id = $1 AND state = 'running' FOR UPDATE`, j.ID)
		if err != nil {
			return err
		}
		if !held || attempt != j.Attempt {
			return errHeld
		}
	}
	_, err := river.JobCompleteTx[*riverpgxv5.Driver](t.ctx, t.tx, &river.Job[jobArgs]{JobRow: &rivertype.JobRow{ID: j.ID, State: rivertype.JobStateRunning}})
	if errors.Is(err, rivertype.ErrNotFound) {
		return errHeld
	}
	return err
}

func (q *queue) add(t *tx, j isnad.Job) error {
	o := &river.InsertOpts{ScheduledAt: j.NotBefore, MaxAttempts: mostAttempts}
	if j.Key != "" {
		o.UniqueOpts = river.UniqueOpts{ByArgs: true, ByState: waitingStates}
	}
	_, err := q.insert.InsertTx(t.ctx, t.tx, jobArgs{kind: string(j.Kind), Key: text(j.Key), Args: string(j.Args)}, o)
	return err
}

// Waiting counts the jobs not yet done, by kind.
func (db *DB) Waiting(ctx context.Context) (map[isnad.JobKind]int, error) {
	counts := map[isnad.JobKind]int{}
	err := read(ctx, db.near, func(rows pgx.Rows) error {
		var k string
		var n int
		err := rows.Scan(&k, &n)
		counts[isnad.JobKind(k)] = n
		return err
	}, `SELECT kind, count(*) FROM river_job WHERE finalized_at IS NULL GROUP BY kind`)
	if err != nil {
		return nil, fmt.Errorf("postgres.Waiting: %w", kind(err))
	}
	return counts, nil
}

// Work hands out jobs until ctx ends, at most n at once, and waits for those under way. Jobs that a process held when it
// died or was cut off are taken up as soon as the server knows, those of one that is silent after half a minute: see alive.go.
func (db *DB) Work(ctx context.Context, n int, workers map[isnad.JobKind]isnad.Worker) error {
	if db.write == nil {
		return fmt.Errorf("postgres.Work: %w: the archive was opened for reading only", isnad.ErrUnsupported)
	}
	l, err := newLease()
	if err != nil {
		return fmt.Errorf("postgres.Work: %w", err)
	}
	ws := river.NewWorkers()
	for k, w := range workers {
		river.AddWorkerArgs(ws, jobArgs{kind: string(k)}, &worker{do: w})
	}
	client, err := river.NewClient(riverpgxv5.New(db.write), &river.Config{
		ID: l.client, Logger: quiet, Workers: ws,
		Queues:     map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: n}},
		JobTimeout: jobTimeout, RescueStuckJobsAfter: rescueAfter, FetchOnlyKnownKinds: true,
		RetryPolicy: retries{}, CompletedJobRetentionPeriod: time.Hour, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond,
	})
	if err != nil {
		return fmt.Errorf("postgres.Work: %w", err)
	}
	held, release := context.WithCancel(context.WithoutCancel(ctx))
	done, err := l.hold(held, db)
	if err != nil {
		release()
		return fmt.Errorf("postgres.Work: %w", kind(err))
	}
	defer func() { release(); <-done }()
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("postgres.Work: %w", kind(err))
	}
	<-ctx.Done()
	if err := stop(context.WithoutCancel(ctx), client); err != nil {
		return fmt.Errorf("postgres.Work: %w", err)
	}
	return nil
}

// grace is how long jobs under way have to finish once Work is to end; then they are cancelled, and given out again.
const grace = 20 * time.Second

func stop(ctx context.Context, client *river.Client[pgx.Tx]) error {
	within, cancel := context.WithTimeout(ctx, grace)
	defer cancel()
	err := client.Stop(within)
	if errors.Is(err, context.DeadlineExceeded) {
		return client.StopAndCancel(ctx)
	}
	return err
}

// mostAttempts is how often a job is tried: for three weeks at the longest pause. A job fails where the store or the archive of
// captures is away, which passes; a page that does not come is no failure of its job.
const mostAttempts = 30_000

// retries waits a second after a job's first failure, twice as long after each further one, a minute at most.
type retries struct{}

// NextRetry is when the job is tried again.
func (retries) NextRetry(j *rivertype.JobRow) time.Time {
	return time.Now().Add(min(time.Second<<min(len(j.Errors), 6), time.Minute))
}

// worker runs an isnad.Worker for River.
type worker struct {
	river.WorkerDefaults[jobArgs]
	do isnad.Worker
}

// Work does one job.
func (w *worker) Work(ctx context.Context, j *river.Job[jobArgs]) error {
	job := isnad.Job{ID: j.ID, Attempt: j.Attempt, Kind: isnad.JobKind(j.JobRow.Kind), Key: j.Args.Key}
	if j.Args.Args != "" {
		job.Args = json.RawMessage(j.Args.Args)
	}
	return w.do(ctx, job)
}
