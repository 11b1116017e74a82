package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"isnad"
	"isnad/internal/feed"
	"isnad/internal/fetch"
)

// poll fetches a source's feed and queues its new links. A feed that does not come is the source's state, not an error.
func (c *Crawler) poll(ctx context.Context, j isnad.Job) error {
	var args pollArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return fmt.Errorf("ingest.poll: %w", err)
	}
	s, err := c.source(ctx, args.Source)
	if errors.Is(err, isnad.ErrNotFound) {
		return c.Store.Update(ctx, func(tx isnad.Tx) error { return tx.Complete(j) })
	}
	if err != nil {
		return err
	}
	capture, err := c.Client.Get(ctx, s.URL, fetch.Conditional{ETag: s.Health.ETag, LastModified: s.Health.LastModified})
	var wait *fetch.WaitError
	if errors.As(err, &wait) {
		return err // the host's pace: the queue tries again
	}
	found, entries := c.links(ctx, s, capture, err)
	return c.Store.Update(ctx, func(tx isnad.Tx) error {
		fresh, err := queueEntries(tx, found, entries)
		if err != nil {
			return err
		}
		next := *found
		if fresh > 0 {
			next.Health.LastNew = next.Health.LastPoll
		}
		if err := tx.PutSource(&next); err != nil {
			return err
		}
		return tx.Complete(j)
	})
}

// source gives the source of that id.
func (c *Crawler) source(ctx context.Context, id string) (*isnad.Source, error) {
	sources, err := c.Store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		if s.ID == id {
			return &s, nil
		}
	}
	return nil, fmt.Errorf("ingest: source %s: %w", id, isnad.ErrNotFound)
}

// links reads what a poll fetched: the source with its new health, and the entries of its feed.
func (c *Crawler) links(ctx context.Context, s *isnad.Source, capture *isnad.Capture, err error) (*isnad.Source, []feed.Entry) {
	out, now := *s, c.Now()
	out.Health.LastPoll = now
	switch {
	case err != nil:
		return failed(&out, err.Error(), now), nil
	case capture.Status == http.StatusNotModified:
		return succeeded(&out, feed.History{Key: s.ID, Polled: now, Entries: []time.Time{s.Health.LastNew}}), nil
	case capture.Status == http.StatusGone:
		out.Paused = true // the outlet says that it will not come back
		return failed(&out, "the address is gone for good (410)", now), nil
	case capture.Error != "":
		return failed(&out, capture.Error, now), nil
	}
	f, err := feed.Parse(capture.Body, capture.Header.Get("Content-Type"), address(capture))
	if err != nil {
		return failed(&out, err.Error(), now), nil
	}
	entries := append(f.Entries, c.sitemaps(ctx, f)...)
	out.Health.ETag, out.Health.LastModified = capture.Header.Get("ETag"), capture.Header.Get("Last-Modified")
	if out.Title == "" {
		out.Title = f.Title
	}
	return succeeded(&out, feed.History{Key: s.ID, Polled: now, Entries: appeared(entries), Asked: f.Every}), entries
}

// sitemapsPolled is how many of an index's sitemaps, the latest first, one poll looks into: news stands in the latest.
const sitemapsPolled = 2

// sitemaps gives the entries of the latest sitemaps of an index. One that does not come is left for the next poll.
func (c *Crawler) sitemaps(ctx context.Context, f *feed.Feed) (entries []feed.Entry) {
	for _, at := range f.Sitemaps[:min(len(f.Sitemaps), sitemapsPolled)] {
		capture, err := c.Client.Get(ctx, at, fetch.Conditional{})
		if err != nil || capture.Error != "" {
			continue
		}
		if part, err := feed.Parse(capture.Body, capture.Header.Get("Content-Type"), address(capture)); err == nil {
			entries = append(entries, part.Entries...)
		}
	}
	return entries
}

// appeared gives the times at which entries were published, where they say.
func appeared(entries []feed.Entry) (times []time.Time) {
	for _, e := range entries {
		if !e.Published.Time.IsZero() {
			times = append(times, e.Published.Time)
		}
	}
	return times
}

func succeeded(s *isnad.Source, h feed.History) *isnad.Source {
	s.Health.LastSuccess, s.Health.Failures, s.Health.Reason = h.Polled, 0, ""
	h.Shortest = s.Interval
	s.Health.NextPoll = feed.NextPoll(h)
	return s
}

// failed doubles the rest after each failure, from a minute to a day.
func failed(s *isnad.Source, reason string, now time.Time) *isnad.Source {
	rest := time.Minute << min(s.Health.Failures, 11)
	s.Health.Failures++
	s.Health.Reason = reason
	s.Health.NextPoll = now.Add(max(min(rest, 24*time.Hour), s.Interval))
	return s
}

// queueEntries queues a fetch for each link that was never queued before, and counts them.
func queueEntries(tx isnad.Tx, s *isnad.Source, entries []feed.Entry) (fresh int, err error) {
	for _, e := range entries {
		if e.URL == "" {
			continue
		}
		isNew, err := tx.Claim("page/" + isnad.Digest([]byte(e.URL)))
		if err != nil {
			return fresh, err
		}
		if !isNew {
			continue
		}
		fresh++
		if err := tx.Enqueue(newJob(isnad.FetchPage, e.URL, fetchArgs{URL: e.URL, Outlet: s.Title, Title: e.Title, Published: e.Published})); err != nil {
			return fresh, err
		}
	}
	return fresh, nil
}
