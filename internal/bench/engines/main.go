// Command engines measures SQLite and PostgreSQL side by side, in one run on one machine: adding articles in transactions of a
// thousand, every class of search, the statements of a person, a story's page.
//
// PostgreSQL is started for it, as Debian installs it, with fsync on (internal/postgres/pgtest). Processor time is that of the
// program and, for PostgreSQL, of the server's processes too. It asserts nothing.
//
//	go run ./internal/bench/engines --shared ../shared --articles 30000 --dir /tmp/engines
//	go run ./internal/bench/engines --shared ../shared --articles 2000 --importers
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"isnad"
	"isnad/internal/bench"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
	"isnad/internal/sqlite"
)

func main() {
	shared := flag.String("shared", "../shared", "the folder of the gold data")
	dir := flag.String("dir", "", "a folder in which the archives are made and stay, to be filled up and asked again; empty removes them")
	o := bench.Options{Seed: 1}
	flag.IntVar(&o.N, "articles", 30_000, "articles in each archive")
	flag.IntVar(&o.Queries, "queries", 60, "queries of each class")
	flag.StringVar(&o.Only, "only", "", "some classes alone, with semicolons between")
	engine := flag.String("engine", "", "sqlite or postgres alone, for work on it")
	atOnce := flag.Bool("importers", false, "instead: the articles are imported into PostgreSQL by 1, 2 and 4 processes at once")
	flag.Parse()
	o.Articles = filepath.Join(*shared, "data", "articles")
	run := run
	if *atOnce {
		run = func(ctx context.Context, _, _ string, o bench.Options) (err error) {
			dir, err := os.MkdirTemp("", "isnad-importers-")
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
			return importers(ctx, dir, o)
		}
	}
	if err := run(context.Background(), *dir, *engine, o); err != nil {
		fmt.Fprintln(os.Stderr, "engines:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, engine string, o bench.Options) (err error) {
	if dir == "" {
		if dir, err = os.MkdirTemp("", "isnad-engines-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		if err := os.Chmod(dir, 0o711); err != nil { // the server runs as a user of its own
			return err
		}
	}
	var ours, theirs measured
	if engine != "postgres" {
		if ours, err = ofSQLite(ctx, dir, o); err != nil {
			return fmt.Errorf("sqlite: %w", err)
		}
	}
	if engine != "sqlite" {
		if theirs, err = ofPostgres(ctx, dir, o); err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
	}
	switch engine {
	case "sqlite":
		theirs = ours
	case "postgres":
		ours = theirs
	}
	return write(ours, theirs)
}

// filling is what all runs together took to fill an archive.
type filling struct {
	Added           int
	Took, Processor time.Duration
}

// measured is what was found of one engine.
type measured struct {
	*bench.Measured
	filling filling
	bytes   int64
	lookup  []bench.Row // of stories
}

func ofSQLite(ctx context.Context, dir string, o bench.Options) (m measured, err error) {
	if err := os.MkdirAll(dir, 0o711); err != nil {
		return m, err
	}
	path := filepath.Join(dir, "isnad.db")
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	o.Processor = bench.ProcessorTime
	if m, err = measure(ctx, db, filepath.Join(dir, "sqlite.json"), o); err != nil {
		return m, err
	}
	for _, end := range []string{"", "-wal"} {
		if i, err := os.Stat(path + end); err == nil {
			m.bytes += i.Size()
		}
	}
	return m, nil
}

func ofPostgres(ctx context.Context, dir string, o bench.Options) (m measured, err error) {
	if err := os.MkdirAll(dir, 0o711); err != nil {
		return m, err
	}
	s, err := pgtest.StartIn(filepath.Join(dir, "postgres"))
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Do("CREATE DATABASE bench"); err != nil && !strings.Contains(err.Error(), "already exists") {
		return m, err
	}
	db, err := postgres.Open(ctx, postgres.Options{URL: s.URL("bench")})
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	o.Processor = func() time.Duration { return bench.ProcessorTime() + s.ProcessorTime() }
	if m, err = measure(ctx, db, filepath.Join(dir, "postgres.json"), o); err != nil {
		return m, err
	}
	m.bytes, err = db.Size(ctx)
	return m, err
}

// store is what is measured beside searches.
type store interface {
	bench.Engine
	isnad.StoryStore
}

// measure fills and asks. What the filling took is noted in a file, for the runs that find the archive filled.
func measure(ctx context.Context, e store, note string, o bench.Options) (m measured, err error) {
	if m.Measured, err = bench.Measure(ctx, e, o); err != nil {
		return m, err
	}
	var f filling
	if was, err := os.ReadFile(note); err == nil {
		if err := json.Unmarshal(was, &f); err != nil {
			return m, fmt.Errorf("%s: %w", note, err)
		}
	}
	f = filling{f.Added + m.Added, f.Took + m.Took, f.Processor + m.Processor}
	now, err := json.Marshal(f)
	if err != nil {
		return m, err
	}
	if err := os.WriteFile(note, now, 0o600); err != nil {
		return m, err
	}
	m.filling = f
	m.lookup, err = stories(ctx, e, o)
	return m, err
}

func write(a, b measured) error {
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "\tSQLite\t\t\tPostgreSQL\t\t\tPostgreSQL/SQLite\t\n")
	rate := func(m measured) (float64, float64) {
		n := float64(m.filling.Added)
		return n / m.filling.Took.Seconds(), n / m.filling.Processor.Seconds()
	}
	x, px := rate(a)
	y, py := rate(b)
	fmt.Fprintf(t, "articles added a second, by the clock\t%.0f\t\t\t%.0f\t\t\t%.2f\t\n", x, y, y/x)
	fmt.Fprintf(t, "articles added a processor second\t%.0f\t\t\t%.0f\t\t\t%.2f\t\n", px, py, py/px)
	fmt.Fprintf(t, "megabytes on disk\t%.0f\t\t\t%.0f\t\t\t%.2f\t\n", float64(a.bytes)/1e6, float64(b.bytes)/1e6, float64(b.bytes)/float64(a.bytes))
	fmt.Fprintf(t, "\tp50 ms\tp95 ms\tCPU ms\tp50 ms\tp95 ms\tCPU ms\tCPU\tmatches\t\n")
	ours, theirs := append(a.Rows, a.lookup...), append(b.Rows, b.lookup...)
	for i, r := range ours {
		s := theirs[i]
		matches := fmt.Sprint(r.Matches)
		if s.Matches != r.Matches {
			matches += fmt.Sprintf(" / %d", s.Matches)
		}
		fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.1f\t%s\t\n", r.Class, ms(r.P50), ms(r.P95), ms(r.CPU50), ms(s.P50), ms(s.P95), ms(s.CPU50),
			max(ms(s.CPU50), .01)/max(ms(r.CPU50), .01), matches)
	}
	return t.Flush()
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
