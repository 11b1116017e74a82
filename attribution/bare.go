package attribution

import "isnad/names"

// minBare is how many words a quotation without any word of saying has at least; shorter ones are names and irony.
const minBare = 5

// bareDrafts finds quotations that no word of saying governs: a sentence that is one quotation, and one after a colon whose
// sentence has somebody for its subject («التفت سالم: «…»»). Who speaks is found later; where nobody is, there is no statement.
func (v *view) bareDrafts(drafts []*draft) []*draft {
	governed := map[int]bool{}
	for _, d := range drafts {
		governed[d.reading.comp.quote] = true
		if !d.body.empty() {
			governed[d.body.from-1] = true
		}
	}
	var out []*draft
	for i := range v.tokens {
		t := &v.tokens[i]
		if t.shape != open || t.quote >= 0 || governed[i] || v.quoteWords(i) < minBare || !v.wholeQuote(i) && t.end > t.start {
			continue
		}
		if v.starts[i] != i && v.at(i-1).shape != colon && v.at(i-1).shape != stop {
			continue
		}
		d := &draft{v: v, cue: cue{sign: bare, from: i, to: i, act: State, verb: &verb{act: State, frames: frameQuote}}, clause: clause{start: i}}
		d.reading.comp = complement{frame: frameQuote, mark: i, start: i + 1, quote: i}
		d.note("bare quotation")
		out = append(out, d)
	}
	return out
}

// bareSpeaker finds who speaks a bare quotation: whoever its sentence before a colon is about, else whoever was quoted word
// for word up to right before it.
func (r *reader) bareSpeaker(d *draft, c *discourse) (turn, bool) {
	v := d.v
	if v.at(d.from-1).shape == colon || v.at(d.from-1).shape == brk && v.at(d.from-2).shape == colon {
		return r.subjectBeforeColon(d)
	}
	if len(c.turns) == 0 {
		return turn{}, false
	}
	last := c.turns[len(c.turns)-1]
	if last.draft.v != v || last.draft.level == inside || last.draft.kind == Indirect {
		return turn{}, false
	}
	for i := last.draft.body.to; i < d.from; i++ {
		if v.tokens[i].shape == word {
			return turn{}, false
		}
	}
	return last, true
}

// subjectBeforeColon takes the person in the subject's place of the sentence that ends in the colon.
func (r *reader) subjectBeforeColon(d *draft) (turn, bool) {
	v := d.v
	end := d.from - 1
	if v.tokens[end].shape == brk {
		end--
	}
	if v.lists(d.reading.comp.quote) {
		return turn{}, false
	}
	for i := v.starts[end]; i < end; i++ {
		if t := &v.tokens[i]; t.first && t.typ == names.Person && v.subjectPlace(i) {
			return r.turnOf(d, i)
		}
	}
	return turn{}, false
}

// lists reports whether a quotation lists names, as a line-up does.
func (v *view) lists(q int) bool {
	people := 0
	for i := q; i < v.tokens[q].mate; i++ {
		if t := &v.tokens[i]; t.first && t.typ == names.Person {
			people++
		}
	}
	return people >= 3
}

// subjectPlace reports whether the name at i can be its sentence's subject: nothing but the verb, a title and adjectives stand
// before it, no preposition, and no comma but one that closes an opening adjunct.
func (v *view) subjectPlace(i int) bool {
	start := v.starts[i]
	if v.adjunctAt(start) {
		for j := start; j < i; j++ {
			if v.tokens[j].shape == comma {
				start = j + 1
				break
			}
		}
	}
	if i-start > 9 {
		return false
	}
	for j := start; j < i; j++ {
		t := &v.tokens[j]
		if t.shape == open || t.shape == shut {
			continue
		}
		if _, to := v.prefixed(j, "ل"); t.shape != word || to && j > start || v.adjunctAt(j) || v.is(j, lex().relative) {
			return false
		}
	}
	return true
}

// joinRows gives a quotation that follows another with nothing but an ellipsis between them to the statement before it: an
// editor has left out words of one speech («"…".. "…"»).
func (v *view) joinRows(drafts []*draft) []*draft {
	var out []*draft
	for _, d := range drafts {
		if d.sign == bare && len(out) > 0 && v.ellipsis(out[len(out)-1].body.to, d.from) {
			out[len(out)-1].body.to = d.body.to
			continue
		}
		out = append(out, d)
	}
	return out
}

// ellipsis reports whether the tokens from one to the other are closing and opening marks around «…» or two stops, in one paragraph.
func (v *view) ellipsis(from, to int) bool {
	stops := 0
	for i := from; i < to; i++ {
		t := v.tokens[i]
		switch {
		case t.raw == "…":
			stops += 2
		case t.shape == stop:
			stops++
		case t.shape == word || t.shape == brk:
			return false
		}
	}
	return stops >= 2 && to > from
}

// saidBefore reads a quotation that stands before its verb: «"الطريق مغلق"، يقول سالم».
func (v *view) saidBefore(c cue) *draft {
	if v.conjoined(c.from) || c.verb.act == Call || c.verb.frames&frameThat == 0 {
		return nil
	}
	if d := v.saidAfterAll(c); d != nil {
		return d
	}
	end := c.from - 1
	for v.at(end).shape == comma || v.at(end).shape == stop || v.is(end, lex().thus) {
		end--
	}
	q := v.at(end)
	if q.shape != shut || q.quote >= 0 || v.quoteWords(q.mate) < minBare {
		return nil
	}
	if b := v.at(q.mate - 1).shape; v.starts[q.mate] != q.mate && b != stop && b != brk {
		return nil
	}
	to := v.sourceEnd(c.to, marker{})
	for j := c.to; j < to; j++ {
		if v.finiteAt(j) && j > c.to {
			to = j
		}
	}
	d := &draft{v: v, cue: c, clause: clause{start: c.from}, placed: true, kind: Direct, body: phrase{q.mate + 1, end}}
	d.mention = v.trim(phrase{c.to, to})
	if d.mention.empty() || !v.plausible(d.mention) {
		return nil
	}
	d.reading.comp = complement{frame: frameQuote, mark: c.to, start: q.mate + 1, quote: q.mate}
	d.note("quotation before its verb")
	return d
}

// saidAfterAll reads a sentence that ends in a comma, a verb of saying and its subject: «وأصبحت البلدة كلها آمنة، أضاف العون».
func (v *view) saidAfterAll(c cue) *draft {
	last := v.ends[c.from] - 1
	if c.act != State || v.at(c.from-1).shape != comma || last-c.to > 7 || last <= c.to || v.tokens[last].shape != stop && v.tokens[last].shape != brk {
		return nil
	}
	for i := c.to; i < last; i++ {
		if v.tokens[i].shape != word {
			return nil
		}
	}
	start := v.starts[c.from]
	p := phrase{c.to, last}
	if v.phraseWords(phrase{start, c.from}) < 6 || v.adjunctAt(start) || v.tokens[c.to].typ != names.Person && !v.speaks(v.tokens[c.to].fold) || v.tokens[p.to-1].fold == v.tokens[p.from].fold && v.tokens[p.from].entity == 0 {
		return nil
	}
	for i := start; i < c.from; i++ {
		if v.finiteAt(i) || v.tokens[i].shape == shut {
			return nil
		}
	}
	d := &draft{v: v, cue: c, clause: clause{start: c.from}, placed: true, kind: Direct, body: v.trimContent(phrase{start, c.from}), mention: p}
	d.reading.comp = complement{frame: frameQuote, mark: c.to, start: start, quote: -1}
	d.note("words before their verb")
	return d
}
