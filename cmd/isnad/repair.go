package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/ingest"
	"isnad/internal/sqlite"
)

func newRepair(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "repair",
		Short: "Make the database again from what can be read of a damaged one",
		Long: `Makes a new database: every article that is whole, sources, accounts, saved searches and what was set right by hand, as
far as they can be read; then, from the stored pages, the articles that were lost. The index is made anew. The
damaged database is kept beside it under another name. Run 'isnad check' first to see whether you need this, and stop
'isnad serve'. A recent backup may hold more: see 'isnad restore'.`,
		Example: "  isnad check || isnad repair",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.repair(c.Context()) },
	}
}

// repair works beside the archive and puts the new database in its place at the end, so that it can be stopped any time.
func (a *app) repair(ctx context.Context) error {
	if a.config.store != "" {
		return fmt.Errorf("%w: a damaged PostgreSQL database is restored by its own means (a base backup and its WAL, or pg_dump)", isnad.ErrUnsupported)
	}
	old := a.config.database()
	if _, err := os.Stat(old); err != nil {
		return fmt.Errorf("%w: no archive in %s", isnad.ErrNotFound, a.config.data)
	}
	made := old + ".repair"
	if err := removeDatabase(made); err != nil {
		return err
	}
	fmt.Fprintln(a.stderr, "reading the damaged database…")
	s, err := sqlite.Salvage(ctx, old, made, sqlite.Options{})
	if err != nil {
		return err
	}
	for _, l := range s.Lost {
		fmt.Fprintln(a.stdout, "lost:", l)
	}
	fmt.Fprintln(a.stderr, "looking for lost articles in the stored pages…")
	again, faults, err := a.recoverArticles(ctx, made)
	if err != nil {
		return err
	}
	aside, err := exchange(old, made)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d articles and %d other rows kept, %d articles made again from their pages\nthe damaged database is now %s\n",
		s.Articles, s.Rows, again, aside)
	return problems(len(s.Lost) + faults)
}

// recoverArticles makes articles again from the archive's captures, into the database at path.
func (a *app) recoverArticles(ctx context.Context, path string) (made, faults int, err error) {
	captures, _, err := a.config.openCaptures(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, captures.Close()) }()
	store, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	known := map[string]bool{}
	for place, err := range store.Places(ctx) {
		if err != nil {
			return 0, 0, err
		}
		known[place] = true
	}
	r := ingest.Recovery{
		Store: store, Archive: captures, Known: func(place string) bool { return known[place] },
		Report: func(p ingest.Problem) { faults += a.problem(p) },
	}
	made, err = r.Run(ctx)
	return made, faults, err
}

// exchange puts the new database in the place of the old one, which gets a name of its own that is given back.
func exchange(old, made string) (aside string, err error) {
	for n := 1; ; n++ {
		aside = fmt.Sprintf("%s.damaged-%d", old, n)
		if _, err := os.Stat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	for _, ending := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(old+ending, aside+ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return aside, err
		}
	}
	if err := os.Rename(made, old); err != nil {
		return aside, err
	}
	return aside, syncFolder(filepath.Dir(old))
}

// removeDatabase removes what an interrupted repair left.
func removeDatabase(path string) error {
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
