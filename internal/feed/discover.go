package feed

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Link is the address of what may be a feed.
type Link struct {
	URL   string
	Title string
	// Guess is set where the page does not call it a feed but its address looks like one.
	Guess bool
	// Comments is set where it seems to hold readers' comments.
	Comments bool
}

// feedTypes are the media types by which pages announce feeds.
var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
	"application/xml", "text/xml", "application/rss", "application/atom"}

// Discover finds the feeds that a page names, what it announces first and feeds of comments last. page is UTF-8, address is
// where it came from.
func Discover(page, address string) []Link {
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	var found []Link
	z := html.NewTokenizer(strings.NewReader(page[:min(len(page), 2<<20)]))
	z.SetMaxBuf(1 << 20)
	for len(found) < 100 {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		tag := string(name)
		if !more || tag != "link" && tag != "a" && tag != "base" {
			continue
		}
		attr := attributes(z)
		if tag == "base" {
			if b, err := base.Parse(attr["href"]); err == nil {
				base = b
			}
			continue
		}
		if l, ok := candidate(tag, attr, base); ok && !slices.ContainsFunc(found, func(o Link) bool { return o.URL == l.URL }) {
			l.Comments = ofComments(l)
			found = append(found, l)
		}
	}
	slices.SortStableFunc(found, func(a, b Link) int { return rank(a) - rank(b) })
	return found
}

func attributes(z *html.Tokenizer) map[string]string {
	attr := map[string]string{}
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		if _, ok := attr[string(key)]; !ok {
			attr[string(key)] = string(value)
		}
	}
	return attr
}

// candidate tells whether an element names a feed.
func candidate(tag string, attr map[string]string, base *url.URL) (Link, bool) {
	l := Link{URL: resolve(base, attr["href"]), Title: plain(attr["title"])}
	if l.URL == "" {
		return l, false
	}
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(attr["type"])), ";")
	rel := strings.Fields(strings.ToLower(attr["rel"]))
	if tag == "link" {
		announced := slices.Contains(rel, "feed") || slices.Contains(rel, "alternate") && slices.Contains(feedTypes, strings.TrimSpace(kind))
		// WordPress announces its API in the same way as a feed.
		return l, announced && !strings.Contains(l.URL, "/wp-json/") && !strings.Contains(l.URL, "oembed")
	}
	l.Guess = true
	return l, looksLikeFeed(l.URL)
}

// looksLikeFeed judges an address by its last part and its query.
func looksLikeFeed(address string) bool {
	u, err := url.Parse(strings.ToLower(address))
	if err != nil {
		return false
	}
	path := strings.TrimSuffix(u.Path, "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	switch last {
	case "rss", "feed", "atom", "rdf", "feeds":
		return true
	}
	for _, end := range []string{".rss", ".atom", ".rdf", "rss.xml", "feed.xml", "atom.xml", "rss.php", "rss.aspx", "rss2.xml", "index.xml"} {
		if strings.HasSuffix(last, end) {
			return true
		}
	}
	return strings.Contains(u.RawQuery, "feed=rss") || strings.Contains(u.RawQuery, "format=feed") || strings.Contains(u.RawQuery, "format=rss")
}

// rank orders candidates: announced, guessed, and comments after both.
func rank(l Link) int {
	r := 0
	if l.Guess {
		r = 1
	}
	if l.Comments {
		r += 2
	}
	return r
}

func ofComments(l Link) bool {
	return strings.Contains(l.URL, "/comments/") || strings.Contains(strings.ToLower(l.Title), "comments") || strings.Contains(l.Title, "تعليقات")
}
