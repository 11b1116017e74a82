package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"isnad"
	"isnad/internal/jobs"
)

// The queue is River in the archive's own database, so a job is stored with its input and finished with its effect in one
// transaction. Any number of processes may work at once.
type queue struct {
	insert *river.Client[pgx.Tx]
}

// jobArgs is any isnad.Job in River's form. Args are a text within it: the server would write JSON in other words.
type jobArgs struct {
	kind string
	Key  string `json:"key" river:"unique"`
	Args string `json:"args,omitempty"`
}

// Kind is the job's kind.
func (a jobArgs) Kind() string { return a.kind }

func (q *queue) open(db *DB) (err error) {
	q.insert, err = river.NewClient(riverpgxv5.New(db.write), &river.Config{Logger: jobs.Quiet()})
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
	var attempt int
	held, err := t.row([]any{&attempt}, `SELECT attempt FROM river_job WHERE id = $1 AND state = 'running' FOR UPDATE`, j.ID)
	if err != nil {
		return err
	}
	if !held || attempt != j.Attempt {
		return errHeld
	}
	_, err = river.JobCompleteTx[*riverpgxv5.Driver](t.ctx, t.tx, &river.Job[jobArgs]{JobRow: &rivertype.JobRow{ID: j.ID, State: rivertype.JobStateRunning}})
	if errors.Is(err, rivertype.ErrNotFound) {
		return errHeld
	}
	return err
}

func (q *queue) add(t *tx, j isnad.Job) error {
	_, err := q.insert.InsertTx(t.ctx, t.tx, jobArgs{kind: string(j.Kind), Key: text(j.Key), Args: string(j.Args)}, jobs.Insert(j))
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
// died or was cut off are taken up as soon as the server knows, those of one that is silent after half a minute, and those of
// which a living one never heard after some seconds: see alive.go.
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
		river.AddWorkerArgs(ws, jobArgs{kind: string(k)}, &worker{do: w, hand: l.hand})
	}
	client, err := river.NewClient(riverpgxv5.New(db.write), jobs.Config(l.client, n, ws))
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
	if err := jobs.Run(ctx, client); err != nil {
		return fmt.Errorf("postgres.Work: %w", kind(err))
	}
	return nil
}

// worker runs an isnad.Worker for River.
type worker struct {
	river.WorkerDefaults[jobArgs]
	do   isnad.Worker
	hand *hand
}

// Work does one job.
func (w *worker) Work(ctx context.Context, j *river.Job[jobArgs]) error {
	job := isnad.Job{ID: j.ID, Attempt: j.Attempt, Kind: isnad.JobKind(j.JobRow.Kind), Key: j.Args.Key}
	if j.Args.Args != "" {
		job.Args = json.RawMessage(j.Args.Args)
	}
	return w.hand.do(given{j.ID, j.Attempt}, func() error { return w.do(ctx, job) })
}
