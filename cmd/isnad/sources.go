package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
)

func newAdd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "add URL",
		Short: "Subscribe to a feed, a site or a page",
		Long: `Fetches the address, tells what it is (a feed, a site that names its feeds, a news sitemap, a single page), shows what
it found, and subscribes. 'isnad serve' then keeps it up to date.`,
		Example: "  isnad add https://example.org/feed\n  isnad add https://example.org/",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readWrite, func(o *opened) error {
				client := fetch.New(fetch.Options{UserAgent: userAgent()})
				found, err := ingest.Discover(c.Context(), client, args[0])
				if err != nil {
					return err
				}
				for _, s := range found {
					fmt.Fprintf(a.stdout, "%-8s %s  %s\n", s.Kind, s.URL, s.Title)
				}
				return o.store.Update(c.Context(), func(tx isnad.Tx) error {
					for _, s := range found {
						if err := tx.PutSource(s); err != nil {
							return err
						}
					}
					return nil
				})
			})
		},
	}
}

func newSources(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "sources",
		Short: "List what the archive subscribes to, and how each fares",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				sources, err := o.store.Sources(c.Context())
				if err != nil {
					return err
				}
				if a.json {
					return json.NewEncoder(a.stdout).Encode(sources)
				}
				t := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
				for _, s := range sources {
					fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", health(s), s.Kind, s.URL, joined(" ", shortTime(s.Health.LastSuccess), s.Health.Reason))
				}
				return t.Flush()
			})
		},
	}
	a.jsonFlag(c)
	return c
}

// health is a source's state in a word.
func health(s isnad.Source) string {
	switch {
	case s.Paused:
		return "paused"
	case s.Health.Failures > 0:
		return fmt.Sprintf("failing (%d)", s.Health.Failures)
	case s.Health.LastSuccess.IsZero():
		return "new"
	}
	return "healthy"
}

func shortTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}
