package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/names"
)

// Parts that a carrier plays in a story.
const (
	originPart = "origin" // something of its own that names no other outlet and copies none
	ownPart    = "own"    // texts of its own that credit another outlet
	copyPart   = "copy"   // other outlets' texts alone
	absentPart = "absent" // credited by others, and not in the archive
)

// carrier is an outlet as a story sees it: whose site carried an article. An aggregator carries what others wrote.
type carrier struct {
	name, href string
	part       string
	articles   []*isnad.Article // earliest first; none where it is absent
	takings    []*taking        // from whom it took
}

// taking is one carrier's having something from another.
type taking struct {
	from, to *carrier
	verb     string // the word of transmission; empty where there was none
	credited bool   // else the texts are the same and nobody is named
	by       *isnad.Article
}

// carried is the outlet on whose site the article stood: an aggregator's where the address is its own, else the
// article's outlet.
func carried(a *isnad.Article) *isnad.Article {
	u, err := url.Parse(cmp.Or(a.URL, a.CanonicalURL))
	if len(a.Via) == 0 || err == nil && u.Host != "" && a.Via[0].Host != "" && u.Hostname() != a.Via[0].Host {
		return a
	}
	b := isnad.Article{}
	b.Source = a.Via[0]
	return &b
}

func carrierName(a *isnad.Article) string { return outletName(carried(a)) }
func carrierHref(a *isnad.Article) string { return outletHref(carried(a)) }

// aggregated reports whether the article stood on another's site than its outlet's.
func aggregated(a *isnad.Article) bool { return carried(a) != a }

// carriers gives the outlets of a story in order of their first article, and after them those that are credited and
// absent; each knows from whom it took.
func carriers(articles []*isnad.Article) []*carrier {
	f := flow{byName: map[string]*carrier{}, originals: map[string]*isnad.Article{}}
	for _, a := range articles {
		c := f.find(carrierName(a))
		if c == nil {
			c = f.add(carrierName(a), carrierHref(a))
		}
		c.articles = append(c.articles, a)
		if a.Copy != "" && !isCopy(a) && f.originals[a.Copy] == nil {
			f.originals[a.Copy] = a
		}
	}
	for _, c := range slices.Clone(f.list) {
		own, origin := false, false
		for _, a := range c.articles {
			took := f.takingsOf(c, a)
			own = own || !isCopy(a) && !aggregated(a)
			origin = origin || !isCopy(a) && !took
		}
		switch {
		case origin:
			c.part = originPart
		case own:
			c.part = ownPart
		default:
			c.part = copyPart
		}
	}
	return f.list
}

// setParts takes over what the story's record says of its independent origins, so that every page counts the same.
func setParts(list []*carrier, st *isnad.Story) {
	origin := map[string]string{}
	for _, o := range st.Origins {
		origin[o.Article] = o.Name
	}
	if len(origin) == 0 {
		return
	}
	for _, l := range list {
		if l.part == originPart {
			l.part = ownPart
		}
		for _, a := range l.articles {
			if name, ok := origin[a.ID]; ok && (name == "" || outletKey(name) == outletKey(l.name)) {
				l.part = originPart
			}
		}
	}
}

// flow gathers the carriers of a story and finds them by the names under which others credit them.
type flow struct {
	list      []*carrier
	byName    map[string]*carrier
	originals map[string]*isnad.Article // by group of copies
}

func (f *flow) add(name, href string) *carrier {
	c := &carrier{name: name, href: href, part: absentPart}
	f.list = append(f.list, c)
	f.byName[outletKey(name)] = c
	return c
}

func (f *flow) find(name string) *carrier { return f.byName[outletKey(name)] }

// takingsOf adds what the article says of where it came from, and reports whether it came from anybody else.
func (f *flow) takingsOf(c *carrier, a *isnad.Article) bool {
	took := false
	add := func(name, verb string) {
		from := f.find(name)
		if from == nil {
			from = f.add(name, "")
		}
		if from != c {
			took = true
			c.take(&taking{from: from, to: c, verb: verb, credited: true, by: a})
		}
	}
	if aggregated(a) && outletName(a) != "" && len(a.Credits) == 0 {
		add(outletName(a), "")
	}
	for _, credit := range a.Credits {
		if len(outletKey(credit)) > 2 && len([]rune(credit)) <= creditLong {
			add(credit, "")
		}
	}
	for _, s := range inOrder(a) {
		for _, r := range s.Relays {
			if f.find(r.Name) != nil || isOutletName(r.Name) {
				add(r.Name, transmission(a, s, r))
			}
		}
	}
	if original := f.originals[a.Copy]; isCopy(a) && !took {
		took = true
		if original != nil {
			if from := f.find(carrierName(original)); from != nil && from != c {
				c.take(&taking{from: from, to: c, by: a})
			}
		}
	}
	return took
}

// creditLong is the length of a credit above which it is a sentence, not a name, in runes.
const creditLong = 60

// take keeps one taking from each; a credited one, and one with its word, is worth more.
func (c *carrier) take(t *taking) {
	for i, u := range c.takings {
		if u.from == t.from {
			if t.credited && (!u.credited || u.verb == "" && t.verb != "") {
				c.takings[i] = t
			}
			return
		}
	}
	c.takings = append(c.takings, t)
}

// outletHeads are nouns that stand before an outlet's name or after it and tell it from no other.
var outletHeads = strings.Fields("صحيفه جريده قناه وكاله موقع شبكه اذاعه راديو تلفزيون مجله بوابه للانباء الانباء الاخباريه الاخباري الاخبار")

// outletKey is a name under which an outlet and those who credit it meet: folded, without article and head nouns.
func outletKey(name string) string {
	if info, ok := names.OutletByAlias(name); ok && !info.Ambiguous {
		return "outlet:" + info.Key
	}
	var words []string
	for _, w := range strings.FieldsFunc(arabic.Fold(name), func(r rune) bool { return strings.ContainsRune(" «»\"“”'()", r) }) {
		if !slices.Contains(outletHeads, w) {
			words = append(words, strings.TrimPrefix(w, "ال"))
		}
	}
	return strings.Join(words, " ")
}

// isOutletName reports whether a relay's name is that of a certain outlet: «صحيفة هاربر ليدجر», not «الصحيفة».
func isOutletName(name string) bool {
	if info, ok := names.OutletByAlias(name); ok {
		return !info.Ambiguous
	}
	head, rest, ok := strings.Cut(arabic.Fold(name), " ")
	return ok && rest != "" && slices.Contains(outletHeads[:11], head)
}
