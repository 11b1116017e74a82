package names

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed roles.tsv
var rolesTSV string

//go:embed rolewords.tsv
var roleWordsTSV string

//go:embed scopenouns.txt
var scopeNounsText string

//go:embed notnames.txt
var notNamesText string

//go:embed verbs.txt
var verbsText string

//go:embed adjectives.txt
var adjectivesText string

// roleForm is one form of a role noun, without article.
type roleForm struct {
	noun      string
	kind      RoleKind
	number    Number
	gender    Gender
	construct bool // a plural or dual that has lost its ن
	title     bool // stands directly before a name
	homograph bool
	unnamed   bool
	deputy    bool
	beside    bool // counts only beside a name
	predicate bool // «مسؤولا»: said of somebody, not a mention
}

// lexicon is what the role grammar knows of words, all folded.
type lexicon struct {
	roles      map[string]roleForm
	adjectives map[string]bool // with all agreeing forms
	qualifiers map[string]bool // «كبير», «سابق», «مطلع»…
	former     map[string]bool
	acting     map[string]bool
	inPreps    map[string]bool // «في»، «لدى»
	named      map[string]bool // «باسم»
	quantifier map[string]bool
	rank       map[string]bool // «الفريق أول», «العميد الركن»
	org        map[string]bool
	area       map[string]bool
	part       map[string]bool
	bodyAfter  map[string]bool // bodies that are named after people: «جامعة»
	placeAfter map[string]bool // places that are: «شارع»
	verbs      map[string]bool
	notNames   map[string]bool
	hidden     *trie
}

var words = sync.OnceValue(func() *lexicon {
	x := &lexicon{
		roles: map[string]roleForm{}, adjectives: map[string]bool{}, qualifiers: map[string]bool{}, former: map[string]bool{},
		acting: map[string]bool{}, inPreps: map[string]bool{}, named: map[string]bool{}, quantifier: map[string]bool{},
		org: map[string]bool{}, area: map[string]bool{}, part: map[string]bool{}, bodyAfter: map[string]bool{}, placeAfter: map[string]bool{}, hidden: newTrie(), verbs: map[string]bool{}, rank: map[string]bool{}, notNames: map[string]bool{},
	}
	for _, f := range readTable(rolesTSV, 6) {
		x.addRole(f)
	}
	x.readClasses()
	for _, f := range readTable(verbsText, 1) {
		for w := range strings.FieldsSeq(f[0]) {
			x.verbs[fold(w)] = true
		}
	}
	for _, f := range readTable(notNamesText, 1) {
		x.notNames[fold(f[0])] = true
	}
	for _, f := range readTable(adjectivesText, 1) {
		x.addAdjective(fold(f[0]))
	}
	return x
})

func (x *lexicon) addRole(f []string) {
	base := roleForm{
		noun: f[0], kind: RoleKind(f[1]), title: strings.Contains(f[5], "t"), homograph: strings.Contains(f[5], "h"),
		unnamed: strings.Contains(f[5], "u"), deputy: strings.Contains(f[5], "d"),
		beside: strings.Contains(f[5], "n"),
	}
	put := func(form string, n Number, g Gender) {
		r := base
		r.number, r.gender = n, g
		r.construct = n == Plural && (strings.HasSuffix(form, "و") || strings.HasSuffix(form, "ي"))
		if _, ok := x.roles[fold(form)]; !ok && form != "" {
			x.roles[fold(form)] = r
		}
	}
	number := Singular
	if strings.Contains(f[5], "p") {
		number = Plural
	}
	put(f[0], number, Masculine)
	put(f[0]+"ا", Singular, Masculine)
	if r, ok := x.roles[fold(f[0])+"ا"]; ok && r.noun == f[0] {
		r.predicate = true
		x.roles[fold(f[0])+"ا"] = r
	}
	put(f[2], Singular, Feminine)
	for _, d := range readList(f[3]) {
		put(d, Dual, Masculine)
	}
	for _, p := range readList(f[4]) {
		put(p, Plural, Masculine)
		if stem, ok := strings.CutSuffix(p, "ون"); ok {
			put(stem+"ين", Plural, Masculine)
		}
	}
}

func (x *lexicon) readClasses() {
	sets := map[string]map[string]bool{
		"adjective": x.qualifiers, "former": x.former, "acting": x.acting, "linker": x.inPreps, "linker.sp": x.named,
		"quantifier": x.quantifier, "rank": x.rank, "org": x.org, "area": x.area, "part": x.part, "body.after": x.bodyAfter, "place.after": x.placeAfter,
	}
	for _, f := range append(readTable(roleWordsTSV, 2), readTable(scopeNounsText, 2)...) {
		if f[0] == "hidden" {
			for p := range strings.SplitSeq(f[1], "|") {
				x.hidden.add(p, hit{rec: &record{}})
			}
		}
		for w := range strings.FieldsSeq(f[1]) {
			if set := sets[f[0]]; set != nil {
				set[fold(w)] = true
			}
		}
	}
}

func (x *lexicon) addAdjective(stem string) {
	if arabicStop(stem) {
		return
	}
	for _, e := range nisbaEndings {
		x.adjectives[stem+e.suffix] = true
	}
}

// adjective reports whether a folded word without article can qualify a role.
func (x *lexicon) adjective(w string) bool {
	if x.qualifiers[w] || x.adjectives[w] {
		return true
	}
	_, ok := nisbas()[w]
	return ok
}
