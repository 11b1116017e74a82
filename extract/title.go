package extract

import (
	"strings"
	"unicode/utf8"

	"isnad/arabic"
	"isnad/dates"
)

// titleMarks part a headline from the site's name.
var titleMarks = []string{" | ", " - ", " – ", " — ", " :: ", " : ", " » ", " « ", " • ", "|", " / "}

// chooseTitle gives the headline without the site's name: the h1 that og:title or <title> contains, else what the page
// says of itself, most reliable first.
func (e *evidence) chooseTitle(site string) string {
	said := compact([]string{e.ld.headline, e.one("og:title"), e.one("twitter:title"), e.one("headline"), e.prop("headline"), e.next.headline})
	said = append(said, e.titles...)
	for _, h := range e.heads {
		t := textOf(h, 600)
		if titleWorth(t) && containedIn(t, said) {
			return t
		}
	}
	for _, t := range said {
		if t = withoutSite(t, site, said); titleWorth(t) {
			return t
		}
	}
	for _, h := range e.heads {
		if t := textOf(h, 600); titleWorth(t) {
			return t
		}
	}
	return ""
}

// shownTitle gives the line above the text that is the title without what the page's <title> has beside it, where there
// is one; else the title as it is.
func (p *page) shownTitle(title string) string {
	start, _ := p.span()
	key := titleKey(title)
	for i := max(0, start-8); start >= 0 && i <= min(start+2, len(p.blocks)-1); i++ {
		b := p.blocks[i]
		k := titleKey(b.text)
		if b.chars >= 12 && k != key && len(k)*2 > len(key) && titleWorth(b.text) && (strings.HasSuffix(key, " "+k) || strings.HasPrefix(key, k+" ")) {
			return b.text
		}
	}
	return title
}

// mostHead is how many lines at a text's beginning are asked whether they are its headline or date.
const mostHead = 6

// dropHead drops the headline and the date where they stand as lines of their own at the text's beginning.
func dropHead(blocks []*block, d *Document) []*block {
	out := make([]*block, 0, len(blocks))
	for i, b := range blocks {
		if b.chars > 80 && titleKey(b.text) != titleKey(d.Title) || i >= mostHead {
			return append(out, blocks[i:]...)
		}
		if titleKey(b.text) == titleKey(d.Title) || b.kind != Heading && b.chars < 60 && isDateLine(b.text) {
			b.drop, b.kept, b.why = true, false, "head"
			continue
		}
		out = append(out, b)
	}
	return out
}

// isDateLine reports whether a line is a date and hardly anything else.
func isDateLine(s string) bool {
	d, ok := dates.Parse(s)
	return ok && !d.Day.IsZero() && utf8.RuneCountInString(d.Text)*3 > utf8.RuneCountInString(s)*2
}

func titleWorth(t string) bool {
	n := utf8.RuneCountInString(t)
	return n >= 8 && n <= 300 && strings.Contains(t, " ")
}

// containedIn reports whether one of the longer titles holds t, spelling aside.
func containedIn(t string, said []string) bool {
	key := titleKey(t)
	for _, s := range said {
		if strings.Contains(titleKey(s), key) {
			return true
		}
	}
	return false
}

// titleKey is a title's words, folded, without signs.
func titleKey(s string) string {
	return strings.Join(strings.FieldsFunc(arabic.Fold(s), func(r rune) bool { return !isWordRune(r) }), " ")
}

// withoutSite cuts the site's name from either end of a title: what stands beyond a mark and is the name the page
// gives its site, or what another title of the page does without.
func withoutSite(t, site string, others []string) string {
	for _, mark := range titleMarks {
		if i := strings.LastIndex(t, mark); i > 0 {
			head, tail := strings.TrimSpace(t[:i]), strings.TrimSpace(t[i+len(mark):])
			if isSiteName(tail, site) || shorter(head, t, others) {
				return withoutSite(head, site, others)
			}
		}
		if i := strings.Index(t, mark); i > 0 {
			head, tail := strings.TrimSpace(t[:i]), strings.TrimSpace(t[i+len(mark):])
			if isSiteName(head, site) || shorter(tail, t, others) {
				return withoutSite(tail, site, others)
			}
		}
	}
	return t
}

// isSiteName reports whether s is the site's name, or it and its motto.
func isSiteName(s, site string) bool {
	a, b := titleKey(s), titleKey(site)
	if a == "" || b == "" || utf8.RuneCountInString(a) > 60 {
		return false
	}
	return a == b || strings.HasPrefix(a, b+" ") || strings.HasPrefix(b, a+" ") || strings.HasSuffix(a, " "+b)
}

// shorter reports whether some title of the page is exactly the part, so that the rest of t is not the headline.
func shorter(part, t string, others []string) bool {
	key := titleKey(part)
	if len(key) < 12 {
		return false
	}
	for _, o := range others {
		if o != t && titleKey(o) == key {
			return true
		}
	}
	return false
}

// compact leaves out empty strings.
func compact(in []string) []string {
	var out []string
	for _, s := range in {
		if s = oneLine(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}
