package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"isnad/dates"
	"isnad/internal/turns"
)

// Bounds of an article among several on one page, in code points of running text.
const (
	leastPart      = 160
	leastPartLines = 2
	mostParts      = 80 // elements asked
)

// several gives the documents of a page that holds more than one article, found by its elements, by headings with a day
// under each, or by labels that end one; nothing, or one, where it holds one.
func (p *page) several(kept []*block, whole *Document, e *evidence) []Document {
	if e.ld.kind == "LiveBlogPosting" {
		return nil // its posts are one article
	}
	if parts := p.parts(); parts != nil {
		return p.partDocuments(parts, whole)
	}
	if items := datedItems(p.withDays(kept)); items != nil {
		return p.itemDocuments(items, whole)
	}
	return p.splitLines(kept, whole)
}

// withDays gives the blocks kept and, in their places, the lines of days and bylines that were dropped.
func (p *page) withDays(kept []*block) []*block {
	if len(kept) == 0 {
		return nil
	}
	var out []*block
	for _, b := range p.blocks {
		if b.kept || b.drop && (b.why == "byline" || b.why == "time") && inside(b.owner, p.body) {
			out = append(out, b)
		}
	}
	return out
}

// datedItems cuts blocks at headings of one level that have the line of a day right under them; nothing where there are
// not two such items of running text.
func datedItems(blocks []*block) [][]*block {
	var starts []int
	headings := 0
	for i, b := range blocks {
		if b.kind != Heading {
			continue
		}
		if headings++; headings > 4*mostParts {
			return nil // a list, whatever it is called
		}
		if b.chars >= 12 && dayUnder(blocks, i) && (len(starts) == 0 || blocks[starts[0]].level == b.level) {
			starts = append(starts, i)
		}
	}
	if len(starts) < 2 || starts[0] > 3 || len(starts) > mostParts {
		return nil
	}
	var out [][]*block
	for k, from := range starts {
		to := len(blocks)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		if prose(blocks[from+1:to]) >= leastPart {
			out = append(out, blocks[from:to])
		}
	}
	if len(out) < 2 || len(out)*3 < len(starts)*2 {
		return nil
	}
	return out
}

// dayUnder reports whether one of the two lines under a heading is a day.
func dayUnder(blocks []*block, i int) bool {
	for _, b := range blocks[i+1 : min(len(blocks), i+3)] {
		if b.kind == Heading {
			return false
		}
		if b.chars < 80 && !dayOf(b).IsZero() {
			return true
		}
	}
	return false
}

// dayOf reads the day that a short line is.
func dayOf(b *block) dates.Date {
	s := b.text
	if strings.IndexFunc(s, unicode.IsDigit) < 0 {
		return dates.Date{}
	}
	if l, ok := readLabel(s); ok && l.kind == labelDate {
		s = l.value
	}
	if d := readDate(s, dates.FromVisible); !d.Day.IsZero() && d.Precision != dates.MonthOnly && utf8.RuneCountInString(d.Text)*2 >= b.chars {
		return d
	}
	return dates.Date{}
}

// itemDocuments makes a document of each item.
func (p *page) itemDocuments(items [][]*block, whole *Document) []Document {
	var out []Document
	for _, item := range items {
		d := Document{URL: whole.URL, Source: whole.Source, Section: whole.Section, Title: item[0].text}
		if link := firstLink(item[0].owner); link != "" {
			d.CanonicalURL = resolve(link, whole.URL)
		}
		for _, b := range item[1:min(len(item), 3)] {
			if day := dayOf(b); b.chars < 80 && d.Published.IsZero() {
				d.Published = day
			}
		}
		var body []*block
		for _, b := range furnish(&d, item[1:]) {
			if !dateLine(b, d.Published) {
				body = append(body, b)
			}
		}
		finish(&d, copied(body), "")
		readDateline(&d)
		out = append(out, splitOff(d, whole))
	}
	return out
}

// splitOff records that a document is one of several, and gives the one that the page is about what its head says.
func splitOff(d Document, whole *Document) Document {
	if titleKey(d.Title) == titleKey(whole.Title) {
		d = merged(*whole, d)
	}
	d.Repairs = append(d.Repairs, Repair{Kind: "split-page", Found: clip(d.Title, 80)})
	return d
}

// parts gives the elements of a page that each hold an article of their own: <article> elements, none inside another,
// each with a headline and some paragraphs. One alone is no reason to split.
func (p *page) parts() []*node {
	var out []*node
	asked := 0
	for i := 0; i < len(p.tree.all); i++ {
		n := p.tree.all[i]
		if n.atom != atom.Article || p.hard[i] {
			continue
		}
		if asked++; asked > mostParts {
			return nil // a list, whatever its elements are called
		}
		if p.isPart(n) {
			out = append(out, n)
			i = int(n.end)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// isPart reports whether an element has a headline that is not a mere link and enough paragraphs under it.
func (p *page) isPart(n *node) bool {
	head, lines, chars := false, 0, 0
	for _, b := range p.blocks {
		if b.drop || !inside(b.owner, n) {
			continue
		}
		if b.kind == Heading && b.level <= 3 && b.chars >= 18 {
			head = head || lines == 0
		} else if b.value > 50 && !linky(b) {
			lines++
			chars += b.chars
		}
	}
	return head && lines >= leastPartLines && chars >= leastPart
}

// partDocuments makes a document of each part: its own headline and day, the page's outlet.
func (p *page) partDocuments(parts []*node, whole *Document) []Document {
	var out []Document
	for _, n := range parts {
		d := Document{URL: whole.URL, Source: whole.Source, Section: whole.Section}
		p.body = n
		for _, b := range p.blocks {
			if inside(b.owner, n) && b.kind == Heading && d.Title == "" {
				d.Title = b.text
				d.CanonicalURL = resolve(firstLink(b.owner), whole.URL)
			}
		}
		d.Published = p.partDate(n)
		kept := furnish(&d, p.bodyBlocks())
		body := make([]block, 0, len(kept))
		for _, b := range kept {
			if b.text != d.Title && !dateLine(b, d.Published) {
				body = append(body, *b)
			}
		}
		d.Tags = trimTags(tagTexts(n))
		finish(&d, body, "")
		readDateline(&d)
		out = append(out, splitOff(d, whole))
	}
	return out
}

// dateLine reports whether a block is only the date that was read.
func dateLine(b *block, d dates.Date) bool {
	return !d.IsZero() && b.chars < 80 && utf8.RuneCountInString(d.Text)*2 > b.chars && readDate(b.text, d.Origin).Day == d.Day
}

// partDate reads the day of a part: its <time>, else a short line that is a date.
func (p *page) partDate(n *node) dates.Date {
	for i := n.id; i <= n.end; i++ {
		if t := p.tree.all[i]; t.atom == atom.Time {
			if d := readDate(first(t.attr("datetime"), textOf(t, 100)), dates.FromTimeTag); !d.Day.IsZero() {
				return d
			}
		}
	}
	for _, b := range p.blocks {
		if inside(b.owner, n) && b.chars < 80 {
			s := b.text
			if l, ok := readLabel(s); ok && l.kind == labelDate {
				s = l.value
			}
			if d := readDate(s, dates.FromVisible); !d.Day.IsZero() && utf8.RuneCountInString(d.Text)*4 >= b.chars {
				return d
			}
		}
	}
	return dates.Date{}
}

// splitLines reads a page's lines as a text without markup is read, where labels in them show that another article
// follows the first, as aggregators leave it. It gives nothing where they hold one article.
func (p *page) splitLines(kept []*block, whole *Document) []Document {
	if !endsBefore(kept) {
		return nil
	}
	lines := []string{whole.Title}
	for _, b := range kept {
		if titleKey(b.text) != titleKey(whole.Title) {
			lines = append(lines, b.text)
		}
	}
	drafts := readLines(lines)
	var out []Document
	for i, n := range drafts {
		d := n.document(drafts)
		if length(d.Paragraphs) < leastPart {
			continue
		}
		if i == 0 {
			d = merged(*whole, d)
		}
		d.URL = whole.URL
		out = append(out, d)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// merged gives the first article of a split page what the page's head says of it.
func merged(whole, d Document) Document {
	d.CanonicalURL, d.Image, d.Section, d.Modified = whole.CanonicalURL, whole.Image, whole.Section, whole.Modified
	if !whole.Published.IsZero() {
		d.Published = whole.Published
	}
	if len(whole.Tags) > 0 {
		d.Tags = whole.Tags
	}
	if len(whole.Authors) > 0 {
		d.Authors = whole.Authors
	}
	d.Source, d.Via, d.Credits = whole.Source, whole.Via, whole.Credits
	return d
}

// endsBefore reports whether a label that stands after an article is followed by a title and running text.
func endsBefore(blocks []*block) bool {
	closed, title, read := false, false, 0
	for _, b := range blocks {
		if l, ok := b.label(); ok {
			if read > leastPart && (l.kind == labelSource || l.kind == labelTags || l.kind == labelRelated && l.alone) {
				closed = true
			}
			continue
		}
		if closed && title && turns.IsProse(b.text) {
			return true
		}
		title = turns.IsHeadline(b.text)
		read += b.chars
	}
	return false
}
