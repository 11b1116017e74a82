package feed

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	gofeedjson "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"

	"isnad"
	"isnad/dates"
)

// readXML reads RSS, RDF and Atom. Where the feed as a whole cannot be read, each entry is tried by itself.
func (f *Feed) readXML(text string) error {
	text = f.bounded(withoutProlog(text))
	parsed, err := parse(text)
	if err == nil {
		f.take(parsed)
		return nil
	}
	f.find("not well formed: %.200s", err)
	head, parts, tail := split(text)
	if parsed, err = parse(head + tail); err == nil {
		f.take(parsed)
	}
	read := 0
	for _, part := range parts {
		if parsed, err = parse(head + part + tail); err != nil {
			if parsed, err = parse(head + mend(part) + tail); err != nil {
				f.find("an entry that cannot be read: %.200s", err)
				continue
			}
		}
		read++
		f.take(parsed)
	}
	if read == 0 && f.Title == "" {
		return fmt.Errorf("%w: a feed of which nothing can be read", isnad.ErrInvalid)
	}
	return nil
}

var (
	declaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)
	errDeep     = errors.New("elements nested too deeply")
)

// parse is gofeed's reading behind our bounds.
func parse(text string) (*gofeed.Feed, error) {
	if depth(text) > maxDepth {
		return nil, errDeep
	}
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true // for ttl
	return p.Parse(strings.NewReader(text))
}

// depth counts how many elements are open at once at most; elements that are never closed count too. It need not be exact:
// it keeps readers that call themselves for each element from being led thousands deep.
func depth(text string) int {
	open, most := 0, 0
	for i := strings.IndexByte(text, '<'); i >= 0 && i+1 < len(text); {
		rest := text[i:]
		step := 1
		switch c := rest[1]; {
		case c == '/':
			open = max(0, open-1)
		case strings.HasPrefix(rest, "<![CDATA["):
			step = after(rest, "]]>")
		case strings.HasPrefix(rest, "<!--"):
			step = after(rest, "-->")
		case c == '?' || c == '!':
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_':
			end := strings.IndexByte(rest, '>')
			if end > 0 && rest[end-1] != '/' {
				open++
				most = max(most, open)
			}
		}
		next := strings.IndexByte(text[i+step:], '<')
		if next < 0 {
			break
		}
		i += step + next
	}
	return most
}

// after gives how much of text has gone by when mark is over, all of it where it has none.
func after(text, mark string) int {
	if i := strings.Index(text, mark); i >= 0 {
		return i + len(mark)
	}
	return len(text)
}

var (
	entryStart = regexp.MustCompile(`<(?:[A-Za-z]+:)?(item|entry)[\s>]`)
	entryEnd   = regexp.MustCompile(`</(?:[A-Za-z]+:)?(item|entry)\s*>`)
)

// maxEntries is how many entries of a feed are read; the newest stand first.
const maxEntries = 2000

// bounded cuts a feed that has more entries than are read.
func (f *Feed) bounded(text string) string {
	starts := entryStart.FindAllStringIndex(text, maxEntries+1)
	if len(starts) <= maxEntries {
		return text
	}
	f.find("more than %d entries: the others are not read", maxEntries)
	_, _, tail := split(text[:starts[1][0]])
	return text[:starts[maxEntries][0]] + tail
}

// maxParts is how many entries of a feed that is not well formed are tried.
const maxParts = 500

// split takes a feed apart: what stands before its first entry, the entries, and what closes the feed.
func split(text string) (head string, parts []string, tail string) {
	starts := entryStart.FindAllStringIndex(text, maxParts+1)
	head = text
	if len(starts) > 0 {
		head = text[:starts[0][0]]
	}
	for i, s := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		part := text[s[0]:end]
		if e := entryEnd.FindStringIndex(part); e != nil {
			part = part[:e[1]]
		}
		parts = append(parts, part)
	}
	switch lower := strings.ToLower(head); {
	case strings.Contains(lower, "<feed") || strings.Contains(lower, ":feed"):
		tail = "</feed>"
	case strings.Contains(lower, ":rdf"):
		tail = "</rdf:RDF>"
		if strings.Contains(lower, "<channel") && !strings.Contains(lower, "</channel") {
			tail = "</channel></rdf:RDF>"
		}
	default:
		tail = "</channel></rss>"
	}
	if i := strings.LastIndex(head, "<"); i >= 0 && !strings.Contains(head[i:], ">") {
		head = head[:i]
	}
	return head, parts, tail
}

var (
	bareAmpersand = regexp.MustCompile(`&(#?[A-Za-z0-9]{1,10};)?`)
	lastElement   = regexp.MustCompile(`</?([A-Za-z][\w:.-]*)[^<>]*>`)
)

// mend brings an entry to well-formed XML: lone ampersands, an end that is missing, elements that were left open.
func mend(part string) string {
	if i := strings.LastIndex(part, "<![CDATA["); i >= 0 && !strings.Contains(part[i:], "]]>") {
		part += "]]>"
	} else if i := strings.LastIndexByte(part, '<'); i >= 0 && !strings.Contains(part[i:], ">") {
		part = part[:i]
	}
	part = bareAmpersand.ReplaceAllStringFunc(part, func(m string) string {
		if m == "&" {
			return "&amp;"
		}
		return m
	})
	var open []string
	for _, m := range lastElement.FindAllStringSubmatch(withoutCDATA(part), -1) {
		switch {
		case strings.HasSuffix(m[0], "/>"):
		case m[0][1] != '/':
			open = append(open, m[1])
		default:
			for len(open) > 0 {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				if last == m[1] {
					break
				}
			}
		}
	}
	for i := len(open) - 1; i >= 0 && i >= len(open)-maxDepth; i-- {
		part += "</" + open[i] + ">"
	}
	return part
}

func withoutCDATA(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "<![CDATA[")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i+after(s[i:], "]]>"):]
	}
}

// take adds what gofeed read.
func (f *Feed) take(g *gofeed.Feed) {
	f.Title, f.Home, f.Language = first(f.Title, g.Title), first(f.Home, g.Link), first(f.Language, g.Language)
	if f.Every == 0 {
		f.Every = every(g)
	}
	for _, it := range g.Items {
		e := Entry{ID: strings.TrimSpace(it.GUID), URL: link(it), Title: it.Title, Summary: it.Description, Content: it.Content, Tags: it.Categories}
		e.Published = date(it.Published, it.PublishedParsed)
		e.Updated = date(it.Updated, it.UpdatedParsed)
		if e.Published.IsZero() {
			e.Published = e.Updated
		}
		for _, a := range it.Authors {
			if a != nil && first(a.Name, a.Email) != "" {
				e.Authors = append(e.Authors, plain(first(a.Name, a.Email)))
			}
		}
		f.Entries = append(f.Entries, e)
	}
}

func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// link gives the article's own address: FeedBurner and its like keep it beside theirs.
func link(it *gofeed.Item) string {
	for _, ext := range it.Extensions["feedburner"]["origLink"] {
		if ext.Value != "" {
			return ext.Value
		}
	}
	if it.Link == "" {
		for _, ext := range it.Extensions["atom"]["link"] {
			if rel := ext.Attrs["rel"]; (rel == "" || rel == "alternate") && ext.Attrs["href"] != "" {
				return ext.Attrs["href"]
			}
		}
	}
	if it.Link == "" && (strings.HasPrefix(it.GUID, "http://") || strings.HasPrefix(it.GUID, "https://")) {
		return it.GUID
	}
	return it.Link
}

// date reads a feed's date with our own reader, which knows every calendar of the Arab press, and falls back on gofeed's.
func date(text string, parsed *time.Time) dates.Date {
	text = strings.TrimSpace(text)
	if len(text) > 200 {
		text = text[:200]
	}
	if at, ok := seconds(text); ok {
		return dates.Date{Day: dates.DayOf(at), Time: at, Precision: dates.Instant, Text: text, Origin: dates.FromFeed}
	}
	d, ok := dates.Parse(zoned(text))
	switch {
	case ok:
	case parsed != nil:
		d = dates.Date{Day: dates.DayOf(*parsed), Time: *parsed, Precision: dates.Instant}
	default:
		return dates.Date{}
	}
	d.Text, d.Origin = text, dates.FromFeed
	return d
}

// seconds reads a date that is a count of seconds or milliseconds since 1970.
func seconds(text string) (time.Time, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil:
	case len(text) == 10:
		return time.Unix(n, 0).UTC(), true
	case len(text) == 13:
		return time.UnixMilli(n).UTC(), true
	}
	return time.Time{}, false
}

// americanZones are those of RFC 822, which mean the same hour in summer as in winter.
var americanZones = map[string]string{"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700"}

var hourAndOffset = regexp.MustCompile(`( \d{1,2}:\d{2}) ([+-]\d{4})$`)

// zoned writes a zone of RFC 822 as its offset, and an hour before one with its seconds.
func zoned(text string) string {
	if i := strings.LastIndexByte(text, ' '); i > 0 && americanZones[text[i+1:]] != "" {
		text = text[:i+1] + americanZones[text[i+1:]]
	}
	return hourAndOffset.ReplaceAllString(text, "$1:00 $2")
}

// every reads how often a feed says that it changes: ttl in minutes, or sy:updatePeriod and its frequency.
func every(g *gofeed.Feed) time.Duration {
	if r, ok := g.OriginalFeed().(*rss.Feed); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 && n <= 60*24*365 {
			return time.Duration(n) * time.Minute
		}
	}
	sy := g.Extensions["sy"]
	if len(sy["updatePeriod"]) == 0 {
		return 0
	}
	period := map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
		"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour}[strings.ToLower(strings.TrimSpace(sy["updatePeriod"][0].Value))]
	if len(sy["updateFrequency"]) > 0 {
		if n, err := strconv.Atoi(strings.TrimSpace(sy["updateFrequency"][0].Value)); err == nil && n > 0 && n <= 1000 {
			period /= time.Duration(n)
		}
	}
	return period
}

// readJSON reads a JSON Feed.
func (f *Feed) readJSON(text string) error {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	parsed, err := p.Parse(strings.NewReader(text))
	if err != nil {
		f.find("not well formed: %.200s", err)
		parsed, err = parseCut(p, text, err)
	}
	if err != nil {
		return fmt.Errorf("%w: %.200s", isnad.ErrInvalid, err)
	}
	if original, ok := parsed.OriginalFeed().(*gofeedjson.Feed); ok {
		for i, it := range original.Items {
			if i < len(parsed.Items) && it.URL == "" {
				parsed.Items[i].Link = it.ExternalURL
			}
		}
	}
	f.take(parsed)
	return nil
}

// parseCut reads a JSON Feed that ends too early, up to its last whole entry.
func parseCut(p *gofeed.Parser, text string, failure error) (*gofeed.Feed, error) {
	for range 10 {
		i := strings.LastIndexByte(text, '}')
		if i < 0 {
			break
		}
		text = text[:i]
		if parsed, err := p.Parse(strings.NewReader(text + "}]}")); err == nil {
			return parsed, nil
		}
	}
	return nil, failure
}
