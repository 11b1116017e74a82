package extract

import (
	"net/http"

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

// Documents gives the articles of a page. It never panics and its time is linear in the page's size.
func Documents(p Page) Result {
	text, charset, repairs := Decode(p.Body, p.ContentType)
	r := Result{Charset: charset, Kind: KindArticle}
	if reason := notText(text); reason != "" {
		return Result{Kind: KindNotText, Reason: reason}
	}
	if isMarkup(text, p.ContentType) {
		r.Documents = htmlDocuments(text, p)
	} else {
		r.Documents = dumpDocuments(text)
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		d.URL = p.URL
		d.Repairs = append(d.Repairs, repairs...)
		if d.Published.IsZero() && i == 0 {
			d.Published = p.Published
		}
	}
	switch len(r.Documents) {
	case 0:
		r.Kind, r.Reason = KindEmpty, "no text that could be an article"
	case 1:
	default:
		r.Kind = KindSeveral
	}
	return r
}

// dumpDocuments reads a text without markup.
func dumpDocuments(text string) []Document {
	drafts := readDump(text)
	var out []Document
	for _, n := range drafts {
		out = append(out, n.document(drafts))
	}
	return out
}

// htmlDocuments reads a page of markup.
func htmlDocuments(text string, in Page) []Document {
	p := readPage(growTree(text))
	p.findBody()
	kept := p.bodyBlocks()
	if len(kept) == 0 {
		return nil
	}
	var d Document
	kept = p.withLede(kept)
	p.readMeta(&d, gather(p.tree), in)
	kept = furnish(&d, kept)
	body := make([]block, len(kept))
	for i, b := range kept {
		body[i] = *b
	}
	finish(&d, body, p.tagLine)
	readDateline(&d)
	return []Document{d}
}
