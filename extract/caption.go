package extract

import (
	"golang.org/x/text/unicode/norm"

	"golang.org/x/net/html/atom"
)

// Bounds of the captions of one article.
const (
	leastCaption = 8 // code points
	mostCaptions = 40
)

// captions gives the words under the pictures and films that stand with the article, each once, in the page's order.
func (p *page) captions() []string {
	area := p.articleArea()
	var out []string
	seen := map[string]bool{}
	for _, b := range p.blocks {
		if b.kind != Caption && !b.fig || b.chars < leastCaption || b.links*2 > b.chars || b.why == "card" || p.hard[b.owner.id] || !inside(b.owner, area) {
			continue
		}
		if text := norm.NFC.String(b.text); !seen[text] && len(out) < mostCaptions {
			seen[text] = true
			out = append(out, text)
		}
	}
	return out
}

// relatedLinks gives the articles that lines amid the text point to by a label («إقرأ أيضا: …»).
func (p *page) relatedLinks(base string) []RelatedRef {
	var out []RelatedRef
	for _, b := range p.blocks {
		if !b.drop || b.why != "links" || !inside(b.owner, p.body) {
			continue
		}
		if l, ok := b.label(); ok && l.kind == labelRelated && l.value != "" {
			out = append(out, RelatedRef{Title: l.value, URL: resolve(firstLink(b.owner), base)})
		}
	}
	return out
}

// firstLink gives the address of the first link under n, or nothing.
func firstLink(n *node) string {
	for c := n.first; c != nil; c = c.next {
		if c.atom == atom.A {
			return c.attr("href")
		}
		if href := firstLink(c); href != "" {
			return href
		}
	}
	return ""
}
