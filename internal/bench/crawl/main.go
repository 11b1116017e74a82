// Command crawl measures the crawl under load: it serves a web of many feeds on loopback, crawls it on an archive of its own
// for a while, and prints how late sources were polled, how many articles came and were read, what memory and processor time
// it took, and how fast searches were answered meanwhile. Pages have the markup of real ones around the words of real articles.
//
//	go run ./internal/bench/crawl -feeds 50000 -for 10m                 every feed hourly, 6 new articles a second
//	go run ./internal/bench/crawl -feeds 5000 -stored 100000 -for 10m   searches through 100,000 articles meanwhile
//	go run ./internal/bench/crawl -feeds 5000 -idle                     nothing due: memory at rest
//	go run ./internal/bench/crawl -warc 300                             import of a foreign web archive of 300 MB of Arabic pages
//	go run ./internal/bench/crawl -warc 300 -others 19                  the same, one page in twenty Arabic
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
	"isnad/internal/bench"
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
	stored   int // articles before it begins
	warc     int64
	others   int // pages of other languages between two of ours
	shared   string
	dir      string
}

func main() {
	var l load
	flag.IntVar(&l.feeds, "feeds", 50_000, "feeds, each polled hourly")
	flag.DurationVar(&l.lasting, "for", 5*time.Minute, "how long")
	flag.Float64Var(&l.articles, "articles", 6, "new articles a second")
	flag.BoolVar(&l.idle, "idle", false, "nothing is due: memory at rest")
	flag.IntVar(&l.stored, "stored", 0, "articles that are stored before the crawl begins")
	flag.Int64Var(&l.warc, "warc", 0, "megabytes of pages: measure the import of a foreign web archive of them instead")
	flag.IntVar(&l.others, "others", 0, "with -warc: pages of other languages for each Arabic one")
	flag.StringVar(&l.shared, "shared", "../shared", "the folder of the gold data")
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
	if l.warc > 0 {
		return importing(ctx, l)
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
	if err := fill(ctx, db, l.shared, l.stored); err != nil {
		return err
	}
	web, err := newWeb(l)
	if err != nil {
		return err
	}
	defer web.server.Close()
	if err := l.subscribe(ctx, db, web); err != nil {
		return err
	}
	return l.crawl(ctx, db, folder, web)
}

// crawl crawls for as long as is measured, and tells.
func (l load) crawl(ctx context.Context, db *sqlite.DB, folder *archive.Folder, web *web) error {
	log := slog.New(slog.DiscardHandler)
	client := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Memory: ingest.Hosts{Store: db, Log: log}})
	defer client.Close()
	c := &ingest.Crawler{Store: db, Queue: db, Archive: folder, Client: client, Now: time.Now, Log: log, Workers: runtime.NumCPU(), Room: folder.Room}
	ctx, stop := context.WithTimeout(ctx, l.lasting)
	defer stop()
	before := bench.ProcessorTime()
	answered := make(chan asked, 1)
	go func() {
		if l.idle {
			answered <- asked{}
			return
		}
		answered <- ask(ctx, db, web.pages)
	}()
	if err := c.Run(ctx); err != nil {
		return err
	}
	return l.tell(db, web, <-answered, bench.ProcessorTime()-before)
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

// tell prints the figures.
func (l load) tell(db *sqlite.DB, web *web, a asked, used time.Duration) error {
	if a.failure != nil {
		return a.failure
	}
	stats, err := db.Stats(context.Background())
	if err != nil {
		return err
	}
	lags, told := web.lags(), web.told()
	came := stats.Articles - l.stored
	fmt.Printf("%d feeds hourly, %v, %d processors; %d articles stored before\n", l.feeds, l.lasting, runtime.NumCPU(), l.stored)
	fmt.Printf("polls        %d, due %d\n", len(lags), web.dueUntil(time.Now()))
	fmt.Printf("lag          p50 %v, p95 %v, longest %v\n", at(lags, .5), at(lags, .95), at(lags, 1))
	fmt.Printf("articles     %d read of %d that feeds told, %.1f a second; %d statements in all\n", came, told, float64(came)/l.lasting.Seconds(), stats.Statements)
	fmt.Printf("searches     %d, p50 %v, p95 %v; %d articles found, nothing %d times\n", len(a.took), at(a.took, .5), at(a.took, .95), a.found, a.empty)
	fmt.Printf("processor    %.2f of one, the web's share included\n", used.Seconds()/l.lasting.Seconds())
	fmt.Printf("memory       %s, the web's included\n", bench.Memory())
	return nil
}

func at(d []time.Duration, share float64) time.Duration {
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[min(int(share*float64(len(d))), len(d)-1)].Round(time.Millisecond)
}
