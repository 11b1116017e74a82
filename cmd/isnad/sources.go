package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/ingest"
)

func newSources(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "sources",
		Short: "List what the archive subscribes to, and how each fares; change it",
		Long: `Lists the sources with their health: whether they come, when they last did and last had something new, when they are
asked next, and why they do not come.`,
		Example: "  isnad sources\n  isnad sources --json\n  isnad sources show https://example.org/feed\n  isnad sources set https://example.org/feed --interval 30m --text feed",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error { return a.listSources(c.Context(), o) })
		},
	}
	a.jsonFlag(c)
	c.AddCommand(newSourcesShow(a), newSourcesSet(a), newSourcesCheck(a), newSourcesRemove(a), newSourcesDirectory(a))
	return c
}

func (a *app) listSources(ctx context.Context, o *opened) error {
	sources, err := o.store.Sources(ctx)
	if err != nil {
		return err
	}
	return list(a, sources, func(s isnad.Source) []string {
		return []string{health(s), string(s.Kind), s.URL, joined(" ", shortTime(s.Health.LastSuccess), troubles(s))}
	})
}

// troubles says what is wrong with a source, "" where nothing is.
func troubles(s isnad.Source) string {
	var all []string
	if s.Health.Reason != "" {
		all = append(all, s.Health.Reason)
	}
	if p := s.Health.Pages; p.Failures > 0 {
		all = append(all, fmt.Sprintf("%d pages without an article (%s)", p.Failures, p.Why))
	}
	return strings.Join(all, "; ")
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

func newSourcesShow(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "show URL|ID",
		Short:   "Show one source: its settings, its health, and why it was not fetched",
		Example: "  isnad sources show https://example.org/feed",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				s, err := findSource(c.Context(), o, args[0])
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(s)
				}
				return a.showSource(s)
			})
		},
	}
	a.jsonFlag(c)
	return c
}

// findSource gives the source of an id or address.
func findSource(ctx context.Context, o *opened, name string) (*isnad.Source, error) {
	for _, id := range []string{name, ingest.NewSource(name, "", "").ID} {
		s, err := o.store.Source(ctx, id)
		if !errors.Is(err, isnad.ErrNotFound) {
			return s, err
		}
	}
	all, err := o.store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].URL == name {
			return &all[i], nil
		}
	}
	return nil, fmt.Errorf("source %q: %w\n       'isnad sources' lists them", name, isnad.ErrNotFound)
}

func (a *app) showSource(s *isnad.Source) error {
	t := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(t, "%s\t%s\n", name, value)
		}
	}
	row("id", s.ID)
	row("address", s.URL)
	row("kind", string(s.Kind))
	row("title", s.Title)
	row("outlet", s.Outlet)
	row("home", s.Home)
	row("state", health(*s))
	row("interval", spelled(s.Interval))
	row("text", map[bool]string{true: "of the feed", false: "of the pages"}[s.FullText])
	row("keep", spelled(s.Keep))
	for name, value := range s.Header {
		row("header", name+": "+value)
	}
	h := s.Health
	row("polled", shortTime(h.LastPoll))
	row("came", shortTime(h.LastSuccess))
	row("had something new", shortTime(h.LastNew))
	row("next poll", shortTime(h.NextPoll))
	row("moved to", h.Moved)
	if h.Reason != "" {
		row("why not fetched", explained(h.Why, h.Reason))
	}
	if p := h.Pages; p.Failures > 0 {
		row("pages without an article", fmt.Sprintf("%d, the last %s", p.Failures, p.URL))
		row("why", explained(p.Why, p.Reason))
	}
	return t.Flush()
}

func newSourcesRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "remove URL|ID…",
		Short:   "End subscriptions; what was archived stays",
		Example: "  isnad sources remove https://example.org/feed",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readWrite, func(o *opened) error {
				for _, name := range args {
					s, err := findSource(c.Context(), o, name)
					if err != nil {
						return err
					}
					if err := o.store.Update(c.Context(), func(tx isnad.Tx) error { return tx.DropSource(s.ID) }); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}
