package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"isnad/dates"
)

// readDate reads a date as written; the zero Date where it cannot be read.
func readDate(s string, origin dates.Origin) dates.Date {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 200 {
		return dates.Date{}
	}
	d, ok := dates.Parse(s)
	if !ok {
		return unixDate(s, origin)
	}
	d.Origin = origin
	return d
}

// unixDate reads seconds or milliseconds since 1970, as some metas give them.
func unixDate(s string, origin dates.Origin) dates.Date {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || len(s) != 10 && len(s) != 13 {
		return dates.Date{}
	}
	if len(s) == 13 {
		n /= 1000
	}
	t := time.Unix(n, 0).UTC()
	return dates.Date{Day: dates.DayOf(t), Time: t, Precision: dates.Instant, Text: s, Origin: origin}
}

// publishedMetas are the names of metas that hold the day of publication, most reliable first.
var publishedMetas = []string{"article:published_time", "datepublished", "og:published_time", "article:published", "og:article:published_time",
	"pubdate", "publishdate", "publish_date", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date",
	"dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "datecreated", "article.published", "article_date_original",
	"cxenseparse:recs:publishtime", "cxenseparse:publishtime", "date", "created", "analytics:p_ts"}

var modifiedMetas = []string{"article:modified_time", "datemodified", "og:updated_time", "article:modified", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified"}

// choosePublished gives the date of publication from the page's evidence, by how often each kind is right, and checks
// what machines say of the zone against what readers see.
func (p *page) choosePublished(e *evidence, address string) dates.Date {
	visible := p.visibleDate()
	candidates := []dates.Date{
		readDate(e.prop("datePublished"), dates.FromMeta),
		readDate(e.one(publishedMetas[:2]...), dates.FromMeta),
		readDate(e.ld.published, dates.FromJSONLD),
		readDate(e.one(publishedMetas[2:]...), dates.FromMeta),
		p.timeTag(e),
		readDate(e.next.published, dates.FromMeta),
		readDate(e.prop("dateCreated"), dates.FromMeta),
		urlDate(address), // before what readers see: widgets show today's date beside the article
		visible,
	}
	var best dates.Date
	for _, d := range candidates {
		if !d.Day.IsZero() && d.Precision != dates.MonthOnly {
			best = d
			break
		}
	}
	if best.Origin == dates.FromURL && visible.Day == best.Day {
		best = visible
	}
	if u := urlDate(address); !u.Day.IsZero() && !best.Day.IsZero() && apart(u, best) > 1 && agrees(u, candidates, best) {
		best = firstOf(u.Day, candidates)
	}
	if best.Day.IsZero() {
		for _, d := range candidates {
			if !d.Day.IsZero() {
				return d
			}
		}
	}
	return settleZone(best, visible)
}

func apart(a, b dates.Date) int {
	n := a.Day.Sub(b.Day)
	if n < 0 {
		return -n
	}
	return n
}

// agrees reports whether other evidence than the date doubted names the day of u.
func agrees(u dates.Date, all []dates.Date, doubted dates.Date) bool {
	for _, d := range all {
		if d.Day == u.Day && d.Origin != dates.FromURL && d.Text != doubted.Text {
			return true
		}
	}
	return false
}

func firstOf(day dates.Day, all []dates.Date) dates.Date {
	for _, d := range all {
		if d.Day == day {
			return d
		}
	}
	return dates.Date{}
}

// settleZone lowers an instant with a "Z" to a minute where the page shows readers the very same clock time without
// naming a zone: then the machine's zone is a default, not a fact.
func settleZone(d, visible dates.Date) dates.Date {
	if d.Precision != dates.Instant || visible.Precision != dates.Minute || visible.Day != d.Day {
		return d
	}
	_, offset := d.Time.Zone()
	if offset == 0 && d.Time.Hour() == visible.Time.Hour() && d.Time.Minute() == visible.Time.Minute() && d.Time.Hour()+d.Time.Minute() > 0 {
		d.Precision = dates.Minute
	}
	return d
}

// sameZone lowers the time of a change to a minute where that of the publication, written with the same zone, was lowered.
func sameZone(modified, published dates.Date) dates.Date {
	_, a := modified.Time.Zone()
	if modified.Precision == dates.Instant && published.Precision == dates.Minute && a == 0 && (strings.HasSuffix(published.Text, "Z") || strings.HasSuffix(published.Text, "+00:00")) {
		modified.Precision = dates.Minute
	}
	return modified
}

// changedBefore reports whether a change is said to be older than the publication, which one of the two must be wrong about.
func changedBefore(modified, published dates.Date) bool {
	switch {
	case modified.Day.IsZero() || published.Day.IsZero():
		return false
	case modified.Precision == dates.Instant && published.Precision == dates.Instant:
		return modified.Time.Before(published.Time)
	}
	return modified.Day.Before(published.Day)
}

// timeTag reads the first <time> that stands with the article: not in its furniture, nor after its text.
func (p *page) timeTag(e *evidence) dates.Date {
	for _, n := range e.times {
		if !p.near(n) || n.marks&(markComment|markRelated|markHard) != 0 || strings.Contains(n.attr("itemprop"), "Modified") {
			continue
		}
		d := readDate(n.attr("datetime"), dates.FromTimeTag)
		if d.Day.IsZero() {
			d = readDate(textOf(n, 120), dates.FromTimeTag)
		}
		if !d.Day.IsZero() {
			return d
		}
	}
	return dates.Date{}
}

// near reports whether an element stands between the page's headline and its text, or inside the text's element.
func (p *page) near(n *node) bool {
	for at := n; at != nil; at = at.parent {
		if hardFurniture(at) || at.atom == atom.Aside || at.marks&(markRelated|markComment) != 0 {
			return false
		}
	}
	for at := p.body; at != nil; at = at.parent {
		if at.atom == atom.Body || at.atom == atom.Html {
			break
		}
		if inside(n, at) {
			return true
		}
	}
	return false
}

// visibleDate reads the date that readers see near the headline, or in a line of its own that a label begins.
func (p *page) visibleDate() dates.Date {
	blocks := p.headBlocks()
	head := slices.IndexFunc(blocks, p.headline())
	for i, b := range blocks {
		if b.chars > 120 || i < head && showsToday(b.owner, blocks[head].owner) {
			continue
		}
		s, said := b.text, false
		if l, ok := b.label(); ok {
			if l.kind == labelUpdated {
				continue
			}
			if said = l.kind == labelDate; said {
				s = l.value
			}
		}
		if d := readDate(s, dates.FromVisible); !d.Day.IsZero() && d.Precision != dates.MonthOnly && (said || utf8.RuneCountInString(d.Text)*4 >= b.chars) {
			return d
		}
	}
	return dates.Date{}
}

// showsToday reports whether an element above the headline is named for the day of the visit or stands in the page's
// header, which the article's own, that holds the headline too, is not.
func showsToday(n, headline *node) bool {
	for up := 0; n != nil && up < 6; n, up = n.parent, up+1 {
		if inside(headline, n) {
			return false
		}
		if n.atom == atom.Header {
			return true
		}
		for _, w := range nameWords(n.attr("id") + " " + n.attr("class")) {
			switch w {
			case "today", "now", "current", "currentdate", "clock", "weather", "topbar", "masthead", "ticker", "hijri":
				return true
			}
		}
	}
	return false
}

// urlDay finds year, month and day in an address: «/2023/11/4/», «2023-11-04», «/20231104-», and «/2013/section/8/3/».
var urlDay = regexp.MustCompile(`(?:^|[/_\-=])((?:19|20)\d\d)(?:(?:/[a-z_\-]+/|[/_\-])(1[0-2]|0?[1-9])[/_\-](3[01]|[12]\d|0?[1-9])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?:\D|$)`)

// urlDate reads the day that an address holds between strokes («/2023/11/4/»).
func urlDate(address string) dates.Date {
	u, err := url.Parse(address)
	if err != nil {
		return dates.Date{}
	}
	for _, m := range urlDay.FindAllStringSubmatch(u.Path+"/", 3) {
		y, _ := strconv.Atoi(m[1])
		mo, _ := strconv.Atoi(first(m[2], m[4]))
		da, _ := strconv.Atoi(first(m[3], m[5]))
		day := dates.DayOf(time.Date(y, time.Month(mo), da, 0, 0, 0, 0, time.UTC))
		if day.Day != da || y < 1995 {
			continue
		}
		return dates.Date{Day: day, Precision: dates.DayOnly, Text: strings.Trim(m[0], "/_-="), Origin: dates.FromURL}
	}
	return dates.Date{}
}
