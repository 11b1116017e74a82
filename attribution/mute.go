package attribution

import (
	"strings"

	"isnad/names"
)

// mute reports whether the noun phrase names a thing or an event, which shows but does not say: «العملية تؤكد أن». People,
// bodies, documents and whatever package names found are not mute.
func (v *view) mute(p phrase) bool {
	if p.empty() || v.tokens[p.from].shape != word || v.tokens[p.from].entity != 0 {
		return false
	}
	l, raw := lex(), strings.TrimPrefix(v.tokens[p.from].raw, "و")
	f := v.tokens[p.from].fold
	if v.speaks(f) {
		return false
	}
	if l.thing.has(f) || l.thing.has(strings.TrimPrefix(f, "ال")) {
		return true
	}
	bare := strings.TrimPrefix(f, "ال")
	if stem, ok := strings.CutSuffix(bare, "ات"); ok && runes(stem) >= 3 && bare != f {
		return !v.speaks(stem) && !v.speaks(stem+"ه")
	}
	if bare == f && p.to-p.from == 1 || strings.HasPrefix(strings.TrimPrefix(raw, "ال"), "أ") || !masdarShape([]rune(bare)) {
		return false
	}
	_, role := names.ParseRole(v.slice(p.from, p.from+1))
	return !role
}

// speaks reports whether a folded head noun is one of people, bodies or documents.
func (v *view) speaks(f string) bool {
	l, bare := lex(), strings.TrimPrefix(f, "ال")
	return l.human.has(bare) || l.office.has(f) || l.office.has(bare) || l.feminine.has(bare) || l.source.has(f) || l.source.has(bare) ||
		l.record.has(f) || l.record.has(bare) || l.paper.has(f) || l.quantity.has(bare)
}

// noSubject reports whether a phrase after the verb cannot be its subject: it begins with a negation, a modal or a relative.
func (v *view) noSubject(p phrase) bool {
	if p.empty() {
		return false
	}
	f := v.tokens[p.from].fold
	return v.tokens[p.from].shape == word && (lex().negation.has(f) || lex().thatBlock.has(f) || lex().preposition.has(f) && f != "علي")
}
