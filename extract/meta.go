package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"isnad/dates"
)

// readMeta reads what the page's head says of the article.
func readMeta(d *Document, p *page) {
	meta := map[string]string{}
	var title, h1 string
	var visit func(n *node)
	visit = func(n *node) {
		switch n.atom {
		case atom.Meta:
			key := strings.ToLower(first(n.attr("property"), first(n.attr("name"), n.attr("itemprop"))))
			if _, ok := meta[key]; !ok && key != "" {
				meta[key] = strings.TrimSpace(n.attr("content"))
			}
		case atom.Title:
			if title == "" && n.first != nil {
				title = strings.Join(strings.Fields(n.first.text), " ")
			}
		case atom.H1:
			if h1 == "" {
				for _, b := range renderBlocks(n, isSilent) {
					h1 = strings.TrimSpace(h1 + " " + b.text)
				}
			}
		case atom.Link:
			if n.attr("rel") == "canonical" {
				d.CanonicalURL = n.attr("href")
			}
		}
		for c := n.first; c != nil; c = c.next {
			if c.tag != "" {
				visit(c)
			}
		}
	}
	visit(p.tree.root)
	d.Title = first(d.Title, first(meta["og:title"], first(h1, title)))
	d.Source.Name = first(d.Source.Name, meta["og:site_name"])
	d.Image = first(d.Image, meta["og:image"])
	d.Published = readDate(first(meta["article:published_time"], meta["datepublished"]), dates.FromMeta)
	d.Modified = readDate(first(meta["article:modified_time"], meta["datemodified"]), dates.FromMeta)
}
