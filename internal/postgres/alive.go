package postgres

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
)

// lease is how a working process shows that it lives: an advisory lock on a connection of its own. The server lets go of it when
// the connection ends: at once where the process is killed, after some seconds of silence where it was cut off. Jobs of
// processes without their lock are given out again; so are those that a living one holds without knowing (hand.go).
type lease struct {
	number int32
	client string // names the process in the jobs it holds
	hand   *hand
}

func newLease() (*lease, error) {
	var b [4]byte
	if _, err := rand.Read(b[:]); err != nil {
		return nil, err
	}
	number := int32(binary.BigEndian.Uint32(b[:]) >> 1)
	host, err := os.Hostname()
	if err != nil {
		host = "somewhere"
	}
	return &lease{number, fmt.Sprintf("isnad-%d-%d-%.40s", number, os.Getpid(), host), newHand()}, nil
}

const (
	leaseEvery = 2 * time.Second // how often the lease is looked after, and jobs of the dead are looked for
	// leaseGrace is how long a job was held before its holder can be thought dead: somebody whose connection broke is connected
	// again by then.
	leaseGrace = 10 * time.Second
)

// hold takes the lease and keeps it until ctx ends; done is closed then.
func (l *lease) hold(ctx context.Context, db *DB) (done <-chan struct{}, err error) {
	conn, err := l.take(ctx, db)
	if err != nil {
		return nil, err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for l.look(ctx, db, &conn) {
		}
		if conn != nil {
			within, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
			defer cancel()
			_ = conn.Close(within) // the lock goes with the connection, however it ends
		}
	}()
	return ended, nil
}

func (l *lease) take(ctx context.Context, db *DB) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, db.write.Config().ConnConfig.Copy())
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1::int, $2::int)`, int32(leaseClass), l.number); err != nil {
		_ = conn.Close(ctx) // the first error tells more
		return nil, err
	}
	return conn, nil
}

// look frees the jobs of the dead, and takes the lease again where its connection broke; false when ctx has ended.
func (l *lease) look(ctx context.Context, db *DB, conn **pgx.Conn) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(leaseEvery):
	}
	if *conn == nil || (*conn).IsClosed() {
		*conn, _ = l.take(ctx, db) // tried again next time
	}
	if *conn == nil {
		return true
	}
	within, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := l.free(within, *conn); err != nil && disconnected(err) {
		_ = (*conn).Close(within) // taken again next time
	}
	return true
}

// free gives out again the jobs that nobody works on: those of the dead, and those of which this process did not hear.
func (l *lease) free(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, freeQuery, int64(leaseClass), leaseGrace.Seconds(), silence.Seconds())
	return errors.Join(err, l.giveBack(ctx, conn))
}

// silence is after how long a process counts as gone that holds its lock and says nothing: it is paused, or hangs.
const silence = 30 * time.Second

// Jobs are given out again by these. Each becomes a job of another number: what the old holder reports of his, if he ever wakes, is
// of a job that has ended.
const (
	// freeQuery is for those whose holders' locks nobody has, or whose holders have been silent.
	freeQuery = goneHead + `attempted_at < now() - make_interval(secs => $2) AND NOT EXISTS (
			SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
			WHERE locktype = 'advisory' AND granted AND classid::bigint = $1
			AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
			AND objid::text = split_part(attempted_by[array_upper(attempted_by, 1)], '-', 2)
			AND (a.state = 'active' OR a.state_change > now() - make_interval(secs => $3)))` + goneTail
	giveBackQuery = goneHead + `id = $1 AND attempt = $2` + goneTail

	goneHead = `WITH gone AS (
	UPDATE river_job SET state = 'cancelled', finalized_at = now() WHERE id IN (
		SELECT id FROM river_job WHERE state = 'running' AND `
	goneTail = `
		FOR UPDATE SKIP LOCKED)
	RETURNING *)
	INSERT INTO river_job (args, attempt, attempted_by, created_at, kind, max_attempts, metadata, priority, queue, state, scheduled_at, tags, unique_key, unique_states)
	SELECT args, attempt, attempted_by, created_at, kind, max_attempts, metadata, priority, queue, 'available', now(), tags, unique_key, unique_states FROM gone`
)
