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

// gather reads the evidence of a tree in one walk.
func gather(t *tree) *evidence {
	e := &evidence{meta: map[string][]string{}, props: map[string][]string{}}
	e.visit(t.root)
	e.ld = readJSONLD(t.jsonLD)
	e.next = readPageData(t.data)
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

// addProp keeps the value of a microdata property: its content or datetime attribute, else its words.
func (e *evidence) addProp(prop string, n *node) {
	v := first(n.attr("content"), n.attr("datetime"))
	if v == "" {
		v = textOf(n, 300)
	}
	if v != "" && len(e.props[prop]) < 20 {
		e.props[prop] = append(e.props[prop], oneLine(v))
	}
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
