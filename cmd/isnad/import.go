package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"isnad/internal/ingest"
)

func newImport(a *app) *cobra.Command {
	workers := 0
	c := &cobra.Command{
		Use:   "import PATH…",
		Short: "Bring files into the archive",
		Long: `Brings files into the archive: articles as JSON Lines (also gzipped), HTML pages, plain text, web archives (WARC), lists
of subscriptions (OPML), and folders of these. What a file holds is told by its content. The same command again goes
on where the last one ended and takes nothing twice. What cannot be taken is named, the rest goes on (exit code 3).`,
		Example: `  isnad import articles.jsonl.gz
  isnad import pages/ crawl.warc.gz feeds.opml`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readWrite, func(o *opened) error { return a.importPaths(c, o, args, workers) })
		},
	}
	c.Flags().IntVar(&workers, "workers", 0, "articles annotated at once; 0 is one a processor")
	a.jsonFlag(c)
	return c
}

func (a *app) importPaths(c *cobra.Command, o *opened, paths []string, workers int) error {
	bar := a.progress("importing")
	im := ingest.Import{
		Store: o.store, Archive: o.archive, Workers: workers,
		Report: func(p ingest.Problem) {
			bar.clear()
			a.problem(p)
		},
		Progress: func(done, total int64, t ingest.Tally) {
			bar.set(done, total, fmt.Sprintf("importing, %d articles", t.Articles))
		},
	}
	defer roomForWork()()
	tally, err := im.Run(c.Context(), paths)
	bar.finish()
	if a.json {
		if jsonErr := a.printJSON(tally); jsonErr != nil {
			return jsonErr
		}
	} else {
		fmt.Fprintln(a.stdout, tallyText(tally))
	}
	if err != nil {
		return err
	}
	return problems(tally.Problems)
}

func tallyText(t ingest.Tally) string {
	text := fmt.Sprintf("%d articles from %d files", t.Articles, t.Files)
	if t.Skipped > 0 {
		text += fmt.Sprintf("; %d files were there already", t.Skipped)
	}
	if t.Sources > 0 {
		text += fmt.Sprintf("; %d sources", t.Sources)
	}
	if t.Problems > 0 {
		text += fmt.Sprintf("; %d not taken", t.Problems)
	}
	return text
}

// progress is a bar on the standard error of a terminal, and nothing elsewhere.
type progress struct{ bar *progressbar.ProgressBar }

func (a *app) progress(what string) *progress {
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &progress{}
	}
	return &progress{newBar(f, what)}
}

func newBar(w io.Writer, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions64(1,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what), progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionFullWidth())
}

func (p *progress) set(done, total int64, what string) {
	if p.bar == nil {
		return
	}
	p.bar.ChangeMax64(max(total, 1))
	p.bar.Describe(what)
	p.bar.Set64(done) // its only error is a bar beyond its end
}

func (p *progress) clear() {
	if p.bar != nil {
		p.bar.Clear()
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Clear()
	}
}
