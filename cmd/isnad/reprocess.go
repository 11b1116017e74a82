package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"isnad/internal/ingest"
)

func newReprocess(a *app) *cobra.Command {
	all := false
	c := &cobra.Command{
		Use:   "reprocess",
		Short: "Make again what older versions made",
		Long: `Annotates again every article that an older version of a stage made, from its stored page where it has one, else from
its stored text. Stopped and started again it goes on; run twice it does nothing the second time.`,
		Example: "  isnad reprocess\n  isnad reprocess --all",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				defer roomForWork()()
				bar := a.progress("reprocessing")
				count := 0
				tally, err := ingest.Reprocess(c.Context(), o.store, o.archive, ingest.ReprocessOptions{
					All:      all,
					Report:   func(p ingest.Problem) { bar.clear(); count += a.problem(p) },
					Progress: func(done, total int) { bar.set(int64(done), int64(total), "reprocessing") },
				})
				bar.finish()
				fmt.Fprintf(a.stdout, "%d articles made again\n", tally)
				if err != nil {
					return err
				}
				return problems(count)
			})
		},
	}
	c.Flags().BoolVar(&all, "all", false, "every article, also those that are current")
	return c
}
