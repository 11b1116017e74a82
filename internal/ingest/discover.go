package ingest

import (
	"context"
	"errors"
	"fmt"

	"isnad"
	"isnad/extract"
	"isnad/internal/feed"
	"isnad/internal/fetch"
)

// Discover fetches an address and says what can be subscribed to there: the feed or news sitemap itself, or the feeds that
// a page announces. ErrNotFound where there is none, ErrUnavailable where the address does not answer.
func Discover(ctx context.Context, client *fetch.Client, at string) ([]*isnad.Source, error) {
	c, err := client.Get(ctx, at, fetch.Conditional{})
	if err != nil {
		return nil, err
	}
	if c.Error != "" {
		return nil, fmt.Errorf("%s: %w: %s", at, isnad.ErrUnavailable, c.Error)
	}
	f, err := feed.Parse(c.Body, c.Header.Get("Content-Type"), address(c))
	if err == nil {
		return []*isnad.Source{NewSource(at, kindOf(f), f.Title)}, nil
	}
	if !errors.Is(err, feed.ErrPage) {
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	return announced(c)
}

func kindOf(f *feed.Feed) isnad.SourceKind {
	if f.Kind == feed.Sitemap || f.Kind == feed.SitemapIndex {
		return isnad.SitemapSource
	}
	return isnad.FeedSource
}

// announced gives the feeds that a page announces. Addresses that only look like feeds are left to the reader.
func announced(c *isnad.Capture) ([]*isnad.Source, error) {
	page, _, _ := extract.Decode(c.Body, c.Header.Get("Content-Type"))
	var sources []*isnad.Source
	for _, l := range feed.Discover(page, address(c)) {
		if !l.Guess {
			sources = append(sources, NewSource(l.URL, isnad.FeedSource, l.Title))
		}
	}
	if len(sources) == 0 {
		return nil, fmt.Errorf("%s: %w: neither a feed nor a page that announces one", address(c), isnad.ErrNotFound)
	}
	return sources, nil
}
