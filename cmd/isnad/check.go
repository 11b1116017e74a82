package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"
)

func newCheck(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "check",
		Short: "Look for damage in the archive",
		Long: `Reads the whole archive: the database's own structure, every article against its index, every stored page against its
digest. Changes nothing. Each fault is named with what can be done; exit code 3 where there is one.`,
		Args: cobra.NoArgs,
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
	for capture, err := range o.archive.Captures(c.Context()) {
		if err != nil {
			out.Faults = append(out.Faults, err.Error())
			continue
		}
		if capture != nil {
			out.Captures++
		}
	}
	if a.json {
		err = json.NewEncoder(a.stdout).Encode(out)
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
