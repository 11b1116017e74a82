package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"isnad/internal/fetch"
	"isnad/internal/ingest"
	"isnad/internal/search"
	"isnad/internal/web"
)

func newServe(a *app) *cobra.Command {
	listen, crawl := "127.0.0.1:8080", true
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the archive's pages, and fetch its sources",
		Long: `Serves the archive at http://127.0.0.1:8080 and keeps its sources up to date, in one process. Without accounts it
listens on this machine alone.`,
		Example: "  isnad serve\n  isnad serve --listen 127.0.0.1:9000 --crawl=false",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := loopbackOnly(listen); err != nil {
				return err
			}
			return a.withArchive(c.Context(), readWrite, func(o *opened) error {
				var crawler *ingest.Crawler
				if crawl {
					crawler = a.crawler(o, fetch.New(fetch.Options{UserAgent: userAgent()}))
				}
				return a.serve(c.Context(), o, listen, crawler, nil)
			})
		},
	}
	c.Flags().StringVar(&listen, "listen", listen, "`address` to listen on")
	c.Flags().BoolVar(&crawl, "crawl", true, "fetch the sources too")
	return c
}

// userAgent tells outlets who reads them.
func userAgent() string { return "isnad/" + release }

// loopbackOnly refuses addresses that others can reach: without accounts everybody there could read and change everything.
func loopbackOnly(listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return usage("--listen %q: write it as 127.0.0.1:8080", listen)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return usage("--listen %q can be reached from other machines, and this version has no accounts yet\n       listen on 127.0.0.1 and put a proxy with a password before it", listen)
}

// crawler is the crawl of an open archive.
func (a *app) crawler(o *opened, client *fetch.Client) *ingest.Crawler {
	return &ingest.Crawler{
		Store: o.store, Queue: o.store, Archive: o.archive, Client: client,
		Now: time.Now, Log: a.log(), Workers: 4,
	}
}

// log is for operators: warnings and errors on standard error.
func (a *app) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// serve answers requests, and crawls where there is a crawler, until ctx ends; ready is told the address once it listens.
func (a *app) serve(ctx context.Context, o *opened, listen string, crawler *ingest.Crawler, ready func(string)) error {
	pages, err := web.New(web.Options{
		Store: o.store, Index: o.store, Statements: o.store, Archive: o.archive, Parse: search.Parse, Now: time.Now, Log: a.log(),
	})
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("%w\n       is another isnad running? choose another address with --listen", err)
	}
	address := "http://" + l.Addr().String()
	if ready != nil {
		ready(address)
	} else {
		fmt.Fprintf(a.stdout, "The archive is at %s (stop with Ctrl-C)\n", address)
	}
	server := &http.Server{Handler: pages, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	failed := make(chan error, 2)
	go func() { failed <- server.Serve(l) }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	crawled := make(chan struct{})
	go func() {
		defer close(crawled)
		if crawler != nil {
			if err := crawler.Run(ctx); err != nil && ctx.Err() == nil {
				failed <- err
			}
		}
	}()
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = nil
	}
	cancel()
	<-crawled
	grace, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer stop()
	if closeErr := server.Shutdown(grace); err == nil && !errors.Is(closeErr, context.DeadlineExceeded) {
		err = closeErr
	}
	return err
}
