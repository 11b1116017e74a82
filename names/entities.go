package names

import (
	"slices"
	"strconv"
	"strings"

	"isnad/arabic"
)

// gathered is an entity in the making.
type gathered struct {
	Entity
	parts []string // folded parts of a person's name
	rec   *record
	role  *Role
	spans []int
	given []Role
}

// linker gathers spans into entities.
type linker struct {
	doc   *document
	list  []*gathered
	byKey map[string]*gathered
	local int
	// What is looked for again and again: people by a part of their name (the latest), people by the noun of an office,
	// those in office at all, the unnamed by the noun they were called.
	byPart    map[string]*gathered
	bySound   map[string]*gathered // of keys of four consonants or more; nil where two people share one
	byNoun    map[string][]*gathered
	officials []*gathered
	bodies    []*gathered // organisations, in the order of their first names
	unnamed   map[string][]*gathered
}

// memory bounds how many people or roles a later role is compared with: the latest so many.
const memory = 48

func latest(list []*gathered) []*gathered { return list[max(0, len(list)-memory):] }

// entities links the document's spans and gives the result in order.
func (d *document) entities() []Entity {
	d.spans = slices.DeleteFunc(d.spans, func(s span) bool { return s.typ == "" })
	slices.SortFunc(d.spans, func(a, b span) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.start - b.start
	})
	k := &linker{doc: d, byKey: map[string]*gathered{}, byPart: map[string]*gathered{}, bySound: map[string]*gathered{}, byNoun: map[string][]*gathered{}, unnamed: map[string][]*gathered{}}
	for i := range d.spans {
		if s := &d.spans[i]; s.role == nil && (s.typ != Person || s.to-s.from > 1) {
			k.named(i)
		}
	}
	for i := range d.spans {
		if s := &d.spans[i]; s.entity == 0 && s.role == nil && s.rec != nil {
			k.surname(i)
		}
	}
	for i := range d.spans {
		if s := &d.spans[i]; s.entity == 0 && s.role == nil {
			k.short(i)
		}
	}
	k.remember()
	for i := range d.spans {
		if s := &d.spans[i]; s.entity == 0 && s.role != nil {
			k.byRole(i)
		}
	}
	return k.finish()
}

func (k *linker) entity(key string, make func() *gathered) *gathered {
	if e := k.byKey[key]; e != nil {
		return e
	}
	e := make()
	e.Key = key
	k.byKey[key] = e
	k.list = append(k.list, e)
	if e.Type == Person {
		for _, p := range e.parts {
			k.byPart[p] = e
			if sound := arabic.SoundKey(p); len(sound) >= 4 {
				if old, ok := k.bySound[sound]; ok && old != e {
					k.bySound[sound] = nil
				} else {
					k.bySound[sound] = e
				}
			}
		}
	}
	if e.Type == Organisation {
		k.bodies = append(k.bodies, e)
	}
	if e.role != nil {
		noun := string(e.Type) + " " + e.role.Noun
		k.unnamed[noun] = append(k.unnamed[noun], e)
	}
	return e
}

func (k *linker) text(s *span) string { return k.doc.lines[s.line].text[s.start:s.end] }

// tie adds span i to e.
func (k *linker) tie(e *gathered, i int, how How) {
	s := &k.doc.spans[i]
	s.entity = 1
	at, _ := slices.BinarySearch(e.spans, i)
	e.spans = slices.Insert(e.spans, at, i)
	e.Mentions = append(e.Mentions, Mention{Span: arabic.Span{Field: k.doc.lines[s.line].field, Start: s.start, End: s.end}, Text: k.text(s), How: how})
	for _, r := range s.roles {
		e.add(r)
	}
}

// add keeps a role beside a name.
func (e *gathered) add(r Role) {
	if len(e.given) < memory {
		e.given = append(e.given, r)
	}
	if r.Country != "" && e.Country == "" && e.rec == nil {
		e.Country = r.Country
	}
	if len(e.Roles) < memory && !slices.Contains(e.Roles, r.Text) {
		e.Roles = append(e.Roles, r.Text)
	}
}

// named makes or finds the entity of a curated or full name.
func (k *linker) named(i int) {
	s := &k.doc.spans[i]
	if s.rec != nil {
		e := k.entity(s.rec.key, func() *gathered {
			return &gathered{rec: s.rec, parts: partsOf(s.rec.name), Entity: Entity{Name: s.rec.name, Type: s.rec.typ, Latin: s.rec.latin, Country: s.rec.country}}
		})
		k.tie(e, i, s.how())
		return
	}
	name := restored(k.doc.lines[s.line].text, s.start, s.end)
	if e := k.longer(s, name); e != nil {
		k.tie(e, i, s.how())
		return
	}
	e := k.entity("name:"+nameKey(name), func() *gathered {
		g := &gathered{parts: partsOf(name), Entity: Entity{Name: name, Type: s.typ}}
		if s.typ == Person && s.to-s.from > 1 {
			g.Latin = latinOf(name)
		}
		return g
	})
	k.tie(e, i, s.how())
}

// longer finds the organisation whose name, given before, begins with this one: «الحزب التقدمي» after «الحزب التقدمي العمالي».
func (k *linker) longer(s *span, name string) *gathered {
	if s.typ != Organisation || s.to-s.from < 2 {
		return nil
	}
	for _, e := range slices.Backward(latest(k.bodies)) {
		if strings.HasPrefix(fold(e.Name), fold(name)+" ") {
			return e
		}
	}
	return nil
}

// how says by what a span that is no role is tied to its entity.
func (s *span) how() How {
	if s.described {
		return ByRole
	}
	return Named
}

// surname ties a curated person's surname that stands alone: to that person, unless the article names somebody else who
// has it and never the curated one in full.
func (k *linker) surname(i int) {
	s := &k.doc.spans[i]
	e := k.byPart[bareName(fold(restored(k.doc.lines[s.line].text, s.start, s.end)))]
	if e == nil || e.rec != nil || k.byKey[s.rec.key] != nil {
		k.named(i)
		return
	}
	k.tie(e, i, Named)
}

// short ties a single part of a name to the latest full name that has it.
func (k *linker) short(i int) {
	s := &k.doc.spans[i]
	w := bareName(fold(restored(k.doc.lines[s.line].text, s.start, s.end)))
	if e := k.byPart[w]; e != nil {
		k.tie(e, i, Named)
		return
	}
	if e := k.bySound[arabic.SoundKey(w)]; e != nil {
		k.tie(e, i, Named) // «غوتيرش» beside «غوتيريش»
		return
	}
	k.named(i)
}

// remember lists people by the nouns of their offices.
func (k *linker) remember() {
	for _, e := range k.list {
		if e.Type != Person {
			continue
		}
		seen := map[string]bool{}
		note := func(noun string) {
			if !seen[noun] {
				seen[noun] = true
				k.byNoun[noun] = append(k.byNoun[noun], e)
			}
		}
		for _, g := range e.given {
			note(g.Noun)
		}
		if e.rec != nil {
			for i := range e.rec.offices {
				note(e.rec.office(i).Noun)
			}
		}
		if len(seen) > 0 {
			k.officials = append(k.officials, e)
		}
	}
}

// byRole ties a definite role to the person who holds it in this article, or makes somebody unnamed.
func (k *linker) byRole(i int) {
	s := &k.doc.spans[i]
	if s.typ == Person {
		if e := k.holder(s); e != nil {
			k.tie(e, i, ByRole)
			return
		}
	}
	if e := k.sameRole(s); e != nil {
		k.tie(e, i, ByRole)
		return
	}
	if e := k.official(s); e != nil {
		k.tie(e, i, ByRole)
		return
	}
	if s.role.Scope == "" && s.typ == Person && (s.role.Kind == Religious || s.role.Kind == Expert || s.role.Kind == Press || s.role.Kind == Royal) {
		return // «الشيخ» with nobody to hold it
	}
	k.local++
	e := k.entity("local:"+strconv.Itoa(k.local), func() *gathered {
		return &gathered{role: s.role, Entity: Entity{Name: s.role.Text, Type: s.typ, Country: s.role.Country, Roles: []string{s.role.Text}}}
	})
	k.tie(e, i, ByRole)
}

// holder finds who holds the role: the nearest before, else the first after, of those known by a role it agrees with.
func (k *linker) holder(s *span) *gathered {
	var best *gathered
	bestAt := -1
	for _, e := range latest(k.byNoun[s.role.Noun]) {
		if !e.holds(*s.role) {
			continue
		}
		at := k.lastBefore(e, s)
		if best == nil || at > bestAt {
			best, bestAt = e, at
		}
	}
	return best
}

// official finds whom «المسؤول اليمني» means: the last person named before who holds an office, of that country if one is
// said.
func (k *linker) official(s *span) *gathered {
	if s.typ != Person || s.role.Noun != "مسؤول" && s.role.Noun != "مسئول" || stemOf(fold(s.role.Scope)) != "" && s.role.Country == "" {
		return nil
	}
	var best *gathered
	bestAt := -1
	for _, e := range latest(k.officials) {
		if !e.inOffice(*s.role) {
			continue
		}
		if at := k.lastBefore(e, s); at > bestAt {
			best, bestAt = e, at
		}
	}
	return best
}

// inOffice reports whether the article or the gazetteer gives the person an office of r's country.
func (e *gathered) inOffice(r Role) bool {
	if e.rec != nil && len(e.rec.offices) > 0 && (r.Country == "" || e.rec.country == r.Country) {
		return true
	}
	for _, g := range e.given {
		if (g.Kind == Office || g.Kind == Spokes || g.Kind == Military) && g.Gender == r.Gender && (r.Country == "" || g.Country == r.Country) {
			return true
		}
	}
	return false
}

// lastBefore gives the index of e's last span before s, -1 where all come after.
func (k *linker) lastBefore(e *gathered, s *span) int {
	n, _ := slices.BinarySearchFunc(e.spans, s, func(i int, s *span) int {
		t := &k.doc.spans[i]
		if t.line != s.line {
			return t.line - s.line
		}
		return t.start - s.start
	})
	if n == 0 {
		return -1
	}
	return e.spans[n-1]
}

// holds reports whether a role that the person is given agrees with r.
func (e *gathered) holds(r Role) bool {
	for _, g := range e.given {
		if g.agrees(r) {
			return true
		}
	}
	if e.rec != nil {
		for i := range e.rec.offices {
			if e.rec.office(i).agrees(r) && (r.Scope != "" || r.Noun == "رئيس") {
				return true
			}
		}
	}
	return false
}

// office parses an office once it is asked for; offices carry the country of their holder.
func (r *record) office(i int) Role {
	role, _ := ParseRole(r.offices[i].text)
	if role.Country == "" {
		role.Country = r.country
	}
	role.Definite = true
	return role
}

// agrees reports whether r, a later and often shorter form, can be said of who holds g.
func (g Role) agrees(r Role) bool {
	if g.Noun != r.Noun || g.Gender != r.Gender || r.Number != Singular {
		return false
	}
	if r.Country != "" && g.Country != "" && r.Country != g.Country {
		return false
	}
	if g.Noun == "رئيس" && r.Country != "" && !r.statesHead(g) {
		return false
	}
	return scopeWithin(r.Scope, g.Scope)
}

// statesHead keeps «الرئيس الفلسطيني» from the head of a government.
func (r Role) statesHead(g Role) bool {
	for _, s := range []string{"وزراء", "حكومة", "مجلس", "برلمان"} {
		if strings.Contains(g.Scope, s) != strings.Contains(r.Scope, s) {
			return false
		}
	}
	return true
}

// scopeWithin reports whether every word of the shorter scope that is no nisba stands in the longer.
func scopeWithin(short, long string) bool {
	in := map[string]bool{}
	for w := range strings.FieldsSeq(fold(long)) {
		in[stemOf(w)] = true
	}
	for w := range strings.FieldsSeq(fold(short)) {
		if _, ok := nisbaOf(w); ok || in[stemOf(w)] {
			continue
		}
		if h := gazetteer().lookup(w); len(h) > 0 && h[0].rec.typ == Place {
			continue
		}
		return false
	}
	return true
}

func stemOf(w string) string { return bareArticle(strings.Trim(w, "«»\"،,()")) }

// sameRole finds an unnamed entity that was called so before: «المسؤول» is somebody of that office, else the unnamed
// «مسؤول كبير» before it.
func (k *linker) sameRole(s *span) *gathered {
	if e := k.called(s, s.typ); e != nil || s.typ != Person {
		return e
	}
	return k.called(s, Anonymous)
}

func (k *linker) called(s *span, typ Type) *gathered {
	for _, e := range slices.Backward(latest(k.unnamed[string(typ)+" "+s.role.Noun])) {
		if fold(e.role.Text) == fold(s.role.Text) || s.role.Definite && e.role.agreesUnnamed(*s.role) {
			return e
		}
	}
	return nil
}

// agreesUnnamed ties «المسؤول» to «مسؤول أميركي كبير» before it.
func (g Role) agreesUnnamed(r Role) bool {
	return g.Noun == r.Noun && g.Gender == r.Gender && g.Number == r.Number && (r.Country == "" || r.Country == g.Country) && scopeWithin(r.Scope, g.Scope)
}

// finish orders the entities.
func (k *linker) finish() []Entity {
	out := make([]Entity, 0, len(k.list))
	for _, e := range k.list {
		slices.SortFunc(e.Mentions, compareMentions)
		out = append(out, e.Entity)
	}
	slices.SortStableFunc(out, func(a, b Entity) int { return compareMentions(a.Mentions[0], b.Mentions[0]) })
	return out
}

func compareMentions(a, b Mention) int {
	if a.Field != b.Field {
		if a.Field == arabic.Title {
			return -1
		}
		return 1
	}
	return a.Start - b.Start
}

// partsOf cuts a name into the parts by which it may be called later.
func partsOf(name string) []string {
	var out []string
	for _, w := range newLine(arabic.Text, name).words {
		if !isNameLink(w.fold) {
			out = append(out, bareName(w.fold))
		}
	}
	return out
}

func bareName(w string) string {
	if rest, ok := strings.CutPrefix(w, "ال"); ok && len(rest) >= 6 {
		return rest
	}
	return w
}

// nameKey is the key of a name that no list holds: folded, without titles, joined «عبد الله» as «عبدالله».
func nameKey(name string) string {
	var out []string
	for _, w := range newLine(arabic.Text, name).words {
		if n := len(out); n > 0 && (out[n-1] == "عبد" || out[n-1] == "ابو") {
			out[n-1] += w.fold
			continue
		}
		out = append(out, w.fold)
	}
	return strings.Join(out, "-")
}
