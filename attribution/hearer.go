package attribution

import (
	"strings"

	"isnad/names"
)

// hearers reads whom the speaker turned to, from the words of the clause of saying outside the content: behind ل («قال
// للصحافيين», «قوله لسالم العون»), as who was received («خلال استقباله الوزير»), as those before whom he stood («أمام أنصاره»),
// as to whom he wrote («في رسالة إلى المجلس»), or between a verb of calling and what it calls for («داعيا الشباب إلى»).
// What somebody spoke to in order to be heard by others is a medium, not an addressee: «قال لوكالة الأنباء».
func (d *draft) hearers() {
	if d.addressee != "" || d.sign == bare || d.sign == source && !d.toReporter() {
		return
	}
	if d.sign == headline {
		return
	}
	if d.addressee = d.calledOn(); d.addressee != "" {
		d.note("called on")
		return
	}
	from, to := d.sayingWords()
	for i := from; i < to; i++ {
		if d.body.from <= i && i < d.body.to {
			break
		}
		if s := d.hearerFrom(i); s != "" {
			d.addressee, d.heard = s, i
			return
		}
	}
}

// sayingWords bounds the words in which the circumstances of saying stand: from the cue, or from the clause's beginning
// where the subject stands before it, to the content.
func (d *draft) sayingWords() (from, to int) {
	v := d.v
	from, to = d.cue.to, v.ends[d.from]
	if d.clause.stance == subjectHead {
		from = max(d.clause.start, d.cue.from-maxFrame)
	}
	if d.placed {
		return d.from, min(to, d.from+2*maxFrame)
	}
	return from, min(to, d.body.from)
}

// hearerFrom reads a hearer that the word at i opens.
func (d *draft) hearerFrom(i int) string {
	v := d.v
	t := v.tokens[i]
	next := v.at(i + 1)
	switch {
	case lex().receiving.has(t.fold) && during(v.at(i-1).fold) && next.shape == word && !v.is(i+1, prepositions()) && next.fold != "مع":
		return d.hearerPhrase(i+1, "ب")
	case t.fold == "امام" && !v.imam(i) && (d.hearing(i+1) || v.is(i+1, quantity()) || next.fold == "حوالي" || next.fold == "نحو" || numeric(next.raw)):
		return d.hearerPhrase(i+1, "")
	case t.fold == "الي" && d.hearing(i+1) && d.reading.comp.frame == frameThat:
		return d.hearerPhrase(i+1, "")
	case lex().writing.has(t.fold) && (next.fold == "الي" || d.behindLi(i+1) && !v.is(i+1, lex().selfSaid)):
		if next.fold == "الي" {
			i++
		}
		return d.hearerPhrase(i+1, "ل")
	}
	if i > d.cue.to && v.is(i-1, prepositions()) || !d.behindLi(i) || d.within(i) {
		return ""
	}
	return d.hearerPhrase(i, "ل")
}

// during are the words for while something went on; after a meeting («بعد لقائه الوزير») one speaks to others.
func during(f string) bool {
	return f == "خلال" || f == "لدي" || f == "اثناء" || f == "في"
}

// behindLi reports whether the word at i is a person, or people, behind the preposition ل.
func (d *draft) behindLi(i int) bool {
	v := d.v
	t := v.at(i)
	rest, ok := strings.CutPrefix(t.fold, "لل")
	if ok && lex().hearer.has(rest) {
		return true
	}
	if ok && t.entity == 0 {
		return lex().human.has(rest) && !lex().office.has(v.at(i-1).fold)
	}
	if d.verb != nil && d.verb.lemma == "قال" && i == d.cue.to && (t.fold == "له" || t.fold == "لها" || t.fold == "لهم") {
		return true
	}
	rest, ok = v.prefixed(i, "ل")
	if !ok {
		return false
	}
	return t.typ == names.Person && t.first || lex().hearer.has(rest) || t.entity == 0 && lex().human.has(rest)
}

// hearing reports whether the noun at i names people who can listen.
func (d *draft) hearing(i int) bool {
	f := d.v.at(i).fold
	return lex().hearer.has(strings.TrimPrefix(f, "ال")) || lex().team.has(f)
}

// within reports whether the word lies within the speaker's mention, where ل joins nouns of a title: «وزير الدولة لشؤون المياه».
// Behind a person's name nothing of the title is left.
func (d *draft) within(i int) bool {
	p := d.mention
	if i < p.from || i >= p.to {
		return false
	}
	b := d.v.at(i - 1)
	rest, ok := strings.CutPrefix(d.v.tokens[i].fold, "لل")
	if i > p.from && (ok && lex().hearer.has(rest) || strings.HasPrefix(d.v.tokens[i].fold, "لمراسل") || strings.HasPrefix(d.v.tokens[i].fold, "لمبعوث") || b.typ == names.Person && b.entity != 0 || d.unknownName(i)) {
		d.mention = d.v.trim(phrase{p.from, i})
		return false
	}
	return true
}

// hearerPhrase gives the noun phrase at i, without its preposition where that leaves a whole word.
func (d *draft) hearerPhrase(i int, prep string) string {
	v := d.v
	to := i
	limit := min(v.ends[i-1], i+10)
	if v.is(i, lex().resumptive) {
		return v.surface(phrase{i, i + 1})
	}
	if d.body.from > i {
		limit = min(limit, d.body.from)
	}
	for to < limit {
		t := v.tokens[to]
		if t.shape == comma && v.apposition(i, to) && v.at(to+1).typ == names.Person {
			to++
			continue
		}
		if q := v.tokens[to]; q.shape == open && q.mate > to && v.quoteWords(to) < 5 && to > i {
			to = q.mate + 1 // «مراسلة "الواحة"»
			break
		}
		if t.shape != word || to > i && (v.endsHearer(to) || v.thatAt(to) || v.is(to, lex().thatHe)) {
			break
		}
		to++
	}
	p := v.trim(phrase{i, to})
	if p.empty() || v.phraseWords(p) > 9 || v.tokens[p.from].typ == names.Outlet || v.tokens[p.from].time {
		return ""
	}
	s := v.surface(p)
	if strings.HasPrefix(v.tokens[p.from].fold, "لل") || prep == "" || strings.HasPrefix(s, "ال") {
		return s
	}
	if _, ok := v.prefixed(p.from, prep); ok {
		return strings.TrimPrefix(s, prep)
	}
	return s
}

// endsHearer reports whether a noun phrase is over before the word at i: a preposition, an adjunct or a verb follows. من after a
// quantity goes on («عدد من الوزراء»), في never does.
func (v *view) endsHearer(i int) bool {
	f := v.tokens[i].fold
	if f == "في" {
		return true
	}
	if f == "من" {
		return !v.is(i-1, quantity()) && v.at(i-2).fold != "عدد"
	}
	return v.adjunctAt(i) && !strings.HasPrefix(f, "ل") && v.tokens[i].entity == 0 || v.tokens[i].time || v.endsSource(i) || v.finiteAt(i) || v.verbAt(i)
}

// calledOn reads the object of a verb of calling, asking or warning, and of telling somebody. After a participle no subject can
// follow, so that a noun between it and its preposition is the object; so it is after a verb whose subject stands before it, and
// after a comma that closes an adjunct behind the subject.
func (d *draft) calledOn() string {
	v := d.v
	c := d.reading.comp
	if d.placed || d.sign == verbal || d.act != Call && d.act != Warn && d.act != Ask && !d.tells() || c.mark <= d.cue.to || c.frame == frameNoun {
		return ""
	}
	from := d.cue.to
	if p := d.mention; p.from >= d.cue.to {
		from = p.to
	}
	to := c.mark
	for i := to - 1; i > from; i-- {
		if v.tokens[i].shape == comma {
			from = i + 1
			break
		}
	}
	if from > d.cue.to && v.at(from-1).shape != comma {
		return ""
	}
	if v.at(from).fold == "من" && (d.act == Call || d.act == Ask) {
		from++ // «طلب من البلدية أن»
	}
	p := v.trim(phrase{from, to})
	if p.empty() || v.adjunctAt(p.from) {
		return ""
	}
	for i := p.from + 1; i < p.to; i++ {
		if t := v.tokens[i]; t.time || t.fold == "غير" && v.at(i+1).fold == "مره" || lex().adjunct.has(t.fold) || lex().relative.has(t.fold) {
			p.to = i
		}
	}
	for i := p.from + 1; i < p.to; i++ {
		if rest, ok := v.prefixed(i, "ل"); ok && (verbalNoun(rest) || lex().object.has(rest)) || strings.HasPrefix(v.tokens[i].fold, "بدور") {
			p.to = i // «دعا الأهالي لحضور …»
		}
	}
	if v.phraseWords(p) == 1 && v.is(p.from, lex().totality) {
		return ""
	}
	return v.turnedTo(v.trim(p))
}

// tells reports whether the verb has whom it tells for its object: «أبلغ الوزير نظيره أن».
func (d *draft) tells() bool {
	return d.verb != nil && (d.verb.lemma == "أبلغ" || d.verb.lemma == "أخبر" || d.verb.lemma == "أطلع" || d.verb.lemma == "أعلم")
}

// toReporter reports whether a source spoke to a reporter: «حسب ما أكده المدير لمراسلة الإذاعة».
func (d *draft) toReporter() bool {
	for i := d.cue.to; i < min(d.cue.to+maxFrame, d.v.ends[d.from]); i++ {
		if rest, ok := strings.CutPrefix(d.v.tokens[i].fold, "ل"); ok && strings.HasPrefix(rest, "مراسل") {
			return true
		}
	}
	return false
}
