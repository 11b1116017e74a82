package attribution

import (
	"strings"
	"unicode/utf8"

	"isnad/names"
)

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
		if s.frames&f == 0 || s.partOfSubject(i, t.fold) || i+1 >= s.limit || lex().quoting.has(s.v.at(i-1).fold) || s.ofAdjunct(i) || s.c.verb.weak&f != 0 && s.frames&frameThat != 0 && s.thatSoon(i) {
			return false
		}
		if f == frameIla && s.hearerThat(i+1) {
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

// hearerThat reports whether people behind إلى are who it was hinted to, and أن follows at once: «ألمح إلى الوسطاء أنه».
func (s *scanner) hearerThat(i int) bool {
	v := s.v
	if s.frames&frameThat == 0 || !lex().hearer.has(strings.TrimPrefix(v.at(i).fold, "ال")) && v.at(i).typ != names.Person {
		return false
	}
	for j := i + 1; j < min(i+5, s.limit); j++ {
		if v.thatAt(j) || v.is(j, lex().thatHe) {
			return true
		}
		if v.tokens[j].shape != word || v.is(j, prepositions()) {
			return false
		}
	}
	return false
}

// ofAdjunct reports whether the preposition at i belongs to an adjunct behind the subject, where أن still comes: «أكدت الوزيرة،
// بمناسبة إشرافها على الحفل، أن», «أكدت القناة على صفحتها أنها».
func (s *scanner) ofAdjunct(i int) bool {
	if s.frames&frameThat == 0 {
		return false
	}
	site := lex().media.has(s.v.at(i + 1).fold)
	if !site && (s.adjunct < 0 || s.v.at(i-1).shape != word) {
		return false
	}
	for j := i + 1; j < min(i+35, s.limit); j++ {
		t := s.v.tokens[j]
		if t.shape == open && t.mate > j && s.v.quoteWords(j) < 8 {
			j = t.mate
			continue
		}
		if t.shape == open || t.shape == colon || t.shape == stop || s.boundary(j) {
			return false
		}
		if (s.v.thatAt(j) || s.v.is(j, lex().thatHe)) && (s.v.at(j-1).shape == comma || site && j < i+6) {
			return true
		}
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
	if t.fold == "ب" && s.v.at(i+1).shape == open || t.fold == "بما" && s.v.finiteAt(i+1) {
		return true
	}
	rest, ok := s.v.prefixed(i, "ب")
	if t.typ == names.Place && s.open || t.typ == names.Place && i > s.c.to+1 || t.typ == names.Person {
		return false
	}
	if !ok || utf8.RuneCountInString(rest) < 3 || lex().negation.has(t.fold) || lex().pointing.has(rest) || lex().adjunct.has(t.fold) || t.time || lex().media.has(rest) {
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
