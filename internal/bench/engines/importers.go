package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"isnad"
	"isnad/internal/bench"
	"isnad/internal/postgres/pgtest"
)

// importers measures how much more several processes import than one, into one database in PostgreSQL: o.N articles shared among 1, 2 and
// 4 of 'isnad import', each with one worker.
func importers(ctx context.Context, dir string, o bench.Options) (err error) {
	binary := filepath.Join(dir, "isnad")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "isnad/cmd/isnad").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w: %s", err, out)
	}
	s, err := pgtest.Start()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	fmt.Println("importers  articles/s by the clock  articles a processor second  of which the server's share")
	for _, n := range []int{1, 2, 4} {
		database := fmt.Sprint("importers", n)
		if err := s.Do("CREATE DATABASE " + database); err != nil {
			return err
		}
		if err := importAtOnce(ctx, binary, dir, s, database, n, o); err != nil {
			return err
		}
	}
	return nil
}

func importAtOnce(ctx context.Context, binary, dir string, s *pgtest.Server, database string, n int, o bench.Options) error {
	files, err := shares(dir, n, o)
	if err != nil {
		return err
	}
	before, start := s.ProcessorTime(), time.Now()
	var commands []*exec.Cmd
	for i, f := range files {
		c := exec.CommandContext(ctx, binary, "import", "--workers", "1", "--store", s.URL(database), "--data", filepath.Join(dir, fmt.Sprint("data", i)), f)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			return err
		}
		commands = append(commands, c)
	}
	var used time.Duration
	for _, c := range commands {
		if err := c.Wait(); err != nil {
			return err
		}
		used += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	took, server := time.Since(start), s.ProcessorTime()-before
	fmt.Printf("%9d  %23.1f  %27.1f  %24.0f %%\n", n, float64(o.N)/took.Seconds(), float64(o.N)/(used+server).Seconds(), 100*server.Seconds()/(used+server).Seconds())
	return nil
}

// shares writes the articles to n files, every nth to each.
func shares(dir string, n int, o bench.Options) (files []string, err error) {
	g, err := bench.NewGenerator(o.Articles, o.Seed, o.N)
	if err != nil {
		return nil, err
	}
	writers := make([]*bufio.Writer, n)
	for i := range n {
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("share-%d-of-%d.jsonl", i+1, n)))
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		files, writers[i] = append(files, f.Name()), bufio.NewWriter(f)
	}
	for i := range o.N {
		a, _ := g.Next()
		a.Statements, a.Entities = nil, nil // the import finds them
		line, err := isnad.Encode(a)
		if err != nil {
			return nil, err
		}
		if _, err := writers[i%n].Write(append(line, '\n')); err != nil {
			return nil, err
		}
	}
	for _, w := range writers {
		err = errors.Join(err, w.Flush())
	}
	return files, err
}
