package main

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"time"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
	"isnad/internal/press"
)

func newDemo(a *app) *cobra.Command {
	listen := "127.0.0.1:8080"
	c := &cobra.Command{
		Use:   "demo",
		Short: "Show everything on a demonstration press, without a network",
		Long: `Starts a few invented outlets on this machine, subscribes to them, fetches their pages for real, and opens the archive
at http://localhost:8080. Nothing leaves this machine. The archive is a temporary one unless --data is given.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if own, err := isLoopback(listen); err != nil {
				return err
			} else if !own {
				return usage("--listen %q: the demonstration has no accounts and stays on this machine", listen)
			}
			if !c.Flags().Changed("data") {
				dir, err := os.MkdirTemp("", "isnad-demo-")
				if err != nil {
					return err
				}
				defer os.RemoveAll(dir)
				a.config.data = dir
			}
			return a.withArchive(c.Context(), readWrite, func(o *opened) error { return a.demo(c.Context(), o, listen) })
		},
	}
	c.Flags().StringVar(&listen, "listen", listen, "`address` to listen on")
	return c
}

// demo starts the press, subscribes to all of it, and serves the archive while it is fetched.
func (a *app) demo(ctx context.Context, o *opened, listen string) error {
	p, err := press.Start(ctx, press.Options{})
	if err != nil {
		return err
	}
	defer p.Close()
	if err := subscribe(ctx, o.store, p.Feeds()); err != nil {
		return err
	}
	client := fetch.New(fetch.Options{
		UserAgent: userAgent(),
		Allow:     []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")},
		Pace:      10 * time.Millisecond, // the press is ours and on this machine
	})
	crawler := a.crawler(o, client)
	crawler.Every = time.Second
	return a.serve(ctx, o, serving{listen: listen, client: client, crawler: crawler, ready: func(address string) {
		fmt.Fprintf(a.stdout, "Fetching %d invented outlets …\n", len(p.Feeds()))
		go a.announce(ctx, o, address)
	}})
}

// announce says where to look once the press has been fetched.
func (a *app) announce(ctx context.Context, o *opened, address string) {
	for last := -1; ; {
		select {
		case <-ctx.Done():
			return
		case <-time.After(300 * time.Millisecond):
		}
		stats, err := o.store.Stats(ctx)
		if err != nil {
			return
		}
		waiting, err := o.store.Waiting(ctx)
		if err != nil {
			return
		}
		left := 0
		for _, n := range waiting {
			left += n
		}
		if stats.Articles > 0 && left == 0 && stats.Articles == last {
			fmt.Fprintf(a.stdout, "%d articles with %d statements. Open %s (stop with Ctrl-C)\n", stats.Articles, stats.Statements, address)
			return
		}
		last = stats.Articles
	}
}

// subscribe stores a source for each address.
func subscribe(ctx context.Context, store isnad.Store, addresses []string) error {
	return store.Update(ctx, func(tx isnad.Tx) error {
		for _, address := range addresses {
			if err := tx.PutSource(ingest.NewSource(address, isnad.FeedSource, "")); err != nil {
				return err
			}
		}
		return nil
	})
}
