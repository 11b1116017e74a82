package main

import (
	"context"
	"io"
	"iter"
	"time"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/feed"
	"isnad/names"
)

// writeWARC writes captures: all that the archive has, or with a query those of the articles.
func writeWARC(ctx context.Context, w io.Writer, o *opened, query string, articles iter.Seq2[*isnad.Article, error]) error {
	captures := o.archive.Captures(ctx)
	if query != "" {
		captures = evidence(ctx, o, articles)
	}
	_, err := archive.Export(w, time.Now(), captures)
	return err
}

// evidence gives the capture of each article, each once; articles that were imported without one have none.
func evidence(ctx context.Context, o *opened, articles iter.Seq2[*isnad.Article, error]) iter.Seq2[*isnad.Capture, error] {
	return func(yield func(*isnad.Capture, error) bool) {
		seen := map[string]bool{}
		for a, err := range articles {
			if err != nil {
				yield(nil, err)
				return
			}
			if a.Captured.WARC == "" || seen[a.Captured.WARC] {
				continue
			}
			seen[a.Captured.WARC] = true
			if !yield(o.archive.Read(ctx, a.Captured.WARC)) {
				return
			}
		}
	}
}

// writeOPML writes the subscriptions, those of a known outlet in a folder of its country.
func writeOPML(ctx context.Context, w io.Writer, o *opened) error {
	sources, err := o.store.Sources(ctx)
	if err != nil {
		return err
	}
	countries := map[string]string{}
	for _, outlet := range names.Directory() {
		countries[outlet.Key] = outlet.Country
	}
	var list []feed.Subscription
	for _, s := range sources {
		if s.Kind != isnad.PageSource {
			list = append(list, feed.Subscription{Title: s.Title, URL: s.URL, Home: s.Home, Folder: countries[s.Outlet]})
		}
	}
	return feed.WriteOPML(w, "Isnad", list)
}
