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
	Home     string            `json:",omitempty"` // address of the site, where known
	Outlet   string            // key of the outlet in the directory, where known
	Interval time.Duration     // the shortest wait between two polls; 0 leaves it to the feed's own rhythm
	FullText bool              // take the feed's text instead of fetching each page
	Keep     time.Duration     `json:",omitempty"` // how long its articles are kept; 0 is for ever
	Header   map[string]string `json:",omitempty"` // sent with each request; never credentials, see [Source.SetHeader]
	Paused   bool
	Health   Health
}

// Health is how a source fared.
type Health struct {
	LastPoll     time.Time
	LastSuccess  time.Time
	LastNew      time.Time // when it last had something new
	NextPoll     time.Time
	Failures     int     // in a row
	Reason       string  // of the last failure, for people
	Why          Failure `json:",omitempty"` // of the last failure, for programs
	ETag         string  // byte for byte as the server sent it
	LastModified string

	Gap   time.Duration `json:",omitempty"` // usual time between two of its entries; 0 unknown
	Moved string        `json:",omitempty"` // where permanent redirects alone led
	Moves int           `json:",omitempty"` // how often in a row they led there, with success
	Pages PageHealth    `json:",omitzero"`
}

// PageHealth is how the pages fared to which a source's entries link.
type PageHealth struct {
	Failures int       `json:",omitempty"` // in a row
	URL      string    `json:",omitempty"` // of the last page that failed
	At       time.Time `json:",omitzero"`
	Reason   string    `json:",omitempty"` // for people
	Why      Failure   `json:",omitempty"` // for programs
}

// Failure says of what kind it is that something was not fetched; every kind has words and advice of its own where people
// read it.
type Failure string

const (
	FailedAnswer      Failure = "no-answer"   // name not known, connection refused, too slow, cut off
	FailedCertificate Failure = "certificate" // TLS did not agree
	FailedBusy        Failure = "busy"        // 429 or 503: it asks to be left alone for a while
	FailedForbidden   Failure = "forbidden"   // 401, 402, 403, 451
	FailedMissing     Failure = "missing"     // 404
	FailedGone        Failure = "gone"        // 410: for good
	FailedServer      Failure = "server"      // another status that is no success
	FailedRedirect    Failure = "redirect"    // round in circles, or to where nothing is fetched
	FailedRobots      Failure = "robots"      // robots.txt forbids it
	FailedGuard       Failure = "guard"       // a private address, credentials in the URL, no http
	FailedSize        Failure = "size"        // longer than is read, or packed to burst
	FailedFeed        Failure = "no-feed"     // what came is no feed
	FailedBrowser     Failure = "browser"     // the page is made by scripts, or asks whether a person reads it
	FailedArticle     Failure = "no-article"  // the page holds no article
)
