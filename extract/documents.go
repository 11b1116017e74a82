package extract

import (
	"fmt"
	"net/http"
	"strings"

	"isnad/dates"
)

// Page is what was fetched, with what its feed said of it.
type Page struct {
	Body        []byte
	URL         string
	ContentType string      // as the header gave it; may be empty or wrong
	Header      http.Header // optional
	Published   dates.Date  // from the feed's entry, if known
	Title       string      // from the feed's entry, if known
}

// Step is one step of the work on a page and what it changed, for a trace.
type Step struct {
	Name string
	What string
}

// Result is what a page holds.
type Result struct {
	Documents []Document
	Kind      PageKind
	Reason    string // why the page is of its kind, where it is no article
	Charset   string
	Findings  []string // what was odd, in words for an operator
	Steps     []Step
}

// Documents gives the articles of a page. It never panics and its time is linear in the page's size: markup that is
// nested too deep is laid flat, and what comes after some hundred thousand elements is left out and said to be.
//
// Whether a page is markup or text is decided by looking. A page that is no article (a list of headlines, a film, an
// error, a wall) has a Kind that says so, a Reason, and no documents; an article in another language is given with its
// Lang, and Kind other-language.
func Documents(in Page) Result {
	text, charset, repairs := Decode(in.Body, in.ContentType)
	r := Result{Charset: charset, Kind: KindArticle}
	r.step("decode", "%d bytes as %s", len(in.Body), charset)
	if reason := notText(in.Body, text); reason != "" {
		r.Kind, r.Reason = KindNotText, reason
		return r
	}
	if isMarkup(text, in.ContentType) {
		r.readHTML(text, in)
	} else {
		r.readText(text)
	}
	for i := range r.Documents {
		r.complete(&r.Documents[i], in, repairs)
	}
	r.conclude()
	return r
}

func (r *Result) step(name, what string, args ...any) {
	r.Steps = append(r.Steps, Step{Name: name, What: fmt.Sprintf(what, args...)})
}

func (r *Result) find(what string, args ...any) {
	r.Findings = append(r.Findings, fmt.Sprintf(what, args...))
}

// complete fills in what the page and its feed say of every document in it.
func (r *Result) complete(d *Document, in Page, repairs []Repair) {
	d.URL = in.URL
	d.Repairs = append(d.Repairs, repairs...)
	if len(r.Documents) == 1 {
		if d.Published.IsZero() || d.Published.Precision == dates.DayOnly && in.Published.Precision == dates.Instant && in.Published.Day == d.Published.Day {
			d.Published = in.Published
		}
		if d.Title == "" {
			d.Title = in.Title
		}
	}
	if changedBefore(d.Modified, d.Published) {
		r.find("changed on %s, before it was published on %s: left out", d.Modified.Day, d.Published.Day)
		d.Modified = dates.Date{}
	}
	for _, k := range d.Repairs {
		if k.Kind != "furniture" {
			r.step("repair", "%s: «%s» became «%s»", k.Kind, k.Found, k.Became)
		}
	}
}

// conclude says what the page is by what was found in it.
func (r *Result) conclude() {
	switch {
	case len(r.Documents) == 0 && r.Kind == KindArticle:
		r.Kind, r.Reason = KindEmpty, "no text that could be an article"
	case len(r.Documents) > 1:
		r.Kind = KindSeveral
	case len(r.Documents) == 1 && r.Kind == KindArticle:
		d := &r.Documents[0]
		lang, ok := language(d)
		d.Lang = lang
		if !ok {
			r.Kind, r.Reason = KindOtherLanguage, "the text is not Arabic ("+lang+")"
		}
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		if d.Lang == "" || len(r.Documents) > 1 {
			d.Lang, _ = language(d)
		}
		if d.Published.Day.IsZero() && r.Kind != KindEmpty {
			r.find("no date of publication: %s", clip(first(d.Title, "no title"), 60))
		}
	}
}

// readText reads a text without markup.
func (r *Result) readText(text string) {
	if len(text) > mostText {
		text = strings.ToValidUTF8(text[:mostText], "")
		r.find("the text was cut at %d bytes", mostText)
	}
	drafts := readDump(text)
	for _, n := range drafts {
		if d := n.document(drafts); length(d.Paragraphs) >= leastDump {
			r.Documents = append(r.Documents, d)
		}
	}
	r.step("text", "%d articles in %d bytes without markup", len(r.Documents), len(text))
}

// Bounds of text without markup: of one article at least, in code points, and of the whole, in bytes.
const (
	leastDump = 40
	mostText  = 8 << 20
)

// readHTML reads a page of markup.
func (r *Result) readHTML(text string, in Page) {
	t := growTree(text)
	if t.cut {
		r.find("the page was cut at %d elements", maxNodes)
	}
	r.step("tree", "%d nodes, nested %d deep", t.nodes, t.deepest)
	p := readPage(t)
	p.findBody()
	e := gather(t, in.URL)
	kept := p.withLede(p.bodyBlocks())
	r.step("body", "%s holds the article; %d of %d lines kept", pathOf(p.body), len(kept), len(p.blocks))
	var d Document
	p.readMeta(&d, e, in)
	if r.Documents = p.several(kept, &d, e); len(r.Documents) > 1 {
		r.step("split", "%d articles on one page", len(r.Documents))
		return
	}
	r.Documents = nil
	kept = readCredit(&d, furnish(&d, dropHead(p.orHidden(kept, e, r), &d)))
	r.step("furniture", "%d lines left", len(kept))
	finish(&d, copied(kept), p.tagLine)
	readDateline(&d)
	d.Captions = p.captions()
	d.RelatedTo = append(d.RelatedTo, p.relatedLinks(in.URL)...)
	r.step("metadata", "title %q, source %q, published %s (%s), %d tags, %d authors", clip(d.Title, 60), d.Source.Name, d.Published.Day, d.Published.Origin, len(d.Tags), len(d.Authors))
	r.Kind, r.Reason = p.judge(&d, e, length(d.Paragraphs))
	if r.Kind == KindArticle {
		r.Documents = []Document{d}
	}
}

// copied gives the blocks as values.
func copied(blocks []*block) []block {
	out := make([]block, len(blocks))
	for i, b := range blocks {
		out[i] = *b
	}
	return out
}

// pathOf names an element by its kind, id and class, for a trace.
func pathOf(n *node) string {
	if n == nil {
		return "nothing"
	}
	s := n.tag
	if id := n.attr("id"); id != "" {
		s += "#" + clip(id, 40)
	}
	if class := n.attr("class"); class != "" {
		s += "." + clip(strings.ReplaceAll(class, " ", "."), 60)
	}
	return s
}
