package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/move"
)

func newMove(a *app) *cobra.Command {
	to, captures := "", ""
	c := &cobra.Command{
		Use:   "move --to URL|FOLDER",
		Short: "Copy the archive into another database",
		Long: `Copies the archive that --store and --data name into an empty database (postgres://…) or a folder: articles, captures, sources,
stories, editions, decisions, corrections, accounts, tokens, what each account read and starred, saved searches with what they found,
the progress of imports, and the jobs that wait. Then both are walked and compared by counts and digests. Stop whatever writes to the archive first. The same
command again goes on where the last one ended. Nothing is removed from the archive moved from.

What was fetched is copied into a folder that --to names, and into an object store that --to-archive names; else it stays where it
is. Who is signed in must sign in again; what waits to be delivered by webhook or mail is not moved.`,
		Example: `  isnad move --to postgres://isnad@db.example/isnad --to-archive s3://s3.example/isnad
  isnad --store postgres://isnad@db.example/isnad move --to /srv/isnad`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			target, err := a.target(to, captures)
			if err != nil {
				return err
			}
			return a.withArchive(c.Context(), readOnly, func(from *opened) error { return a.move(c.Context(), from, target) })
		},
	}
	c.Flags().StringVar(&to, "to", "", "`postgres://user@host/database`, or a folder, that the archive is copied into")
	c.Flags().StringVar(&captures, "to-archive", "", "`s3://host/bucket` into which what was fetched is copied too")
	a.jsonFlag(c)
	return c
}

// target is the configuration of the archive that is moved to.
func (a *app) target(to, captures string) (config, error) {
	t := a.config
	t.store, t.readURL, t.archive = "", "", a.config.archive
	switch {
	case to == "":
		return t, usage("name where to with --to: postgres://user@host/database, or a folder")
	case isAddress(to):
		t.store = to
	default:
		t.data = filepath.Clean(to)
	}
	if t.store == a.config.store && t.data == a.config.data {
		return t, usage("--to names the archive itself")
	}
	if captures != "" {
		t.archive = captures
	}
	return t, t.check()
}

func isAddress(s string) bool { return schemeOf.MatchString(s) }

// move copies and tells.
func (a *app) move(ctx context.Context, from *opened, target config) (err error) {
	m := move.Mover{Name: a.config.named()}
	to, err := target.openEngine(ctx, readWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if m.From, m.To, err = walked(from.store, to); err != nil {
		return err
	}
	if target.archive != a.config.archive || target.archive == "" && target.warc() != a.config.warc() {
		captures, _, err := target.openCaptures(ctx)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, captures.Close()) }()
		m.FromArchive, m.ToArchive = from.archive, captures
	}
	bar := a.progress("moving")
	m.Progress = func(step string, done, total int) { bar.set(int64(done), int64(total), "moving: "+step) }
	report, err := m.Run(ctx)
	bar.finish()
	if report != nil {
		err = errors.Join(err, a.tellMove(report))
	}
	return err
}

// walked are both engines, which must give out what they hold.
func walked(from, to isnad.Engine) (move.Source, move.Source, error) {
	f, ok := from.(move.Source)
	t, also := to.(move.Source)
	if !ok || !also {
		return nil, nil, fmt.Errorf("move: %w: one of the engines does not give out what it holds", isnad.ErrUnsupported)
	}
	return f, t, nil
}

func (a *app) tellMove(r *move.Report) error {
	if a.json {
		return json.NewEncoder(a.stdout).Encode(r)
	}
	for _, k := range r.Kinds {
		if _, err := fmt.Fprintf(a.stdout, "%-12s %9d  %.16s\n", k.Name, k.Count, k.Digest); err != nil {
			return err
		}
	}
	return nil
}
