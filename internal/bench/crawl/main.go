// Command crawl measures the crawl under load: it serves a web of many feeds on loopback, crawls it on an archive of its own
// for a while, and prints how late sources were polled, how many articles came, what memory it took, and how fast searches
// were answered meanwhile.
//
//	go run ./internal/bench/crawl -feeds 50000 -for 10m   every feed hourly
//	go run ./internal/bench/crawl -feeds 5000 -idle       nothing due: memory at rest
//
// The web is served by the same process: its share of time and memory is in the figures. Start with main.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/fetch"
	"isnad/internal/ingest"
	"isnad/internal/sqlite"
)

// load is what is measured.
type load struct {
	feeds    int
	lasting  time.Duration
	articles float64 // new ones a second
	idle     bool
	dir      string
}

func main() {
	var l load
	flag.IntVar(&l.feeds, "feeds", 50_000, "feeds, each polled hourly")
	flag.DurationVar(&l.lasting, "for", 5*time.Minute, "how long")
	flag.Float64Var(&l.articles, "articles", 6, "new articles a second")
	flag.BoolVar(&l.idle, "idle", false, "nothing is due: memory at rest")
	flag.StringVar(&l.dir, "dir", "", "folder of the archive; a temporary one without it")
	flag.Parse()
	if err := l.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (l load) run(ctx context.Context) (err error) {
	if l.dir == "" {
		if l.dir, err = os.MkdirTemp("", "isnad-bench-*"); err != nil {
			return err
		}
		defer os.RemoveAll(l.dir)
	}
	db, err := sqlite.Open(ctx, filepath.Join(l.dir, "isnad.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	folder, err := archive.Open(filepath.Join(l.dir, "warc"), archive.Options{})
	if err != nil {
		return err
	}
	defer folder.Close()
	web, err := newWeb(l)
	if err != nil {
		return err
	}
	defer web.server.Close()
	if err := l.subscribe(ctx, db, web); err != nil {
		return err
	}
	log := slog.New(slog.DiscardHandler)
	client := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Memory: ingest.Hosts{Store: db, Log: log}})
	c := &ingest.Crawler{Store: db, Queue: db, Archive: folder, Client: client, Now: time.Now, Log: log, Workers: runtime.NumCPU(), Room: folder.Room}
	ctx, stop := context.WithTimeout(ctx, l.lasting)
	defer stop()
	answered := make(chan []time.Duration, 1)
	go func() { answered <- ask(ctx, db) }()
	if err := c.Run(ctx); err != nil {
		return err
	}
	return l.tell(db, web, <-answered)
}

// subscribe stores the feeds as if each had been polled within the last hour.
func (l load) subscribe(ctx context.Context, db *sqlite.DB, web *web) error {
	for from := 0; from < l.feeds; from += 1000 {
		err := db.Update(ctx, func(tx isnad.Tx) error {
			for i := from; i < min(from+1000, l.feeds); i++ {
				s := ingest.NewSource(web.feed(i), isnad.FeedSource, fmt.Sprintf("المصدر %d", i))
				s.Interval = time.Hour
				s.Health.NextPoll = web.due(i)
				s.Health.LastPoll = s.Health.NextPoll.Add(-time.Hour)
				s.Health.LastSuccess = s.Health.LastPoll
				if err := tx.PutSource(s); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ask searches until ctx ends, and gives how long each answer took.
func ask(ctx context.Context, db *sqlite.DB) (took []time.Duration) {
	words := []string{"الجسر", "رئيس البلدية", "المهندسون", "السيل", "القرطاس", "الميناء"}
	for n := 0; ctx.Err() == nil; n++ {
		begin := time.Now()
		q := isnad.Query{Clauses: []isnad.Clause{{Text: words[n%len(words)]}}, Limit: 10}
		if _, err := db.Search(ctx, q); err == nil {
			took = append(took, time.Since(begin))
		}
		select {
		case <-ctx.Done():
		case <-time.After(100 * time.Millisecond):
		}
	}
	return took
}

// tell prints the figures.
func (l load) tell(db *sqlite.DB, web *web, took []time.Duration) error {
	stats, err := db.Stats(context.Background())
	if err != nil {
		return err
	}
	lags := web.lags()
	fmt.Printf("%d feeds hourly, %v, %d processors\n", l.feeds, l.lasting, runtime.NumCPU())
	fmt.Printf("polls        %d, due %d\n", len(lags), web.dueUntil(time.Now()))
	fmt.Printf("lag          p50 %v, p95 %v, longest %v\n", at(lags, .5), at(lags, .95), at(lags, 1))
	fmt.Printf("articles     %d, %.1f a second, with %d statements\n", stats.Articles, float64(stats.Articles)/l.lasting.Seconds(), stats.Statements)
	fmt.Printf("searches     %d, p50 %v, p95 %v\n", len(took), at(took, .5), at(took, .95))
	fmt.Printf("memory       %s, the web's included\n", memory())
	return nil
}

func at(d []time.Duration, share float64) time.Duration {
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[min(int(share*float64(len(d))), len(d)-1)].Round(time.Millisecond)
}
