package isnad

import "time"

// SourceKind is what an address turned out to be.
type SourceKind string

const (
	FeedSource    SourceKind = "feed"
	SiteSource    SourceKind = "site"
	SitemapSource SourceKind = "sitemap"
	PageSource    SourceKind = "page"
)

// Source is an address that Isnad goes back to.
type Source struct {
	ID       string
	URL      string
	Kind     SourceKind
	Title    string
	Outlet   string        // key of the outlet in the directory, where known
	Interval time.Duration // the shortest wait between two polls; 0 leaves it to the feed's own rhythm
	FullText bool          // take the feed's text instead of fetching each page
	Paused   bool
	Health   Health
}

// Health is how a source fared.
type Health struct {
	LastPoll     time.Time
	LastSuccess  time.Time
	LastNew      time.Time // when it last had something new
	NextPoll     time.Time
	Failures     int    // in a row
	Reason       string // of the last failure, for people
	ETag         string // byte for byte as the server sent it
	LastModified string
}
