package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
	"isnad/names"
)

// checkup is what a check found at an outlet's or source's address; the archive keeps the last.
type checkup struct {
	URL     string
	At      time.Time
	Why     isnad.Failure `json:",omitempty"` // empty where it came
	Reason  string        `json:",omitempty"`
	Entries int           `json:",omitempty"`
	Latest  time.Time     `json:",omitzero"`
}

func checkKey(address string) string { return "checked/" + address }

func newSourcesCheck(a *app) *cobra.Command {
	var in adding
	c := &cobra.Command{
		Use:   "check [URL|ID…]",
		Short: "Fetch sources once, and say which come and which do not",
		Long: `Fetches sources once, as polite as a poll, without storing what came: those that are named, or all; with --pack the
outlets of a country, whether subscribed to or not. The directory shows an outlet as unverified until it came here.`,
		Example: "  isnad sources check\n  isnad sources check --pack eg",
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readWrite, func(o *opened) error { return a.checkSources(c.Context(), o, args, in) })
		},
	}
	c.Flags().StringSliceVar(&in.packs, "pack", nil, "`countries` (two letters) whose outlets are checked; all takes every one")
	c.Flags().StringSliceVar(&in.kinds, "kind", nil, "only outlets of these `kinds` of a pack")
	a.jsonFlag(c)
	return c
}

func (a *app) checkSources(ctx context.Context, o *opened, args []string, in adding) error {
	list, unknown, err := a.toCheck(ctx, o, args, in)
	if err != nil {
		return err
	}
	client, err := a.client(o)
	if err != nil {
		return err
	}
	defer client.Close()
	failures := unknown
	for _, s := range list {
		r := check(ctx, client, s)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := keepChecked(ctx, o, r); err != nil {
			return err
		}
		if r.Why != "" {
			failures++
		}
		if err := a.showChecked(r); err != nil {
			return err
		}
	}
	return problems(failures)
}

// toCheck gives the sources that are meant: of packs, by name, or all. A name that no source has is told and counted.
func (a *app) toCheck(ctx context.Context, o *opened, args []string, in adding) (list []*isnad.Source, unknown int, err error) {
	found, err := packed(in)
	if err != nil {
		return nil, 0, err
	}
	for _, f := range found {
		list = append(list, f.Source)
	}
	for _, name := range args {
		s, err := findSource(ctx, o, name)
		switch {
		case errors.Is(err, isnad.ErrNotFound):
			unknown++
			a.problem(ingest.Problem{Where: name, Err: err})
		case err != nil:
			return nil, 0, err
		default:
			list = append(list, s)
		}
	}
	if len(args)+len(in.packs) > 0 {
		return list, unknown, nil
	}
	all, err := o.store.Sources(ctx)
	for i := range all {
		list = append(list, &all[i])
	}
	return list, 0, err
}

func check(ctx context.Context, client *fetch.Client, s *isnad.Source) checkup {
	found, why, reason := ingest.Check(ctx, client, s)
	return checkup{s.URL, time.Now().UTC().Truncate(time.Second), why, reason, found.Entries, found.Latest}
}

func keepChecked(ctx context.Context, o *opened, r checkup) error {
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return o.store.Update(ctx, func(tx isnad.Tx) error { return tx.SaveProgress(checkKey(r.URL), string(b)) })
}

func (a *app) showChecked(r checkup) (err error) {
	switch {
	case a.json:
		return a.printJSON(r)
	case r.Why != "":
		_, err = fmt.Fprintf(a.stdout, "%-11s %s  %s\n", r.Why, r.URL, r.Reason)
	default:
		_, err = fmt.Fprintf(a.stdout, "%-11s %s  %s\n", "good", r.URL, joined(", ", fmt.Sprintf("%d entries", r.Entries), shortTime(r.Latest)))
	}
	return err
}

// lastCheck gives what the last check found at an address; nil where there was none.
func lastCheck(ctx context.Context, o *opened, address string) (*checkup, error) {
	kept, err := o.store.Progress(ctx, checkKey(address))
	if err != nil || kept == "" {
		return nil, err
	}
	var r checkup
	if err := json.Unmarshal([]byte(kept), &r); err != nil {
		return nil, fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	return &r, nil
}

// listed is an outlet of the directory with what is known of its address.
type listed struct {
	names.OutletInfo
	State string // unverified, verified, failed
	Check *checkup
}

func newSourcesDirectory(a *app) *cobra.Command {
	var in adding
	c := &cobra.Command{
		Use:   "directory",
		Short: "List the built-in directory of outlets and agencies that publish in Arabic",
		Long: `Lists outlets and agencies: name in Arabic and Latin letters, country, kind, owner where publicly known, home page, feed
where known. Addresses are unverified until 'isnad sources check --pack …' has fetched them from here.`,
		Example: "  isnad sources directory --pack ma\n  isnad sources directory --json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readWrite, func(o *opened) error { return a.directory(c.Context(), o, in) })
		},
	}
	c.Flags().StringSliceVar(&in.packs, "pack", []string{"all"}, "only outlets of these `countries` (two letters)")
	c.Flags().StringSliceVar(&in.kinds, "kind", nil, "only outlets of these `kinds`")
	a.jsonFlag(c)
	return c
}

func (a *app) directory(ctx context.Context, o *opened, in adding) error {
	t := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	for _, country := range in.packs {
		for _, outlet := range names.Directory() {
			if !inPack(outlet, country, in.kinds) {
				continue
			}
			l, err := listing(ctx, o, outlet)
			if err != nil {
				return err
			}
			if a.json {
				if err := a.printJSON(l); err != nil {
					return err
				}
				continue
			}
			address := outlet.Feed
			if address == "" {
				address = outlet.Home()
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", outlet.Country, outlet.Kind, l.State, outlet.Name, outlet.Latin, outlet.Owner, address)
		}
	}
	return t.Flush()
}

func listing(ctx context.Context, o *opened, outlet names.OutletInfo) (listed, error) {
	l := listed{OutletInfo: outlet, State: "unverified"}
	s := ingest.FromDirectory(outlet)
	if s == nil {
		return l, nil
	}
	r, err := lastCheck(ctx, o, s.URL)
	if err != nil || r == nil {
		return l, err
	}
	l.Check, l.State = r, "verified"
	if r.Why != "" {
		l.State = "failed"
	}
	return l, nil
}
