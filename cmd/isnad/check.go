package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newCheck(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "check",
		Short: "Look for damage in the archive",
		Long: `Reads the whole archive: the database's own structure, every article against its index, every stored page against its
digest, and that no page is missing of which the database knows. Changes nothing. Each fault is named with what can be
done; exit code 3 where there is one.`,
		Example: "  isnad check\n  isnad check --json | jq .faults",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error { return a.check(c, o) })
		},
	}
	a.jsonFlag(c)
	return c
}

// checked is what a check read, and what it found.
type checked struct {
	Articles int      `json:"articles"`
	Captures int      `json:"captures"`
	Faults   []string `json:"faults"`
}

func (a *app) check(c *cobra.Command, o *opened) error {
	out := checked{Faults: []string{}}
	findings, err := o.store.Check(c.Context())
	if err != nil {
		return err
	}
	for _, f := range findings {
		out.Faults = append(out.Faults, joined(": ", f.What, f.Cure))
	}
	stats, err := o.store.Stats(c.Context())
	if err != nil {
		return err
	}
	out.Articles = stats.Articles
	if err := a.checkCaptures(c.Context(), o, &out); err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(out)
	} else {
		for _, f := range out.Faults {
			fmt.Fprintln(a.stdout, f)
		}
		_, err = fmt.Fprintf(a.stdout, "%d articles, %d captures read; %d faults\n", out.Articles, out.Captures, len(out.Faults))
	}
	if err != nil {
		return err
	}
	return problems(len(out.Faults))
}

// checkCaptures reads every stored page, and looks for those that the database knows of.
func (a *app) checkCaptures(ctx context.Context, o *opened, out *checked) error {
	read := map[string]bool{}
	bar := a.progress("reading stored pages")
	for capture, err := range o.archive.Captures(ctx) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			out.Faults = append(out.Faults, err.Error())
			continue
		}
		read[capture.WARC] = true
		bar.set(int64(len(read)), 0, "reading stored pages")
	}
	bar.finish()
	out.Captures = len(read)
	for place, err := range o.store.Places(ctx) {
		if err != nil {
			return err
		}
		if !read[place] {
			out.Faults = append(out.Faults, fmt.Sprintf("the page stored at %s is missing or damaged: fetch or import it again, or restore the folder warc from a backup", place))
		}
	}
	return nil
}
