package attribution

import (
	"strings"

	"isnad/arabic"
	"isnad/names"
)

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

// bareObject reports whether the word right after a verb whose subject stands before it is its object.
func (s *scanner) bareObject(i int) bool {
	if s.frames&frameThat != 0 && (s.v.thatAt(i+1) || s.v.is(i+1, lex().thatHe)) {
		return false // «يؤكد للواحة أن»
	}
	return !s.open && !s.v.adjunctAt(i) && !s.adjunctOpens(i) && !s.thatSoon(i) && !s.purpose(i)
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
