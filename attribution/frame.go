package attribution

import (
	"strings"
	"unicode/utf8"

	"isnad/arabic"
	"isnad/names"
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
	if n >= 5 {
		return true
	}
	after := s.v.at(s.v.tokens[i].mate + 1)
	return n >= 2 && s.frames&frameNoun != 0 && i > s.c.to && after.shape != word || n >= 1 && p.shape == colon
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
	if t := v.tokens[i]; t.time && !v.at(i+1).time {
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

// thatAllowed reports whether أن at i can be governed by the verb of saying: by itself, or through its preposition.
func (s *scanner) thatAllowed(i int) bool {
	p := s.v.at(i - 1)
	if p.shape == word && i-1 >= s.c.to {
		if lex().thatBlock.has(p.fold) {
			return false
		}
		if f := prepositionFrame(p.fold); f != 0 {
			return s.frames&f != 0
		}
	}
	bi := strings.HasPrefix(s.v.tokens[i].fold, "ب")
	return s.frames&frameThat != 0 || bi && s.frames&frameBi != 0
}

func prepositionFrame(fold string) frame {
	switch fold {
	case "الي":
		return frameIla
	case "علي":
		return frameAla
	case "عن":
		return frameAn
	case "من":
		return frameMin
	}
	return 0
}

// prepositional finds the preposition that the verb governs. What belongs to the subject («المبعوث الأممي إلى اليمن») is
// told by the same preposition with أن coming soon after.
func (s *scanner) prepositional(i int) bool {
	t := s.v.tokens[i]
	if f := prepositionFrame(t.fold); f != 0 {
		if s.frames&f == 0 || s.partOfSubject(i, t.fold) || i+1 >= s.limit || lex().quoting.has(s.v.at(i-1).fold) || s.c.verb.weak&f != 0 && s.frames&frameThat != 0 && s.thatSoon(i) {
			return false
		}
		return s.afterPreposition(i, f)
	}
	if s.frames&frameBi != 0 && s.bi(i) {
		s.out.comp = complement{frame: frameBi, mark: i, start: i, quote: -1}
		return true
	}
	if s.frames&frameLi != 0 && s.li(t.fold) && s.closed(i) && !s.comes("الي", i) {
		s.out.comp = complement{frame: frameLi, mark: i, start: i, quote: -1}
		return true
	}
	return false
}

// isAli reports whether the word is the name علي, which folds like the preposition: within a name, after an honorific, before بن,
// before a surname that أن or a comma closes («قال علي الحداد إن»).
func (v *view) isAli(i int) bool {
	t := v.at(i)
	if t.fold != "علي" || !strings.HasSuffix(t.raw, "ي") {
		return false
	}
	if next := v.at(i + 1); next.shape == word && strings.HasPrefix(next.fold, "ال") && (v.thatAt(i+2) || v.is(i+2, lex().thatHe) || v.at(i-1).shape == comma && v.at(i+2).shape == comma) {
		return true
	}
	return (t.typ == names.Person || v.at(i+1).fold == "بن" || lex().honorific.has(strings.TrimPrefix(v.at(i-1).fold, "ال")) || lex().honorific.has(v.at(i-1).fold))
}

func (s *scanner) afterPreposition(i int, f frame) bool {
	j := i + 1
	s.out.comp = complement{frame: f, mark: i, start: j, quote: -1}
	switch t := s.v.tokens[j]; {
	case s.v.is(j, lex().thatHe):
		s.out.comp.frame = frameThat
	case s.v.thatAt(j):
		s.that(j)
		s.out.comp.mark = i
	case t.shape == open:
		s.out.comp.quote = j
		if s.v.thatAt(j+1) && s.v.tokens[j+1].quote == j {
			s.out.comp.start, s.out.comp.quote = j+2, -1
		}
	case t.shape != word:
		return false
	}
	return true
}

// partOfSubject looks ahead for the same preposition before أن, and back for a title that takes it.
func (s *scanner) partOfSubject(i int, prep string) bool {
	for j := i + 1; j < min(i+22, s.limit) && !s.boundary(j); j++ {
		t := s.v.tokens[j]
		if t.shape == open || t.shape == shut || t.shape == colon || t.shape == stop {
			break
		}
		if t.fold == prep && (s.v.thatAt(j+1) || s.v.is(j+1, lex().thatHe)) {
			return true
		}
	}
	p := s.v.at(i - 1).fold
	switch prep {
	case "من":
		return s.open && quantity().has(p)
	case "عن":
		return strings.Contains(p, "مسؤول") || strings.Contains(p, "مسءول")
	}
	return false
}

// bi reports whether the word at i is a noun behind the preposition ب that the verb governs.
func (s *scanner) bi(i int) bool {
	t := s.v.tokens[i]
	if t.fold == "ب" && s.v.at(i+1).shape == open {
		return true
	}
	rest, ok := s.v.prefixed(i, "ب")
	if t.typ == names.Place && s.open || t.typ == names.Place && i > s.c.to+1 || t.typ == names.Person {
		return false
	}
	if !ok || utf8.RuneCountInString(rest) < 3 || lex().adjunct.has(t.fold) || t.time || lex().media.has(rest) {
		return false
	}
	if s.open && i > s.c.to && lex().office.has(strings.TrimPrefix(rest, "ال")) {
		return false
	}
	return !s.ownThatSoon(i)
}

// ownThatSoon reports whether بأن still comes in the clause of a verb that takes it: the noun behind ب before it is where the
// speaker is, or what he is of («أفاد المراسل بالجهة، بأن», «الوسائل المعنية بالاقتصاد بأن»).
func (s *scanner) ownThatSoon(i int) bool {
	if s.frames&frameThat == 0 || s.v.thatAt(i) {
		return false
	}
	for j := i + 1; j < min(i+14, s.limit); j++ {
		t := s.v.tokens[j]
		if t.fold == "بان" {
			return true
		}
		if t.shape == comma && s.v.at(j+1).fold == "بان" {
			return true
		}
		if t.shape != word || s.boundary(j) {
			return false
		}
	}
	return false
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

// closed reports whether a noun phrase can be over before i, so that a bare noun there is the verb's object: at once
// after the verb, after a mark, a name, a time, an article or a pronoun; not after a preposition or a construct.
func (s *scanner) closed(i int) bool {
	if i == s.c.to {
		return true
	}
	p := s.v.at(i - 1)
	switch p.shape {
	case comma, shut, other:
		return true
	case word:
		if lex().adverb.has(p.fold) {
			return true
		}
		if lex().adjunct.has(p.fold) && !p.time && !lex().time.has(p.fold) || prepositions().has(p.fold) {
			return false
		}
		if p.entity != 0 || p.time || lex().time.has(p.fold) {
			return s.v.at(i).entity != p.entity || p.entity == 0
		}
		return strings.HasPrefix(p.fold, "ال") || strings.HasPrefix(p.fold, "لل") || strings.HasPrefix(p.fold, "وال") || strings.HasSuffix(p.fold, "يه") || strings.HasSuffix(p.fold, "ها") || !s.objectWord(p.fold) && i-s.c.to >= 3
	}
	return false
}

// objectAt reports whether the word at i looks like the head of a bare object: a verbal noun without the article.
func (s *scanner) objectAt(i int) bool {
	t := s.v.at(i)
	if t.shape != word || t.entity != 0 || s.frames&frameNoun == 0 || i > s.c.to && lex().wishing.has(s.v.at(i-1).fold) || i == s.c.to && (lex().record.has(t.fold) || s.prepositionSoon(i)) {
		return false
	}
	return s.objectWord(t.fold) && (lex().object.has(t.fold) || !strings.HasPrefix(t.raw, "أ")) || s.afterName(i) || s.ownState(i)
}

// ownState reports whether a noun with the speaker's pronoun, after a closed subject, is what a verb of stressing or announcing
// brings: «أكد اللاعب سالم العون سعادته بالفوز».
func (s *scanner) ownState(i int) bool {
	t := s.v.tokens[i]
	if s.c.act != Stress && s.c.act != Announce || s.out.subject.empty() || t.entity != 0 || runes(t.fold) < 5 || strings.HasPrefix(t.fold, "ال") || strings.HasPrefix(t.fold, "و") || s.v.speaks(t.fold) || lex().media.has(t.fold) || lex().adjunct.has(t.fold) {
		return false
	}
	cut := arabic.Segment(t.raw)
	if len(cut.Enclitics()) == 0 || len(cut.Proclitics()) > 0 {
		return false
	}
	switch next := s.v.at(i + 1); {
	case prepositionFrame(next.fold) != 0 || next.fold == "في" || next.fold == "لاي":
	case strings.HasPrefix(next.fold, "ب") || strings.HasPrefix(next.fold, "ل") || strings.HasPrefix(next.fold, "ال"):
	default:
		return false
	}
	return !s.v.verbAt(i)
}

// afterName reports whether an indefinite noun right after the speaker's name is the object of a verb of judging: «ثمن
// سالم العون جهود البلدية».
func (s *scanner) afterName(i int) bool {
	p, t := s.v.at(i-1), s.v.tokens[i]
	if s.c.act != Support && s.c.act != Condemn || p.typ != names.Person || !s.open || s.out.subject.empty() || strings.HasPrefix(t.fold, "ال") {
		return false
	}
	l := lex()
	return !s.v.speaks(t.fold) && !l.honorific.has(t.fold) && !s.v.adjunctAt(i) && !l.relative.has(t.fold) && !strings.HasPrefix(t.fold, "و") && s.v.at(i+1).shape == word && strings.HasPrefix(strings.TrimPrefix(s.v.at(i+1).fold, "ل"), "ال")
}

func (s *scanner) objectWord(f string) bool {
	if lex().human.has(f) || lex().office.has(f) || lex().feminine.has(f) {
		return false
	}
	return lex().object.has(f) || verbalNoun(f) || ownObject(f)
}

// ownObject reads a noun of the object class with the speaker's pronoun: «وفاته»، «رفضها».
func ownObject(f string) bool {
	for _, pronoun := range []string{"ه", "ها", "هم", "هما"} {
		stem, ok := strings.CutSuffix(f, pronoun)
		if !ok {
			continue
		}
		if lex().object.has(stem) {
			return true
		}
		if s, ok := strings.CutSuffix(stem, "ت"); ok && lex().object.has(s+"ه") {
			return true
		}
	}
	return false
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

// bareObject reports whether the word right after a verb whose subject stands before it is its object.
func (s *scanner) bareObject(i int) bool {
	return !s.open && !s.v.adjunctAt(i) && !s.adjunctOpens(i) && !s.thatSoon(i) && !s.purpose(i)
}

// purpose reports whether the word is ل with an imperfect: «رفض ليعود».
func (s *scanner) purpose(i int) bool {
	t := s.v.tokens[i]
	return t.entity == 0 && runes(t.fold) >= 5 && (strings.HasPrefix(t.fold, "لي") || strings.HasPrefix(t.fold, "لت")) && !s.objectWord(t.fold)
}

// comes reports whether a preposition of the verb still comes within its clause.
func (s *scanner) comes(prep string, i int) bool {
	for j := i + 1; j < min(i+14, s.limit) && s.v.tokens[j].shape == word && !s.boundary(j); j++ {
		if s.v.tokens[j].fold == prep {
			return true
		}
	}
	return false
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

// li reports whether the word is a verbal noun behind the preposition ل: «لوقف»، «للتحرك».
func (s *scanner) li(f string) bool {
	rest, ok := strings.CutPrefix(f, "لل")
	if !ok {
		rest, ok = strings.CutPrefix(f, "ل")
	}
	return ok && s.objectWord(rest)
}

// prepositionSoon reports whether the verb's own preposition still comes within a few words, so that the noun right after
// the verb is its subject: «كشفت أرقام المصرف عن تراجع».
func (s *scanner) prepositionSoon(i int) bool {
	if s.frames&frameAn == 0 {
		return false
	}
	for j := i + 1; j < min(i+9, s.limit) && s.v.tokens[j].shape == word; j++ {
		if s.v.tokens[j].fold == "عن" {
			return true
		}
	}
	return false
}

// definiteObject reports whether a verbal noun with the article right after a verb of rejecting or condemning is its object:
// «وترفض الاعتراف»; or after a closed subject, of a verb of announcing: «أعلنت مصادر محلية العثور على».
func (s *scanner) definiteObject(i int) bool {
	t := s.v.tokens[i]
	rest, ok := strings.CutPrefix(t.fold, "ال")
	if !ok || t.entity != 0 || !s.objectWord(rest) || lex().office.has(t.fold) {
		return false
	}
	switch s.c.act {
	case Reject, Deny, Condemn:
		return true
	case Announce, Stress, Support:
		p := s.v.at(i - 1)
		return i > s.c.to && (p.shape == comma || strings.HasPrefix(p.fold, "ال") || strings.HasSuffix(p.fold, "يه") || p.time)
	}
	return false
}
