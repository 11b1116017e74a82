package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// Bounds of a page's own list of labels: more are a cloud of the site's.
const mostTags = 25

// mostTagBoxes is how many elements are asked whether they list labels.
const mostTagBoxes = 12

// chooseTags fills in the labels: those that readers see with the article, else what the page's head says, unless
// that is only the headline cut into words.
func (p *page) chooseTags(d *Document, e *evidence) {
	d.Tags = p.visibleTags()
	if len(d.Tags) == 0 {
		d.Tags = trimTags(listed(e.meta["article:tag"]))
	}
	for _, list := range [][]string{e.ld.keywords, e.next.keywords, listed(e.props["keywords"]), listed(e.meta["news_keywords"]), listed(e.meta["keywords"])} {
		if len(d.Tags) == 0 && len(list) <= mostTags && !headlineWords(list, d.Title) {
			d.Tags = trimTags(list)
		}
	}
}

// listed cuts each value at its separators.
func listed(values []string) []string {
	var out []string
	for _, v := range values {
		out = append(out, splitList(v)...)
	}
	return out
}

// headlineWords reports whether labels are mostly single words of the headline.
func headlineWords(list []string, title string) bool {
	if len(list) < 3 {
		return false
	}
	words := map[string]bool{}
	for _, w := range strings.Fields(titleKey(title)) {
		words[w] = true
	}
	n := 0
	for _, t := range list {
		if words[titleKey(t)] {
			n++
		}
	}
	return n*2 > len(list)
}

// visibleTags gives the texts of the links to label pages that stand in one list with the article.
func (p *page) visibleTags() []string {
	var best []string
	seen, asked := map[*node]bool{}, map[*node]bool{}
	var visit func(n *node)
	visit = func(n *node) {
		if hardFurniture(n) && (n.atom != atom.Footer || !inside(n, p.body) && !p.articleFooter(n)) || n.marks&(markRelated|markComment) != 0 && n != p.body {
			return
		}
		if n.atom == atom.A && !asked[n.parent] && len(asked) < mostTagBoxes && isTagLink(n) {
			asked[n.parent] = true // neighbours stand in the same list
			if box := p.tagBox(n); box != nil && !seen[box] {
				seen[box] = true
				if tags := tagTexts(box); len(best) == 0 && len(tags) <= mostTags {
					best = tags
				}
			}
		}
		for c := n.first; c != nil; c = c.next {
			if c.tag != "" {
				visit(c)
			}
		}
	}
	if around := p.articleArea(); around != nil {
		visit(around)
	}
	return trimTags(best)
}

// articleFooter reports whether a footer is the article's and not the page's.
func (p *page) articleFooter(n *node) bool {
	for ; n != nil; n = n.parent {
		if n.atom == atom.Article {
			return inside(p.body, n)
		}
	}
	return false
}

// isTagLink tells links to a label's page by relation or address.
func isTagLink(n *node) bool {
	if strings.Contains(n.attr("rel"), "tag") && !strings.Contains(n.attr("rel"), "category") {
		return true
	}
	href := strings.ToLower(n.attr("href"))
	for _, part := range [...]string{"/tag/", "/tags/", "/tag?", "/tags?", "/topic/", "/topics/", "/keyword/", "/keywords/", "/hashtag/", "?tag=", "&tag=", "/label/", "/taxonomy/term/", "/وسم/", "/وسوم/"} {
		if strings.Contains(href, part) && !strings.Contains(href, "twitter.com") && !strings.Contains(href, "facebook.com") {
			return true
		}
	}
	return false
}

// tagBox gives the element that lists labels around a link: the nearest that is named for labels, or holds nothing but
// such links. Links amid running text are in none.
func (p *page) tagBox(a *node) *node {
	for n, up := a.parent, 0; n != nil && up < 4 && n.atom != atom.Body; n, up = n.parent, up+1 {
		if n.marks&markTags != 0 {
			return n
		}
	}
	var lone *node
	for n, up := a.parent, 0; n != nil && up < 4 && n.atom != atom.P && n.atom != atom.Body; n, up = n.parent, up+1 {
		switch links := onlyTagLinks(n); {
		case links >= 2:
			return n
		case links == 1 && lone == nil:
			lone = n
		}
	}
	return lone
}

// onlyTagLinks counts the label links under n where there is hardly anything else; a short label before them is free.
func onlyTagLinks(n *node) int {
	all, tags := -24, 0
	for _, b := range renderBlocks(n, isSilent) {
		all += b.chars
	}
	texts := tagTexts(n)
	for _, t := range texts {
		tags += utf8.RuneCountInString(t)
	}
	if tags*10 < all*8 {
		return 0
	}
	return len(texts)
}

func tagTexts(n *node) []string {
	var out []string
	var visit func(n *node)
	visit = func(n *node) {
		if n.atom == atom.A && isTagLink(n) {
			if t := textOf(n, 160); t != "" && len(t) < 120 {
				out = append(out, t)
			}
			return
		}
		for c := n.first; c != nil; c = c.next {
			visit(c)
		}
	}
	visit(n)
	return out
}
