// Command pages times every kind of page over an archive, in this process, by processor time: what else the machine does
// matters less to that than to the clock. It asserts nothing.
//
//	go run ./internal/bench/pages --data FOLDER
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"text/tabwriter"

	"isnad/internal/sqlite"
	"isnad/internal/web"
)

func main() {
	data := flag.String("data", "", "the folder of the archive")
	rounds := flag.Int("rounds", 21, "how often each page is asked for")
	only := flag.String("only", "", "only the page of this name")
	profile := flag.String("profile", "", "file for a profile of the processor")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, *data, *only, *profile, *rounds)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, data, only, profile string, rounds int) (err error) {
	db, err := sqlite.Open(ctx, filepath.Join(data, "isnad.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	h, err := web.New(web.Options{Store: db, Index: db})
	if err != nil {
		return err
	}
	list, err := choose(ctx, db)
	if err != nil {
		return err
	}
	stats, err := db.Stats(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d articles, %d statements\n", stats.Articles, stats.Statements)
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "page\tfirst ms\tmiddle ms\tmost ms\tKB\tKB sent\t")
	for _, p := range list {
		if only != "" && p.name != only {
			continue
		}
		r, err := ask(h, p, rounds)
		if err != nil {
			return err
		}
		fmt.Fprintf(t, "%s\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t\n", p.name, ms(r.first), ms(r.middle), ms(r.most), kb(r.plain), kb(r.sent))
	}
	return t.Flush()
}
