package extract

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"isnad/dates"
	"isnad/names"
)

// readMeta fills in what the page says of its article besides the text.
func (p *page) readMeta(d *Document, e *evidence, in Page) {
	d.URL = in.URL
	d.CanonicalURL = canonical(first(e.canonical, e.one("og:url")), in.URL)
	d.Source = p.chooseSource(e, first(in.URL, d.CanonicalURL))
	d.Title = p.shownTitle(e.chooseTitle(d.Source.Name))
	if d.Title == "" {
		d.Title = in.Title
	}
	p.title = d.Title
	if d.Source.Name == "" {
		d.Source.Name = siteInTitle(e, d.Title)
	}
	d.Published = p.choosePublished(e, first(in.URL, d.CanonicalURL))
	d.Modified = sameZone(p.chooseModified(e), d.Published)
	d.Image = resolve(first(e.one("og:image", "og:image:url", "twitter:image", "image", "thumbnailurl"), first(e.ld.image, e.prop("image"))), in.URL)
	d.Section = first(chooseSection(e), p.visibleSection(d.Title))
	p.chooseAuthors(d, e)
	p.chooseTags(d, e)
	p.readLabels(d)
	d.Authors = onlyPeople(d)
}

// chooseSource names the outlet of a page: as its data names the publisher, else as its site is called.
func (p *page) chooseSource(e *evidence, address string) Outlet {
	var o Outlet
	if u, err := url.Parse(address); err == nil && !isAddress(u.Hostname()) {
		o.Host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	for _, name := range []string{e.one("og:site_name"), e.ld.publisher, e.one("publisher"), e.one("application-name", "twitter:app:name:iphone", "apple-mobile-web-app-title"), siteInTitle(e, append([]string{e.one("og:title"), e.ld.headline}, e.headlines("")...)...)} {
		if name = oneLine(name); name != "" && !strings.Contains(name, "://") && !strings.HasPrefix(name, "@") && len([]rune(name)) <= 60 {
			o.Name = name
			break
		}
	}
	if known, ok := names.OutletByHost(o.Host); ok && o.Host != "" && known.Name != "" && strings.IndexFunc(o.Name, isArabicLetter) < 0 {
		o.Name = known.Name // many sites call themselves by a word of their address
	}
	return o
}

func isArabicLetter(r rune) bool { return unicode.Is(unicode.Arabic, r) }

// siteInTitle gives what <title> has beyond the headline: after it the last part, before it the first.
func siteInTitle(e *evidence, headlines ...string) string {
	for _, t := range e.titles {
		for _, h := range headlines {
			if h == "" || len(h) == len(t) {
				continue
			}
			if rest, ok := strings.CutPrefix(t, h); ok && startsWithMark(rest) {
				return lastPart(rest)
			}
			if rest, ok := strings.CutSuffix(t, h); ok && endsWithMark(rest) {
				return firstPart(rest)
			}
		}
	}
	return ""
}

func startsWithMark(s string) bool {
	return strings.ContainsRune("-–—|:»«•/", firstRune(strings.TrimSpace(s)))
}

func endsWithMark(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(s))
	return strings.ContainsRune("-–—|:»«•/", r)
}

// titleParts are the parts of what stands beside a headline.
func titleParts(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(s, " - ", "|"), func(r rune) bool { return strings.ContainsRune("–—|»«•", r) }) {
		if part = trimSigns(part); part != "" {
			out = append(out, part)
		}
	}
	return append(out, "")
}

func firstPart(s string) string { return titleParts(s)[0] }

func lastPart(s string) string {
	parts := titleParts(s)
	return parts[max(0, len(parts)-2)]
}

func headTexts(e *evidence) []string {
	var out []string
	for _, h := range e.heads {
		out = append(out, textOf(h, 600))
	}
	return out
}

func (p *page) chooseModified(e *evidence) dates.Date {
	for _, s := range []struct {
		text   string
		origin dates.Origin
	}{{e.prop("dateModified"), dates.FromMeta}, {e.one(modifiedMetas...), dates.FromMeta}, {e.ld.modified, dates.FromJSONLD}, {e.next.modified, dates.FromMeta}} {
		if d := readDate(s.text, s.origin); !d.Day.IsZero() {
			return d
		}
	}
	for _, b := range p.headBlocks() {
		if l, ok := b.label(); ok && l.kind == labelUpdated {
			return readDate(l.value, dates.FromVisible)
		}
	}
	return dates.Date{}
}

func chooseSection(e *evidence) string {
	s := oneLine(first(e.ld.section, first(e.one("article:section", "articlesection", "section"), first(first(e.prop("articleSection"), e.prop("genre")), e.next.section))))
	if len([]rune(s)) > 60 {
		return ""
	}
	return s
}

// visibleSection gives the section that readers see: a link to the article's category, else the last step of the path of
// links to the page.
func (p *page) visibleSection(title string) string {
	path := ""
	for _, n := range p.tree.all {
		if n.atom != atom.A {
			continue
		}
		if strings.Contains(n.attr("rel"), "category") && !p.cardLink(n) {
			return clip(textOf(n, 100), 60)
		}
		if inBreadcrumb(n) {
			if t := textOf(n, 100); t != "" && titleKey(t) != titleKey(title) && len([]rune(t)) <= 40 {
				path = t
			}
		}
	}
	if l, ok := readLabel(path); ok && l.kind == labelSite {
		return ""
	}
	return path
}

// cardLink reports whether a link stands in another article's box.
func (p *page) cardLink(n *node) bool {
	for at := n; at != nil; at = at.parent {
		if at.marks&(markRelated|markComment) != 0 || at.atom == atom.Aside {
			return true
		}
	}
	return false
}

func inBreadcrumb(n *node) bool {
	for up := 0; n != nil && up < 5; n, up = n.parent, up+1 {
		if strings.Contains(n.attr("class")+n.attr("id"), "breadcrumb") || strings.HasSuffix(n.attr("itemtype"), "BreadcrumbList") {
			return true
		}
	}
	return false
}

// readLabels reads the labelled lines around the article: source, date, labels.
func (p *page) readLabels(d *Document) {
	for _, b := range p.aroundBlocks() {
		l, ok := b.label()
		if !ok || l.value == "" {
			continue
		}
		switch l.kind {
		case labelSource:
			readSource(d, l.value)
		case labelTags:
			if len(d.Tags) == 0 {
				p.tagLine = l.value
			}
		}
	}
}

// onlyPeople leaves out authors that are the outlet or the section.
func onlyPeople(d *Document) []string {
	var out []string
	for _, a := range d.Authors {
		if !isSiteName(a, d.Source.Name) && titleKey(a) != titleKey(d.Section) {
			out = append(out, a)
		}
	}
	return out
}

// canonical gives the canonical address as an absolute one; an address of bare numbers or of the site's front page, as
// careless templates give, is left out.
func canonical(c, base string) string {
	c = resolve(c, base)
	u, err := url.Parse(c)
	if err != nil || u.Host == "" || isAddress(u.Hostname()) {
		return ""
	}
	if b, err := url.Parse(base); err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && strings.Trim(b.Path, "/") != "" {
		return ""
	}
	return c
}

func resolve(ref, base string) string {
	if ref = strings.TrimSpace(ref); ref == "" {
		return ""
	}
	r, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	b, err := url.Parse(base)
	if err != nil || base == "" {
		return ref
	}
	return b.ResolveReference(r).String()
}

// headline gives what tells the headline: it is marked as one, or says the title. A line several times as long as the
// title, more than vowel signs and hyphens make it, is not looked at.
func (p *page) headline() func(*block) bool {
	key := titleKey(p.title)
	return func(b *block) bool {
		return b.level == 1 || key != "" && len(b.text) <= 4*len(p.title)+16 && titleKey(b.text) == key
	}
}

// headBlocks are the lines between the headline and the text, and a few around: where bylines and dates stand.
func (p *page) headBlocks() []*block {
	start, end := p.span()
	if start < 0 {
		return nil
	}
	from := start
	isHeadline := p.headline()
	for i := start - 1; i >= max(0, start-40); i-- {
		if isHeadline(p.blocks[i]) {
			from = max(0, i-5)
			break
		}
	}
	if from == start {
		from = max(0, start-8)
	}
	var out []*block
	for i := from; i < min(len(p.blocks), start+2); i++ {
		if p.near(p.blocks[i].owner) || !p.hard[p.blocks[i].owner.id] {
			out = append(out, p.blocks[i])
		}
	}
	for i := start + 2; i <= min(end+4, len(p.blocks)-1); i++ {
		if b := p.blocks[i]; b.chars < 80 && p.marksOf(b)&(markByline|markAuthor) != 0 && !p.hard[b.owner.id] {
			out = append(out, b)
		}
	}
	return out
}

// aroundBlocks are the short lines of the article and of what stands next to it, furniture left out.
func (p *page) aroundBlocks() []*block {
	start, end := p.span()
	if start < 0 {
		return nil
	}
	var out []*block
	for i := max(0, start-8); i <= min(end+12, len(p.blocks)-1); i++ {
		if b := p.blocks[i]; b.chars <= 200 && !p.hard[b.owner.id] {
			out = append(out, b)
		}
	}
	return out
}

// span gives the first and last of the page's blocks that are the article's; start is -1 where there is none.
func (p *page) span() (start, end int) {
	start, end = -1, -1
	for i, b := range p.blocks {
		if b.kept {
			if start < 0 {
				start = i
			}
			end = i
		}
	}
	return start, end
}

// marksOf gives the marks of a block's elements up to four above it.
func (p *page) marksOf(b *block) mark {
	var m mark
	for n, up := b.owner, 0; n != nil && up < 4 && n != p.body; n, up = n.parent, up+1 {
		m |= n.marks
	}
	return m | b.inner
}

// articleArea is the element in which an article's labels may stand: three above its body, but not the whole page.
func (p *page) articleArea() *node {
	n := p.body
	for up := 0; n != nil && up < 3; up++ {
		if n.parent == nil || n.parent.atom == atom.Body || n.parent.atom == atom.Html {
			break
		}
		n = n.parent
	}
	return n
}

// isAddress reports whether a host is a bare IP address, which names no outlet.
func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}
