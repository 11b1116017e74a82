package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"isnad/internal/ingest"
)

func newAnnotate(a *app) *cobra.Command {
	workers := 0
	c := &cobra.Command{
		Use:     "annotate < in.jsonl > out.jsonl",
		Short:   "Annotate articles from standard input, without an archive",
		Long:    "Reads articles as JSON Lines (each with a title or paragraphs) and writes them annotated, in the same order.",
		Example: "  isnad annotate < articles.jsonl > annotated.jsonl",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			defer roomForWork()()
			count := 0
			err := ingest.AnnotateStream(a.stdin, a.stdout, workers, func(p ingest.Problem) { count += a.problem(p) })
			if err != nil {
				return err
			}
			return problems(count)
		},
	}
	c.Flags().IntVar(&workers, "workers", 0, "articles annotated at once; 0 is one a processor")
	return c
}

// problem prints a problem on its own line and counts it; a warning counts nothing.
func (a *app) problem(p ingest.Problem) int {
	if p.Warning {
		fmt.Fprintf(a.stderr, "%s: warning: %v\n", p.Where, p.Err)
		return 0
	}
	fmt.Fprintf(a.stderr, "%s: %v\n", p.Where, p.Err)
	return 1
}
