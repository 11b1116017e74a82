package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"isnad"
	"isnad/internal/jobs"
)

// The queue is River on the archive's own file and its one writing connection, so a job is stored with its input and
// finished with its effect in one transaction. See docs/decisions for why.
type queue struct {
	insert *river.Client[*sql.Tx]
}

const (
	rescueEvery = 30 * time.Second
	rescueAfter = 10 * time.Minute // above the time a job may take: one that is still worked on is not given out again
)

// jobArgs is any isnad.Job in River's form.
type jobArgs struct {
	kind string
	Key  string          `json:"key" river:"unique"`
	Args json.RawMessage `json:"args,omitempty"`
}

// Kind is the job's kind.
func (a jobArgs) Kind() string { return a.kind }

func (q *queue) open(db *DB) (err error) {
	q.insert, err = river.NewClient(riversqlite.New(db.write), &river.Config{Logger: jobs.Quiet()})
	return err
}

// finish completes and queues what the transaction collected.
func (q *queue) finish(t *tx) error {
	for _, j := range t.complete {
		if err := t.given(j); err != nil {
			return err
		}
		row := &river.Job[jobArgs]{JobRow: &rivertype.JobRow{ID: j.ID, State: rivertype.JobStateRunning}}
		_, err := river.JobCompleteTx[*riversqlite.Driver](t.ctx, t.sql, row)
		if errors.Is(err, rivertype.ErrNotFound) {
			return fmt.Errorf("job %s %q: %w: somebody else finished it", j.Kind, j.Key, isnad.ErrConflict)
		} else if err != nil {
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

// given refuses a job that was given out again since.
func (t *tx) given(j isnad.Job) error {
	var attempt int
	err := t.sql.QueryRowContext(t.ctx, `SELECT attempt FROM river_job WHERE id = ? AND state = 'running'`, j.ID).Scan(&attempt)
	if errors.Is(err, sql.ErrNoRows) || err == nil && attempt != j.Attempt {
		return fmt.Errorf("job %s %q: %w: somebody else has it", j.Kind, j.Key, isnad.ErrConflict)
	}
	return err
}

func (q *queue) add(t *tx, j isnad.Job) error {
	_, err := q.insert.InsertTx(t.ctx, t.sql, jobArgs{kind: string(j.Kind), Key: j.Key, Args: j.Args}, jobs.Insert(j))
	return err
}

// Waiting counts the jobs not yet done, by kind.
func (db *DB) Waiting(ctx context.Context) (map[isnad.JobKind]int, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT kind, count(*) FROM river_job WHERE finalized_at IS NULL GROUP BY kind`)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Waiting: %w", kind(err))
	}
	defer rows.Close()
	counts := map[isnad.JobKind]int{}
	for rows.Next() {
		var k isnad.JobKind
		var n int
		if err := rows.Scan(&k, &n); err != nil {
			return nil, fmt.Errorf("sqlite.Waiting: %w", kind(err))
		}
		counts[k] = n
	}
	return counts, kind(rows.Err())
}

// Work hands out jobs until ctx ends, at most n at once, and waits for those under way. Jobs that a process held when it
// was killed are taken up at once where the process is gone, else after rescueAfter.
func (db *DB) Work(ctx context.Context, n int, workers map[isnad.JobKind]isnad.Worker) error {
	if db.write == nil {
		return fmt.Errorf("sqlite.Work: %w: the archive was opened for reading only", isnad.ErrUnsupported)
	}
	if err := db.rescue(ctx); err != nil {
		return fmt.Errorf("sqlite.Work: %w", kind(err))
	}
	ws := river.NewWorkers()
	for k, w := range workers {
		river.AddWorkerArgs(ws, jobArgs{kind: string(k)}, &worker{do: w})
	}
	client, err := river.NewClient(riversqlite.New(db.write), jobs.Config(clientID(os.Getpid(), time.Now()), n, ws))
	if err != nil {
		return fmt.Errorf("sqlite.Work: %w", err)
	}
	held, release := context.WithCancel(context.WithoutCancel(ctx))
	rescued := make(chan struct{})
	go func() { defer close(rescued); db.rescueAgain(held) }()
	defer func() { release(); <-rescued }()
	if err := jobs.Run(ctx, client); err != nil {
		return fmt.Errorf("sqlite.Work: %w", kind(err))
	}
	return nil
}

// rescueAgain rescues until ctx ends. What fails is tried again the next time.
func (db *DB) rescueAgain(ctx context.Context) {
	for {
		select {
		case <-time.After(rescueEvery):
			_ = db.rescue(ctx)
		case <-ctx.Done():
			return
		}
	}
}

// worker runs an isnad.Worker for River.
type worker struct {
	river.WorkerDefaults[jobArgs]
	do isnad.Worker
}

// Work does one job.
func (w *worker) Work(ctx context.Context, j *river.Job[jobArgs]) error {
	return w.do(ctx, isnad.Job{ID: j.ID, Attempt: j.Attempt, Kind: isnad.JobKind(j.JobRow.Kind), Key: j.Args.Key, Args: j.Args.Args})
}

// clientID names this process and start in the jobs it holds.
func clientID(pid int, start time.Time) string {
	return fmt.Sprintf("isnad-%d-%d", pid, start.UnixNano())
}

// rescue frees the jobs that processes which no longer run were working on, and those that have been held for longer than any may take.
func (db *DB) rescue(ctx context.Context) error {
	if _, err := db.write.ExecContext(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running' AND CAST(strftime('%s', attempted_at) AS INTEGER) < ?`,
		time.Now().Add(-rescueAfter).Unix()); err != nil {
		return err
	}
	rows, err := db.write.QueryContext(ctx, `SELECT DISTINCT json_extract(attempted_by, '$[#-1]') FROM river_job WHERE state = 'running'`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var gone []string
	for rows.Next() {
		var by sql.NullString
		if err := rows.Scan(&by); err != nil {
			return err
		}
		if by.Valid && !alive(by.String) {
			gone = append(gone, by.String)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, by := range gone {
		if _, err := db.write.ExecContext(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running' AND json_extract(attempted_by, '$[#-1]') = ?`, by); err != nil {
			return err
		}
	}
	return nil
}

// started is a moment after this process began, and before it held anything.
var started = time.Now()

// alive reports whether the process that a client id names may still run.
func alive(client string) bool {
	parts := strings.Split(client, "-")
	if len(parts) != 3 || parts[0] != "isnad" {
		return true
	}
	pid, err := strconv.Atoi(parts[1])
	if err != nil {
		return true
	}
	if start, err := strconv.ParseInt(parts[2], 10, 64); pid == os.Getpid() && err == nil && start < started.UnixNano() {
		return false // a process before this one had its number, as each does that is the first of a container
	}
	p, err := os.FindProcess(pid)
	return err == nil && !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
