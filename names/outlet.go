package names

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed outlets.tsv
var outletsTSV string

//go:embed outletheads.txt
var outletHeadsText string

// OutletInfo is what outlets.tsv says of a newspaper, broadcaster, agency or site.
type OutletInfo struct {
	Key     string   // stable: «spa»
	Name    string   // Arabic
	Latin   string   // as it writes itself
	Kind    string   // agency, newspaper, broadcaster, portal, magazine, factcheck, aggregator, social, official
	Country string   // ISO 3166 two letters
	Host    string   // without www; may be empty
	Aliases []string // further Arabic forms by which articles credit it
	// Languages are those it publishes in, ISO 639, the main one first.
	Languages []string
	// Feed is the address of its main feed, where known; nobody promises that it still answers.
	Feed  string
	Owner string // who owns it or whose voice it is, where generally known: state, party, private …
	// Ambiguous says that the alias asked for is also another word, place or outlet: alone it proves nothing.
	Ambiguous bool
}

// Directory gives every outlet and agency that is known, in the order of outlets.tsv.
func Directory() []OutletInfo {
	out := make([]OutletInfo, len(outlets().list))
	for i, r := range outlets().list {
		out[i] = *r.outlet
	}
	return out
}

// Home gives the address of its home page, "" where its host is not known.
func (o OutletInfo) Home() string {
	if o.Host == "" {
		return ""
	}
	return "https://" + o.Host + "/"
}

// OutletByHost finds the outlet whose site host is, or is a part of («www.», «m.», «arabic.»).
func OutletByHost(host string) (OutletInfo, bool) {
	if r := recordByHost(host); r != nil {
		return *r.outlet, true
	}
	return OutletInfo{}, false
}

func recordByHost(host string) *record {
	host = strings.ToLower(strings.TrimSpace(host))
	for host != "" {
		if r := outlets().hosts[host]; r != nil {
			return r
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return nil
}

// OutletByAlias finds the outlet credited as s, with or without a head noun («صحيفة الوطن»). Where several share the
// alias the first of the directory is given and Ambiguous is set.
func OutletByAlias(s string) (OutletInfo, bool) {
	hits := gazetteer().lookup(s)
	if len(outletHits(hits)) == 0 {
		if head, rest, ok := strings.Cut(strings.TrimSpace(s), " "); ok && outlets().heads[fold(head)] {
			hits = gazetteer().lookup(rest)
		}
	}
	hits = outletHits(hits)
	if len(hits) == 0 {
		return OutletInfo{}, false
	}
	info := *hits[0].rec.outlet
	info.Ambiguous = hits[0].weak || len(hits) > 1
	return info, true
}

func outletHits(hits []hit) []hit {
	var out []hit
	for _, h := range hits {
		if h.rec.outlet != nil {
			out = append(out, h)
		}
	}
	return out
}

// outletTable is the directory, indexed.
type outletTable struct {
	list  []*record
	hosts map[string]*record
	heads map[string]bool // «صحيفة», «وكالة» … folded
	weak  map[string]bool // key + " " + folded alias
}

var outlets = sync.OnceValue(func() outletTable {
	t := outletTable{hosts: map[string]*record{}, heads: map[string]bool{}, weak: map[string]bool{}}
	for _, f := range readTable(outletHeadsText, 1) {
		for w := range strings.FieldsSeq(f[0]) {
			t.heads[fold(w)] = true
		}
	}
	for _, f := range readTable(outletsTSV, 14) {
		t.addRow(f)
	}
	return t
})

func (t *outletTable) addRow(f []string) {
	name, _, _ := strings.Cut(f[1], " (")
	info := &OutletInfo{Key: f[0], Name: name, Latin: f[2], Kind: f[5], Country: f[6], Host: f[8], Languages: readList(f[7]), Feed: f[9], Owner: f[11]}
	info.Aliases = append(append(readList(f[3]), readList(f[4])...), f[2])
	r := &record{key: "outlet:" + f[0], name: name, latin: f[2], country: f[6], typ: Outlet, outlet: info}
	t.list = append(t.list, r)
	if f[8] != "" && t.hosts[f[8]] == nil {
		t.hosts[f[8]] = r
	}
	for _, a := range readList(f[12]) {
		t.weak[f[0]+" "+fold(a)] = true
	}
}

// enter puts every alias into the trie.
func (t *outletTable) enter(tr *trie) {
	for _, r := range t.list {
		aliases := append([]string{r.name}, r.outlet.Aliases...)
		for _, a := range aliases {
			a = unquoted.Replace(a)
			if hasCore(a, aliases) && !t.weak[r.outlet.Key+" "+fold(lastCore(a, aliases))] {
				continue
			}
			tr.add(a, hit{rec: r, weak: t.weak[r.outlet.Key+" "+fold(a)]})
		}
	}
}

// lastCore is the shorter form that hasCore found.
func lastCore(form string, all []string) string {
	if _, rest, ok := strings.Cut(form, " "); ok && slices.Contains(all, rest) {
		return rest
	}
	if i := strings.LastIndexByte(form, ' '); i > 0 {
		return form[:i]
	}
	return form
}
