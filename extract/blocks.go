package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// block is one line or paragraph of a page: text that no block element or break divides.
type block struct {
	text  string
	owner *node // the block element it stands in
	chars int   // code points
	links int   // those of them inside links
	kind  BlockKind
	level int  // of a heading
	list  bool // inside a list or a table
	quote bool
	fig   bool // inside a figure
	value float64
	drop  bool
	kept  bool // among the article's own
	why   string
	inner mark // of inline elements around its text

	asked    bool // whether it begins with a label, which many ask
	labelled bool
	begins   label
}

// label reads the label that the block begins with, once.
func (b *block) label() (label, bool) {
	if !b.asked {
		b.begins, b.labelled = readLabel(b.text)
		b.asked = true
	}
	return b.begins, b.labelled
}

// density is the share of a block's text that is links, from 0 to 1.
func (b *block) density() float64 {
	if b.chars == 0 {
		return 0
	}
	return float64(b.links) / float64(b.chars)
}

// renderer walks a tree and cuts it into blocks in the order in which they are read.
type renderer struct {
	blocks []*block
	buf    []byte
	chars  int
	links  int
	space  bool // white space is due before the next letter
	link   int  // open links
	skip   func(*node) bool
	inner  mark
}

// renderBlocks gives the blocks under n, without what skip refuses.
func renderBlocks(n *node, skip func(*node) bool) []*block {
	r := renderer{skip: skip}
	r.walk(n, frame{owner: n})
	r.flush(frame{owner: n})
	return r.blocks
}

// frame is what the elements around a text say about it.
type frame struct {
	owner *node
	level int
	list  bool
	item  bool
	quote bool
	fig   bool
	cap   bool
	pre   bool
}

// within gives the frame inside the element n.
func (f frame) within(n *node) frame {
	if isBlock(n.atom) {
		f.owner = n
	}
	switch n.atom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		f.level = int(n.tag[1] - '0')
	case atom.Ul, atom.Ol, atom.Table, atom.Dl:
		f.list = true
	case atom.Li:
		f.item = true
	case atom.Blockquote:
		f.quote = true
	case atom.Figure:
		f.fig = true
	case atom.Figcaption, atom.Caption:
		f.cap = true
	case atom.Pre:
		f.pre = true
	}
	if n.marks&markCaption != 0 {
		f.cap = true
	}
	return f
}

func (r *renderer) walk(n *node, f frame) {
	if n.tag == "" {
		r.addText(n.text, f)
		return
	}
	if r.skip != nil && r.skip(n) {
		if isBlock(n.atom) {
			r.flush(f)
		}
		return
	}
	switch n.atom {
	case atom.Br:
		r.flush(f)
		return
	case atom.Img, atom.Wbr, atom.Input:
		return
	}
	inner := f.within(n)
	block := isBlock(n.atom)
	if block {
		r.flush(f)
	} else {
		r.inner |= n.marks & (markByline | markAuthor | markTags)
		if n.atom == atom.Time {
			r.inner |= markByline
		}
	}
	link := n.atom == atom.A && !n.broken && n.has("href")
	if link {
		r.link++
	}
	for c := n.first; c != nil; c = c.next {
		r.walk(c, inner)
	}
	if link {
		r.link--
	}
	if block {
		r.flush(inner)
	}
}

// addText appends text with its white space collapsed.
func (r *renderer) addText(s string, f frame) {
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == '\n' && f.pre:
			r.flush(f)
		case unicode.IsSpace(c):
			r.space = true
		case c == '\u200b' || c == '\ufeff' || c == '\u00ad' || c < ' ' || c == utf8.RuneError && n == 1:
		default:
			if r.space && len(r.buf) > 0 {
				r.buf = append(r.buf, ' ')
				r.chars++
				if r.link > 0 {
					r.links++
				}
			}
			r.space = false
			r.buf = append(r.buf, s[i:i+n]...)
			r.chars++
			if r.link > 0 {
				r.links++
			}
		}
		i += n
	}
}

// flush ends the block that is being gathered.
func (r *renderer) flush(f frame) {
	r.space = false
	if len(r.buf) == 0 {
		return
	}
	b := &block{text: string(r.buf), owner: f.owner, chars: r.chars, links: r.links, list: f.list, quote: f.quote,
		fig: f.fig, level: f.level, inner: r.inner}
	switch {
	case f.level > 0:
		b.kind = Heading
	case f.cap:
		b.kind = Caption
	case f.item:
		b.kind = ListItem
	case f.quote:
		b.kind = Quotation
	}
	r.inner = 0
	r.buf, r.chars, r.links = r.buf[:0], 0, 0
	if strings.IndexFunc(b.text, isWordRune) >= 0 {
		r.blocks = append(r.blocks, b)
	}
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
