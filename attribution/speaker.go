package attribution

import (
	"strings"

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
	if e, how := r.entityIn(d.v, p); e != nil {
		w.key, w.typ, w.how = e.Key, e.Type, how
		if rest := r.besideRole(d.v, p, e); !rest.empty() {
			return &voice{name: d.v.surface(rest), role: e.Name, typ: names.Person, how: names.Named, agree: w.agree}
		}
		if e.Type == names.Person || !r.fuller(d.v, p, e) {
			w.name = e.Name
		}
		if len(e.Roles) > 0 {
			w.role = e.Roles[0]
		}
		return w
	}
	w.typ = r.typeOf(d.v, p)
	return w
}

// entityIn gives the entity that the phrase is about: one whose mention holds the phrase's first word, or the person
// that a title at its head is followed by.
func (r *reader) entityIn(v *view, p phrase) (*names.Entity, names.How) {
	l := lex()
	head := v.tokens[p.from]
	if head.shape == open && p.from+1 < p.to {
		head = v.tokens[p.from+1]
	}
	titled := l.human.has(strings.TrimPrefix(head.fold, "ال"))
	var person *names.Entity
	for i := p.from; i < p.to; i++ {
		n := v.tokens[i].entity
		if n == 0 || v.overhangs(i, p) {
			continue
		}
		e := &r.in.Entities[n-1]
		if e.Type == names.Person && (i == p.from || titled || len(e.Roles) > 0) && (person == nil || len(e.Name) > len(person.Name)) {
			person = e
		}
	}
	if person != nil && (titled || !l.source.has(head.fold)) {
		return person, names.Named
	}
	if head.entity != 0 && !v.overhangs(p.from, p) {
		return &r.in.Entities[head.entity-1], names.Named
	}
	return nil, ""
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
	case quantity().has(f) || strings.HasSuffix(f, "ون") || strings.HasSuffix(f, "ين"):
		return names.Group
	}
	return ""
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
	s := v.surface(p)
	if v.tokens[p.from].shape == open && v.tokens[p.from].mate == p.to-1 {
		s = v.slice(p.from+1, p.to-1)
	}
	if !marked {
		return s
	}
	if rest, ok := strings.CutPrefix(s, "لل"); ok {
		return "ال" + rest
	}
	if _, ok := v.prefixed(p.from, "ل"); ok {
		return strings.TrimPrefix(strings.TrimPrefix(s, "ل"), "ـ")
	}
	return s
}

// overhangs reports whether the mention over the word begins before the phrase, which is then not about it.
func (v *view) overhangs(i int, p phrase) bool {
	e := v.tokens[i].entity
	return p.from > 0 && v.tokens[p.from].entity == e && v.tokens[p.from-1].entity == e && !v.tokens[p.from].first
}

// fuller reports whether the words at the cue say more than the bare name of a body: «وكالة النيل للأنباء» for «النيل». As
// written in the article is how its readers know it.
func (r *reader) fuller(v *view, p phrase, e *names.Entity) bool {
	if e.Type == names.Outlet {
		for _, m := range e.Mentions {
			if len(m.Text) > len(v.surface(p)) {
				return false
			}
		}
		return true
	}
	return v.phraseWords(p) > len(strings.Fields(e.Name))
}

// besideRole gives the words beside a title that no name is known for: «المدير الفني سمير العدل» where only the title was
// recognised. They are a name where they follow it at once, without an article, a preposition or a mark.
func (r *reader) besideRole(v *view, p phrase, e *names.Entity) phrase {
	if e.Type != names.Person || !v.roleOnly(p, r, e) {
		return phrase{}
	}
	i := p.from
	for i < p.to && v.tokens[i].entity != 0 {
		i++
	}
	if v.at(i).shape == comma {
		i++
	}
	rest := v.trim(phrase{i, p.to})
	if n := v.phraseWords(rest); n < 1 || n > 5 {
		return phrase{}
	}
	for j := rest.from; j < rest.to; j++ {
		t := v.tokens[j]
		if t.shape != word || t.entity != 0 || v.adjunctAt(j) || lex().relative.has(t.fold) || j == rest.from && strings.HasPrefix(t.fold, "ال") || strings.HasPrefix(t.fold, "ب") && j == rest.from {
			return phrase{}
		}
	}
	return rest
}

// roleOnly reports whether the mention at the phrase's head was recognised by a title alone.
func (v *view) roleOnly(p phrase, r *reader, e *names.Entity) bool {
	for _, m := range e.Mentions {
		if m.Field == v.field && m.Start <= v.tokens[p.from].start && v.tokens[p.from].start < m.End {
			return m.How == names.ByRole
		}
	}
	return false
}
