package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"isnad/internal/turns"
)

// page is what is known of one HTML page while its article is sought.
type page struct {
	tree   *tree
	blocks []*block
	body   *node     // the element that holds the article
	sums   []float64 // by element: the values of all blocks in it
	prosed []float64 // by element: the positive ones alone
	hard   []bool    // by element: it is furniture, or stands in some

	row     int    // of cards that are most of the page
	title   string // the headline, once it is known
	tagLine string // a line of labels without markup
}

// readPage marks the elements of a tree and cuts it into blocks.
func readPage(t *tree) *page {
	p := &page{tree: t, sums: make([]float64, len(t.all)), hard: make([]bool, len(t.all))}
	m := marker{seen: map[string]mark{}}
	markTree(t.root, &m)
	for i, n := range t.all {
		p.hard[i] = n.parent != nil && p.hard[n.parent.id] || hardFurniture(n) || n.atom == atom.Aside || n.marks&markRelated != 0
	}
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
	case "description":
		return markSummary
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

// isSilent tells elements whose text is never an article's: those that draw or ask, and of AMP's own all that load
// something else.
func isSilent(n *node) bool {
	switch n.atom {
	case 0:
		return strings.HasPrefix(n.tag, "amp-") && !ampText(n.tag)
	case atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Select, atom.Textarea, atom.Button, atom.Template,
		atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Noscript, atom.Title, atom.Dialog, atom.Noembed, atom.Noframes, atom.Datalist:
		return true
	}
	return false
}

// ampText tells the elements of AMP that may hold an article's own text or pictures.
func ampText(tag string) bool {
	switch tag {
	case "amp-img", "amp-accordion", "amp-carousel", "amp-live-list", "amp-list", "amp-layout", "amp-fit-text", "amp-twitter", "amp-story":
		return true
	}
	return false
}

// value says how much a block speaks for its place being the article: the length of its prose, less for links, below
// nothing for the short linked lines that menus and lists of headlines are made of.
func value(b *block) float64 {
	plain, links := float64(b.chars-b.links), float64(b.links)
	switch {
	case b.kind == Caption || b.fig:
		return 0
	case b.links*2 > b.chars || b.chars < 60 && b.links > 0:
		return max(plain-2*links, -60) - 10
	case b.kind == Heading:
		return 0
	case b.chars < 60 && b.links == 0 && (b.owner.atom == atom.Td || b.owner.atom == atom.Th):
		return 0 // a table of figures
	case b.chars < 60 && !endsSentence(b.text):
		return -3
	case b.list && b.chars < 120:
		return (plain - links) / 2
	}
	return plain - links
}

func endsSentence(text string) bool { return turns.EndsSentence(text) }

// sum adds up the values under each element.
func (p *page) sum() {
	clear(p.sums)
	for _, b := range p.blocks {
		if !b.drop {
			p.sums[b.owner.id] += b.value
		}
	}
	p.tree.gatherUp(p.sums)
}

// findBody drops furniture by its marks and chooses the element that holds the article.
func (p *page) findBody() {
	p.sum()
	p.dropMarked(hardFurniture, 0.9)
	p.findCards()
	p.sum()
	p.dropMarked(furniture, 0.5)
	p.sum()
	p.body = p.core()
	if p.body == nil {
		p.body = p.tree.root
	}
	p.body = p.descend(p.body)
	if n := p.named(); n != nil {
		p.body = n
	}
}

// core is the innermost element with the highest sum: the best guess at the article before names are asked.
func (p *page) core() *node {
	var best *node
	for _, n := range p.tree.all {
		if n.tag != "" && n.atom != atom.P && p.sums[n.id] > 0 && (best == nil || p.sums[n.id] >= p.sums[best.id]) {
			best = n
		}
	}
	return best
}

// dropMarked drops the blocks of elements that is tells to be furniture, unless such an element holds more than the
// share most of the page's prose, or its core: then its name must lie.
func (p *page) dropMarked(is func(*node) bool, most float64) {
	prose, holds := p.prose(), map[*node]bool{}
	if most < 0.9 {
		for n := p.core(); n != nil; n = n.parent {
			holds[n] = true
		}
	}
	limit := most * prose[0]
	dropped := make([]bool, len(p.tree.all))
	for i, n := range p.tree.all {
		dropped[i] = n.parent != nil && dropped[n.parent.id] || n.tag != "" && is(n) && !holds[n] && prose[i] <= limit
	}
	for _, b := range p.blocks {
		if dropped[b.owner.id] {
			b.drop, b.why = true, "mark"
		}
	}
}

// prose adds up the positive values under each element.
func (p *page) prose() []float64 {
	sums := make([]float64, len(p.tree.all))
	for _, b := range p.blocks {
		if !b.drop && b.value > 0 {
			sums[b.owner.id] += b.value
		}
	}
	p.tree.gatherUp(sums)
	return sums
}

// hardFurniture tells elements that are no article whatever they hold.
func hardFurniture(n *node) bool {
	switch n.atom {
	case atom.Nav:
		return true
	case atom.Footer: // some put the byline of an article into one
		return n.marks&markByline == 0
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return false
	}
	return n.marks&(markHard|markComment) != 0
}

// furniture tells elements that their kind, name or role says are not the article.
func furniture(n *node) bool {
	switch n.atom {
	case atom.Aside:
		return true
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return false
	}
	return n.marks&(markDrop|markHidden) != 0 && n.marks&markEmbed == 0
}

// share is how much of an element's value one child must hold for the article to lie within it.
const share = 0.85

// descend goes down from n as long as one child holds nearly all.
func (p *page) descend(n *node) *node {
	for {
		var best *node
		for c := n.first; c != nil; c = c.next {
			if c.tag != "" && (best == nil || p.sums[c.id] > p.sums[best.id]) {
				best = c
			}
		}
		if best == nil || best.atom == atom.P || p.sums[best.id] < share*p.sums[n.id] || p.sums[best.id] <= 0 {
			return n
		}
		n = best
	}
}

// named gives the element whose name says that it is the article's body, if it holds a fair part of the prose that the
// body found without names holds. Where a body comes in several pieces of one name, it is what holds them all.
func (p *page) named() *node {
	prose := p.prose()
	var best *node
	var all []*node
	for _, n := range p.tree.all {
		if n.marks&markBody != 0 && prose[n.id] > 0 {
			all = append(all, n)
			if best == nil || prose[n.id] >= prose[best.id] || inside(n, best) && prose[n.id] > 0.8*prose[best.id] {
				best = n
			}
		}
	}
	if best == nil || prose[best.id] < 100 || prose[best.id] < namedShare*prose[p.body.id] {
		return nil
	}
	return pieces(best, all, prose)
}

// pieces gives the element that holds best and the others of the same name that add to it.
func pieces(best *node, all []*node, prose []float64) *node {
	whole := best
	for _, n := range all {
		if n != best && n.attr("class") == best.attr("class") && prose[n.id] > 0.05*prose[best.id] && !inside(n, whole) && !inside(whole, n) {
			for whole != nil && !inside(n, whole) {
				whole = whole.parent
			}
		}
	}
	return whole
}

// namedShare is how much of the prose found a named element must hold to be believed.
const namedShare = 0.25

// bodyBlocks are the blocks of the article, furniture within it left out.
func (p *page) bodyBlocks() []*block {
	var in []*block
	for _, b := range p.blocks {
		if !b.drop && inside(b.owner, p.body) {
			in = append(in, b)
		}
	}
	p.prosed = p.prose()
	p.cleanWithin(in)
	var out []*block
	for _, b := range in {
		if !b.drop {
			b.kept = true
			out = append(out, b)
		}
	}
	return out
}

// cleanWithin drops what does not belong among the article's blocks.
func (p *page) cleanWithin(blocks []*block) {
	p.dropRelated(blocks)
	p.dropBylines(blocks)
	for _, b := range blocks {
		switch {
		case b.drop:
		case b.kind == Caption || b.fig:
			b.drop, b.why = true, "caption"
		case b.inner&markByline != 0 && b.chars < 40 && b.kind != Heading && isClockLine(b.text):
			b.drop, b.why = true, "time"
		case linky(b):
			b.drop, b.why = true, "links"
		case b.kind != Heading && p.poorSubtree(b):
			b.drop, b.why = true, "poor"
		}
	}
	dropLabels(blocks)
}

// dropBylines drops the names and dates that stand before the first paragraph.
func (p *page) dropBylines(blocks []*block) {
	for _, b := range blocks {
		if b.value > 60 && endsSentence(b.text) {
			return
		}
		if b.chars < 80 && b.kind != Heading && !endsSentence(b.text) && p.marksOf(b)&(markByline|markAuthor) != 0 {
			b.drop, b.why = true, "byline"
		}
	}
}

// dropRelated drops what follows a heading whose name says "related", in the element that the heading stands in.
func (p *page) dropRelated(blocks []*block) {
	var box *node
	for _, b := range blocks {
		if box != nil && inside(b.owner, box) {
			b.drop, b.why = true, "related"
			continue
		}
		box = nil
		if b.kind == Heading && b.owner.marks&markRelated != 0 && b.owner.parent != nil {
			box = b.owner.parent
			b.drop, b.why = true, "related"
		}
	}
}

// linky tells blocks that are links and little more.
func linky(b *block) bool {
	d := b.density()
	return d > 0.9 || d > 0.65 && b.chars < 150 || d > 0.5 && (b.chars < 80 || !endsSentence(b.text) && b.chars < 150)
}

// dropLabels drops the headings of nothing: those with no text after them, or whose list was dropped.
func dropLabels(blocks []*block) {
	keep, gone := false, 0
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		if b.drop {
			if b.why == "links" || b.why == "poor" {
				gone++
			}
			continue
		}
		label := b.kind == Heading || b.chars < 50 && b.kind == "" && !endsSentence(b.text)
		if b.kind == Heading && !keep || label && gone > 1 {
			b.drop, b.why = true, "heading of nothing"
			continue
		}
		gone = 0
		keep = b.kind != Heading
	}
}

// poorSubtree tells short blocks in an element below the body that holds links and hardly any prose.
func (p *page) poorSubtree(b *block) bool {
	if b.value > 80 && !b.list {
		return false
	}
	for n := b.owner; n != nil && n != p.body; n = n.parent {
		if n.atom != atom.P && p.sums[n.id] < -30 && p.prosed[n.id] < 150 {
			return true
		}
	}
	return false
}
