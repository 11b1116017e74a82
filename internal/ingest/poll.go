package ingest

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"isnad"
	"isnad/internal/feed"
	"isnad/internal/fetch"
)

// poll fetches a source, archives what came, and queues what is new in it. A source that does not come is the source's
// state, not an error.
func (c *Crawler) poll(ctx context.Context, j isnad.Job) error {
	args, err := arguments[pollArgs](j)
	if err != nil {
		return err
	}
	s, err := c.Store.Source(ctx, args.Source)
	if err == nil && (s.Paused || s.Health.NextPoll.After(c.Now())) || errors.Is(err, isnad.ErrNotFound) {
		return c.polled(ctx, j, func(isnad.Tx) error { return nil }) // paused, gone, or polled meanwhile
	}
	if err != nil {
		return err
	}
	c.Meter.late(s, c.Now())
	capture, err := c.Client.Get(ctx, s.URL, fetch.With{ETag: s.Health.ETag, LastModified: s.Health.LastModified, Header: s.Header})
	var wait *fetch.WaitError
	if errors.As(err, &wait) {
		return c.polled(ctx, j, func(tx isnad.Tx) error {
			return tx.ChangeSource(s.ID, func(s *isnad.Source) { postponed(s, wait) })
		})
	}
	if ctx.Err() != nil || errors.Is(err, fetch.ErrCutOff) { // no failure of the outlet's: the job is given out again
		return errors.Join(ctx.Err(), err)
	}
	found := c.understand(ctx, s, capture, err)
	if capture != nil {
		if err := c.Archive.Append(ctx, capture); err != nil {
			return err
		}
	}
	return c.polled(ctx, j, func(tx isnad.Tx) error { return c.keep(tx, s, capture, found) })
}

// polled finishes a poll with what do stores.
func (c *Crawler) polled(ctx context.Context, j isnad.Job, do func(isnad.Tx) error) error {
	err := c.Store.Update(ctx, func(tx isnad.Tx) error {
		if err := do(tx); err != nil && !errors.Is(err, isnad.ErrNotFound) { // a source may be dropped meanwhile
			return err
		}
		return tx.Complete(j)
	})
	if err == nil {
		c.schedule.done(j.Key)
	}
	return err
}

// postponed moves a poll to when the host may be asked. That the host refuses is a failure of each of its sources.
func postponed(s *isnad.Source, wait *fetch.WaitError) {
	s.Health.NextPoll = wait.Until
	if wait.Refused {
		s.Health.Failures++
		s.Health.Why, s.Health.Reason = wait.Why, wait.Reason
	}
}

// findings are what a poll found out.
type findings struct {
	at        time.Time
	unchanged bool          // 304
	why       isnad.Failure // empty where the source came
	reason    string
	moved     string // where permanent redirects alone led, of a source that came
	tag       string
	modified  string
	title     string
	entries   []feed.Entry
	asked     time.Duration
	until     time.Time // the host refuses until then
	becomes   string    // of a site: the feed that it announces
}

// understand reads what a poll fetched.
func (c *Crawler) understand(ctx context.Context, s *isnad.Source, capture *isnad.Capture, err error) findings {
	f := findings{at: c.Now()}
	if f.why = fetch.Why(capture, err); f.why != "" {
		f.reason = reasonOf(capture, err)
		f.until = c.Client.Until(s.URL)
		return f
	}
	f.moved = capture.Moved
	f.tag, f.modified = capture.Header.Get("ETag"), capture.Header.Get("Last-Modified")
	if capture.Status == http.StatusNotModified {
		f.unchanged = true
		return f
	}
	if s.Kind == isnad.PageSource {
		return f
	}
	parsed, err := feed.Parse(capture.Body, capture.Header.Get("Content-Type"), address(capture))
	if errors.Is(err, feed.ErrPage) && s.Kind == isnad.SiteSource {
		f.becomes = siteFeed(capture)
	}
	if f.becomes != "" {
		return f
	}
	if err != nil {
		f.why, f.reason = isnad.FailedFeed, err.Error()
		if errors.Is(err, feed.ErrPage) && scripted(capture.Body) != "" {
			f.why, f.reason = isnad.FailedBrowser, scripted(capture.Body)
		}
		return f
	}
	f.title, f.asked = parsed.Title, parsed.Every
	f.entries = append(parsed.Entries, c.sitemaps(ctx, parsed)...)
	return f
}

func reasonOf(capture *isnad.Capture, err error) string {
	if err != nil {
		return err.Error()
	}
	if capture.Status == http.StatusGone {
		return "the address is gone for good (410)"
	}
	return capture.Error
}

// sitemapsPolled is how many of an index's sitemaps, the latest first, one poll looks into: news stands in the latest.
const sitemapsPolled = 2

// sitemaps gives the entries of the latest sitemaps of an index. One that does not come is left for the next poll.
func (c *Crawler) sitemaps(ctx context.Context, f *feed.Feed) (entries []feed.Entry) {
	for _, at := range f.Sitemaps[:min(len(f.Sitemaps), sitemapsPolled)] {
		capture, err := c.Client.Get(ctx, at, fetch.With{})
		if err != nil {
			continue
		}
		if err := c.Archive.Append(ctx, capture); err != nil || capture.Error != "" {
			continue
		}
		if part, err := feed.Parse(capture.Body, capture.Header.Get("Content-Type"), address(capture)); err == nil {
			entries = append(entries, part.Entries...)
		}
	}
	return entries
}

// keep stores what a poll found: jobs for what is new, and the source's new state.
func (c *Crawler) keep(tx isnad.Tx, s *isnad.Source, capture *isnad.Capture, f findings) error {
	fresh, err := c.queueEntries(tx, s, capture, f)
	if err != nil {
		return err
	}
	return tx.ChangeSource(s.ID, func(s *isnad.Source) { fared(s, f, fresh) })
}

// queueEntries queues the fetch of each link that was never queued before, or the reading of the text that the feed itself
// has, and counts what is new.
func (c *Crawler) queueEntries(tx isnad.Tx, s *isnad.Source, capture *isnad.Capture, f findings) (fresh int, err error) {
	if s.Kind == isnad.PageSource && f.why == "" && !f.unchanged {
		return c.queuePage(tx, s, capture)
	}
	var texts []string
	for _, e := range f.entries {
		isNew, err := claim(tx, s, e)
		if err != nil {
			return fresh, err
		}
		if !isNew {
			continue
		}
		fresh++
		if s.FullText || e.URL == "" {
			texts = append(texts, e.ID)
			continue
		}
		j := newJob(isnad.FetchPage, e.URL, fetchArgs{URL: e.URL, Source: s.ID, Outlet: titleOf(s, f), Title: e.Title, Published: e.Published})
		j.NotBefore = c.slot(e.URL)
		if err := tx.Enqueue(j); err != nil {
			return fresh, err
		}
	}
	if len(texts) == 0 {
		return fresh, nil
	}
	if _, err := tx.AddCapture(capture); err != nil {
		return fresh, err
	}
	return fresh, tx.Enqueue(newJob(isnad.ReadCapture, capture.WARC, readArgs{capture.WARC, texts, fetchArgs{URL: s.URL, Source: s.ID, Outlet: titleOf(s, f)}}))
}

// queuePage queues the reading of a page that is itself the source, where it changed.
func (c *Crawler) queuePage(tx isnad.Tx, s *isnad.Source, capture *isnad.Capture) (fresh int, err error) {
	isNew, err := tx.AddCapture(capture)
	if err != nil || !isNew {
		return 0, err
	}
	return 1, tx.Enqueue(newJob(isnad.ReadCapture, capture.WARC, readArgs{Place: capture.WARC, fetchArgs: fetchArgs{URL: s.URL, Source: s.ID}}))
}

func titleOf(s *isnad.Source, f findings) string {
	if s.Title != "" {
		return s.Title
	}
	return f.title
}

// claim reports whether an entry was never seen: neither its address, in whatever feed, nor the name that its feed gives
// it. So an entry whose title or address changes is not a new one.
func claim(tx isnad.Tx, s *isnad.Source, e feed.Entry) (bool, error) {
	isNew := true
	if e.URL != "" {
		ok, err := tx.Claim("page/" + isnad.Digest([]byte(e.URL)))
		if err != nil {
			return false, err
		}
		isNew = ok
	}
	ok, err := tx.Claim("entry/" + s.ID + "/" + isnad.Digest([]byte(e.ID))[7:39])
	return isNew && ok, err
}

// scripted says why a page can be read by a browser alone, "" where nothing speaks for that.
func scripted(page []byte) string {
	text := string(page[:min(len(page), 256<<10)])
	lower := strings.ToLower(text)
	for _, sign := range challenges {
		if strings.Contains(lower, sign) {
			return "the site asks whether a person reads it: a browser is needed"
		}
	}
	words := strings.Join(paragraphs(text), " ")
	if len(words) > 2000 || !strings.Contains(lower, "<script") {
		return ""
	}
	for _, sign := range shells {
		if strings.Contains(lower, sign) {
			return "the page is empty without its scripts: a browser is needed"
		}
	}
	return ""
}

// challenges are what pages contain that stand before a site until a browser has proved itself.
var challenges = []string{"/cdn-cgi/challenge-platform/", "cf-browser-verification", "cf_chl_opt", "_incapsula_resource", "ddos-guard/js-challenge", "id=\"sucuri", "sucuri_cloudproxy_js"}

// shells are what pages contain whose text comes by script.
var shells = []string{`id="root"`, `id='root'`, `id="app"`, `id='app'`, `id="__next"`, `id="__nuxt"`, `id="___gatsby"`, "<app-root", "ng-app", "enable javascript",
	"requires javascript", "javascript is required", "javascript is disabled", "تفعيل جافا", "تفعيل الجافا", "يتطلب جافا"}
