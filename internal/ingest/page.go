package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"isnad"
	"isnad/extract"
	"isnad/internal/fetch"
)

// fetch gets a page, archives it, and queues its reading. A page that would not load is recorded and not tried again; a
// host that asks to wait is tried again by the queue.
func (c *Crawler) fetch(ctx context.Context, j isnad.Job) error {
	var args fetchArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return fmt.Errorf("ingest.fetch: %w", err)
	}
	capture, err := c.Client.Get(ctx, args.URL, fetch.Conditional{})
	var wait *fetch.WaitError
	if errors.As(err, &wait) {
		return err
	}
	if err != nil || capture.Error != "" {
		reason := err
		if err == nil {
			reason = errors.New(capture.Error)
		}
		c.Log.Warn("page not fetched", "url", args.URL, "reason", reason)
		return c.Store.Update(ctx, func(tx isnad.Tx) error { return tx.Complete(j) })
	}
	if err := c.Archive.Append(ctx, capture); err != nil {
		return err
	}
	return c.Store.Update(ctx, func(tx isnad.Tx) error {
		if _, err := tx.AddCapture(capture); err != nil {
			return err
		}
		if err := tx.Enqueue(newJob(isnad.ReadCapture, capture.Digest, readArgs{capture.WARC, args})); err != nil {
			return err
		}
		return tx.Complete(j)
	})
}

// read makes articles of an archived page.
func (c *Crawler) read(ctx context.Context, j isnad.Job) error {
	var args readArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return fmt.Errorf("ingest.read: %w", err)
	}
	capture, err := c.Archive.Read(ctx, args.Place)
	if err != nil {
		return err
	}
	page := pageOf(capture)
	page.Title, page.Published = args.Title, args.Published
	batch, err := guarded(func() []prepared { return prepare(capture, page) })
	if err != nil {
		c.Log.Error("page not read", "url", args.URL, "error", err)
	}
	for _, item := range batch {
		nameOutlet(item.article, args.Outlet)
	}
	return c.placed().Put(ctx, batch, func(tx isnad.Tx) error { return tx.Complete(j) })
}

// nameOutlet gives an article whose page does not name its outlet the name of the feed that led there.
func nameOutlet(a *isnad.Article, feedTitle string) {
	if a.Source.Name == "" || a.Source.Name == a.Source.Host {
		a.Source.Name = feedTitle
	}
}

// prepare reads a page and readies its articles for the writer.
func prepare(c *isnad.Capture, page extract.Page) []prepared {
	batch, _ := new(analysis).read(page)
	for _, item := range batch {
		item.article.Captured = isnad.Captured{At: c.At, Digest: c.Digest, WARC: c.WARC}
	}
	return batch
}

// address is where a capture was found in the end.
func address(c *isnad.Capture) string {
	if c.FinalURL != "" {
		return c.FinalURL
	}
	return c.URL
}
