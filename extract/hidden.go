package extract

import (
	"html"
	"strings"

	"golang.org/x/net/html/atom"
)

// orHidden gives the blocks found, or the body that the page carries where readers with scripts do not see it, in its data
// or in <noscript>, if that is far longer.
func (p *page) orHidden(kept []*block, e *evidence, r *Result) []*block {
	n := prose(kept)
	data, name := e.ld.body, "data"
	if len(data) < len(e.next.body) && n < 250 {
		data = e.next.body
	}
	other := dataBlocks(data)
	if plain := p.noscript(); n < 250 && prose(plain) > prose(other) {
		other, name = plain, "noscript"
	}
	if prose(other) <= leastArticle || n*2 >= prose(other) {
		return kept
	}
	r.step(name, "the text in the page's %s is taken: %d lines", name, len(other))
	return other
}

// noscript gives the lines of the <noscript> that holds most text.
func (p *page) noscript() []*block {
	var best []*block
	for _, n := range p.tree.all {
		if n.atom != atom.Noscript || n.first == nil || p.hard[n.id] {
			continue
		}
		if lines := readable(renderBlocks(n, func(c *node) bool { return c != n && isSilent(c) })); prose(lines) > prose(best) {
			best = lines
		}
	}
	return best
}

// readable leaves out links and crumbs of text.
func readable(blocks []*block) []*block {
	var out []*block
	for _, b := range blocks {
		if (b.chars > 20 || b.kind == Heading || b.kind == ListItem) && !linky(b) && b.kind != Caption {
			out = append(out, b)
		}
	}
	return out
}

// dataBlocks cuts a body out of a page's data, which may be text or markup, into blocks.
func dataBlocks(s string) []*block {
	if s == "" {
		return nil
	}
	if !strings.Contains(s, "<") {
		s = html.EscapeString(html.UnescapeString(s))
		s = strings.ReplaceAll(s, "\n", "<br>")
	} else if strings.Contains(s, "&lt;p") && !strings.Contains(s, "<p") {
		s = html.UnescapeString(s)
	}
	return readable(renderBlocks(growTree(s).root, isSilent))
}
