package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/search"
	"isnad/internal/table"
)

func newExport(a *app) *cobra.Command {
	var format, query, output string
	var statements bool
	c := &cobra.Command{
		Use:   "export",
		Short: "Write out articles, their captures as a web archive, or the subscriptions",
		Long: `Writes the archive's articles, oldest first, as JSON Lines in the interchange format: one article a line, offsets in
code points. With --format csv (for spreadsheets: UTF-8 with a byte order mark, no cell is a formula) or parquet (for
analysis) as a table. --statements gives one line or row a statement. With --format warc what was fetched comes out instead, as a web archive (WARC 1.1, gzip per record) that
stands by itself: all captures, failures included, or with --query those of the articles that match, each once. With
--format opml the subscriptions. An output file appears whole or not at all.`,
		Example: `  isnad export -o all.jsonl
  isnad export --query 'مصدر:الميادين منذ:2023-06-01' | head
  isnad export --format csv --statements --query 'قائل:الرافعي' -o said.csv
  isnad export --format parquet -o articles.parquet
  isnad export --format warc -o all.warc.gz
  isnad export --format opml -o sources.opml`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !slices.Contains([]string{"jsonl", "csv", "parquet", "warc", "opml"}, format) {
				return usage("--format %q: there are jsonl, csv, parquet, warc and opml", format)
			}
			if statements && (format == "warc" || format == "opml") {
				return usage("--statements goes with jsonl, csv and parquet")
			}
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				if format == "opml" {
					return writeWhole(output, a.stdout, func(w io.Writer) error { return writeOPML(c.Context(), w, o) })
				}
				articles, err := chosen(c.Context(), o, query)
				if err != nil {
					return err
				}
				return writeWhole(output, a.stdout, func(w io.Writer) error {
					if format == "warc" {
						return writeWARC(c.Context(), w, o, query, articles)
					}
					return writeRows(w, format, statements, articles)
				})
			})
		},
	}
	c.Flags().StringVar(&format, "format", "jsonl", "jsonl, csv, parquet, warc or opml")
	c.Flags().BoolVar(&statements, "statements", false, "one line or row a statement instead of an article")
	c.Flags().StringVar(&query, "query", "", "only articles that match this `query`")
	c.Flags().StringVarP(&output, "output", "o", "", "`file` to write; standard output without it")
	return c
}

// chosen walks the articles that match the query, all of them without one.
func chosen(ctx context.Context, o *opened, query string) (iter.Seq2[*isnad.Article, error], error) {
	if query == "" {
		return o.store.Articles(ctx, isnad.ArticleFilter{}), nil
	}
	q, err := search.Parse(query)
	if err != nil {
		return nil, usage("%v", err)
	}
	return isnad.EveryMatch(ctx, o.store, o.store, q), nil
}

// writeRows writes articles, or their statements, in a format.
func writeRows(w io.Writer, format string, statements bool, articles iter.Seq2[*isnad.Article, error]) error {
	switch {
	case format != "jsonl" && statements:
		return table.Statements(w, table.Format(format), articles)
	case format != "jsonl":
		return table.Articles(w, table.Format(format), articles)
	}
	for a, err := range articles {
		if err == nil {
			err = isnad.WriteLines(w, a, statements)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writeWhole lets fn write to the file, which appears under its name only when fn succeeded; without a name to stdout.
func writeWhole(name string, stdout io.Writer, fn func(io.Writer) error) error {
	if name == "" {
		b := bufio.NewWriterSize(stdout, 1<<20)
		if err := fn(b); err != nil {
			return err
		}
		return b.Flush()
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	b := bufio.NewWriterSize(f, 1<<20)
	if err := fn(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(name))
}

// syncFolder has a folder's list of files put on disk. Systems that cannot do that for folders do it by themselves.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := d.Sync(); err != nil && runtime.GOOS != "windows" && !errors.Is(err, syscall.EINVAL) {
		return errors.Join(err, d.Close())
	}
	return d.Close()
}
