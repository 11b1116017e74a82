package attribution

import (
	"strings"
)

// complement is what introduces the content, and where the content begins.
type complement struct {
	frame frame
	mark  int // the token that introduces it
	start int // the first token of the content; of a quotation, the token after its opening mark
	colon bool
	quote int // the opening mark where the content is a quotation, else -1
}

// reading is what the scan after a verb of saying found: CUE [SUBJECT] [ADJUNCTS] COMPLEMENT.
type reading struct {
	subject  phrase
	adjuncts []phrase
	comp     complement
}

// scanner reads the words after a verb of saying, up to what introduces the content.
type scanner struct {
	v       *view
	c       cue
	limit   int
	frames  frame
	open    bool // the subject may still go on
	started bool // a subject is looked for
	adjunct int  // where the current adjunct began, or -1
	out     reading
}

// maxFrame is how many tokens may stand between a verb of saying and its content; longer stretches are another clause.
const maxFrame = 70

// complementAfter scans the words after the cue. withSubject is false where the subject is already known.
func (v *view) complementAfter(c cue, withSubject bool) (reading, bool) {
	s := &scanner{v: v, c: c, limit: min(v.ends[c.from], c.to+maxFrame), frames: c.verb.frames, adjunct: -1, open: withSubject, started: withSubject}
	if q := v.tokens[c.from].quote; q >= 0 {
		s.limit = min(s.limit, v.tokens[q].mate)
	}
	for i := c.to; i < s.limit; {
		next, found, over := s.step(i)
		if found {
			s.close(s.out.comp.mark)
			return s.out, true
		}
		if over {
			break
		}
		i = next
	}
	return s.out, false
}

// step looks at one token: it goes to the next, or finds the complement, or sees that the clause is over.
func (s *scanner) step(i int) (next int, found, over bool) {
	t := s.v.tokens[i]
	switch t.shape {
	case stop, brk, shut:
		return i, false, true
	case colon:
		return i, s.afterColon(i), true
	case open:
		if s.speech(i) {
			s.out.comp = complement{frame: frameQuote, mark: i, start: i + 1, quote: i}
			return i, true, false
		}
		s.take(i, t.mate+1)
		s.reopen(t.mate + 1)
		return t.mate + 1, false, false
	case comma:
		return s.afterComma(i)
	case other:
		s.take(i, i+1)
		return i + 1, false, false
	}
	return s.word(i)
}

// speech reports whether the quotation at i is what was said rather than a name: it is long, or the verb has no
// other object and the quotation is not part of a name.
func (s *scanner) speech(i int) bool {
	n := s.v.quoteWords(i)
	p := s.v.at(i - 1)
	if lex().paper.has(p.fold) || p.fold == "ل" || p.fold == "بـ" {
		return false
	}
	if i-1 > s.c.to && p.shape == word && s.v.verbAt(i-1) && !s.v.finiteAt(i-1) {
		return false // «دراسة أجرتها "شركة الواحة للبحوث" أن»
	}
	after := s.v.at(s.v.tokens[i].mate + 1)
	if p.shape == word && s.v.thatBehind(s.v.tokens[i].mate+1) {
		return false // «أعلن مدير شركة "الواحة لإدارة الأموال"، أن»: who speaks is not told yet, what is said comes behind أن
	}
	if n >= 5 {
		return true
	}
	return n >= 2 && s.frames&frameNoun != 0 && i > s.c.to && after.shape != word || n >= 1 && p.shape == colon
}

// thatBehind reports whether أن or إن opens what comes at i, with or without a comma before it.
func (v *view) thatBehind(i int) bool {
	if v.at(i).shape == comma {
		i++
	}
	return v.thatAt(i)
}

// afterColon takes what follows a colon as the content, and looks behind a conjunction that comes first.
func (s *scanner) afterColon(i int) bool {
	j := i + 1
	if j >= s.limit {
		return false
	}
	s.out.comp = complement{frame: frameQuote, mark: i, start: j, quote: -1, colon: true}
	switch t := s.v.tokens[j]; {
	case t.shape == open:
		s.out.comp.start, s.out.comp.quote = j+1, j
	case s.v.thatAt(j):
		s.that(j)
		s.out.comp.mark = i
	case t.shape == brk && s.v.at(j+1).shape == open && j+1 < s.v.paraEnds[j+1]:
		s.out.comp.start, s.out.comp.quote = j+2, j+1 // the quotation is the next paragraph
	case t.shape == stop || t.shape == brk:
		return false
	}
	return true
}

// afterComma closes the subject where the words after the comma are no apposition.
func (s *scanner) afterComma(i int) (next int, found, over bool) {
	j := i + 1
	if s.v.adjunctAt(j) || s.objectAt(j) || s.boundary(j) {
		s.close(i)
	}
	if s.boundary(j) {
		return i, false, true
	}
	s.take(i, i+1)
	return i + 1, false, false
}

// boundary reports whether another clause of saying begins at i.
func (s *scanner) boundary(i int) bool {
	for _, c := range s.v.readings(i) {
		if c.sign == adverb || c.sign == finite && s.v.conjoined(i) && c.form == perfect {
			return true
		}
	}
	return s.v.is(i, lex().connector) && s.v.at(i).fold != s.v.at(s.c.from).fold
}

// word reads a word as part of the subject, as an adjunct, or as what introduces the content.
func (s *scanner) word(i int) (next int, found, over bool) {
	v := s.v
	switch {
	case v.is(i, lex().thatHe) && v.at(i+1).shape == colon:
		return i, s.afterColon(i + 1), true
	case v.is(i, lex().thatHe) && s.thatAllowed(i):
		s.out.comp = complement{frame: frameThat, mark: i, start: i, quote: -1}
		return i, true, false
	case v.thatAt(i) && s.thatAllowed(i):
		return i, s.that(i), true
	case s.prepositional(i):
		return i, true, false
	case s.frames&frameNoun != 0 && i == s.c.to && (s.bareObject(i) || s.definiteObject(i)):
		s.out.comp = complement{frame: frameNoun, mark: i, start: i, quote: -1}
		return i, true, false
	case s.frames&frameNoun != 0 && (s.objectAt(i) || s.definiteObject(i)) && s.closed(i) && !s.thatSoon(i):
		s.out.comp = complement{frame: frameNoun, mark: i, start: i, quote: -1}
		return i, true, false
	case s.adjunctOpens(i):
		s.close(i)
		s.adjunct = i
	case i > s.c.to && s.boundary(i) && v.conjoined(i):
		return i, false, true
	}
	s.take(i, i+1)
	if t := &v.tokens[i]; t.time && !v.at(i+1).time {
		s.reopen(i + 1)
	}
	return i + 1, false, false
}

// reopen lets the subject begin after a medium or a time that comes first: «كشف لـ"الجريدة" مصدر مطلع أن»، «أعلن أمس الوزير أن».
func (s *scanner) reopen(i int) {
	if s.started && s.adjunct == s.c.to && s.out.subject.empty() {
		s.close(i)
		s.open = true
	}
}

// that takes a free أن or إن as introducing the content, and a quotation right after it.
func (s *scanner) that(i int) bool {
	s.out.comp = complement{frame: frameThat, mark: i, start: i + 1, quote: -1}
	if s.v.at(i+1).shape == colon {
		s.out.comp.start++
	}
	if j := s.out.comp.start; s.v.at(j).shape == open {
		s.out.comp.quote = j
	}
	return s.out.comp.start < s.limit
}

// adjunctOpens reports whether a phrase of time, place, manner or means begins at i, and not a part of the subject.
func (s *scanner) adjunctOpens(i int) bool {
	t := s.v.tokens[i]
	if t.time || lex().adjunct.has(t.fold) && !s.v.imam(i) || lex().relative.has(t.fold) {
		return true
	}
	next := s.v.at(i + 1)
	switch t.fold {
	case "في":
		return lex().media.has(next.fold) || lex().event.has(next.fold) || next.time || i == s.c.to
	case "علي", "من", "الي", "عن":
		return lex().media.has(next.fold) || lex().side.has(next.fold) || i == s.c.to && t.fold == "علي"
	case "ل", "لـ":
		return true
	}
	rest, ok := strings.CutPrefix(t.fold, "ل")
	return ok && (lex().paper.has(rest) || lex().paper.has("ا"+rest) || lex().media.has(rest)) || t.fold == "له" || t.fold == "لها"
}

// take gives the tokens from i to j to the subject while it is open.
func (s *scanner) take(i, j int) {
	if !s.open {
		return
	}
	if s.out.subject.empty() {
		if t := s.v.tokens[i]; t.shape == comma || lex().resumptive.has(t.fold) {
			return
		}
		s.out.subject = phrase{i, j}
		return
	}
	s.out.subject.to = j
}

// close ends the subject and the adjunct before i.
func (s *scanner) close(i int) {
	s.open = false
	if s.adjunct >= 0 && i > s.adjunct {
		s.out.adjuncts = append(s.out.adjuncts, phrase{s.adjunct, i})
	}
	s.adjunct = -1
	for p := &s.out.subject; !p.empty() && s.v.tokens[p.to-1].shape != word && s.v.tokens[p.to-1].shape != shut; {
		p.to--
	}
}

// thatSoon reports whether the verb's own أن still comes, so that the noun at i is the subject's: «أعلنت قيادة القوة أن».
func (s *scanner) thatSoon(i int) bool {
	if s.frames&frameThat == 0 {
		return false
	}
	for j := i + 1; j < min(i+25, s.limit); j++ {
		t := s.v.tokens[j]
		if t.shape != word && t.shape != open && t.shape != shut || s.boundary(j) {
			k := j + 1
			for t.shape == comma && (s.v.at(k).time || s.v.at(k).shape == comma) {
				k++ // «أعلنت في خطوة مفاجئة، مساء السبت، أن»
			}
			return t.shape == comma && (s.v.thatAt(k) || s.v.is(k, lex().thatHe))
		}
		if s.v.thatAt(j) || s.v.is(j, lex().thatHe) {
			p := s.v.at(j - 1)
			return !lex().thatBlock.has(p.fold) && prepositionFrame(p.fold) == 0 && !s.objectWord(p.fold) && lookUp(p.fold) == nil && j-i > 1
		}
	}
	return false
}
