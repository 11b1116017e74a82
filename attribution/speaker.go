package attribution

import (
	"strings"

	"isnad/arabic"
	"isnad/names"
)

// voice is somebody who speaks in this article, as the discourse knows him.
type voice struct {
	name, role, key string
	typ             names.Type
	how             names.How
	agree           agreement
}

// voiceOf reads the mention at a cue as somebody: an entity that package names found, or the words themselves.
func (r *reader) voiceOf(d *draft) *voice {
	p := d.mention
	w := &voice{name: d.v.bareName(p, d.sign == source), how: names.Named, agree: r.mentionAgreement(d)}
	if n := r.entityIn(d.v, p); n >= 0 {
		e, how := &r.in.Entities[n], names.Named
		w.key, w.typ, w.how = e.Key, e.Type, how
		if e.Type == names.Person && !r.named[n] {
			return r.titledVoice(d, p, w)
		}
		if e.Type == names.Person || !r.fuller(d.v, p, n) {
			w.name = e.Name
		}
		if e.Type == names.Person {
			w.name += d.v.restOfName(p, n+1)
		}
		if len(e.Roles) > 0 {
			w.role = e.Roles[0]
		}
		r.withSecond(d.v, p, n, w)
		return w
	}
	if w.typ = r.typeOf(d.v, p); w.typ == names.Person {
		return r.titledVoice(d, p, w)
	}
	return w
}

// restOfName gives the words by which a mention goes on behind a name that package names found cut short: behind «بن» and its name
// («سالم بن حمد العون»), and behind initials («بي كي شارما»). It is at most one word, which ends the mention.
func (v *view) restOfName(p phrase, entity int) string {
	to := p.from
	for i := p.from; i < p.to; i++ {
		if v.tokens[i].entity == entity {
			to = i + 1
		}
	}
	if to == p.from || to+1 != p.to || v.tokens[to].shape != word || v.tokens[to].entity != 0 || numeric(v.tokens[to].raw) {
		return ""
	}
	t := v.tokens[to]
	initials := lex().letter.has(v.tokens[to-1].fold)
	if !initials && v.at(to-2).fold != "بن" || !v.nameLike(to) && !strings.HasPrefix(t.fold, "ال") || v.speaks(t.fold) || v.adjunctAt(to) || v.is(to, lex().adverb) || lookUp(t.fold) != nil {
		return ""
	}
	return " " + t.raw
}

// withSecond makes one speaker of two people joined by و: «سالم العون وهالة الريح».
func (r *reader) withSecond(v *view, p phrase, n int, w *voice) {
	if w.typ != names.Person {
		return
	}
	last := p.from
	for i := p.from; i < p.to; i++ {
		if v.tokens[i].entity == n+1 {
			last = i
		}
	}
	t := v.at(last + 1)
	if last+1 >= p.to || !t.first || t.typ != names.Person || !strings.HasPrefix(t.raw, "و") || v.tokens[p.from].entity != n+1 {
		return
	}
	to := last + 1
	for to < p.to && v.tokens[to].entity == t.entity {
		to++
	}
	w.name, w.typ, w.key, w.role = v.slice(p.from, to), names.Group, "", ""
}

// entityIn gives the number of the entity that the phrase is about: one whose mention holds the phrase's first word, or the person
// that a title at its head is followed by; -1 for none.
func (r *reader) entityIn(v *view, p phrase) int {
	l := lex()
	head := &v.tokens[p.from]
	if head.shape == open && p.from+1 < p.to {
		head = &v.tokens[p.from+1]
	}
	titled := l.human.has(strings.TrimPrefix(head.fold, "ال"))
	body := l.office.has(head.fold) || l.feminine.has(strings.TrimPrefix(head.fold, "ال"))
	person, most := -1, 0
	words := map[int]int{} // of the phrase, per entity
	for i := p.from; i < p.to; i++ {
		n := v.tokens[i].entity
		if n == 0 || v.overhangs(i, p) {
			continue
		}
		words[n]++
		e := &r.in.Entities[n-1]
		if e.Type == names.Person && v.namesThing(i, p) {
			words[n] = 0
			continue
		}
		if e.Type == names.Person && words[n] > most && (v.tokens[p.from].entity == n || titled || len(e.Roles) > 0 && !body) {
			person, most = n-1, words[n]
		}
	}
	if person >= 0 && (titled || !l.source.has(head.fold)) {
		return person
	}
	if head.entity != 0 && !v.overhangs(p.from, p) {
		return head.entity - 1
	}
	return -1
}

// namesThing reports whether a person's name at i stands in the genitive of an institution within the phrase: «عضو مركز سالم
// العون», «أستاذ بجامعة سالم العون».
func (v *view) namesThing(i int, p phrase) bool {
	for v.at(i-1).entity == v.tokens[i].entity && i > p.from {
		i--
	}
	if i <= p.from {
		return false
	}
	before := &v.tokens[i-1]
	if before.shape != word || before.entity != 0 {
		return false
	}
	f := strings.TrimPrefix(before.fold, "ب")
	return lex().named.has(f) || lex().named.has(strings.TrimPrefix(before.fold, "ل"))
}

// typeOf guesses what an unlinked mention is by its head noun.
func (r *reader) typeOf(v *view, p phrase) names.Type {
	l := lex()
	f := v.tokens[p.from].fold
	bare := strings.TrimPrefix(f, "ال")
	switch {
	case l.record.has(f):
		return names.Record
	case l.paper.has(f):
		return names.Outlet
	case l.source.has(f):
		return names.Anonymous
	case l.human.has(bare):
		return names.Person
	case l.office.has(f) || l.feminine.has(bare):
		return names.Organisation
	case !quantity().has(f) && r.roleOf(v, p) != "":
		return r.roleOf(v, p)
	case quantity().has(f) || strings.HasSuffix(f, "ون") || strings.HasSuffix(f, "ين"):
		return names.Group
	}
	return ""
}

// roleOf gives the type of a mention that package names reads as a role, "" where it does not.
func (r *reader) roleOf(v *view, p phrase) names.Type {
	role, ok := names.ParseRole(v.surface(p))
	if !ok {
		return ""
	}
	return role.Type()
}

// mentionAgreement tells the gender and number of a mention by its verb and its head noun. A verb before its subject
// says nothing of number.
func (r *reader) mentionAgreement(d *draft) agreement {
	a := d.agree
	if d.clause.stance == initial && a.number == 's' {
		a.number = 0
	}
	if d.sign == source || d.sign == headline || d.sign == verbal {
		a = agreement{}
		if f := strings.TrimPrefix(strings.TrimPrefix(d.v.tokens[d.mention.from].fold, "ل"), "ال"); lex().feminine.has(f) || strings.HasSuffix(f, "ه") {
			a.gender = 'f'
		}
	}
	return a
}

// bareName is a mention as a name: without the preposition of «وفقا للوزارة» and without quotation marks around the whole.
func (v *view) bareName(p phrase, marked bool) string {
	if v.tokens[p.from].fold == "ل" && v.at(p.from+1).shape == open && p.from+1 < p.to {
		p.from++ // «وفقا لـ"الوكالة"»
	}
	s := v.surface(p)
	if v.tokens[p.from].shape == open && v.tokens[p.from].mate == p.to-1 {
		s = v.slice(p.from+1, p.to-1)
	}
	if v.tokens[p.from].shape == word && v.tokens[p.from].entity == 0 && v.starts[p.from] < p.from && v.joined(p.from) {
		s = strings.TrimPrefix(s, "و") // «…، والجيش يعلن»
	}
	if !marked {
		return s
	}
	if rest, ok := strings.CutPrefix(s, "لل"); ok {
		if first, _, _ := strings.Cut(rest, " "); lex().lam.has(arabic.Fold(first)) {
			return "الل" + rest // «للجنة» is ل before اللجنة
		}
		return "ال" + rest
	}
	if _, ok := v.prefixed(p.from, "ل"); ok {
		return strings.TrimPrefix(strings.TrimPrefix(s, "ل"), "ـ")
	}
	return s
}

// joined reports whether the word carries the conjunction و.
func (v *view) joined(i int) bool {
	raw := v.tokens[i].raw
	if !strings.HasPrefix(raw, "و") {
		return false
	}
	cut := arabic.Segment(raw).Proclitics()
	return len(cut) > 0 && raw[cut[0].Start:cut[0].End] == "و"
}

// overhangs reports whether the mention over the word begins before the phrase, which is then not about it.
func (v *view) overhangs(i int, p phrase) bool {
	e := v.tokens[i].entity
	return p.from > 0 && v.tokens[p.from].entity == e && v.tokens[p.from-1].entity == e && !v.tokens[p.from].first
}

// fuller reports whether the words at the cue say more than the bare name of a body: «وكالة النيل للأنباء» for «النيل». As
// written in the article is how its readers know it.
func (r *reader) fuller(v *view, p phrase, n int) bool {
	e := &r.in.Entities[n]
	if e.Type == names.Outlet {
		return r.longest[n] <= len(v.surface(p))
	}
	return v.phraseWords(p) > len(strings.Fields(e.Name))
}

// titledVoice is somebody of whom package names knows no more than a title: the name is what the mention says beside it,
// and without one the whole title.
func (r *reader) titledVoice(d *draft, p phrase, w *voice) *voice {
	w.typ, w.key = names.Person, ""
	w.role, w.how = w.name, names.ByRole
	name := r.knownName(d.v, p)
	if name.empty() {
		name = d.v.personName(p)
	}
	if !name.empty() && !d.v.namesHolder(name, p) {
		w.name, w.how = d.v.surface(name), names.Named
	}
	return w
}

// namesHolder reports whether a name within a mention is not the speaker's but that of the post he serves: «مدير مكتب رئيس الوزراء
// المجري فيكتور أوربان». A name stands in apposition to the nearest post that it can have; who holds which is known of listed
// people alone, and «مساعد الرئيس الروسي» before any other name is that person's own title.
func (v *view) namesHolder(name, p phrase) bool {
	before := v.foldPhrase(phrase{p.from, name.from})
	for _, office := range names.OfficesOf(v.surface(name)) {
		if strings.HasSuffix(before, " "+arabic.Fold(office)) {
			return true
		}
	}
	return false
}

// knownName is the end of a mention that is the full name of a person of this article: «أستاذ المياه في جامعة الواحة سالم العون», whose
// name another sentence has alone.
func (r *reader) knownName(v *view, p phrase) phrase {
	for i := max(p.from+1, p.to-4); i+1 < p.to; i++ {
		if v.tokens[i].shape == word && r.people[v.foldPhrase(phrase{i, p.to})] {
			return phrase{i, p.to}
		}
	}
	return phrase{}
}

// personName finds a name in a mention made of a title and a name that no list holds: the words after an honorific, after
// a comma, or after the last word of the title («مدير المركز سمير العدل»); else the words before a title in apposition.
func (v *view) personName(p phrase) phrase {
	for i := p.to - 1; i > p.from; i-- {
		if lex().honorific.has(v.tokens[i].fold) && i+1 < p.to {
			return v.nameRun(phrase{i + 1, p.to})
		}
	}
	for i := p.from + 1; i+1 < p.to; i++ {
		if f := v.tokens[i].fold; (f == "هو" || f == "هي" || f == "وهو" || f == "وهي" || f == "يدعي" || f == "تدعي") && v.nameLike(i+1) {
			return v.nameRun(phrase{i + 1, p.to}) // «متحدثة باسم الشركة هي سلمى العون»
		}
	}
	for i := p.from + 1; i < p.to; i++ {
		before := &v.tokens[i-1]
		ends := before.shape == comma || strings.HasPrefix(before.fold, "ال") || strings.HasPrefix(before.fold, "لل") || before.typ == names.Place || before.typ == names.Organisation || before.entity != 0 && v.tokens[i].entity == 0
		if before.shape == comma && v.bareApposition(phrase{i, p.to}) {
			return phrase{i, p.to}
		}
		if ends && v.nameLike(i) {
			if run := v.nameRun(phrase{i, p.to}); run.to == p.to && v.phraseWords(run) >= 2 {
				return run
			}
		}
	}
	if run := v.nameRun(p); v.phraseWords(run) >= 2 && run.to < p.to && v.nameLike(p.from) {
		return run
	}
	return phrase{}
}

// bareApposition reports whether the words after a title's comma are a name with the article: «كاتب النقابة، المنصوري القمري».
func (v *view) bareApposition(p phrase) bool {
	if n := p.to - p.from; n < 2 || n > 3 {
		return false
	}
	for i := p.from; i < p.to; i++ {
		t := &v.tokens[i]
		if t.shape != word || numeric(t.raw) || t.entity != 0 && t.typ != names.Person || v.speaks(t.fold) || v.adjunctAt(i) || v.is(i, lex().relative) || lookUp(t.fold) != nil || lex().honorific.has(strings.TrimPrefix(t.fold, "ال")) {
			return false
		}
	}
	return !strings.HasSuffix(v.tokens[p.from].fold, "ه")
}

// nameRun takes up to five words that can be a name from the phrase's start.
func (v *view) nameRun(p phrase) phrase {
	i := p.from
	for i < p.to && i < p.from+5 {
		t := &v.tokens[i]
		if numeric(t.raw) || t.shape != word && t.raw != "-" || t.shape == word && i > p.from && !v.nameLike(i) && !strings.HasPrefix(t.fold, "ال") && t.fold != "علي" || lex().human.has(strings.TrimPrefix(t.fold, "ال")) && t.entity == 0 {
			break
		}
		i++
	}
	return v.trim(phrase{p.from, i})
}

// nameLike reports whether a word can begin a name: no article, preposition, title or institution.
func (v *view) nameLike(i int) bool {
	t, l := v.at(i), lex()
	if t.shape != word || strings.HasPrefix(t.fold, "ال") || strings.HasPrefix(t.fold, "لل") || strings.HasPrefix(t.fold, "وال") {
		return false
	}
	if l.human.has(t.fold) || l.office.has(t.fold) || l.feminine.has(t.fold) || l.source.has(t.fold) || quantity().has(t.fold) || l.event.has(t.fold) {
		return false
	}
	if v.adjunctAt(i) || l.relative.has(t.fold) || t.typ == names.Place || t.typ == names.Organisation || t.typ == names.Outlet {
		return false
	}
	if _, prefixed := v.prefixed(i, "ب"); prefixed && t.entity == 0 {
		return false
	}
	if rest, ok := strings.CutPrefix(t.fold, "ل"); ok && lex().office.has(rest) {
		return false // «المديرة العامة لمصلحة الآثار»
	}
	if p := v.at(i - 1).fold; t.fold == "باسم" && (strings.Contains(p, "متحدث") || strings.Contains(p, "ناطق") || p == "الرسمي" || p == "الرسميه") {
		return false // «المتحدث باسم البلدية», not the name Basim
	}
	return t.typ == names.Person || !verbalNoun(t.fold) && lookUp(t.fold) == nil
}
