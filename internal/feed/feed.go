package feed

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/coding"
)

// Kind is the family of a feed.
type Kind string

const (
	RSS          Kind = "rss" // RDF too
	Atom         Kind = "atom"
	JSON         Kind = "json"
	Sitemap      Kind = "sitemap"
	SitemapIndex Kind = "sitemap-index"
)

// Feed is what an address told of new articles.
type Feed struct {
	Kind     Kind
	Title    string
	Home     string // address of the site, where the feed names it
	Language string
	Entries  []Entry       // as the feed orders them
	Sitemaps []string      // of an index: addresses of sitemaps, the most recently changed first
	Every    time.Duration // how often the feed says it should be looked at; 0 where it does not
	Findings []string      // faults that reading got over
}

// Entry is one article as its feed announces it. Any field but ID may be empty.
type Entry struct {
	ID        string // stable within the feed, though title, date or address change
	URL       string
	Title     string // plain text
	Published dates.Date
	Updated   dates.Date
	Summary   string // HTML as it came
	Content   string // HTML as it came: the whole article where the feed has it
	Authors   []string
	Tags      []string
}

func (f *Feed) find(format string, args ...any) {
	f.Findings = append(f.Findings, fmt.Sprintf(format, args...))
}

// ErrPage says that the body is a web page. Feeds that it names are found by [Discover].
var ErrPage = errors.New("a web page, not a feed")

// Bounds of what is worked on. Sitemaps may have 50 MB by their standard.
const (
	maxText  = 50 << 20
	maxDepth = 200 // of elements in elements
)

// Parse reads a feed of any kind. address is where the body came from; links are resolved against it. The error is ErrPage,
// or isnad.ErrInvalid for what is no feed at all.
func Parse(body []byte, contentType, address string) (*Feed, error) {
	text := plainText(body, contentType)
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	f := &Feed{}
	root := rootName(text)
	switch {
	case strings.HasPrefix(text, "{"):
		f.Kind = JSON
		err = f.readJSON(text)
	case root == "urlset" || root == "sitemapindex":
		err = f.readSitemap(text)
	case root == "rss" || root == "rdf" || root == "feed" || root == "channel":
		f.Kind = RSS
		if root == "feed" {
			f.Kind = Atom
		}
		err = f.readXML(text)
	case root == "html" || strings.Contains(text[:min(len(text), 1024)], "<!DOCTYPE html"):
		err = ErrPage
	default:
		err = fmt.Errorf("%w: no feed of any known kind", isnad.ErrInvalid)
	}
	if err != nil {
		return nil, fmt.Errorf("feed.Parse(%s): %w", address, err)
	}
	f.finish(base)
	return f, nil
}

// plainText undoes compression and charset, and cuts what stands before the first tag or brace.
func plainText(body []byte, contentType string) string {
	if bytes.HasPrefix(body, []byte{0x1F, 0x8B}) {
		// What came before a fault or the limit is read: a sitemap that is cut is a sitemap still.
		body, _ = coding.Decode(bytes.NewReader(body), "gzip", maxText)
	}
	text, _, _ := extract.Decode(body[:min(len(body), maxText)], contentType)
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xFFFE || r == 0xFFFF || r == '\uFEFF' {
			return -1 // XML has no such characters
		}
		return r
	}, text)
	if i := strings.IndexAny(text, "<{"); i > 0 {
		text = text[i:]
	}
	return text
}

var rootTag = regexp.MustCompile(`^<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)`)

// rootName gives the name of the first element in lower case, without its prefix.
func rootName(text string) string {
	for i := 0; i < len(text); {
		j := strings.IndexByte(text[i:], '<')
		if j < 0 {
			return ""
		}
		i += j
		rest := text[i:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			end := strings.Index(rest, "-->")
			if end < 0 {
				return ""
			}
			i += end + 3
		case strings.HasPrefix(rest, "<?") || strings.HasPrefix(rest, "<!"):
			i += 2
		default:
			if m := rootTag.FindStringSubmatch(rest[:min(len(rest), 100)]); m != nil {
				return strings.ToLower(m[1])
			}
			i++
		}
	}
	return ""
}

// finish resolves links, cleans titles, and gives every entry a name of its own.
func (f *Feed) finish(base *url.URL) {
	f.Title, f.Home = plain(f.Title), resolve(base, f.Home)
	if home, err := url.Parse(f.Home); err == nil && home.IsAbs() && !base.IsAbs() {
		base = home
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		e.Title, e.URL = plain(e.Title), resolve(base, e.URL)
	}
	for i, s := range f.Sitemaps {
		f.Sitemaps[i] = resolve(base, s)
	}
	f.name()
}

// resolve gives an absolute http or https address, or "" where link is none.
func resolve(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	u = base.ResolveReference(u)
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
