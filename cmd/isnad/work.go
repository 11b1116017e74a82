package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
)

// working is how a worker works.
type working struct {
	listen  string // of the probes; empty: none
	pace    time.Duration
	every   time.Duration
	lasts   time.Duration
	timeout time.Duration
}

func newWork(a *app) *cobra.Command {
	w := working{listen: "127.0.0.1:8081"}
	c := &cobra.Command{
		Use:   "work",
		Short: "Fetch the sources of a shared archive, without pages",
		Long: `Works for an archive that several machines share: one of them keeps the schedule, all fetch, no host is asked by two at once,
and one makes articles of what was fetched. Another takes over when a worker is gone. It wants --store and --archive; to take part
and serve pages too, run 'isnad serve' with the same.

/healthz says that the process lives, /readyz that the store answers, /metrics gives figures for Prometheus. A signal to end gives
the work under way twenty seconds; it is over within thirty.`,
		Example: `  isnad work --store postgres://isnad@db.example/isnad --archive s3://s3.example/isnad
  ISNAD_STORE=postgres://isnad@db.example/isnad ISNAD_ARCHIVE=s3://s3.example/isnad isnad work --listen :8081`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if a.config.store == "" {
				return usage("workers share a PostgreSQL database: name it with --store; for an archive in a folder 'isnad serve' does all the work")
			}
			if err := a.config.check(); err != nil {
				return err
			}
			if w.pace < 0 || w.every < 0 || w.lasts < 0 || w.lasts > isnad.MaxLease || w.timeout < 0 {
				return usage("--pace, --every, --lease (an hour at most) and --timeout are spans of time, as 30s")
			}
			if a.config.archive == "" {
				return usage("workers share what was fetched: name an object store with --archive s3://host/bucket")
			}
			return a.withArchive(c.Context(), readWrite, func(o *opened) error { return a.work(c.Context(), o, w) })
		},
	}
	c.Flags().StringVar(&w.listen, "listen", w.listen, "`address` of the probes and figures; empty for none")
	for _, f := range []struct {
		to    *time.Duration
		name  string
		usage string
	}{
		{&w.pace, "pace", "pause between two requests to one host; 0 is a second, and what its robots.txt asks for holds in any case"},
		{&w.every, "every", "how often the schedule looks for sources that are due; 0 is ten seconds"},
		{&w.lasts, "lease", "after what time another worker takes over from one that is gone; 0 is thirty seconds"},
		{&w.timeout, "timeout", "for one request; 0 is a minute"},
	} {
		c.Flags().DurationVar(f.to, f.name, 0, f.usage)
	}
	return c
}

// work crawls until ctx ends, and answers probes meanwhile.
func (a *app) work(ctx context.Context, o *opened, w working) error {
	client, err := a.client(o, func(f *fetch.Options) { f.Pace, f.Timeout = w.pace, w.timeout })
	if err != nil {
		return err
	}
	defer client.Close()
	crawler := a.crawler(o, client)
	crawler.Every, crawler.LeaseLasts = w.every, w.lasts
	figures := newMetrics(o)
	crawler.Meter = ingest.NewMeter(figures.registry)
	if w.listen != "" {
		stop, err := a.probes(ctx, o, figures, w.listen)
		if err != nil {
			return err
		}
		defer stop()
	}
	if err := crawler.Run(ctx); ctx.Err() == nil || !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// probes answers whoever watches over the worker; stop ends that.
func (a *app) probes(ctx context.Context, o *opened, figures *metrics, listen string) (stop func(), err error) {
	if _, err := isLoopback(listen); err != nil {
		return nil, err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return nil, fmt.Errorf("%w\n       is another isnad running? choose another address with --listen", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", probe(nil))
	mux.Handle("GET /readyz", probe(func(asked context.Context) error { return errors.Join(ctx.Err(), o.answers(asked)) }))
	mux.Handle("GET /metrics", figures.handler)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(l) }() // ends when it is closed
	fmt.Fprintf(a.stdout, "Working; probes at http://%s\n", l.Addr())
	return func() { _ = server.Close() }, nil
}
