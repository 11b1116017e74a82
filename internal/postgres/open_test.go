package postgres_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
)

// TestOpenRefuses wants what cannot hold an archive refused at once, by kind.
func TestOpenRefuses(t *testing.T) {
	s := pgtest.Shared(t)
	if err := s.Do(`CREATE DATABASE bytes ENCODING 'SQL_ASCII' TEMPLATE template0`); err != nil {
		t.Fatal(err)
	}
	blank, own, other := s.Database(t, ""), s.Database(t, ""), s.Database(t, "")
	open(t, own)
	open(t, other)
	for _, c := range []struct {
		name string
		o    postgres.Options
		want error
	}{
		{"no address", postgres.Options{URL: "postgres://:::"}, isnad.ErrInvalid},
		{"no such database", postgres.Options{URL: s.URL("nothing")}, isnad.ErrInvalid},
		{"nobody answers", postgres.Options{URL: "postgres://isnad@127.0.0.1:1/x?sslmode=disable"}, isnad.ErrUnavailable},
		{"text without an encoding", postgres.Options{URL: s.URL("bytes")}, isnad.ErrUnsupported},
		{"no such setting", postgres.Options{URL: own + "&sslmod=disable"}, isnad.ErrInvalid},
		{"another archive's replica", postgres.Options{URL: own, ReadURL: other}, isnad.ErrInvalid},
		{"a replica without an archive", postgres.Options{URL: own, ReadURL: blank}, isnad.ErrNotFound},
		{"replicas alone", postgres.Options{URL: own + "&target_session_attrs=standby"}, isnad.ErrUnavailable},
		{"nothing to read", postgres.Options{URL: blank, ReadOnly: true}, isnad.ErrNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, err := postgres.Open(context.Background(), c.o)
			if !errors.Is(err, c.want) {
				t.Errorf("Open = %v, want %v", err, c.want)
			}
			if err == nil {
				t.Error(db.Close())
			}
		})
	}
}

// TestReadURL has a replica that is far behind, played by an empty archive: searches are answered there, and what work depends on is not.
func TestReadURL(t *testing.T) {
	ctx := context.Background()
	url := empty(t)
	db, err := postgres.Open(ctx, postgres.Options{URL: url, ReadURL: empty(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	store(t, db, titled("a", "الميناء القديم"))
	q := isnad.Query{Clauses: []isnad.Clause{clauseOf(isnad.WordClause, "الميناء")}}
	if r, err := db.Search(ctx, q); err != nil || r.Total != 0 {
		t.Errorf("the search was not answered by the replica: %+v, %v", r, err)
	}
	if hits, err := db.Matching(ctx, q, []string{"a"}); err != nil || len(hits) != 1 {
		t.Errorf("what came in was matched by the replica: %+v, %v", hits, err)
	}
	if _, err := db.Article(ctx, "a"); err != nil {
		t.Error(err)
	}
	reader, err := postgres.Open(ctx, postgres.Options{URL: url, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if r, err := reader.Search(ctx, q); err != nil || r.Total != 1 {
		t.Errorf("opened for reading: %+v, %v", r, err)
	}
	if err := reader.Update(ctx, func(isnad.Tx) error { return nil }); !errors.Is(err, isnad.ErrUnsupported) {
		t.Errorf("Update = %v, want ErrUnsupported", err)
	}
}

func TestCheckFinds(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct{ name, damage, want string }{
		{"nothing", `SELECT 1`, ""},
		{"unreadable body", `UPDATE article SET body = '\x00'`, "article a cannot be read"},
		{"lost postings", `DELETE FROM posting`, "posting lacks 1"},
		{"lost vector", `DELETE FROM vector`, "vector lacks 1"},
		{"lost article", `DELETE FROM docv`, "article lacks 0 articles and holds 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			url := empty(t)
			db := open(t, url)
			store(t, db, titled("a", "الميناء القديم"))
			raw, err := pgx.Connect(ctx, url)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := raw.Exec(ctx, c.damage); err != nil {
				t.Fatal(err)
			}
			if err := raw.Close(ctx); err != nil {
				t.Fatal(err)
			}
			faults, err := db.Check(ctx)
			if err != nil {
				t.Fatal(err)
			}
			told := ""
			for _, f := range faults {
				told += f.What + "\n"
			}
			if c.want == "" && told != "" || !strings.Contains(told, c.want) {
				t.Errorf("told %q, want %q", told, c.want)
			}
		})
	}
}

// holdJob works until it is killed: it takes a job, says so, and does not finish it.
func holdJob(url string) error {
	ctx := context.Background()
	db, err := postgres.Open(ctx, postgres.Options{URL: url})
	if err != nil {
		return err
	}
	return db.Work(ctx, 1, map[isnad.JobKind]isnad.Worker{isnad.FetchPage: func(ctx context.Context, j isnad.Job) error {
		_, err := os.Stdout.WriteString("held\n")
		time.Sleep(time.Hour)
		return err
	}})
}

// TestWorkerKilled kills a process that works: its job is given out again long before a stuck one would be.
func TestWorkerKilled(t *testing.T) {
	url := empty(t)
	db := open(t, url)
	err := db.Update(context.Background(), func(tx isnad.Tx) error {
		return tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "u", Args: json.RawMessage(`{}`)})
	})
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), "ISNAD_TEST_WORKER="+url)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Error("the worker took no job")
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it was killed
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	var attempt atomic.Int32
	err = db.Work(ctx, 1, map[isnad.JobKind]isnad.Worker{isnad.FetchPage: func(wctx context.Context, j isnad.Job) error {
		defer cancel()
		attempt.Store(int32(j.Attempt))
		return db.Update(wctx, func(tx isnad.Tx) error { return tx.Complete(j) })
	}})
	if err != nil {
		t.Fatal(err)
	}
	if attempt.Load() != 2 {
		t.Errorf("attempt %d was given out after the worker's death, want the second", attempt.Load())
	}
}
