package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// evidence is what a page says of its article outside the article's text.
type evidence struct {
	meta      map[string][]string // <meta> by property, name or itemprop, in lower case
	props     map[string][]string // other elements' itemprop values
	titles    []string            // <title>
	canonical string
	heads     []*node // <h1>, in order
	times     []*node // <time>
	ld        ldArticle
	next      ldArticle
}

// gather reads the evidence of a tree, fetched from an address, in one walk.
func gather(t *tree, address string) *evidence {
	e := &evidence{meta: map[string][]string{}, props: map[string][]string{}}
	e.visit(t.root)
	e.ld = readJSONLD(t.jsonLD)
	if len(t.data) > 0 {
		titles := append(e.saidTitles(), e.headlines("")...)
		for _, t := range e.titles {
			titles = append(titles, strings.Split(t, " - ")[0], strings.TrimSpace(strings.Split(t, "|")[0]))
		}
		e.next = readPageData(t.data, titles, address)
	}
	return e
}

func (e *evidence) visit(n *node) {
	switch n.atom {
	case atom.Meta:
		e.addMeta(n)
	case atom.Title:
		if len(e.titles) < 2 && n.first != nil && n.parent.atom != atom.Svg {
			e.titles = append(e.titles, oneLine(n.first.text))
		}
	case atom.H1:
		if len(e.heads) < 8 {
			e.heads = append(e.heads, n)
		}
	case atom.Link:
		if strings.EqualFold(n.attr("rel"), "canonical") && e.canonical == "" {
			e.canonical = strings.TrimSpace(n.attr("href"))
		}
	case atom.Time:
		if len(e.times) < 40 {
			e.times = append(e.times, n)
		}
	}
	if prop := n.attr("itemprop"); prop != "" && n.atom != atom.Meta && prop != "articleBody" {
		e.addProp(prop, n)
	}
	for c := n.first; c != nil; c = c.next {
		if c.tag != "" {
			e.visit(c)
		}
	}
}

func (e *evidence) addMeta(n *node) {
	content := oneLine(n.attr("content"))
	if content == "" {
		return
	}
	for _, k := range [...]string{"property", "name", "itemprop"} {
		if key := strings.ToLower(strings.TrimSpace(n.attr(k))); key != "" && len(e.meta[key]) < 60 {
			e.meta[key] = append(e.meta[key], content)
		}
	}
}

// addProp keeps the value of a microdata property: its content or datetime attribute, a picture's or link's address, the
// date that <abbr title> abbreviates, else its words. Of a picture that is an object only the address counts.
func (e *evidence) addProp(prop string, n *node) {
	v := first(n.attr("content"), n.attr("datetime"))
	switch {
	case v != "":
	case n.atom == atom.Img || n.tag == "amp-img":
		v = n.attr("src")
	case n.atom == atom.Abbr:
		v = n.attr("title")
	case prop == "image" && n.has("itemscope"):
		v = pictureIn(n)
	}
	if v == "" && prop != "image" {
		v = textOf(n, 300)
	}
	if v != "" && len(e.props[prop]) < 20 {
		e.props[prop] = append(e.props[prop], oneLine(v))
	}
}

// pictureIn gives the address of the first picture under n.
func pictureIn(n *node) string {
	for c := n.first; c != nil; c = c.next {
		if c.atom == atom.Img || c.tag == "amp-img" {
			return c.attr("src")
		}
		if prop := c.attr("itemprop"); prop == "url" || prop == "contentUrl" {
			return first(c.attr("content"), first(c.attr("href"), c.attr("src")))
		}
		if s := pictureIn(c); s != "" {
			return s
		}
	}
	return ""
}

// one gives the first value among the metas named.
func (e *evidence) one(keys ...string) string {
	for _, k := range keys {
		if v := e.meta[k]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// prop gives the first value of the microdata property.
func (e *evidence) prop(key string) string {
	if v := e.props[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// textOf gives the words under n on one line, up to most bytes.
func textOf(n *node, most int) string {
	var b strings.Builder
	var visit func(n *node)
	visit = func(n *node) {
		if b.Len() > most {
			return
		}
		if n.tag == "" {
			b.WriteString(n.text)
			return
		}
		if isSilent(n) {
			return
		}
		if isBlock(n.atom) || n.atom == atom.Br {
			b.WriteByte(' ')
		}
		for c := n.first; c != nil; c = c.next {
			visit(c)
		}
	}
	visit(n)
	return oneLine(b.String())
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
