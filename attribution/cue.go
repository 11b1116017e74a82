package attribution

import (
	"strings"

	"isnad/arabic"
	"isnad/names"
)

// sign is what kind of cue announces a statement.
type sign uint8

const (
	finite   sign = iota // a verb with its own tense: «قال»، «يؤكد»
	adverb               // a participle that goes with another verb: «مشيرا»
	verbal               // a verbal noun: «قوله»
	source               // a marker: «وفق»
	headline             // the colon after a name
	bare                 // a quotation without any word of saying
)

// cue is a word of saying and where it stands.
type cue struct {
	sign     sign
	from, to int // tokens
	verb     *verb
	form     form
	agree    agreement
	act      Act
}

// stance is how a cue's clause hangs on what is around it.
type stance uint8

const (
	initial     stance = iota // the clause begins with the verb
	subjectHead               // the subject stands before the verb
	relative                  // «الذي قال»
	dependent                 // «بعدما قال»، «أن الوزير قال»
	negated                   // «لم يقل»
)

// clause is what stands before a verb of saying within its clause.
type clause struct {
	stance   stance
	start    int // first token of the clause, with its connectors
	subject  phrase
	compound bool // joined to what precedes by و
}

// phrase is a stretch of tokens, to exclusive.
type phrase struct{ from, to int }

func (p phrase) empty() bool { return p.from >= p.to }

// readings gives the cues that the word at i may be, without looking at its neighbours.
func (v *view) readings(i int) []cue {
	if i >= len(v.tokens) {
		return nil
	}
	t := &v.tokens[i]
	if t.shape != word || len(t.fold) < 4 || lex().homograph.has(t.fold) || v.conjoined(i) && len(t.fold) > 6 && lex().homograph.has(t.fold[2:]) && lex().homograph.has("و"+t.fold[2:]) {
		return nil
	}
	var out []cue
	for _, f := range lookUp(t.fold) {
		c := cue{from: i, to: i + 1, verb: f.verb, form: f.form, agree: f.agree, act: f.verb.act}
		if f.form == masdarSuffix && strings.HasSuffix(t.raw, "ة") {
			continue // «طلبة» are students, «طلبه» is his request
		}
		if f.verb.frames&frameIn != 0 {
			if v.at(i+1).fold != "في" {
				continue
			}
			c.to++
		}
		if n := v.at(c.to).fold; lex().cueNoun.has(n) && (f.form != participle || n == "القول" || n == arabic.Fold("التأكيد")) {
			c.to++
		}
		switch f.form {
		case perfect, imperfect:
			c.sign = finite
		case participle:
			if v.onceMore(i) || v.substantive(i) {
				continue
			}
			c.sign = adverb
		default:
			c.sign = verbal
		}
		out = append(out, c)
	}
	return out
}

// substantive reports whether a participle is a noun or an adjective: feminine plural where a sentence begins («مطالبات بوقف …»),
// right behind an opening quotation mark with the feminine ending («"طالبة الواحة"»), or passive with its agent («متهمين من قبل»).
func (v *view) substantive(i int) bool {
	t := &v.tokens[i]
	if v.at(i+1).fold == "من" && (v.at(i+2).fold == "قبل" || v.at(i+2).fold == "طرف" || v.at(i+2).fold == "جانب") {
		return true
	}
	return i < len(v.starts) && i == v.starts[i] && strings.HasSuffix(t.fold, "ات") || v.at(i-1).shape == open && strings.HasSuffix(t.raw, "ة")
}

// onceMore reports whether «مجددا» is the adverb: it is the participle of a verb of renewing only where what is renewed follows at
// once, with an article or the speaker's pronoun («مجددا دعوته», «مجددا التأكيد»).
func (v *view) onceMore(i int) bool {
	if v.tokens[i].fold != "مجددا" {
		return false
	}
	next := v.at(i + 1)
	if next.shape != word || next.time || lex().time.has(next.fold) || lex().adjunct.has(next.fold) || next.entity != 0 {
		return true
	}
	return !strings.HasPrefix(next.fold, "ال") && !strings.HasSuffix(next.raw, "ه") && !strings.HasSuffix(next.fold, "ها") && !strings.HasSuffix(next.fold, "هم")
}

// clauseBefore reads leftwards from the verb at i to where its clause begins.
func (v *view) clauseBefore(i int) clause {
	l := lex()
	c := clause{start: i, compound: v.conjoined(i)}
	if from := v.starts[i]; c.compound && strings.HasPrefix(v.tokens[i].fold, "ف") && lex().asFor.has(v.at(from).fold) {
		return clause{stance: subjectHead, start: from, subject: v.trim(phrase{from + 1, i})}
	}
	j := i - 1
	for v.is(j, l.connector) && !c.compound {
		c.start = j
		if l.opener.has(v.tokens[j].fold) {
			return c
		}
		j--
	}
	if !c.compound && v.at(j).fold == "ما" && v.at(j-1).fold == "في" { // «في ما», written apart
		c.start = j - 1
		return c
	}
	if from := v.starts[i]; j > from && v.at(i-1).fold == "فقد" && lex().asFor.has(strings.TrimPrefix(v.at(from).fold, "و")) {
		return clause{stance: subjectHead, start: from, subject: v.trim(phrase{from + 1, i - 1})}
	}
	if s, ok := v.pluperfect(i); ok && !c.compound {
		return clause{stance: subjectHead, start: v.starts[i], subject: s}
	}
	p := v.at(j)
	if p.shape == shut && !c.compound {
		return v.longClause(i, c)
	}
	if v.is(j, l.pronoun) && !c.compound {
		c.start = j
		if l.that.has(p.fold) || l.thatHe.has(p.fold) {
			c.stance = dependent
		}
		return c
	}
	switch {
	case v.is(i-1, l.negation) || v.is(i-2, l.negation) && v.tokens[i].raw != "" && v.form(i) == imperfect && v.is(i-1, l.connector):
		c.stance = negated
	case p.shape == comma && !c.compound && v.subjectBefore(&c, i, j):
	case p.shape != word || c.compound:
	case v.is(j, l.side):
		c.start = v.sideStart(j)
	case v.is(i-1, l.relative):
		c.stance = relative
		c.subject = v.antecedent(i - 1)
	case v.thatAt(j) || v.is(j, l.thatHe) || v.is(j, l.thatBlock) || v.is(j, l.adjunct) && !v.is(j, l.time):
		c.stance = dependent
	default:
		return v.longClause(i, c)
	}
	return c
}

// pluperfect reads «وكانت الوزيرة التي … قد أعلنت»: the subject of a verb behind قد follows the sentence's كان, up to its relative
// clause or the first adjunct.
func (v *view) pluperfect(i int) (phrase, bool) {
	from := v.starts[i]
	if v.at(i-1).fold != "قد" || i-from < 3 || !lex().was.has(v.tokens[from].fold) {
		return phrase{}, false
	}
	to := from + 1
	for to < i-1 && v.tokens[to].shape != comma && !v.is(to, lex().relative) && !(to > from+1 && v.adjunctAt(to) && !prepositions().has(v.tokens[to].fold)) {
		to++
	}
	for j := to; j < i-1; j++ {
		if v.at(j).fold == "قد" || v.conjoined(j) {
			return phrase{}, false
		}
	}
	p := v.trim(phrase{from + 1, to})
	return p, v.plausible(p)
}

func (v *view) form(i int) form {
	for _, f := range lookUp(v.at(i).fold) {
		return f.form
	}
	return perfect
}

// conjoined reports whether the word carries the conjunction و or ف before a verb of saying.
func (v *view) conjoined(i int) bool {
	f := v.tokens[i].fold
	for _, conjunction := range []string{"و", "ف"} {
		if rest, ok := strings.CutPrefix(f, conjunction); ok && verbForms()[rest] != nil && verbForms()[f] == nil {
			return true
		}
	}
	return false
}

// sideStart goes back over «من جهة أخرى» and «من جانبه».
func (v *view) sideStart(j int) int {
	for j > 0 && v.at(j-1).shape == word && v.starts[j] < j {
		j--
		if f := strings.TrimPrefix(v.tokens[j].fold, "و"); f == "من" {
			return j
		}
	}
	return j
}

// longClause tells a clause that opens with an adjunct («وفي بيان له أعلن») from one that opens with its subject.
func (v *view) longClause(i int, c clause) clause {
	start := v.clauseStart(i)
	c.start = start
	from := start
	for from < i && v.is(from, lex().connector) {
		from++
	}
	if v.thatAt(from) || v.is(from, lex().thatHe) {
		from++
	}
	to := i
	for to > from && v.is(to-1, lex().connector) {
		to--
	}
	if from >= to || v.adjunctAt(from) {
		return c
	}
	if v.is(from, lex().relative) {
		c.stance = relative
		return c
	}
	c.stance, c.subject = subjectHead, phrase{from, to}
	return c
}

// clauseStart goes back from i to the nearest mark or word that opens a clause.
func (v *view) clauseStart(i int) int {
	l := lex()
	j := i
	for j > v.starts[i] && i-j < maxFrame {
		p := &v.tokens[j-1]
		if p.shape == shut && p.mate >= v.starts[i] && p.mate > j-10 {
			j = p.mate
			continue
		}
		if p.shape != word && p.shape != other {
			break
		}
		j--
		if l.connector.has(p.fold) && !v.is(j+1, l.connector) && i-j > 1 || l.that.has(p.fold) {
			break
		}
	}
	return j
}

// adjunctAt reports whether a phrase of time, place or manner begins at i.
func (v *view) adjunctAt(i int) bool {
	f := v.at(i).fold
	if v.at(i).time {
		return true
	}
	if v.imam(i) {
		return false
	}
	for _, form := range []string{f, strings.TrimPrefix(f, "و"), strings.TrimPrefix(f, "ف")} {
		if lex().adjunct.has(form) || lex().time.has(form) || prepositions().has(form) {
			return true
		}
	}
	return false
}

// antecedent gives the noun phrase before a relative pronoun.
func (v *view) antecedent(rel int) phrase {
	to := rel
	if v.at(to-1).shape == comma {
		to--
	}
	from := to
	for from > v.starts[rel] && to-from < 8 {
		p := &v.tokens[from-1]
		if p.shape != word || v.adjunctAt(from-1) || lex().that.has(p.fold) || lookUp(p.fold) != nil {
			break
		}
		from--
	}
	return phrase{from, to}
}

// subjectBefore finds the subject that a comma parts from its verb: «محافظ المصرف، سامي عون، يعلن». It is the noun phrase that
// opens the sentence, without a verb of saying in it.
func (v *view) subjectBefore(c *clause, i, end int) bool {
	from := v.starts[i]
	for from < end && v.is(from, lex().connector) {
		from++
	}
	if v.tailAt(from) || v.at(from).fold == "يذكر" || v.at(from).fold == "يشار" {
		for j := from; j < from+4; j++ {
			if v.thatAt(j) {
				from = j + 1 // «يذكر أن سالم العون، مدير المتحف، أعلن»
			}
		}
	}
	if e := v.at(from).entity; e != 0 && v.at(from).typ == names.Person {
		to := from
		for v.at(to).entity == e {
			to++
		}
		if next := v.at(to + 1); v.at(to).shape == comma && next.first && next.typ == names.Person && lex().human.has(strings.TrimPrefix(v.tokens[from].fold, "ال")) {
			for to++; v.at(to).entity == next.entity; {
				to++ // «مديرة المتحف، هالة العون، تعلن»
			}
		}
		if v.at(to).shape == comma {
			c.stance, c.start, c.subject = subjectHead, v.starts[i], phrase{from, to}
			return true
		}
	}
	if end-from > 16 || end-from < 1 || v.adjunctAt(from) || v.thatAt(from) || v.is(from, lex().side) {
		return false
	}
	if !v.plausible(v.trim(phrase{from, end})) {
		return false
	}
	for j := from; j < end; j++ {
		t := &v.tokens[j]
		if t.shape == colon || t.shape == stop || lex().relative.has(t.fold) || v.finiteAt(j) {
			return false
		}
	}
	c.stance, c.start, c.subject = subjectHead, v.starts[i], phrase{from, end}
	return true
}

// finiteAt reports whether the word may be a finite verb of saying.
func (v *view) finiteAt(i int) bool {
	for _, r := range v.readings(i) {
		if r.sign == finite {
			return true
		}
	}
	return false
}

// imam reports whether the word is إمام, which folds like the adverb أمام.
func (v *view) imam(i int) bool {
	return strings.Contains(v.at(i).raw, "إ") && strings.HasSuffix(v.at(i).raw, "مام")
}
