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
func (r *reader) resolve(drafts []*draft) {
	var c discourse
	for _, d := range drafts {
		if !d.mention.empty() {
			d.voice = c.known(r.voiceOf(d))
			c.turns = append(c.turns, turn{d.voice, d, d.relays})
			continue
		}
		t, ok := r.mainSubject(d)
		if !ok {
			t, ok = c.implied(d)
		}
		if !ok {
			t, ok = r.lastNamed(d)
		}
		if !ok {
			continue
		}
		w := *t.voice
		w.how = names.Pronoun
		if w.agree.number == 0 && d.agree.number != 0 {
			w.agree.number = d.agree.number
		}
		d.voice = &w
		if d.sign == adverb && d.v.starts[d.from] == d.v.starts[t.draft.from] {
			d.inherit(t.draft)
		}
		if len(d.relays) == 0 {
			d.relays = t.relays
		}
		c.turns = append(c.turns, turn{&w, d, d.relays})
	}
}

// mainSubject finds whom a participle goes with where its sentence has no other word of saying: the person or body that
// the sentence begins with («خرج سالم … قائلا»).
func (r *reader) mainSubject(d *draft) (turn, bool) {
	v := d.v
	start := v.starts[d.from]
	if d.sign != adverb || d.from-start < 4 {
		return turn{}, false
	}
	for i := start; i < d.from; i++ {
		if v.finiteAt(i) || lex().relative.has(v.tokens[i].fold) && i < start+2 {
			return turn{}, false
		}
	}
	for i := start; i < min(start+6, d.from); i++ {
		t := v.tokens[i]
		if !t.first || t.typ != names.Person && t.typ != names.Organisation || v.adjunctAt(i-1) {
			continue
		}
		return r.turnOf(d, i)
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
	for j < d.from && v.tokens[j].shape == word && !v.adjunctAt(j) && !v.is(j, l.that) && !verbalNoun(v.tokens[j].fold) {
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
	body := -1
	for i := d.from - 1; i >= 0 && i > d.from-150; i-- {
		t := v.tokens[i]
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
func (c *discourse) known(w *voice) *voice {
	if w.key != "" || w.typ == names.Anonymous || w.typ == names.Group {
		return w
	}
	words := strings.Fields(arabic.Fold(w.name))
	for i := len(c.turns) - 1; i >= 0; i-- {
		v := c.turns[i].voice
		if v.typ != names.Person && v.typ != "" || v.how == names.Implied {
			continue
		}
		name, role := strings.Fields(arabic.Fold(v.name)), strings.Fields(arabic.Fold(v.role))
		part := len(words) < len(name) && len(words) <= 2 && endsWith(name, words)
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
