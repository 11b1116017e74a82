package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"isnad"
	"isnad/extract"
	"isnad/internal/feed"
	"isnad/internal/fetch"
	"isnad/names"
)

// Found is something at an address that can be subscribed to, and what is in it now.
type Found struct {
	Source  *isnad.Source
	Entries int       // announced now
	Latest  time.Time // when the newest of them appeared, where they say
	Texts   int       // entries that have some hundred words of text of their own
	Faults  []string  // that reading got over
}

// Discover fetches an address and says what can be subscribed to there: the feed or news sitemap itself; the feeds that a
// page announces; where it announces none, a feed or news sitemap at the places where sites have them; else the page, where
// it holds an article. ErrNotFound where there is none, ErrUnavailable where the address does not answer.
func Discover(ctx context.Context, client *fetch.Client, at string) ([]Found, error) {
	c, err := client.Get(ctx, at, fetch.With{})
	if err != nil {
		return nil, err
	}
	if c.Error != "" {
		return nil, fmt.Errorf("%s: %w: %s", at, isnad.ErrUnavailable, c.Error)
	}
	f, err := feed.Parse(c.Body, c.Header.Get("Content-Type"), address(c))
	if err == nil {
		return []Found{foundFeed(at, f)}, nil
	}
	if !errors.Is(err, feed.ErrPage) {
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	s := seeker{ctx, client, address(c)}
	found := s.feeds(c)
	if len(found) == 0 {
		found = s.usual()
	}
	if len(found) == 0 {
		found = singlePage(at, c)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: %w: no feed, no page that announces one, no article", address(c), isnad.ErrNotFound)
	}
	return found, nil
}

func foundFeed(at string, f *feed.Feed) Found {
	found := Found{Source: NewSource(at, kindOf(f), f.Title), Entries: len(f.Entries) + len(f.Sitemaps), Faults: f.Findings}
	_, found.Latest = feed.Gap(appeared(f.Entries), time.Unix(1<<40, 0))
	for _, e := range f.Entries {
		if len(strings.Fields(strings.Join(paragraphs(e.Content+e.Summary), " "))) > 100 {
			found.Texts++
		}
	}
	found.Source.Home = f.Home
	return found
}

func kindOf(f *feed.Feed) isnad.SourceKind {
	if f.Kind == feed.Sitemap || f.Kind == feed.SitemapIndex {
		return isnad.SitemapSource
	}
	return isnad.FeedSource
}

// seeker looks for feeds of a page.
type seeker struct {
	ctx    context.Context
	client *fetch.Client
	home   string
}

// mostLooked is how many addresses are tried for one page.
const mostLooked = 6

// feeds gives the feeds that a page announces or links to.
func (s seeker) feeds(c *isnad.Capture) []Found {
	page, _, _ := extract.Decode(c.Body, c.Header.Get("Content-Type"))
	var announced, guesses []string
	for _, l := range feed.Discover(page, s.home) {
		switch {
		case l.Comments:
		case l.Guess:
			guesses = append(guesses, l.URL)
		default:
			announced = append(announced, l.URL)
		}
	}
	if found := s.try(announced, mostLooked); len(found) > 0 {
		return found
	}
	return s.try(guesses, 1)
}

// usualPlaces are where sites have feeds without saying so.
var usualPlaces = []string{"/feed/", "/rss", "/rss.xml", "/news-sitemap.xml"}

// usual looks at the sitemaps of robots.txt, those of news first, and where sites have feeds.
func (s seeker) usual() []Found {
	home, err := url.Parse(s.home)
	if err != nil {
		return nil
	}
	maps, err := s.client.Sitemaps(s.ctx, s.home)
	if err != nil {
		return nil
	}
	slices.SortStableFunc(maps, func(a, b string) int { return newsFirst(a) - newsFirst(b) })
	var places []string
	for _, p := range usualPlaces {
		places = append(places, home.ResolveReference(&url.URL{Path: p}).String())
	}
	if len(maps) > 0 && newsFirst(maps[0]) == 0 {
		if found := s.try(maps[:1], 1); len(found) > 0 {
			return found
		}
	}
	if found := s.try(places, 1); len(found) > 0 {
		return found
	}
	return s.try(maps, 1)
}

func newsFirst(address string) int {
	if strings.Contains(strings.ToLower(address), "news") {
		return 0
	}
	return 1
}

// try fetches addresses until so many are feeds.
func (s seeker) try(addresses []string, want int) (found []Found) {
	for _, at := range addresses[:min(len(addresses), mostLooked)] {
		c, err := s.client.Get(s.ctx, at, fetch.With{})
		if err != nil || c.Error != "" {
			continue
		}
		f, err := feed.Parse(c.Body, c.Header.Get("Content-Type"), address(c))
		if err != nil {
			continue
		}
		one := foundFeed(at, f)
		if one.Source.Home == "" {
			one.Source.Home = s.home
		}
		if found = append(found, one); len(found) == want {
			break
		}
	}
	return found
}

// singlePage gives the page itself where it holds an article.
func singlePage(at string, c *isnad.Capture) []Found {
	articles, _ := Read(pageOf(c))
	if len(articles) == 0 {
		return nil
	}
	return []Found{{Source: NewSource(at, isnad.PageSource, articles[0].Title), Entries: len(articles), Texts: len(articles)}}
}

// siteFeed gives the address of the feed that a site's page announces, "" where there is none.
func siteFeed(c *isnad.Capture) string {
	page, _, _ := extract.Decode(c.Body, c.Header.Get("Content-Type"))
	for _, l := range feed.Discover(page, address(c)) {
		if !l.Comments {
			return l.URL
		}
	}
	return ""
}

// FromDirectory is the source of an outlet of the directory: its feed, else its site, whose feed the first poll finds; nil
// where neither is known.
func FromDirectory(o names.OutletInfo) *isnad.Source {
	var s *isnad.Source
	switch {
	case o.Feed != "":
		s = NewSource(o.Feed, isnad.FeedSource, o.Name)
	case o.Host != "":
		s = NewSource(o.Home(), isnad.SiteSource, o.Name)
	default:
		return nil
	}
	s.Outlet, s.Home = o.Key, o.Home()
	return s
}

// Check fetches a source once as a poll would, without changing anything, and says what is there or why it does not come.
func Check(ctx context.Context, client *fetch.Client, s *isnad.Source) (Found, isnad.Failure, string) {
	c, err := client.Get(ctx, s.URL, fetch.With{Header: s.Header})
	if why := fetch.Why(c, err); why != "" {
		return Found{}, why, reasonOf(c, err)
	}
	if c.Status == http.StatusNotModified {
		return Found{Source: s}, "", ""
	}
	f, err := feed.Parse(c.Body, c.Header.Get("Content-Type"), address(c))
	switch {
	case err == nil:
		return foundFeed(s.URL, f), "", ""
	case s.Kind == isnad.PageSource:
		return Found{Source: s, Entries: 1}, "", ""
	case s.Kind == isnad.SiteSource && siteFeed(c) != "":
		return Found{Source: NewSource(siteFeed(c), isnad.FeedSource, s.Title)}, "", ""
	case scripted(c.Body) != "":
		return Found{}, isnad.FailedBrowser, scripted(c.Body)
	}
	return Found{}, isnad.FailedFeed, err.Error()
}
