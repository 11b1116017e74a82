package attribution

// draft is a statement in the making: its cue, its clause, what follows the cue and, later, its content and speaker.
type draft struct {
	v *view
	cue
	clause  clause
	reading reading
	body    phrase // tokens of the content
	kind    Kind
	level   level
	mention phrase // the speaker as written at the cue; empty where implied
	// given by a marker or headline whose content stands before it or around it
	placed    bool
	relays    []Relay
	voice     *voice
	medium    string
	place     string
	addressee string
	time      int // index+1 into Input.Times
	weak      bool
	trace     []string
}

// level says whether a draft speaks in the article's own voice or inside what somebody else says.
type level uint8

const (
	top      level = iota
	attached       // in a subordinate clause outside anybody's content
	inside         // within another draft's content
)

func (d *draft) note(rule string) { d.trace = append(d.trace, rule) }

// drafts finds every cue of the view that has a complement, in order of the text.
func (v *view) drafts() []*draft {
	var out []*draft
	taken := -1
	for i := 0; i < len(v.tokens); i++ {
		if d := v.draftAt(i); d != nil {
			if d.reading.comp.start == taken && !d.placed {
				continue
			}
			taken = d.reading.comp.start
			out = append(out, d)
		}
	}
	return out
}

// draftAt tries the readings of the word at i in the order of the verb table.
func (v *view) draftAt(i int) *draft {
	if m := v.markerAt(i); m != nil {
		return m
	}
	for _, c := range v.readings(i) {
		var d *draft
		switch c.sign {
		case finite:
			d = v.finiteDraft(c)
		case adverb:
			d = v.adverbDraft(c)
		case verbal:
			d = v.verbalDraft(c)
		}
		if d != nil {
			return d
		}
	}
	return nil
}

// finiteDraft reads CUE SUBJECT COMPLEMENT and SUBJECT CUE COMPLEMENT.
func (v *view) finiteDraft(c cue) *draft {
	cl := v.clauseBefore(c.from)
	if cl.stance == negated {
		return nil
	}
	d := &draft{v: v, cue: c, clause: cl}
	if cl.stance == subjectHead || cl.stance == relative {
		r, ok := v.complementAfter(c, false)
		if ok && v.phraseWords(phrase{c.to, r.comp.mark}) <= 2 || ok && len(r.adjuncts) > 0 && r.adjuncts[0].from == c.to || ok && v.field == "title" {
			d.reading, d.mention = r, v.trim(cl.subject)
			d.note("subject before verb")
			return d.checked()
		}
	}
	r, ok := v.complementAfter(c, true)
	if !ok {
		return nil
	}
	d.reading, d.mention = r, v.trim(r.subject)
	if cl.stance == subjectHead {
		d.clause.stance = initial
	}
	d.note("subject after verb")
	return d.checked()
}

// adverbDraft reads a participle: its speaker is that of the sentence it belongs to.
func (v *view) adverbDraft(c cue) *draft {
	p := v.at(c.from - 1)
	if p.shape == word && (v.is(c.from-1, lex().that) || v.is(c.from-1, prepositions())) {
		return nil
	}
	r, ok := v.complementAfter(c, false)
	if !ok {
		return nil
	}
	d := &draft{v: v, cue: c, reading: r, clause: clause{start: c.from}}
	d.note("participle")
	return d.checked()
}

// verbalDraft reads a verbal noun with its speaker's pronoun before أن, a colon or a quotation: «قوله إن».
func (v *view) verbalDraft(c cue) *draft {
	if c.form != masdarSuffix {
		return nil
	}
	r, ok := v.complementAfter(c, false)
	if !ok || r.comp.frame != frameThat && r.comp.frame != frameQuote || v.phraseWords(phrase{c.to, r.comp.mark}) > 3 {
		return nil
	}
	d := &draft{v: v, cue: c, reading: r, clause: clause{start: c.from}}
	d.note("verbal noun")
	return d.checked()
}

// checked drops a draft whose words are no saying: a weak frame far away, or a name that is a verb's homograph.
func (d *draft) checked() *draft {
	f := d.reading.comp.frame
	d.weak = d.verb.weak&f != 0
	if d.weak && d.sign == finite && d.mention.empty() && d.clause.stance == dependent {
		return nil
	}
	return d
}
