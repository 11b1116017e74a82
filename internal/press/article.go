package press

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed articles/*.txt
var articleFiles embed.FS

// article is one article on one outlet's site.
type article struct {
	Number   int // as content systems number them; rises with the day of publication
	Slug     string
	Outlet   *outlet
	When     time.Time // in the outlet's zone
	Title    string
	Lead     string // for feeds and description tags; the first paragraph where the file gives none
	Section  string
	Author   string
	Place    string // of the dateline
	Credit   string // as the page prints it; empty where the copy is not credited
	Tags     []string
	Body     []paragraph
	Parts    []*article // of an aggregator's page: the articles that it fused
	original *article
	revised  []paragraph // what the page says once it was corrected; nil where it never is
}

// paragraph is one paragraph of a body, or a heading between two.
type paragraph struct {
	Text    string
	Heading bool
}

// draft is an article file as read: header lines "name: value", an empty line, then a paragraph on each line, headings
// marked with "## ". A file with "copy" takes text and what it leaves out from the file so named; "drop" then lists the
// paragraphs to leave out, counted from 1, and each "swap" line is "old => new". A file with "parts" is an aggregator's page. Each
// "revise" line, "old => new" too, is a correction that the outlet makes without a word once [Press.Revise] is called.
type draft struct {
	name   string
	head   map[string]string
	swaps  []string // old, new, old, new …
	later  []string // corrections, in the same form
	body   []paragraph
	copied *draft
}

func readDrafts(fsys fs.FS) ([]*draft, error) {
	names, err := fs.Glob(fsys, "articles/*.txt")
	if err != nil {
		return nil, err
	}
	byName := map[string]*draft{}
	var all []*draft
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		d, err := readArticle(strings.TrimSuffix(strings.TrimPrefix(name, "articles/"), ".txt"), string(text))
		if err != nil {
			return nil, err
		}
		byName[d.name] = d
		all = append(all, d)
	}
	for _, d := range all {
		if from := d.head["copy"]; from != "" {
			if d.copied = byName[from]; d.copied == nil {
				return nil, fmt.Errorf("press: %s copies %q, which is not there", d.name, from)
			}
		}
	}
	return all, nil
}

// readArticle reads one file of articles/; draft says how it is written.
func readArticle(name, text string) (*draft, error) {
	d := &draft{name: name, head: map[string]string{}}
	head, body, _ := strings.Cut(strings.TrimSpace(text), "\n\n")
	for _, line := range strings.Split(head, "\n") {
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf("press: %s: %q is no header line", name, line)
		}
		old, now, _ := strings.Cut(value, " => ")
		switch key {
		case "swap":
			d.swaps = append(d.swaps, old, now)
		case "revise":
			d.later = append(d.later, old, now)
		default:
			d.head[key] = value
		}
	}
	for _, line := range strings.Split(body, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			heading := strings.HasPrefix(line, "## ")
			d.body = append(d.body, paragraph{strings.TrimPrefix(line, "## "), heading})
		}
	}
	return d, nil
}

// field gives a header's value, of the copied article where the copy has none of its own.
func (d *draft) field(name string) string {
	if v, ok := d.head[name]; ok || d.copied == nil {
		return v
	}
	return d.copied.field(name)
}

// paragraphs gives the text, copied, abridged and edited as the header says.
func (d *draft) paragraphs() []paragraph {
	if d.copied == nil {
		return d.body
	}
	drop := strings.Fields(d.head["drop"])
	edit := strings.NewReplacer(d.swaps...)
	var out []paragraph
	for i, p := range d.copied.paragraphs() {
		if !slices.Contains(drop, strconv.Itoa(i+1)) {
			out = append(out, paragraph{edit.Replace(p.Text), p.Heading})
		}
	}
	return append(out, d.body...)
}

// when gives the draft's instant: "when" is the day, counted from the anchor's, and the clock in the outlet's zone.
func (d *draft) when(o *outlet, anchor time.Time) (time.Time, error) {
	day, clock, _ := strings.Cut(d.head["when"], " ")
	n, err := strconv.Atoi(day)
	if err != nil {
		return time.Time{}, fmt.Errorf("press: %s: when: %w", d.name, err)
	}
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, fmt.Errorf("press: %s: when: %w", d.name, err)
	}
	today := anchor.In(o.Zone)
	return time.Date(today.Year(), today.Month(), today.Day()+n, at.Hour(), at.Minute(), 0, 0, o.Zone), nil
}

// edition turns the drafts into what the outlets have published by the anchor, oldest first.
func edition(drafts []*draft, outlets []*outlet, anchor time.Time) ([]*article, error) {
	byName := map[string]*article{}
	var all []*article
	for _, d := range drafts {
		a, err := d.article(outlets, anchor)
		if err != nil {
			return nil, err
		}
		byName[d.name] = a
		if !a.When.After(anchor) {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b *article) int { return a.When.Compare(b.When) })
	for i, a := range all {
		a.Number = 48210 + 7*i
	}
	for _, d := range drafts {
		a := byName[d.name]
		if d.copied != nil {
			a.original = byName[d.copied.name]
		}
		for _, part := range strings.Fields(d.head["parts"]) {
			if byName[part] == nil {
				return nil, fmt.Errorf("press: %s fuses %q, which is not there", d.name, part)
			}
			a.Parts = append(a.Parts, byName[part])
		}
		a.fill()
	}
	for _, a := range all {
		if len(a.Parts) > 0 {
			a.Title, a.Lead = a.Parts[0].Title, a.Parts[0].Lead
		}
	}
	return all, nil
}

func (d *draft) article(outlets []*outlet, anchor time.Time) (*article, error) {
	i := slices.IndexFunc(outlets, func(o *outlet) bool { return o.Key == d.head["outlet"] })
	if i < 0 {
		return nil, fmt.Errorf("press: %s: outlet %q is not in outlets.tsv", d.name, d.head["outlet"])
	}
	when, err := d.when(outlets[i], anchor)
	if err != nil {
		return nil, err
	}
	_, slug, _ := strings.Cut(d.name, "-") // without the number that orders the files
	a := &article{Slug: slug, Outlet: outlets[i], When: when, Title: d.field("title"), Lead: d.field("lead"),
		Section: d.field("section"), Author: d.head["author"], Place: d.field("place"), Credit: d.head["credit"], Body: d.paragraphs()}
	if len(d.later) > 0 {
		edit := strings.NewReplacer(d.later...)
		for _, p := range a.Body {
			a.revised = append(a.revised, paragraph{edit.Replace(p.Text), p.Heading})
		}
	}
	if tags := d.field("tags"); tags != "" {
		a.Tags = strings.Split(tags, "، ")
	}
	return a, nil
}

// fill resolves the dates in the words. A copy keeps those of its original, as copies do.
func (a *article) fill() {
	from := a
	for from.original != nil {
		from = from.original
	}
	a.Title = fillDates(a.Title, from.When)
	body := make([]paragraph, len(a.Body))
	for i, p := range a.Body {
		body[i] = paragraph{fillDates(p.Text, from.When), p.Heading}
	}
	a.Body = body
	for i, p := range a.revised {
		a.revised[i].Text = fillDates(p.Text, from.When)
	}
	if a.Lead == "" && len(body) > 0 {
		a.Lead = body[0].Text
	}
	a.Lead = fillDates(a.Lead, from.When)
}
