package attribution

import (
	"slices"
	"strings"

	"isnad/arabic"
	"isnad/names"
)

// turn is one statement made, as those after it look back on it.
type turn struct {
	voice  *voice
	draft  *draft
	relays []Relay
}

// discourse remembers who has spoken, in order, so that a verb without its subject finds it.
type discourse struct {
	turns []turn
}

// implied finds who speaks where the cue names nobody: in the same sentence whoever speaks there, otherwise the last
// speaker whom the verb's form fits. depth says how far back it lies; ok is false where nobody has spoken.
func (c *discourse) implied(d *draft) (turn, bool) {
	var last *turn
	for i := len(c.turns) - 1; i >= 0 && i > len(c.turns)-7; i-- {
		t := &c.turns[i]
		if t.draft.v != d.v || t.draft.level == inside && d.level != inside {
			continue
		}
		if last == nil {
			last = t
		}
		if t.voice.agree.fits(d.agree) {
			return *t, true
		}
	}
	if last == nil {
		return turn{}, false
	}
	return *last, true
}

// resolve gives every draft its speaker, in the order of the text.
func (r *reader) resolve(drafts []*draft) *discourse {
	c := &discourse{}
	for _, d := range drafts {
		if !d.mention.empty() {
			if d.voice = r.issuerOf(d, c); d.voice == nil {
				d.voice = c.known(r.voiceOf(d), d)
			}
			if len(d.relays) == 0 && d.level != inside {
				d.relays = c.stillOpen(d)
			}
			c.turns = append(c.turns, turn{d.voice, d, d.relays})
			continue
		}
		t, ok := r.unnamed(d, c)
		if !ok {
			continue
		}
		w := *t.voice
		w.how = names.Pronoun
		d.noteTurn(t)
		if w.agree.number == 0 && d.agree.number != 0 {
			w.agree.number = d.agree.number
		}
		d.voice = &w
		if d.sign == adverb && d.v.starts[d.from] == d.v.starts[t.draft.from] {
			d.inherit(t.draft)
		}
		if len(d.relays) == 0 && t.draft.opens(d) {
			d.relays, d.handed = t.relays, t.draft.handed
		}
		c.turns = append(c.turns, turn{&w, d, d.relays})
	}
	return c
}

// unnamed finds who speaks where the cue names nobody.
func (r *reader) unnamed(d *draft, c *discourse) (turn, bool) {
	if d.sign == bare {
		return r.bareSpeaker(d, c)
	}
	if t, ok := r.mainSubject(d); ok {
		return t, true
	}
	if t, ok := c.implied(d); ok {
		return t, true
	}
	return r.lastNamed(d)
}

// mainSubject finds whom a participle, or a verb joined on by و, goes with where its sentence has no other word of saying: the person or body that
// the sentence begins with («خرج سالم … قائلا»).
func (r *reader) mainSubject(d *draft) (turn, bool) {
	v := d.v
	start := v.starts[d.from]
	if d.sign != adverb && !(d.sign == finite && d.clause.compound) || d.from-start < 4 || d.from-start > 2*maxFrame {
		return turn{}, false
	}
	for i := start; i < d.from; i++ {
		if v.finiteAt(i) || lex().relative.has(v.tokens[i].fold) && i < start+2 {
			return turn{}, false
		}
	}
	for i := start; i < min(start+6, d.from); i++ {
		t := &v.tokens[i]
		if !t.first || t.typ != names.Person && t.typ != names.Organisation || v.adjunctAt(i-1) || d.sign == finite && !v.subjectPlace(i) {
			continue
		}
		return r.turnOf(d, i)
	}
	if d.sign == finite {
		return turn{}, false
	}
	return r.plainSubject(d, start)
}

// plainSubject reads the noun phrase after the sentence's first word, its verb, where it names unnamed people:
// «قلل خبراء من … مؤكدين أن».
func (r *reader) plainSubject(d *draft, start int) (turn, bool) {
	v, l := d.v, lex()
	i := start
	for i < d.from && v.is(i, l.connector) {
		i++
	}
	i++
	f := strings.TrimPrefix(v.at(i).fold, "ال")
	if i >= d.from || !l.source.has(f) && !l.source.has(v.at(i).fold) && !(d.agree.number == 'p' && l.human.has(f)) {
		return turn{}, false
	}
	j := i + 1
	for j < d.from && v.tokens[j].shape == word && !v.adjunctAt(j) && !v.thatAt(j) && !verbalNoun(v.tokens[j].fold) {
		j++
	}
	p := v.trim(phrase{i, j})
	w := &voice{name: v.surface(p), typ: r.typeOf(v, p), how: names.Implied, agree: d.agree}
	d.note("subject of the sentence")
	return turn{voice: w, draft: d}, true
}

// lastNamed finds the person named last before the cue in its paragraph, or else the body, where nobody has spoken yet.
func (r *reader) lastNamed(d *draft) (turn, bool) {
	v := d.v
	for i := v.starts[d.from]; i < d.from && d.sign == adverb; i++ {
		if t := v.tokens[i]; t.first && t.typ == names.Person && v.subjectPlace(i) {
			return r.turnOf(d, i) // «هاجم سالم العون جماعة …، واصفا»: the subject, not the object
		}
	}
	for i := d.from - 1; i >= 0 && i > d.from-150; i-- {
		if t := &v.tokens[i]; t.first && (t.typ == names.Person || t.typ == names.Organisation) && v.subjectPlace(i) {
			return r.turnOf(d, i)
		}
	}
	d.note("named in passing")
	body := -1
	for i := d.from - 1; i >= 0 && i > d.from-150; i-- {
		t := &v.tokens[i]
		switch {
		case t.first && t.typ == names.Person:
			return r.turnOf(d, i)
		case t.first && t.typ == names.Organisation && body < 0:
			body = i
		}
	}
	if body >= 0 {
		return r.turnOf(d, body)
	}
	return r.unnamedBefore(d)
}

// unnamedBefore takes the last person told of by a noun alone, in its sentence's subject place, whose gender the verb shares: «خرج
// الشاب من الدار … وقال». He is a speaker of this article alone.
func (r *reader) unnamedBefore(d *draft) (turn, bool) {
	v := d.v
	if d.agree.number != 's' {
		return turn{}, false
	}
	for i := d.from - 1; i >= 0 && i > d.from-100; i-- {
		f := v.tokens[i].fold
		bare, ok := strings.CutPrefix(f, "ال")
		if !ok || v.tokens[i].entity != 0 || !lex().man.has(bare) && !lex().someone.has(bare) || strings.HasSuffix(v.tokens[i].raw, "ة") != (d.agree.gender == 'f') || !v.subjectPlace(i) {
			continue
		}
		w := &voice{name: v.surface(phrase{i, i + 1}), typ: names.Person, how: names.Implied, agree: d.agree}
		d.note("told of by a noun")
		return turn{voice: w, draft: d}, true
	}
	return turn{}, false
}

// turnOf makes a turn of the entity named at i, who has not spoken himself.
func (r *reader) turnOf(d *draft, i int) (turn, bool) {
	e := &r.in.Entities[d.v.tokens[i].entity-1]
	w := &voice{name: e.Name, key: e.Key, typ: e.Type, how: names.Implied, agree: d.agree}
	if len(e.Roles) > 0 {
		w.role = e.Roles[0]
	}
	d.note("named before")
	return turn{voice: w, draft: d}, true
}

// known recognises somebody who has spoken before under a fuller name, where package names had none to link: «الصالح» after
// «سمير الصالح», «مدير المركز» after «مدير المركز سمير الصالح».
// A family name alone means whoever has spoken under it, not a namesake who was only spoken of.
func (c *discourse) known(w *voice, d *draft) *voice {
	if w.typ != names.Person && w.typ != "" {
		return w
	}
	p := d.mention
	if e := d.v.tokens[p.from].entity; e != 0 && w.key != "" {
		for p.to = p.from; d.v.at(p.to).entity == e; {
			p.to++
		}
	}
	words := strings.Fields(d.v.foldPhrase(p))
	for i := len(c.turns) - 1; i >= 0 && i > len(c.turns)-200; i-- {
		v := c.turns[i].voice
		if v.typ != names.Person && v.typ != "" || v.how == names.Implied {
			continue
		}
		name, role := strings.Fields(arabic.Fold(v.name)), strings.Fields(arabic.Fold(v.role))
		part := len(words) < len(name) && len(words) <= 2 && endsWith(name, words)
		if part && v.key == w.key && w.key != "" {
			return w
		}
		if part && w.key != "" && v.how == names.ByRole {
			continue // whoever serves «رئيس الوزراء المجري فيكتور أوربان» is not Orban
		}
		if part || w.how == names.ByRole && len(words) >= 2 && startsWith(role, words) {
			found := *v
			found.how = w.how
			return &found
		}
	}
	return w
}

func endsWith(s, tail []string) bool {
	return len(tail) > 0 && len(tail) <= len(s) && slices.Equal(s[len(s)-len(tail):], tail)
}

func startsWith(s, head []string) bool {
	return len(head) > 0 && len(head) <= len(s) && slices.Equal(s[:len(head)], head)
}

// noteTurn tells the trace how far back a speaker was found, and whether the verb's form disagrees with him.
func (d *draft) noteTurn(t turn) {
	v := d.v
	switch {
	case t.draft == d:
	case v.starts[t.draft.from] == v.starts[d.from]:
		d.note("spoke in this sentence")
	case v.paraStarts[t.draft.from] == v.paraStarts[d.from]:
		d.note("spoke in this paragraph")
	case v.ends[t.draft.from] >= v.paraStarts[d.from]-1:
		d.note("spoke just before")
	default:
		d.note("spoke further back")
	}
	if !t.voice.agree.fits(d.agree) {
		d.note("disagrees")
	}
}

// stillOpen gives the channels that a statement shares with what stands before it: while the subject is a definite word for
// the same origin («وأضاف التقرير»), a channel stays open; and whoever was quoted inside a document or by a spokesman goes on
// speaking through it («أوضح بيان الوزارة أن الوزير أبلغ …. وأكد الوزير»).
func (c *discourse) stillOpen(d *draft) []Relay {
	for i := len(c.turns) - 1; i >= 0 && i > len(c.turns)-4; i-- {
		t := c.turns[i]
		if t.draft.v != d.v {
			return nil
		}
		if t.draft.level == inside && t.draft.around != nil && t.voice.key != "" && t.voice.key == d.voice.key && t.draft.around.byDocument() {
			w := t.draft.around.voice
			return []Relay{{Name: w.name, Mention: t.draft.around.v.surface(t.draft.around.mention), Entity: w.key}}
		}
		if t.draft.level != inside {
			f := d.v.tokens[d.mention.from].fold
			if d.mention.to-d.mention.from == 1 && strings.HasPrefix(f, "ال") && (lex().record.has(f) || lex().source.has(f)) && !lex().paper.has(f) {
				if t.draft.opens(d) {
					d.handed = t.draft.handed
					return t.relays
				}
			}
			return nil
		}
	}
	return nil
}

// opens reports whether the channels of a statement stay open for d, whose speaker is the same: those of a verb of handing down
// do, those of a marker («بحسب الوكالة») hold for their own sentence.
func (d *draft) opens(next *draft) bool {
	return d.handed || d.v.starts[d.from] == next.v.starts[next.from]
}

// byDocument reports whether a document speaks at the cue: «بيان صادر عن الوزارة».
func (d *draft) byDocument() bool {
	return d.voice != nil && !d.mention.empty() && lex().record.has(d.v.tokens[d.mention.from].fold)
}
