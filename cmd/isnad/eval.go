//go:build measure

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/eval"
)

// This file is in builds with the tag "measure" alone: the rivals that are measured beside Isnad are large, and nobody else
// needs them. In the other builds eval_delegate.go makes such a build when it is asked to measure.

// subjects are what can be measured, in the order of the table.
var subjects = []struct {
	name    string
	measure func(shared string) (eval.Report, error)
}{
	{"arabic", eval.Arabic},
	{"search", eval.Search},
	{"dates", eval.Dates},
	{"extract", eval.Extract},
	{"names", eval.Names},
	{"statements", eval.Statements},
	{"story", eval.Story},
}

func newEval(a *app) *cobra.Command {
	shared, misses, markdown := "", false, false
	c := &cobra.Command{
		Use:   "eval [SUBJECT…]",
		Short: "Measure Isnad against gold and against its rivals",
		Long: `Measures Isnad against gold sets made by reading, beside what one would pick instead, in the same run. The gold lies in
a folder "shared" beside the repository, or where --shared or ISNAD_SHARED say.

Subjects: ` + subjectNames(),
		Example: "  isnad eval dates\n  isnad eval --misses statements\n  isnad eval --markdown > quality.txt",
		RunE: func(c *cobra.Command, args []string) error {
			if shared == "" {
				shared = eval.FindShared(".")
			}
			if shared == "" {
				return fmt.Errorf("%w: no gold data here\n       name its folder with --shared", isnad.ErrNotFound)
			}
			print := func(r *eval.Report) error { return a.printReport(r, misses) }
			if markdown {
				fmt.Fprint(a.stdout, eval.MarkdownHead)
				print = func(r *eval.Report) error { return r.WriteMarkdown(a.stdout) }
			}
			return a.eval(args, shared, print)
		},
	}
	c.Flags().StringVar(&shared, "shared", "", "`folder` of the gold data")
	c.Flags().BoolVar(&misses, "misses", false, "list the worst misses too")
	c.Flags().BoolVar(&markdown, "markdown", false, "print the table of docs/quality.md")
	a.jsonFlag(c)
	return c
}

func subjectNames() string {
	var names []string
	for _, s := range subjects {
		names = append(names, s.name)
	}
	return strings.Join(names, ", ")
}

func (a *app) eval(wanted []string, shared string, print func(*eval.Report) error) error {
	for _, w := range wanted {
		if !slices.Contains(strings.Split(subjectNames(), ", "), w) {
			return usage("no subject %q; there are %s", w, subjectNames())
		}
	}
	for _, s := range subjects {
		if len(wanted) > 0 && !slices.Contains(wanted, s.name) {
			continue
		}
		report, err := s.measure(shared)
		if err != nil {
			return err
		}
		if err := print(&report); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) printReport(r *eval.Report, misses bool) error {
	if a.json {
		return a.printJSON(r)
	}
	if err := r.WriteTable(a.stdout); err != nil {
		return err
	}
	for _, n := range r.Notes {
		fmt.Fprintln(a.stdout, n)
	}
	if misses {
		for _, m := range r.Misses {
			fmt.Fprintln(a.stdout, m)
		}
	}
	_, err := fmt.Fprintln(a.stdout)
	return err
}
