package attribution

import (
	"strings"

	"isnad/names"
)

// draft is a statement in the making: its cue, its clause, what follows the cue and, later, its content and speaker.
type draft struct {
	v *view
	cue
	clause  clause
	reading reading
	body    phrase // tokens of the content
	kind    Kind
	level   level
	around  *draft // the draft in whose content this one lies
	mention phrase // the speaker as written at the cue; empty where implied
	// given by a marker or headline whose content stands before it or around it
	placed    bool
	relays    []Relay
	channels  []phrase // of the relays, nearest to the article first
	handed    bool     // a verb of handing down or «نقلا عن» names the channel, which then stays open
	voice     *voice
	medium    string
	place     string
	addressee string
	heard     int // token at which a hearer behind ل or أمام begins, 0 where none does
	stop      int // token at which the content ends at the latest, 0 where it is not known
	time      int // index+1 into Input.Times
	weak      bool
	carried   bool // by a marker that names a channel: «نقلا عن»، «وفق ما نشرته»
	trace     []string
}

// level says whether a draft speaks in the article's own voice or inside what somebody else says.
type level uint8

const (
	top      level = iota
	attached       // in a subordinate clause outside anybody's content
	inside         // within another draft's content
)

// bareMention cuts a mention before a bracket, and before «طلب عدم ذكر اسمه».
func (v *view) bareMention(p phrase) phrase {
	for i := p.from + 1; i < p.to; i++ {
		if v.tokens[i].raw == "(" || lex().unnaming.has(v.at(i+1).fold) && (lookUp(v.tokens[i].fold) != nil || lex().wishing.has(v.tokens[i].fold)) {
			return v.trim(phrase{p.from, i})
		}
		if before := &v.tokens[i-1]; v.ownWords(i) && (before.entity != 0 || before.shape == shut) {
			return v.trim(phrase{p.from, i})
		}
	}
	return p
}

// ownWords reports whether the word is a speaker's own speech or article, which no name goes on with: «ختمت هالة العون كلمتها».
func (v *view) ownWords(i int) bool {
	f := v.tokens[i].fold
	return v.tokens[i].entity == 0 && (lex().media.has(f) || lex().occasion.has(strings.TrimSuffix(f, "ها"))) && (strings.HasSuffix(f, "ها") || strings.HasSuffix(v.tokens[i].raw, "ه") || strings.HasSuffix(f, "هم"))
}

func (d *draft) note(rule string) { d.trace = append(d.trace, rule) }

// drafts finds every cue of the view that has a complement, in order of the text.
func (v *view) drafts() []*draft {
	var out []*draft
	taken := -1
	for i := 0; i < len(v.tokens); i++ {
		if d := v.draftAt(i); d != nil {
			if d.reading.comp.start == taken && !d.placed {
				v.nearer(out, d)
				continue
			}
			taken = d.reading.comp.start
			out = append(out, d)
		}
	}
	return out
}

// nearer gives a quotation to the second of two verbs that reach it, where words lie between: «وجه الرئيس رسالة قال فيها: …».
// Who speaks is the subject of the first where the second has none.
func (v *view) nearer(out []*draft, d *draft) {
	far := out[len(out)-1]
	if d.sign != finite || far.sign != finite || d.reading.comp.frame != frameQuote || v.phraseWords(phrase{far.to, d.from}) < 2 || far.v != v {
		return
	}
	if d.mention.empty() {
		if end := v.nameEnd(far.to, d.from); end > far.to {
			d.mention = v.trim(phrase{far.to, end})
		}
	}
	d.clause = far.clause
	*far = *d
}

// draftAt tries the readings of the word at i in the order of the verb table.
func (v *view) draftAt(i int) *draft {
	if m := v.markerAt(i); m != nil {
		return m
	}
	if d := v.relayDraft(i); d != nil {
		return d
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
	if cl.stance == negated || v.misread(c, cl) {
		return nil
	}
	if cl.stance == subjectHead && lex().resumptive.has(v.at(c.to).fold) {
		cl = clause{start: c.from} // «رسالة قال فيها: …»
	}
	d := &draft{v: v, cue: c, clause: cl}
	if c.verb.lemma == "وصف" {
		return v.described(d)
	}
	if cl.stance == subjectHead || cl.stance == relative {
		if done, d := v.subjectFirst(d); done {
			return d
		}
	}
	r, ok := v.complementAfter(c, true)
	if !ok {
		return v.saidBefore(c)
	}
	if cl.stance == subjectHead && v.plausible(v.trim(cl.subject)) && !r.subject.empty() && !v.plausible(v.trim(r.subject)) {
		return nil
	}
	if v.counts(c, cl, r) {
		return nil
	}
	d.reading, d.mention = r, v.bareMention(v.trim(r.subject))
	if v.addressed(d) {
		d.addressee, d.mention = v.turnedTo(d.mention), phrase{}
		d.note("addressee after verb")
	}
	if v.dative(d.mention) {
		d.addressee, d.mention = v.surface(d.mention), phrase{}
		if cl.stance == subjectHead && v.plausible(v.trim(cl.subject)) {
			d.mention = v.trim(cl.subject)
		}
		d.note("whom it was said to after the verb")
	}
	v.splitAsked(d)
	v.splitTitled(d)
	v.splitAddressee(d)
	if d.mention.empty() && v.loosely(c) || v.firstPerson(d) {
		return nil
	}
	if d.verb.lemma == "أنذر" && d.reading.comp.frame == frameBi && v.thingly(d.mention) {
		return nil // «تنذر الأرقام بأزمة»: what portends says nothing
	}
	if v.turns(d.mention) || v.noSubject(d.mention) || v.mute(d.mention) || cl.stance == subjectHead && d.mention.empty() && v.mute(v.trim(cl.subject)) {
		return nil
	}
	v.pluralVerb(d)
	if cl.stance == subjectHead {
		d.clause.stance = initial
	}
	d.note("subject after verb")
	return d.checked()
}

// counts is «تُعتبر»: what is counted as something says nothing, «وتُعتبر هذه الزيارة الأولى», «تُعتبر البلاد نموذجا».
func (v *view) counts(c cue, cl clause, r reading) bool {
	if c.verb.lemma != "اعتبر" || c.form != imperfect {
		return false
	}
	switch v.at(c.to).fold {
	case "هذه", "هذا", "تلك", "ذلك":
		if cl.stance == initial {
			return true
		}
	}
	return r.comp.frame == frameThat && v.phraseWords(phrase{c.to, r.comp.mark}) > 5
}

// adverbDraft reads a participle: its speaker is that of the sentence it belongs to.
func (v *view) adverbDraft(c cue) *draft {
	p := v.at(c.from - 1)
	if p.shape == word && (numeric(p.raw) || v.thatAt(c.from-1) || v.is(c.from-1, prepositions())) {
		return nil
	}
	if lex().source.has(p.fold) && !strings.HasPrefix(p.fold, "ال") && v.is(c.from-2, prepositions()) {
		return nil // «من مصادر مؤكدة أن»: an adjective
	}
	r, ok := v.complementAfter(c, false)
	if !ok || r.comp.mark == c.to && r.comp.colon && c.from-v.paraStarts[c.from] < 5 {
		return nil // «الجريدة - متابعة: …» is a dateline
	}
	if p.shape == word && strings.HasSuffix(v.tokens[c.from].fold, "ه") && !strings.HasPrefix(v.tokens[c.from].fold, "و") && r.comp.frame != frameThat && r.comp.frame != frameQuote {
		return nil // «شركات متهمة بالتهريب»: an adjective
	}
	if r.comp.frame == frameNoun && r.comp.mark == c.to && v.finiteAt(c.to) {
		return nil // «مقترحا تدعو فيه»
	}
	if n := v.phraseWords(phrase{c.to, r.comp.mark}); n > 12 || n > 3 && len(r.adjuncts) == 0 && !takesAddressee(c.act) {
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
	between := v.phraseWords(phrase{c.to, r.comp.mark})
	if !ok || between > 5 || between > 3 && r.comp.frame != frameThat {
		return nil
	}
	if r.comp.frame != frameThat && r.comp.frame != frameQuote && !promising(c.act) {
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
	if d.verb.lemma == "تعهّد" && f == frameBi && lex().charge.has(strings.TrimPrefix(d.v.at(d.reading.comp.mark).fold, "ب")) {
		return nil // «تعهدت الفرقة بالبحث»: took charge of, as Tunisian courts and police do
	}
	if d.weak && d.sign == finite && d.mention.empty() && d.clause.stance == dependent {
		return nil
	}
	return d
}

// promising are the acts whose verbal nouns with a pronoun govern their content by a preposition: «تهديده بالاستقالة».
func promising(a Act) bool { return a == Call || a == Warn || a == Promise || a == Accuse }

// takesAddressee are the acts whose verbs have an object besides the content: «داعيا الشباب إلى».
func takesAddressee(a Act) bool {
	return a == Express || a == Call || a == Warn || a == Accuse || a == Promise || a == Ask
}

// misread reports whether a finite verb is no cue here: an impersonal «it is said», or a homograph without the signs of a
// verb around it.
func (v *view) misread(c cue, cl clause) bool {
	t := &v.tokens[c.from]
	if lex().impersonal.has(t.fold) && cl.stance == initial && (v.thatAt(c.to) || v.is(c.to, lex().thatHe)) {
		return true
	}
	if n := v.at(c.to).fold; lex().impersonal.has(t.fold) && cl.stance == initial && c.form == imperfect && !v.conjoined(c.from) && (lex().object.has(n) || verbalNoun(n)) && v.at(c.to).entity == 0 {
		return true // «في حين يُتوقع ارتفاع»
	}
	if c.form == imperfect && v.thatAt(c.from-1) {
		return true // «يجب أن يعترف»: wished for, not said
	}
	if (c.verb.lemma == "روى" || c.verb.lemma == "حكى") && c.form == imperfect && strings.HasSuffix(t.raw, "ى") {
		return true // «يُروى»
	}
	if c.form == perfect && lex().unnaming.has(v.at(c.to).fold) && (c.act == Reject || c.act == Call) {
		return true // «رفض الكشف عن اسمه»
	}
	if cl.stance == relative && lex().resumptive.has(v.at(c.to).fold) {
		return true // «التي وافق عليها المجلس»
	}
	if v.between(c) {
		return true
	}
	if lex().risky.has(t.fold) {
		k := c.to
		for v.at(k).time {
			k++ // «وكان مسؤول … ذكر الاثنين أن»
		}
		next := v.at(k)
		before := v.at(c.from - 1).shape
		initial := c.from == v.starts[c.from] || before == comma || before == shut || v.is(c.from-1, lex().connector)
		return !initial && !lex().that.has(next.fold) && !lex().thatHe.has(next.fold) && next.shape != colon && prepositionFrame(next.fold)&c.verb.frames == 0
	}
	return false
}

// addressed reports whether the noun phrase after a verb of calling is whom it calls on, not who calls: an accusative
// plural, or a noun whose gender the verb does not share.
func (v *view) addressed(d *draft) bool {
	if d.verb.lemma == "خاطب" && d.clause.compound {
		return !d.mention.empty()
	}
	if d.act != Call && d.act != Ask && d.act != Warn && d.act != Accuse || d.mention.empty() || d.reading.comp.frame == frameThat && d.reading.comp.mark == d.cue.to {
		return false
	}
	if lex().totality.has(v.tokens[d.mention.from].fold) {
		return true
	}
	for i := d.mention.from; i < d.mention.to && i < d.mention.from+4; i++ {
		f := v.tokens[i].fold
		if strings.HasPrefix(strings.TrimPrefix(f, "و"), "ال") && strings.HasSuffix(f, "ين") && runes(f) > 6 && d.agree.number == 's' && v.tokens[i].entity == 0 && !v.genitive(d.mention.from, i) {
			head := v.tokens[d.mention.from].fold
			return d.clause.compound || d.clause.stance != initial || i == d.mention.from || v.is(d.from-1, lex().connector) && !lex().human.has(head) && !lex().office.has(head)
		}
	}
	if d.act != Ask && d.clause.compound && d.form == imperfect && strings.HasPrefix(v.tokens[d.mention.from].fold, "ال") && v.presentBefore(d.from) {
		return true
	}
	head := strings.TrimPrefix(v.tokens[d.mention.from].fold, "ال")
	if d.agree.gender == 'f' && d.form == perfect && !d.clause.compound && v.is(d.from-1, lex().connector) && head != v.tokens[d.mention.from].fold && lex().man.has(head) {
		return true // «كما اتهمت الرقيب العون ب»
	}
	return d.agree.gender == 'm' && (lex().feminine.has(head) || v.gathered(d.mention.from))
}

// between reports whether the word is the preposition بين: the verb carries its doubling, or has أن right after it, or a
// particle of the verb before it; with و, أن must come within its clause.
func (v *view) between(c cue) bool {
	t := &v.tokens[c.from]
	if t.fold != "بين" && t.fold != "وبين" || strings.Contains(t.raw, "\u0651") {
		return false
	}
	if v.thatAt(c.to) || v.is(c.to, lex().thatHe) || v.is(c.from-1, lex().connector) && v.at(c.from-1).fold != "حيث" {
		return false
	}
	if t.fold == "بين" && c.from != v.starts[c.from] {
		return true
	}
	for i := c.to; i < min(c.to+28, v.ends[c.from]); i++ {
		if v.thatAt(i) || v.is(i, lex().thatHe) {
			return false
		}
	}
	return true
}

// subjectFirst reads SUBJECT CUE COMPLEMENT. done is false where another reading should be tried: nothing introduces the
// content soon enough, so that the subject may stand after the verb.
func (v *view) subjectFirst(d *draft) (done bool, _ *draft) {
	r, ok := v.complementAfter(d.cue, false)
	if !ok {
		return false, nil
	}
	after, afterOK := v.complementAfter(d.cue, true)
	if cl := d.clause; cl.stance == relative && afterOK && !after.subject.empty() && v.plausible(v.trim(after.subject)) {
		return false, nil
	}
	near := v.phraseWords(phrase{d.cue.to, r.comp.mark}) <= 2 || v.field == "title" || afterOK && after.subject.empty()
	if !near && v.soleSubject(d) && v.phraseWords(phrase{d.cue.to, r.comp.mark}) <= 8 {
		near = true
	}
	if !near && !(len(r.adjuncts) > 0 && r.adjuncts[0].from == d.cue.to) {
		return false, nil
	}
	subject := v.trim(d.clause.subject)
	for i := subject.from + 1; i < subject.to; i++ {
		if v.tokens[i].shape == word && v.endsSource(i) && !v.is(i, lex().relative) {
			subject = v.trim(phrase{subject.from, i}) // «الوزارة في بلاغها أشارت»
			break
		}
	}
	if v.duration(subject) {
		subject = v.trim(phrase{subject.from, subject.to - 3}) // «المواطن قضى خمسة أيام يطلب»
	}
	if !v.plausible(subject) {
		return d.clause.stance == relative || r.comp.frame != frameThat, nil
	}
	if v.mute(subject) {
		return true, nil
	}
	d.reading, d.mention = r, subject
	d.note("subject before verb")
	return true, d.checked()
}

// plausible reports whether a phrase before a verb can be its subject: a noun phrase that begins with a name, an article, a
// title or an institution, is not too long, and does not break off at a preposition.
func (v *view) plausible(p phrase) bool {
	if p.empty() || v.phraseWords(p) > 16 || v.adjunctAt(p.from) || prepositions().has(v.tokens[p.to-1].fold) {
		return false
	}
	if v.field == "title" {
		return true
	}
	t, l := v.tokens[p.from], lex()
	if l.adverb.has(t.fold) || strings.HasSuffix(t.raw, "اً") || strings.HasSuffix(t.raw, "ًا") {
		return false // «تزامنا»
	}
	if t.shape == open || t.entity != 0 {
		return true
	}
	if (v.is(p.from-1, l.connector) || v.is(p.from-1, l.asFor) || p.from == v.starts[p.from]) && v.nameLike(p.from) && !v.verbAt(p.from) && v.phraseWords(p) <= 7 && !strings.HasPrefix(t.fold, "ي") && !strings.HasPrefix(t.fold, "و") {
		return true
	}
	f := strings.TrimPrefix(t.fold, "و")
	if l.paper.has(t.fold) || l.office.has(t.fold) || l.feminine.has(t.fold) || l.source.has(t.fold) || l.human.has(t.fold) {
		return true
	}
	return strings.HasPrefix(f, "ال") || l.human.has(f) || l.office.has(f) || l.feminine.has(f) || l.source.has(f) || l.paper.has(f) || l.record.has(f) || quantity().has(f)
}

// turns reports whether words are no subject alone: a clause that contradicts follows («وافق الأهالي، لكنها تقدّم …»), or the
// ground on which something is done («الإدارة، بناءً على طلب …»).
func (v *view) turns(p phrase) bool {
	for i := p.from + 1; i < p.to; i++ {
		t := &v.tokens[i]
		if v.tokens[i-1].shape == comma && strings.HasPrefix(t.fold, "لكن") || strings.HasPrefix(t.raw, "بناءً") {
			return true
		}
	}
	return false
}

// described reads «وصف الوزير القرار بأنه …»: the content is what is described and as what. The subject is what stands before
// the verb, or the name or title right after it.
func (v *view) described(d *draft) *draft {
	as := -1
	for i := d.cue.to; i < min(d.cue.to+25, v.ends[d.from]) && as < 0; i++ {
		t := &v.tokens[i]
		if v.thatAt(i) || t.shape == colon {
			break
		}
		if v.is(i, lex().thatHe) && strings.HasPrefix(t.fold, "ب") {
			as = i
			continue
		}
		if _, ok := v.prefixed(i, "ب"); ok && (i > d.cue.to && t.typ != names.Place && !lex().office.has(strings.TrimPrefix(t.fold, "ب")) && !lex().adjunct.has(t.fold)) || t.fold == "ب" {
			as = i
		}
	}
	if as <= d.cue.to {
		return nil
	}
	start := d.cue.to
	if d.clause.stance == subjectHead && v.plausible(v.trim(d.clause.subject)) {
		d.mention = v.trim(d.clause.subject)
	} else if end := v.nameEnd(start, as); end > start && end < as {
		d.mention, start = v.trim(phrase{start, end}), end
	}
	for v.at(start).shape == comma || v.at(start).time {
		start++
	}
	if v.adjunctAt(start) {
		for i := as - 1; i > start; i-- {
			if v.tokens[i].shape == comma {
				start = i + 1 // «وصف العون في تصريح على هامش الحفل، الأوضاع بالصعبة»
				break
			}
		}
	}
	if start >= as {
		return nil
	}
	d.reading.comp = complement{frame: frameNoun, mark: start, start: start, quote: -1}
	d.stop = v.occasionAfter(as, v.ends[d.from])
	d.note("described")
	return d
}

// nameEnd is where a name, with its title, that begins at from ends; from itself where none begins.
func (v *view) nameEnd(from, to int) int {
	end := from
	for i := from; i < to; i++ {
		t := &v.tokens[i]
		if t.typ == names.Person || t.typ == names.Organisation || t.typ == names.Outlet {
			end = i + 1
			continue
		}
		if i > from && end > from && t.entity == 0 && t.shape != open && t.shape != shut || t.shape == comma || t.shape == colon {
			break
		}
	}
	if v.tokens[from].entity == 0 && !lex().human.has(strings.TrimPrefix(v.tokens[from].fold, "ال")) && v.tokens[from].shape != open {
		return from
	}
	return end
}
