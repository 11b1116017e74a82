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
	"syscall"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/search"
)

func newExport(a *app) *cobra.Command {
	var format, query, output string
	c := &cobra.Command{
		Use:   "export",
		Short: "Write out articles, their captures as a web archive, or the subscriptions",
		Long: `Writes the archive's articles, oldest first, as JSON Lines in the interchange format: one article a line, offsets in
code points. With --format warc what was fetched comes out instead, as a web archive (WARC 1.1, gzip per record) that
stands by itself: all captures, failures included, or with --query those of the articles that match, each once. With
--format opml the subscriptions. An output file appears whole or not at all.`,
		Example: `  isnad export -o all.jsonl
  isnad export --query 'مصدر:الميادين منذ:2023-06-01' | head
  isnad export --format warc -o all.warc.gz
  isnad export --format opml -o sources.opml`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "jsonl" && format != "warc" && format != "opml" {
				return usage("--format %q: this version writes jsonl, warc and opml", format)
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
					return writeLines(w, articles)
				})
			})
		},
	}
	c.Flags().StringVar(&format, "format", "jsonl", "jsonl, warc or opml")
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
	return matching(ctx, o, q), nil
}

// matching walks every match of a query, newest first, a page of results at a time.
func matching(ctx context.Context, o *opened, q isnad.Query) iter.Seq2[*isnad.Article, error] {
	q.Order, q.Limit, q.Ranked = isnad.NewestFirst, 500, false
	return func(yield func(*isnad.Article, error) bool) {
		for {
			results, err := o.store.Search(ctx, q)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, h := range results.Hits {
				if a, err := o.store.Article(ctx, h.ID); !yield(a, err) || err != nil {
					return
				}
			}
			if results.Next == "" {
				return
			}
			q.Cursor = results.Next
		}
	}
}

func writeLines(w io.Writer, articles iter.Seq2[*isnad.Article, error]) error {
	for a, err := range articles {
		if err != nil {
			return err
		}
		line, err := isnad.Encode(a)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
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
