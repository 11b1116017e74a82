package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/ingest"
	"isnad/names"
)

// adding is what `isnad add` was asked for.
type adding struct {
	packs  []string
	kinds  []string
	dryRun bool
}

func newAdd(a *app) *cobra.Command {
	var in adding
	c := &cobra.Command{
		Use:   "add [URL…]",
		Short: "Subscribe to a feed, a site, a page, or the outlets of a country",
		Long: `Fetches each address, tells what it is (a feed, a site that has feeds, a news sitemap, a single page), shows what it found
there, and subscribes. 'isnad serve' then keeps it up to date.

With --pack it subscribes to the outlets of a country that the built-in directory knows and that publish in Arabic; see
'isnad sources directory'. Nothing is fetched for that: 'isnad sources check' does.

Lists of subscriptions (OPML) are files: isnad import feeds.opml.`,
		Example: `  isnad add https://example.org/feed
  isnad add https://example.org/ --dry-run
  isnad add --pack eg,sd --kind agency,newspaper`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && len(in.packs) == 0 {
				return usage("name an address, or a country with --pack (see 'isnad sources directory')")
			}
			return a.withArchive(c.Context(), readWrite, func(o *opened) error { return a.add(c.Context(), o, args, in) })
		},
	}
	c.Flags().StringSliceVar(&in.packs, "pack", nil, "`countries` (two letters: eg, ma …) whose outlets are subscribed to; all takes every one")
	c.Flags().StringSliceVar(&in.kinds, "kind", nil, "only outlets of these `kinds` of a pack: agency, newspaper, broadcaster, portal, magazine …")
	c.Flags().BoolVar(&in.dryRun, "dry-run", false, "show what is there without subscribing")
	a.jsonFlag(c)
	return c
}

// add subscribes to what the addresses and packs give.
func (a *app) add(ctx context.Context, o *opened, addresses []string, in adding) error {
	client, err := a.client(o)
	if err != nil {
		return err
	}
	defer client.Close()
	var found []ingest.Found
	lost := 0
	for _, at := range addresses {
		here, err := ingest.Discover(ctx, client, completed(at))
		if err != nil && len(addresses) == 1 && len(in.packs) == 0 {
			return err
		}
		if err != nil {
			fmt.Fprintf(a.stderr, "isnad: %v\n", err)
			lost++
		}
		found = append(found, here...)
	}
	pack, err := packed(in)
	if err != nil {
		return err
	}
	found = append(found, pack...)
	if err := a.showFound(found); err != nil {
		return err
	}
	if !in.dryRun {
		if err := subscribeTo(ctx, o, found); err != nil {
			return err
		}
	}
	return problems(lost)
}

// completed gives an address as people type it its scheme.
func completed(address string) string {
	if !strings.Contains(address, "://") {
		return "https://" + address
	}
	return address
}

// packed gives the sources of the countries' outlets that publish in Arabic.
func packed(in adding) (found []ingest.Found, err error) {
	for _, country := range in.packs {
		n := 0
		for _, outlet := range names.Directory() {
			if !inPack(outlet, country, in.kinds) {
				continue
			}
			if s := ingest.FromDirectory(outlet); s != nil {
				found = append(found, ingest.Found{Source: s})
				n++
			}
		}
		if n == 0 {
			return nil, usage("--pack %q: the directory has no such outlets; countries are two letters (eg, ma …), see 'isnad sources directory'", country)
		}
	}
	return found, nil
}

func inPack(o names.OutletInfo, country string, kinds []string) bool {
	return (strings.EqualFold(country, o.Country) || country == "all") && slices.Contains(o.Languages, "ar") &&
		(len(kinds) == 0 || slices.Contains(kinds, o.Kind))
}

// showFound tells what is at the addresses.
func (a *app) showFound(found []ingest.Found) error {
	if a.json {
		return a.printJSON(found)
	}
	for _, f := range found {
		line := fmt.Sprintf("%-8s %s  %s", f.Source.Kind, f.Source.URL, f.Source.Title)
		if f.Entries > 0 {
			line += fmt.Sprintf("  (%d entries", f.Entries)
			if !f.Latest.IsZero() {
				line += ", the newest " + shortTime(f.Latest)
			}
			if f.Source.Kind == isnad.FeedSource && f.Texts*2 > f.Entries {
				line += ", whole texts"
			}
			line += ")"
		}
		fmt.Fprintln(a.stdout, strings.TrimRight(line, " "))
		for _, fault := range f.Faults[:min(len(f.Faults), 3)] {
			fmt.Fprintf(a.stdout, "         odd: %s\n", fault)
		}
	}
	return nil
}

// subscribeTo stores what is not subscribed to yet: what is keeps its settings and health.
func subscribeTo(ctx context.Context, o *opened, found []ingest.Found) error {
	known, err := o.store.Sources(ctx)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, s := range known {
		have[s.URL], have[s.ID] = true, true
	}
	return o.store.Update(ctx, func(tx isnad.Tx) error {
		var errs error
		for _, f := range found {
			if !have[f.Source.URL] && !have[f.Source.ID] {
				errs = errors.Join(errs, tx.PutSource(f.Source))
			}
		}
		return errs
	})
}
