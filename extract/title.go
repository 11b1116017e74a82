package extract

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"isnad/arabic"
	"isnad/dates"
)

// titleMarks part a headline from the site's name.
var titleMarks = []string{" | ", " - ", " – ", " — ", " :: ", " : ", " » ", " « ", " • ", "|", " / "}

// chooseTitle gives the headline without the site's name: the h1 that og:title or <title> contains, else what the page
// says of itself, most reliable first.
func (e *evidence) chooseTitle(site string) string {
	said := e.saidTitles()
	heads := e.headlines(site)
	for _, t := range heads {
		if containedIn(t, said) {
			return t
		}
	}
	for _, t := range said {
		if t = withoutSite(t, site, said); titleWorth(t) {
			return t
		}
	}
	return append(heads, "")[0]
}

// saidTitles are the titles that the page's head and data give it.
func (e *evidence) saidTitles() []string {
	said := compact([]string{e.ld.headline, e.one("og:title"), e.one("twitter:title"), e.one("headline"), e.prop("headline"), e.next.headline})
	return append(said, e.titles...)
}

// headlines are the texts of the page's h1 that may be an article's: not the site's name, which links home, nor what only
// <title> has beside the headline that the page's data gives.
func (e *evidence) headlines(site string) []string {
	own := compact([]string{e.ld.headline, e.one("og:title"), e.one("twitter:title")})
	var out []string
	for _, h := range e.heads {
		t := textOf(h, 600)
		if !titleWorth(t) || linksHome(h) || site != "" && titleKey(t) == titleKey(site) {
			continue
		}
		if len(own) > 0 && !containedIn(t, own) && containedIn(own[0], e.titles) && containedIn(t, e.titles) && !containedIn(own[0], []string{t}) {
			continue
		}
		out = append(out, t)
	}
	return out
}

// linksHome reports whether an element is or holds a link to the site's front page.
func linksHome(n *node) bool {
	for at, up := n, 0; at != nil && up < 3; at, up = at.parent, up+1 {
		if at.atom == atom.A {
			return isHome(at.attr("href"))
		}
	}
	for c := n.first; c != nil; c = c.next {
		if c.atom == atom.A {
			return isHome(c.attr("href"))
		}
	}
	return false
}

// isHome reports whether an address is that of a front page.
func isHome(href string) bool {
	u, err := url.Parse(strings.TrimSpace(href))
	return err == nil && href != "" && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == ""
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

// isClockLine reports whether a line is a clock time and no more («20:00», «8:30 مساء»).
func isClockLine(s string) bool {
	digits := 0
	for _, w := range strings.FieldsFunc(arabic.Fold(s), func(r rune) bool { return !isWordRune(r) }) {
		switch w {
		case "ص", "م", "صباحا", "مساء", "gmt", "توقيت", "بتوقيت", "غرينتش", "الساعه":
		default:
			if strings.Trim(w, "0123456789") != "" || len(w) > 2 {
				return false
			}
			digits++
		}
	}
	return digits > 0 && digits <= 3
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
