package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// page is what is known of one HTML page while its article is sought.
type page struct {
	tree   *tree
	blocks []*block
	body   *node // the element that holds the article
	sums   map[*node]float64
}

// readPage marks the elements of a tree and cuts it into blocks.
func readPage(t *tree) *page {
	p := &page{tree: t, sums: map[*node]float64{}}
	m := marker{seen: map[string]mark{}}
	markTree(t.root, &m)
	p.blocks = renderBlocks(t.root, isSilent)
	for _, b := range p.blocks {
		b.value = value(b)
	}
	return p
}

// markTree reads the marks of n and of all below it.
func markTree(n *node, m *marker) {
	for _, a := range n.attrs {
		switch a.Key {
		case "class", "id":
			n.marks |= m.of(a.Val)
		case "itemprop":
			n.marks |= itempropMark(a.Val)
		case "role":
			n.marks |= roleMark(a.Val)
		case "hidden":
			n.marks |= markHidden
		case "aria-hidden":
			if a.Val == "true" {
				n.marks |= markHidden
			}
		case "style":
			if s := strings.ReplaceAll(a.Val, " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				n.marks |= markHidden
			}
		}
	}
	for c := n.first; c != nil; c = c.next {
		if c.tag != "" {
			markTree(c, m)
		}
	}
}

func itempropMark(v string) mark {
	switch v {
	case "articleBody", "reviewBody":
		return markBody
	case "author", "datePublished", "dateModified":
		return markByline
	case "keywords":
		return markTags
	case "headline":
		return markTitle
	case "caption":
		return markCaption
	}
	return 0
}

func roleMark(v string) mark {
	switch v {
	case "navigation", "complementary", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog", "tooltip", "banner":
		return markDrop
	}
	return 0
}

// isSilent tells elements whose text is never an article's.
func isSilent(n *node) bool {
	switch n.atom {
	case atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Select, atom.Textarea, atom.Button, atom.Template,
		atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Noscript, atom.Title, atom.Dialog, atom.Noembed, atom.Noframes, atom.Datalist:
		return true
	}
	return false
}

// value says how much a block speaks for its place being the article: the length of its prose, less for links, below
// nothing for the short lines that menus and lists of headlines are made of.
func value(b *block) float64 {
	plain := float64(b.chars - b.links)
	v := plain - 2*float64(b.links)
	switch {
	case b.kind == Caption || b.fig:
		return 0
	case b.kind == Heading:
		if v > 0 {
			return 0
		}
		return max(v, -60)
	case b.chars < 60 && !endsSentence(b.text):
		if v > 0 {
			return -10
		}
		return max(v, -60) - 10
	case b.list && b.chars < 120:
		return v / 2
	}
	return max(v, -200)
}

// endsSentence reports whether text ends as a sentence does.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, " \"'”’»)]…")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?؟۔:…", r) || strings.HasSuffix(text, "…")
}

// sum adds up the values under each element.
func (p *page) sum() {
	clear(p.sums)
	for _, b := range p.blocks {
		if b.drop {
			continue
		}
		for n := b.owner; n != nil; n = n.parent {
			p.sums[n] += b.value
		}
	}
}

// findBody drops furniture by its marks and chooses the element that holds the article.
func (p *page) findBody() {
	p.sum()
	p.dropMarked(p.tree.root, p.core())
	p.sum()
	p.body = p.descend(p.tree.root)
	if n := p.named(p.body); n != nil {
		p.body = n
	}
}

// core is the innermost element with the highest sum: before furniture is dropped, the best guess at the article.
func (p *page) core() *node {
	var best *node
	for _, b := range p.blocks {
		if b.value <= 0 {
			continue
		}
		for n := b.owner; n != nil; n = n.parent {
			if best == nil || p.sums[n] > p.sums[best] {
				best = n
			}
		}
	}
	return best
}

// dropMarked drops the blocks of marked elements, unless such an element holds the core: then its name must lie.
func (p *page) dropMarked(root, core *node) {
	holds := map[*node]bool{}
	for n := core; n != nil; n = n.parent {
		holds[n] = true
	}
	dropped := map[*node]bool{}
	var visit func(n *node, in bool)
	visit = func(n *node, in bool) {
		if !in && furniture(n) && !holds[n] {
			in = true
		}
		if in {
			dropped[n] = true
		}
		for c := n.first; c != nil; c = c.next {
			if c.tag != "" {
				visit(c, in)
			}
		}
	}
	visit(root, false)
	for _, b := range p.blocks {
		if dropped[b.owner] {
			b.drop, b.why = true, "mark"
		}
	}
}

// furniture tells elements that their kind, name or role says are not the article.
func furniture(n *node) bool {
	switch n.atom {
	case atom.Nav, atom.Footer, atom.Aside:
		return true
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.P:
		return n.atom == atom.P && n.marks&markDrop != 0
	}
	return n.marks&(markDrop|markHidden) != 0
}

// share is how much of an element's value one child must hold for the article to lie within it.
const share = 0.85

// descend goes down from n as long as one child holds nearly all.
func (p *page) descend(n *node) *node {
	for {
		var best *node
		for c := n.first; c != nil; c = c.next {
			if c.tag != "" && (best == nil || p.sums[c] > p.sums[best]) {
				best = c
			}
		}
		if best == nil || best.atom == atom.P || p.sums[best] < share*p.sums[n] || p.sums[best] <= 0 {
			return n
		}
		n = best
	}
}

// named gives the element inside n that its name says is the article's body, if it holds most of n's value.
func (p *page) named(n *node) *node {
	var best *node
	var visit func(n *node)
	visit = func(n *node) {
		if n.marks&markBody != 0 && n.marks&markDrop == 0 && (best == nil || p.sums[n] > p.sums[best]) {
			best = n
		}
		for c := n.first; c != nil; c = c.next {
			if c.tag != "" {
				visit(c)
			}
		}
	}
	visit(n)
	if best != nil && p.sums[best] > 0.6*p.sums[n] {
		return best
	}
	return nil
}

// bodyBlocks are the blocks of the article, furniture within it left out.
func (p *page) bodyBlocks() []*block {
	var in []*block
	for _, b := range p.blocks {
		if !b.drop && inside(b.owner, p.body) {
			in = append(in, b)
		}
	}
	p.cleanWithin(in)
	var out []*block
	for _, b := range in {
		if !b.drop {
			out = append(out, b)
		}
	}
	return out
}

func inside(n, root *node) bool {
	for ; n != nil; n = n.parent {
		if n == root {
			return true
		}
	}
	return false
}

// cleanWithin drops what does not belong among the article's blocks.
func (p *page) cleanWithin(blocks []*block) {
	for _, b := range blocks {
		switch {
		case b.kind == Caption || b.fig:
			b.drop, b.why = true, "caption"
		case b.density() > 0.5 && b.chars < 300:
			b.drop, b.why = true, "links"
		case b.kind != Heading && p.poorSubtree(b):
			b.drop, b.why = true, "poor"
		}
	}
	keep := false
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		if b.drop {
			continue
		}
		if b.kind == Heading && !keep {
			b.drop, b.why = true, "heading of nothing"
			continue
		}
		keep = b.kind != Heading
	}
}

// poorSubtree tells blocks in an element below the body whose sum is below nothing.
func (p *page) poorSubtree(b *block) bool {
	for n := b.owner; n != nil && n != p.body; n = n.parent {
		if n.atom != atom.P && p.sums[n] < -30 {
			return true
		}
	}
	return false
}
