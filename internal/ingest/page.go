package ingest

import (
	"context"
	"errors"
	"time"

	"isnad"
	"isnad/extract"
	"isnad/internal/feed"
	"isnad/internal/fetch"
)

// mostTries is how often a page is asked for that did not come for a reason that may pass; the host's rests lie between, so
// that the last try comes about a week after the first.
const mostTries = 18

// fetch gets a page, archives it, and queues its reading. A page that will not load is recorded; one that may load later,
// and one whose host asks to wait, is queued for then.
func (c *Crawler) fetch(ctx context.Context, j isnad.Job) error {
	args, err := arguments[fetchArgs](j)
	if err != nil {
		return err
	}
	header, err := c.headerOf(ctx, args.Source)
	if err != nil {
		return err
	}
	capture, err := c.Client.Get(ctx, args.URL, fetch.With{Header: header})
	var wait *fetch.WaitError
	if errors.As(err, &wait) {
		if wait.Refused {
			args.Tries++
		}
		return c.later(ctx, j, args, wait.Until, wait.Reason)
	}
	if ctx.Err() != nil || errors.Is(err, fetch.ErrCutOff) { // no failure of the outlet's: the job is given out again
		return errors.Join(ctx.Err(), err)
	}
	if capture != nil {
		if err := c.Archive.Append(ctx, capture); err != nil {
			return err
		}
	}
	why := fetch.Why(capture, err)
	switch why {
	case "":
		return c.queueRead(ctx, j, capture, args)
	case isnad.FailedBusy, isnad.FailedAnswer, isnad.FailedServer:
		args.Tries++
		until := c.Now().Add(feed.Rest(args.URL, args.Tries))
		if host := c.Client.Until(args.URL); host.After(until) {
			until = host
		}
		return c.later(ctx, j, args, until, reasonOf(capture, err))
	}
	return c.notFetched(ctx, j, args, capture, why, reasonOf(capture, err))
}

// headerOf gives the headers that a source has sent; a source that is gone has none.
func (c *Crawler) headerOf(ctx context.Context, id string) (map[string]string, error) {
	if id == "" {
		return nil, nil
	}
	s, err := c.Store.Source(ctx, id)
	if errors.Is(err, isnad.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.Header, nil
}

// later queues the fetch again for a later time, until it was tried often enough.
func (c *Crawler) later(ctx context.Context, j isnad.Job, args fetchArgs, until time.Time, reason string) error {
	if args.Tries >= mostTries {
		return c.notFetched(ctx, j, args, nil, isnad.FailedAnswer, reason)
	}
	next := newJob(j.Kind, j.Key, args)
	next.NotBefore = until
	return c.Store.Update(ctx, func(tx isnad.Tx) error { return errors.Join(tx.Complete(j), tx.Enqueue(next)) })
}

// notFetched records that a page will not come.
func (c *Crawler) notFetched(ctx context.Context, j isnad.Job, args fetchArgs, capture *isnad.Capture, why isnad.Failure, reason string) error {
	c.Log.Warn("page not fetched", "url", args.URL, "why", string(why), "reason", reason)
	c.Meter.failed(why)
	return c.Store.Update(ctx, func(tx isnad.Tx) error {
		if capture != nil {
			if _, err := tx.AddCapture(capture); err != nil {
				return err
			}
		}
		return errors.Join(c.pageFared(tx, args, why, reason), tx.Complete(j))
	})
}

// pageFared notes at the source how a page fared to which it linked.
func (c *Crawler) pageFared(tx isnad.Tx, args fetchArgs, why isnad.Failure, reason string) error {
	if args.Source == "" {
		return nil
	}
	err := tx.ChangeSource(args.Source, func(s *isnad.Source) {
		if why == "" {
			s.Health.Pages = isnad.PageHealth{}
			return
		}
		s.Health.Pages = isnad.PageHealth{Failures: s.Health.Pages.Failures + 1, URL: args.URL, At: c.Now(), Reason: reason, Why: why}
	})
	if errors.Is(err, isnad.ErrNotFound) {
		return nil
	}
	return err
}

func (c *Crawler) queueRead(ctx context.Context, j isnad.Job, capture *isnad.Capture, args fetchArgs) error {
	return c.Store.Update(ctx, func(tx isnad.Tx) error {
		if _, err := tx.AddCapture(capture); err != nil {
			return err
		}
		next := newJob(isnad.ReadCapture, capture.WARC, readArgs{Place: capture.WARC, fetchArgs: args})
		return errors.Join(tx.Enqueue(next), tx.Complete(j))
	})
}

// read makes articles of an archived page, or of the text that an archived feed has.
func (c *Crawler) read(ctx context.Context, j isnad.Job) error {
	args, err := arguments[readArgs](j)
	if err != nil {
		return err
	}
	capture, err := c.Archive.Read(ctx, args.Place)
	if err != nil {
		return err
	}
	batch, why, reason := c.readPage(capture, args)
	if len(args.Entries) > 0 {
		batch, why, reason = c.readEntries(capture, args)
	}
	for _, item := range batch {
		nameOutlet(item.article, args.Outlet)
	}
	source, err := c.sourceOf(ctx, args.Source)
	if err != nil {
		return err
	}
	err = c.Placed().Put(ctx, batch, func(tx isnad.Tx) error {
		if err := keepFor(tx, source, batch); err != nil {
			return err
		}
		if why != "" || source.Health.Pages.Failures > 0 {
			if err := c.pageFared(tx, args.fetchArgs, why, reason); err != nil {
				return err
			}
		}
		return tx.Complete(j)
	})
	if err == nil {
		c.Meter.articles(len(batch))
		c.Meter.failed(why)
	}
	return err
}

// sourceOf gives the source of that id, an empty one where it is gone.
func (c *Crawler) sourceOf(ctx context.Context, id string) (*isnad.Source, error) {
	s, err := c.Store.Source(ctx, id)
	if errors.Is(err, isnad.ErrNotFound) {
		return &isnad.Source{}, nil
	}
	return s, err
}

// keepFor queues the end of articles whose source keeps them for a while.
func keepFor(tx isnad.Tx, source *isnad.Source, batch []prepared) error {
	if source.Keep == 0 {
		return nil
	}
	for _, item := range batch {
		end := newJob(isnad.DropArticle, item.article.ID, dropArgs{source.ID})
		end.NotBefore = item.article.Captured.At.Add(source.Keep)
		if err := tx.Enqueue(end); err != nil {
			return err
		}
	}
	return nil
}

// drop removes an article whose time is over by what its source says now. Its capture stays in the archive's files.
func (c *Crawler) drop(ctx context.Context, j isnad.Job) error {
	args, err := arguments[dropArgs](j)
	if err != nil {
		return err
	}
	source, err := c.sourceOf(ctx, args.Source)
	if err != nil {
		return err
	}
	a, err := c.Store.Article(ctx, j.Key)
	if err != nil && !errors.Is(err, isnad.ErrNotFound) {
		return err
	}
	stories := c.Placed()
	return stories.placed(ctx, func() error {
		return stories.update(ctx, func(tx isnad.Tx) error { return c.dropped(tx, j, args, a, source) })
	})
}

// dropped finishes the job: the article is gone then, or its end is put off.
func (c *Crawler) dropped(tx isnad.Tx, j isnad.Job, args dropArgs, a *isnad.Article, source *isnad.Source) error {
	if err := tx.Complete(j); err != nil || a == nil || source.Keep == 0 {
		return err
	}
	if end := a.Captured.At.Add(source.Keep); end.After(c.Now()) {
		next := newJob(j.Kind, j.Key, args)
		next.NotBefore = end
		return tx.Enqueue(next)
	}
	return errors.Join(leaveStory(tx, a), tx.DropArticle(a.ID))
}

// nameOutlet gives an article whose page does not name its outlet the name of the feed that led there.
func nameOutlet(a *isnad.Article, feedTitle string) {
	if a.Source.Name == "" || a.Source.Name == a.Source.Host {
		a.Source.Name = feedTitle
	}
}

// readPage makes the articles of a page, and says why there are none.
func (c *Crawler) readPage(capture *isnad.Capture, args readArgs) ([]prepared, isnad.Failure, string) {
	page := pageOf(capture)
	page.Title, page.Published = args.Title, args.Published
	var result extract.Result
	batch, err := guarded(func() (batch []prepared) {
		batch, result = c.analysis.prepare(capture, page)
		return batch
	})
	switch {
	case err != nil:
		c.Log.Error("page not read", "url", args.URL, "error", err)
		return nil, isnad.FailedArticle, err.Error()
	case len(batch) > 0:
		return batch, "", ""
	}
	if reason := scripted(capture.Body); reason != "" {
		return nil, isnad.FailedBrowser, reason
	}
	return nil, isnad.FailedArticle, notArticle(result).Error()
}

// readEntries makes the articles of those entries of a feed that were new.
func (c *Crawler) readEntries(capture *isnad.Capture, args readArgs) ([]prepared, isnad.Failure, string) {
	f, err := feed.Parse(capture.Body, capture.Header.Get("Content-Type"), address(capture))
	if err != nil {
		return nil, isnad.FailedFeed, err.Error()
	}
	wanted := map[string]bool{}
	for _, id := range args.Entries {
		wanted[id] = true
	}
	kept := f.Entries[:0]
	for _, e := range f.Entries {
		if wanted[e.ID] {
			kept = append(kept, e)
		}
	}
	f.Entries = kept
	batch, err := guarded(func() (batch []prepared) {
		batch = c.analysis.readFeed(f)
		for _, item := range batch {
			evident(item.article, capture)
		}
		return batch
	})
	if err != nil {
		return nil, isnad.FailedArticle, err.Error()
	}
	return batch, "", ""
}

// prepare reads a page and readies its articles for the writer.
func (s *analysis) prepare(c *isnad.Capture, page extract.Page) ([]prepared, extract.Result) {
	batch, result := s.read(page)
	for _, item := range batch {
		evident(item.article, c)
	}
	return batch, result
}

// evident gives an article its evidence.
func evident(a *isnad.Article, c *isnad.Capture) {
	a.Captured = isnad.Captured{At: c.At, Digest: c.Digest, WARC: c.WARC}
}

// address is where a capture was found in the end.
func address(c *isnad.Capture) string {
	if c.FinalURL != "" {
		return c.FinalURL
	}
	return c.URL
}
