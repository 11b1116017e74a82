package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"isnad/dates"
	"isnad/internal/turns"
)

// draft is an article as it is gathered from a page, before it is cleaned.
type draft struct {
	title    string
	body     []block
	source   string
	tags     string
	date     string
	updated  string
	author   string
	image    string
	repairs  []Repair
	related  []RelatedRef
	relative *draft // the draft whose "read also" led here
	closed   bool   // a label that stands after a body has been read
}

// dumpReader cuts plain text into articles, line by line.
type dumpReader struct {
	lines   []string
	around  *turns.Lines
	drafts  []*draft
	cur     *draft
	related bool // a "read also" label has been read and its first title not yet
	beside  bool // the titles that follow are the site's newest or most read
	pending labelKind
	lost    []string // the menu above the first article
}

// readDump reads a text without markup as the articles it holds. Labels («المصدر», «كلمات دلالية», «إقرأ أيضا») tell
// where one ends; without them a title line does that shares its words with what follows and not with what precedes.
func readDump(text string) []*draft { return readLines(textLines(text)) }

// readLines is readDump of lines.
func readLines(lines []string) []*draft {
	d := dumpReader{lines: lines, around: turns.Read(lines)}
	head, title := d.menuHead()
	for i := range d.lines {
		switch {
		case i < head && i != title && !d.isMetaLabel(i):
			d.lost = append(d.lost, d.lines[i])
		case i == title:
			d.begin(i)
			d.cur.lose(d.lost)
		default:
			d.read(i)
		}
	}
	return d.filled()
}

// textLines gives the lines that hold words, without white space at their ends.
func textLines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.Join(strings.FieldsFunc(line, func(r rune) bool {
			return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b'
		}), " ")
		if strings.IndexFunc(line, isWordRune) >= 0 {
			out = append(out, line)
		}
	}
	return out
}

// read takes one line.
func (d *dumpReader) read(i int) {
	line := d.lines[i]
	if l, ok := readLabel(line); ok {
		d.readLabelled(l, line)
		return
	}
	if d.pending != "" {
		kind := d.pending
		d.pending = ""
		if utf8.RuneCountInString(line) <= 120 && !endsSentence(line) {
			d.readLabelled(label{kind: kind, value: line}, line)
			return
		}
	}
	switch {
	case isFurnitureLine(line):
		if d.cur != nil {
			d.cur.lose(d.lines[i : i+1])
		}
	case d.cur == nil:
		d.begin(i)
	case d.related && turns.IsHeadline(line):
		d.readRelated(i)
	case d.startsArticle(i):
		d.begin(i)
	default:
		d.related = false
		d.cur.body = append(d.cur.body, block{text: line, chars: utf8.RuneCountInString(line)})
	}
}

// isFurnitureLine tells calls to follow, policies and rights.
func isFurnitureLine(line string) bool {
	n := utf8.RuneCountInString(line)
	kind := furnitureKind(line)
	return kind == "link" && n < 40 || kind != "" && kind != "link" && n < 300
}

// begin starts a draft at line i: with it as title, or without a title where it reads like prose.
func (d *dumpReader) begin(i int) {
	n := &draft{}
	if d.related {
		n.relative = d.cur
	}
	d.related = false
	line := d.lines[i]
	if turns.IsHeadline(line) {
		n.title = line
	} else {
		n.body = append(n.body, block{text: line, chars: utf8.RuneCountInString(line)})
	}
	d.cur = n
	d.drafts = append(d.drafts, n)
}

// readRelated reads a title after "read also": of an article that follows, or of one that is only pointed to.
func (d *dumpReader) readRelated(i int) {
	if d.followedByProse(i) && (d.cur.closed || d.startsArticle(i)) {
		d.begin(i)
		return
	}
	if d.beside {
		d.cur.lose(d.lines[i : i+1])
	} else {
		d.cur.related = append(d.cur.related, RelatedRef{Title: d.lines[i]})
	}
	if d.followedByProse(i) {
		d.related = false
	}
}

// readLabelled stores what a label introduces.
func (d *dumpReader) readLabelled(l label, line string) {
	if d.cur == nil {
		d.cur = &draft{}
		d.drafts = append(d.drafts, d.cur)
	}
	c := d.cur
	if l.alone && (l.kind == labelSource || l.kind == labelTags || l.kind == labelDate) {
		d.pending = l.kind
		return
	}
	d.related = l.kind == labelRelated || l.kind == labelBeside || d.related && l.kind != labelSource
	d.beside = l.kind == labelBeside || d.beside && l.kind != labelRelated
	after := len(c.body) > 0
	switch l.kind {
	case labelSource:
		c.source = first(c.source, l.value)
		c.closed = c.closed || after
	case labelTags:
		c.tags = first(c.tags, l.value)
		c.closed = c.closed || after
	case labelDate:
		c.date = first(c.date, l.value)
	case labelUpdated:
		c.updated = first(c.updated, l.value)
	case labelAuthor:
		c.author = first(c.author, l.value)
	case labelRelated:
		if l.value != "" {
			c.related = append(c.related, RelatedRef{Title: l.value})
			d.related = false
		}
	default:
		c.repairs = append(c.repairs, Repair{Kind: "furniture", Found: line})
	}
}

// startsArticle reports whether line i is the title of another article than the one being read.
func (d *dumpReader) startsArticle(i int) bool {
	if !turns.IsHeadline(d.lines[i]) || !d.followedByProse(i) {
		return false
	}
	if d.cur.title == "" && len(d.cur.body) == 0 {
		return false
	}
	if d.cur.closed {
		return true
	}
	if len(d.cur.body) == 0 {
		return false
	}
	return i > 0 && d.around.At(i).IsArticle()
}

// followedByProse reports whether a line of prose, or a label that stands under a headline, comes after line i.
func (d *dumpReader) followedByProse(i int) bool {
	for j := i + 1; j < min(len(d.lines), i+4); j++ {
		if l, ok := readLabel(d.lines[j]); ok {
			if l.kind == labelDate || l.kind == labelUpdated || l.kind == labelAuthor {
				continue
			}
			return false
		}
		return turns.IsProse(d.lines[j])
	}
	return false
}

// filled leaves out drafts that hold nothing.
func (d *dumpReader) filled() []*draft {
	var out []*draft
	for _, n := range d.drafts {
		if len(n.body) > 0 || n.title != "" {
			out = append(out, n)
		}
	}
	return out
}

// first gives a, or b where a is empty.
func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// document makes a Document of a draft.
func (n *draft) document(all []*draft) Document {
	doc := Document{Title: n.title, Repairs: n.repairs, RelatedTo: n.related, Image: n.image}
	doc.Published = readDate(n.date, dates.FromVisible)
	doc.Modified = readDate(n.updated, dates.FromVisible)
	readSource(&doc, n.source)
	readAuthors(&doc, n.author)
	for _, o := range all {
		if o.relative == n {
			doc.RelatedTo = append(doc.RelatedTo, RelatedRef{Title: o.title})
		}
	}
	finish(&doc, n.body, n.tags)
	readDateline(&doc)
	return doc
}
