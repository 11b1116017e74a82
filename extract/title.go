package extract

import (
	"strings"
	"unicode/utf8"

	"isnad/arabic"
)

// titleMarks part a headline from the site's name.
var titleMarks = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", "|", " / "}

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
