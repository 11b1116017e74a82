package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"isnad"
	"isnad/internal/account"
	"isnad/internal/alert"
	"isnad/internal/api"
	"isnad/internal/fetch"
	"isnad/internal/greader"
	"isnad/internal/ingest"
	"isnad/internal/lease"
	"isnad/internal/mcp"
	"isnad/internal/search"
	"isnad/internal/web"
)

func newServe(a *app) *cobra.Command {
	crawl, smtp, from, o := true, "", "", serving{listen: "127.0.0.1:8080"}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the archive's pages, and fetch its sources",
		Long: `Serves the archive at http://127.0.0.1:8080 and keeps its sources up to date, in one process. Without accounts it
listens on this machine alone; 'isnad account add' makes one. Passwords are for TLS: give a certificate, or put a proxy before it.`,
		Example: `  isnad serve
  isnad serve --listen 127.0.0.1:9000 --crawl=false
  isnad serve --listen :443 --tls-cert isnad.pem --tls-key isnad.key`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := isLoopback(o.listen); err != nil {
				return err
			}
			if err := o.checkTLS(); err != nil {
				return err
			}
			if smtp != "" {
				var err error
				if o.mail, err = alert.ParseMail(smtp, from); err != nil {
					return usage("--smtp: %v", err)
				}
			}
			return a.withArchive(c.Context(), readWrite, func(archive *opened) error {
				if err := mayListen(c.Context(), archive.store, o.listen); err != nil {
					return err
				}
				client, err := a.client(archive)
				if err != nil {
					return err
				}
				defer client.Close()
				o.client = client
				if crawl {
					o.crawler = a.crawler(archive, o.client)
				}
				return a.serve(c.Context(), archive, o)
			})
		},
	}
	c.Flags().StringVar(&o.listen, "listen", o.listen, "`address` to listen on")
	c.Flags().BoolVar(&crawl, "crawl", true, "fetch the sources too")
	c.Flags().BoolVar(&o.public, "public", false, "let everybody read without signing in")
	c.Flags().StringVar(&o.address, "address", "", "`URL` under which readers reach the archive, for links in feeds and mails")
	c.Flags().StringVar(&smtp, "smtp", os.Getenv("ISNAD_SMTP"), "mail `server` for digests, smtps://user:password@mail.example (or ISNAD_SMTP, which no list of processes shows)")
	c.Flags().StringVar(&from, "mail-from", os.Getenv("ISNAD_MAIL_FROM"), "`address` from which digests come (or ISNAD_MAIL_FROM)")
	c.Flags().StringVar(&o.certificate, "tls-cert", "", "`file` of the certificate")
	c.Flags().StringVar(&o.key, "tls-key", "", "`file` of its key")
	return c
}

// isLoopback reports whether an address to listen on can be reached from this machine alone.
func isLoopback(listen string) (bool, error) {
	host, port, err := net.SplitHostPort(listen)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		return false, usage("--listen %q: write it as 127.0.0.1:8080", listen)
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback(), nil
}

// mayListen refuses addresses that others can reach where the archive has no account: everybody there could read and change
// everything.
func mayListen(ctx context.Context, accounts isnad.Accounts, listen string) error {
	own, err := isLoopback(listen)
	if err != nil || own {
		return err
	}
	all, err := accounts.Accounts(ctx)
	if err == nil && len(all) == 0 {
		return usage("--listen %q can be reached from other machines, and the archive has no account: everybody there could change it\n"+
			"       make one with 'isnad account add NAME --role admin', or listen on 127.0.0.1", listen)
	}
	return err
}

// crawler is the crawl of an open archive.
func (a *app) crawler(o *opened, client *fetch.Client) *ingest.Crawler {
	return &ingest.Crawler{
		Store: watched{o.store, a.log()}, Queue: o.store, Archive: o.archive, Client: client,
		Now: time.Now, Log: a.log(), Workers: runtime.NumCPU(), Room: o.room,
	}
}

// log is for operators: warnings and errors on standard error.
func (a *app) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// serving is how an archive is served.
type serving struct {
	listen           string
	address          string // under which readers reach it; the one listened on where empty
	certificate, key string
	public           bool
	client           *fetch.Client   // by which alerts are posted
	mail             *alert.Mail     // nil where none is sent
	crawler          *ingest.Crawler // nil where nothing is fetched
	ready            func(address string)
	importing        func(folder string, tell web.Importing) error // what editors send
	stories          *ingest.Stories
}

// checkTLS refuses a certificate that cannot be used, before anything is begun.
func (o serving) checkTLS() error {
	if o.certificate == "" && o.key == "" {
		return nil
	}
	if o.certificate == "" || o.key == "" {
		return usage("--tls-cert and --tls-key belong together: one of them is missing")
	}
	if _, err := tls.LoadX509KeyPair(o.certificate, o.key); err != nil {
		return usage("--tls-cert, --tls-key: %v", err)
	}
	return nil
}

// serve answers requests, tells what saved searches find, and crawls where there is a crawler, until ctx ends.
func (a *app) serve(ctx context.Context, archive *opened, o serving) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.listen)
	if err != nil {
		return fmt.Errorf("%w\n       is another isnad running? choose another address with --listen", err)
	}
	address := "http://" + l.Addr().String()
	if o.certificate != "" {
		address = "https://" + l.Addr().String()
	}
	door := account.NewDoor(account.Options{Store: archive.store, Accounts: archive.store, Sessions: archive.store, Tokens: archive.store, Public: o.public, Hosts: hostOf(o.address)})
	ctx, cancel := context.WithCancel(ctx)
	var imports sync.WaitGroup // the archive stays open until they have ended
	defer imports.Wait()
	defer cancel()
	o.stories = placed(archive, o.crawler)
	o.importing = func(folder string, tell web.Importing) error {
		imports.Add(1)
		defer imports.Done()
		return importFolder(ctx, archive, o.stories, folder, tell)
	}
	handler, err := a.handler(archive, door, o)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(a.log().Handler(), slog.LevelWarn)}
	if o.ready != nil {
		o.ready(address)
	} else {
		fmt.Fprintf(a.stdout, "The archive is at %s (stop with Ctrl-C)\n", address)
	}
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.Go(func() error { return answer(server, l, o) })
	tasks.Go(func() error { return door.Tick(ctx) })
	tasks.Go(func() error { // one of those that serve an archive tells what it found
		alone := lease.Work{Leases: archive.store, Name: "alerts", Log: a.log()}
		return alone.While(ctx, func(ctx context.Context, _ isnad.Lease) error { return a.alerts(archive, o, address).Run(ctx) })
	})
	if o.crawler != nil {
		tasks.Go(func() error { return o.crawler.Run(ctx) })
	}
	tasks.Go(func() error {
		<-ctx.Done()
		grace, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer stop()
		if err := server.Shutdown(grace); !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		return server.Close()
	})
	if err := tasks.Wait(); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// alerts tells what saved searches find.
func (a *app) alerts(archive *opened, o serving, address string) *alert.Runner {
	if o.address != "" {
		address = o.address
	}
	return &alert.Runner{Store: archive.store, Searches: archive.store, Outbox: archive.store, Matcher: archive.store, Client: o.client.HTTP(),
		Mail: o.mail, Address: address, Now: time.Now, Log: a.log()}
}

// answer serves until the server is shut down.
func answer(server *http.Server, l net.Listener, o serving) error {
	serve := func() error { return server.Serve(l) }
	if o.certificate != "" {
		serve = func() error { return server.ServeTLS(l, o.certificate, o.key) }
	}
	if err := serve(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// handler answers for everything that is reached over HTTP: pages, and what programs ask, each address with its right.
func (a *app) handler(archive *opened, door *account.Door, o serving) (http.Handler, error) {
	figures := newMetrics(archive)
	uploads := filepath.Join(a.config.data, "uploads")
	if err := os.MkdirAll(uploads, 0o700); err != nil {
		return nil, err
	}
	if o.crawler != nil {
		o.crawler.Meter = ingest.NewMeter(figures.registry)
	}
	pages, err := web.New(web.Options{
		Metrics: figures.handler,
		Store:   archive.store, Index: archive.store, Statements: archive.store, Archive: archive.archive, Parse: search.Parse, Door: door,
		Now: time.Now, Log: a.log(), Address: o.address,
		Prepare: alert.Prepare,
		Arrange: o.stories.Decide, Import: o.importing, Uploads: uploads,
		Discover: func(ctx context.Context, address string) ([]*isnad.Source, error) {
			found, err := ingest.Discover(ctx, o.client, address)
			var list []*isnad.Source
			for _, f := range found {
				list = append(list, f.Source)
			}
			return list, err
		},
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for _, r := range a.programRoutes(archive, door, o) {
		mux.Handle(r.Pattern, door.Guard(r.Right, api.Fail, r.Handler))
	}
	mux.Handle("GET /livez", probe(nil))
	mux.Handle("GET /readyz", probe(archive.answers))
	mux.Handle("/", pages)
	return mux, nil
}

// placed are the stories that editors arrange: those of the crawler, where there is one, for it knows them by heart.
func placed(archive *opened, crawler *ingest.Crawler) *ingest.Stories {
	if crawler == nil {
		return ingest.NewStories(archive.store)
	}
	return crawler.Placed()
}

// importFolder imports what an editor sent.
func importFolder(ctx context.Context, archive *opened, stories *ingest.Stories, folder string, tell web.Importing) error {
	im := ingest.Import{
		Store: archive.store, Archive: archive.archive, Stories: stories,
		Report:   func(p ingest.Problem) { tell.Problem(p.Where, p.Err, p.Warning) },
		Progress: func(done, total int64, t ingest.Tally) { tell.Progress(done, total, t.Articles, t.Sources) },
	}
	_, err := im.Run(ctx, []string{folder})
	return err
}

// programRoutes are the addresses that programs ask.
func (a *app) programRoutes(archive *opened, door *account.Door, o serving) []account.Route {
	routes := api.New(api.Options{
		Store: archive.store, Index: archive.store, Statements: archive.store, Stories: archive.store, Searches: archive.store, Outbox: archive.store,
		Corrections: archive.store, Address: o.address, Now: time.Now, Log: a.log(),
	})
	routes = append(routes, mcp.Routes(a.toolOptions(archive, o.address))...)
	return append(routes, greader.Routes(greader.Options{Store: archive.store, Reading: archive.store, Door: door, Address: o.address, Now: time.Now, Log: a.log()})...)
}

// hostOf gives the host of an address as a list, none where it names none.
func hostOf(address string) []string {
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		return []string{u.Hostname()}
	}
	return nil
}
