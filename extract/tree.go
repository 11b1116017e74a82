package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// node is an element or, where tag is empty, a run of text.
type node struct {
	atom  atom.Atom // zero for text and for elements that HTML does not know
	tag   string
	text  string
	attrs []html.Attribute

	parent, first, last, next *node

	id     int32 // its place in the page, from 0: elements before those inside them
	end    int32 // the greatest id inside it
	marks  mark  // what its name, class, id and role say
	broken bool  // a link whose end stands outside the block it was opened in
}

// Bounds of one page's tree, far beyond any article: a deeper element is laid flat, and what comes after so many
// nodes is left out. They keep hostile pages linear in time and space.
const (
	maxDepth  = 220
	maxNodes  = 700_000
	mostAttrs = 64 // of one element
)

// tree is a page as read: its elements, and what of its scripts speaks about the article.
type tree struct {
	root    *node
	jsonLD  []string // bodies of <script type="application/ld+json">
	data    []string // bodies of <script type="application/json">, such as __NEXT_DATA__
	nodes   int
	all     []*node // by id
	deepest int
	cut     bool // the page had more nodes than maxNodes
}

// grower builds a tree from tags in one pass. It follows the rules of HTML for elements whose end is implied and lets
// end tags without a beginning fall; that is less than the full algorithm (no adoption agency, no foster parenting),
// but it is linear, survives any nesting, and articles do not hang on the difference.
type grower struct {
	t     *tree
	open  []*node
	flat  map[string]int // elements too deep to be opened, whose end tags are still to come
	slab  []node
	attrs []html.Attribute
	paras int // open <p>
}

// growTree reads text as HTML. It never fails.
func growTree(text string) *tree {
	g := grower{t: &tree{}, flat: map[string]int{}}
	g.t.root = g.make(atom.Html, "html", nil)
	g.open = append(g.open, g.t.root)
	z := html.NewTokenizer(strings.NewReader(text))
	for g.step(z) {
	}
	g.t.number()
	return g.t
}

// number finds the greatest id inside each element.
func (t *tree) number() {
	for i := len(t.all) - 1; i >= 0; i-- {
		n := t.all[i]
		n.end = max(n.end, n.id)
		if n.parent != nil {
			n.parent.end = max(n.parent.end, n.end)
		}
	}
}

// inside reports whether n is root or stands in it.
func inside(n, root *node) bool {
	return n != nil && root != nil && root.id <= n.id && n.id <= root.end
}

// gatherUp adds to each element what its descendants have; values are by id and are changed in place.
func (t *tree) gatherUp(values []float64) {
	for i := len(t.all) - 1; i > 0; i-- {
		if v := values[i]; v != 0 {
			values[t.all[i].parent.id] += v
		}
	}
}

// step takes one token and reports whether more may come.
func (g *grower) step(z *html.Tokenizer) bool {
	switch z.Next() {
	case html.ErrorToken:
		return false
	case html.TextToken:
		g.addText(string(z.Text()))
	case html.StartTagToken, html.SelfClosingTagToken:
		g.start(z)
	case html.EndTagToken:
		name, _ := z.TagName()
		g.end(string(name), atom.Lookup(name))
	}
	if g.t.nodes >= maxNodes {
		g.t.cut = true
		return false
	}
	return true
}

func (g *grower) make(a atom.Atom, tag string, attrs []html.Attribute) *node {
	if len(g.slab) == 0 {
		g.slab = make([]node, 512)
	}
	n := &g.slab[0]
	g.slab = g.slab[1:]
	n.atom, n.tag, n.attrs = a, tag, attrs
	n.id = int32(g.t.nodes)
	g.t.all = append(g.t.all, n)
	g.t.nodes++
	return n
}

func (g *grower) top() *node { return g.open[len(g.open)-1] }

func (g *grower) append(n *node) {
	p := g.top()
	n.parent = p
	if p.last == nil {
		p.first = n
	} else {
		p.last.next = n
	}
	p.last = n
}

func (g *grower) addText(s string) {
	if g.top().atom == atom.Head {
		if strings.TrimSpace(s) == "" {
			return
		}
		g.pop(len(g.open) - 1)
	}
	n := g.make(0, "", nil)
	n.text = s
	g.append(n)
}

// start opens an element, after closing what its beginning closes.
func (g *grower) start(z *html.Tokenizer) {
	name, more := z.TagName()
	a := atom.Lookup(name)
	tag := a.String()
	if a == 0 {
		tag = string(name)
	}
	if a == atom.Noscript {
		z.NextIsNotRawText()
	}
	attrs := g.readAttrs(z, more)
	if a == atom.Script || a == atom.Style {
		g.script(z, a, attrs)
		return
	}
	if a == atom.Html {
		g.t.root.attrs = append(g.t.root.attrs, attrs...)
		return
	}
	g.closeImplied(a)
	n := g.make(a, tag, attrs)
	g.append(n)
	if isVoid(a) {
		return
	}
	if len(g.open) >= maxDepth {
		g.flat[tag]++
		return
	}
	if a == atom.P {
		g.paras++
	}
	g.open = append(g.open, n)
	g.t.deepest = max(g.t.deepest, len(g.open))
}

// readAttrs reads an element's attributes into memory that many elements share.
func (g *grower) readAttrs(z *html.Tokenizer, more bool) []html.Attribute {
	if cap(g.attrs)-len(g.attrs) < mostAttrs {
		g.attrs = make([]html.Attribute, 0, 16*mostAttrs)
	}
	from := len(g.attrs)
	for more && len(g.attrs)-from < mostAttrs {
		var k, v []byte
		k, v, more = z.TagAttr()
		g.attrs = append(g.attrs, html.Attribute{Key: atom.String(k), Val: string(v)})
	}
	return g.attrs[from:len(g.attrs):len(g.attrs)]
}

// script keeps the data that pages carry about their article and drops every other script and style.
func (g *grower) script(z *html.Tokenizer, a atom.Atom, attrs []html.Attribute) {
	if z.Next() != html.TextToken {
		return // the end tag: an empty script
	}
	if a != atom.Script {
		return
	}
	kind := strings.ToLower(attr(attrs, "type"))
	switch {
	case strings.Contains(kind, "ld+json"):
		g.t.jsonLD = append(g.t.jsonLD, string(z.Text()))
	case strings.Contains(kind, "application/json"), attr(attrs, "id") == "__NEXT_DATA__":
		g.t.data = append(g.t.data, string(z.Text()))
	case kind == "" || strings.Contains(kind, "javascript"):
		if s := stateOf(z.Text()); s != "" {
			g.t.data = append(g.t.data, s)
		}
	}
}

// stateOf gives the object that a script sets as its page's state («window.__INITIAL_STATE__ = {…};»), or nothing.
func stateOf(script []byte) string {
	script = bytes.TrimSpace(script)
	if !bytes.HasPrefix(script, []byte("window.")) {
		return ""
	}
	name, value, ok := bytes.Cut(script, []byte("="))
	if !ok || len(name) > 60 || !bytes.HasPrefix(bytes.TrimSpace(value), []byte("{")) || !bytes.Contains(name, []byte("_")) {
		return ""
	}
	return string(value)
}

// end closes the nearest open element of the name, unless something stands between that it may not close.
func (g *grower) end(tag string, a atom.Atom) {
	if g.flat[tag] > 0 {
		g.flat[tag]--
		return
	}
	for i := len(g.open) - 1; i > 0; i-- {
		n := g.open[i]
		if n.tag == tag {
			g.pop(i)
			return
		}
		if isBlock(n.atom) && (!isBlock(a) || isScope(n.atom)) {
			if a == atom.A {
				g.breakLink(i)
			}
			return
		}
	}
}

// breakLink notes that the link open above position i has ended without its element.
func (g *grower) breakLink(i int) {
	for ; i > 0; i-- {
		if g.open[i].atom == atom.A {
			g.open[i].broken = true
			return
		}
	}
}

// pop closes the open elements from position i on.
func (g *grower) pop(i int) {
	for _, n := range g.open[i:] {
		if n.atom == atom.P {
			g.paras--
		}
	}
	g.open = g.open[:i]
}

// closeImplied closes what the beginning of an element of kind a closes: <p> before a block, <li> before <li>, a link
// before a link.
func (g *grower) closeImplied(a atom.Atom) {
	if g.top().atom == atom.Head && !inHead(a) {
		g.pop(len(g.open) - 1)
	}
	if g.paras > 0 && isBlock(a) {
		g.closeUpTo(atom.P, isScope)
	}
	switch a {
	case atom.Li:
		g.closeUpTo(atom.Li, func(b atom.Atom) bool { return b == atom.Ul || b == atom.Ol || isScope(b) })
	case atom.Dt, atom.Dd:
		g.closeUpTo(atom.Dt, func(b atom.Atom) bool { return b == atom.Dl || isScope(b) })
		g.closeUpTo(atom.Dd, func(b atom.Atom) bool { return b == atom.Dl || isScope(b) })
	case atom.Td, atom.Th:
		g.closeUpTo(atom.Td, isTablePart)
		g.closeUpTo(atom.Th, isTablePart)
	case atom.Tr:
		g.closeUpTo(atom.Tr, func(b atom.Atom) bool { return b == atom.Table || b == atom.Tbody || b == atom.Thead })
	case atom.Option:
		g.closeUpTo(atom.Option, func(b atom.Atom) bool { return b == atom.Select })
	case atom.A:
		g.closeUpTo(atom.A, isBlock)
		g.breakLink(len(g.open) - 1)
	}
}

// closeUpTo closes the nearest open element of kind a unless one that stops the search stands before it.
func (g *grower) closeUpTo(a atom.Atom, stops func(atom.Atom) bool) {
	for i := len(g.open) - 1; i > 0; i-- {
		if g.open[i].atom == a {
			g.pop(i)
			return
		}
		if stops(g.open[i].atom) {
			return
		}
	}
}

// attr gives the first attribute of the name, or "".
func attr(attrs []html.Attribute, key string) string {
	for _, a := range attrs {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (n *node) attr(key string) string { return attr(n.attrs, key) }

func (n *node) has(key string) bool {
	for _, a := range n.attrs {
		if a.Key == key {
			return true
		}
	}
	return false
}

func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta,
		atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Keygen:
		return true
	}
	return false
}

func inHead(a atom.Atom) bool {
	switch a {
	case atom.Meta, atom.Link, atom.Title, atom.Base, atom.Noscript, atom.Template:
		return true
	}
	return false
}

// isScope tells elements that end tags and implied ends do not reach through.
func isScope(a atom.Atom) bool {
	switch a {
	case atom.Html, atom.Table, atom.Td, atom.Th, atom.Caption, atom.Object, atom.Template, atom.Button:
		return true
	}
	return false
}

func isTablePart(a atom.Atom) bool {
	return a == atom.Tr || a == atom.Table || a == atom.Tbody || a == atom.Thead
}

// isBlock tells elements that stand on lines of their own.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Center, atom.Dd, atom.Details, atom.Dialog,
		atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Li,
		atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody,
		atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Video, atom.Audio, atom.Iframe, atom.Select,
		atom.Option, atom.Textarea, atom.Caption, atom.Template, atom.Object:
		return true
	}
	return false
}
