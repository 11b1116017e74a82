package names

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed people.tsv
var peopleTSV string

//go:embed organisations.tsv
var organisationsTSV string

//go:embed places.tsv
var placesTSV string

// gazetteer is every curated name in one trie.
var gazetteer = sync.OnceValue(func() *trie {
	t := newTrie()
	enterCountries(t)
	enterPlaces(t)
	enterNamed(t, organisationsTSV, Organisation, "org:")
	enterNamed(t, peopleTSV, Person, "person:")
	o := outlets()
	o.enter(t)
	return t
})

func enterCountries(t *trie) {
	for _, c := range countries() {
		rec := &record{key: "country:" + c.code, name: strings.TrimPrefix(c.name, "~"), latin: c.latin, country: c.code, typ: Place}
		for _, n := range c.names {
			bare := strings.TrimPrefix(n, "~")
			t.add(bare, hit{rec: rec, weak: bare != n})
		}
		for _, n := range c.capitals {
			t.add(n, hit{rec: &record{key: "capital:" + c.code + ":" + keyOf(c.capitals[0]), name: n, country: c.code, typ: Place}})
		}
	}
}

func enterPlaces(t *trie) {
	for _, f := range readTable(placesTSV, 4) {
		key := "geonames:" + f[0]
		if f[0] == "" {
			key = "place:" + keyOf(f[1])
		}
		t.add(f[1], hit{rec: &record{key: key, name: f[1], country: f[2], typ: Place}, weak: f[3] == "weak"})
	}
}

// enterNamed reads people.tsv and organisations.tsv, whose first five fields have one form.
func enterNamed(t *trie, text string, typ Type, prefix string) {
	for _, f := range readTable(text, 6) {
		rec := &record{key: prefix + f[0], name: f[1], latin: f[2], country: f[4], typ: typ}
		for _, o := range readList(f[5]) {
			rec.offices = append(rec.offices, office{text: strings.TrimRight(o, "0123456789- ")})
		}
		aliases := append([]string{f[1]}, readList(f[3])...)
		for _, a := range aliases {
			bare := strings.TrimPrefix(a, "~")
			if !hasCore(bare, aliases) {
				t.add(bare, hit{rec: rec, weak: bare != a})
			}
		}
	}
}

// keyOf is the part of a key made from a name: folded, words joined with hyphens.
func keyOf(name string) string {
	return strings.Join(strings.Fields(fold(name)), "-")
}

// hasCore reports whether a longer form only puts a head noun before another form, or a nisba behind it: «حركة حماس»,
// «حزب الله اللبناني». The shorter is what a text names; the rest is a description.
func hasCore(form string, all []string) bool {
	head, rest, ok := strings.Cut(form, " ")
	if ok && coreHeads[fold(head)] && slices.Contains(all, rest) {
		return true
	}
	if i := strings.LastIndexByte(form, ' '); i > 0 {
		n, ok := nisbaOf(fold(form[i+1:]))
		return ok && n.code != "" && slices.Contains(all, form[:i])
	}
	return false
}

// coreHeads are nouns that describe what their name already says.
var coreHeads = wordSet("حركة شركة نادي جماعة شبكة منصة صحيفة جريدة مجلة وكالة موقع مجموعة قناة ميليشيا قوات تنظيم منظمة جهاز دول الملك الملكة السلطان البابا الإمام السيد")
