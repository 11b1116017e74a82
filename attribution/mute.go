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
	switch f {
	case "صلي":
		return true // «قال صلى الله عليه وسلم»
	case "عددا", "اليه", "اليها", "اليهم":
		return true // «هدد عددا من»: an accusative; «دعا إليها تقرير»: another verb's complement
	}
	if v.governedNoun(p.from) || v.duration(p) || v.sends(p) {
		return true
	}
	return v.tokens[p.from].shape == word && (lex().asking.has(f) || lex().negation.has(f) || lex().thatBlock.has(f) || lex().preposition.has(f) && f != "علي")
}

// sends reports whether a phrase is somebody with what he sends, of which the next clause tells: «وجه البيان رسالة إلى البرلمانات، طالب فيها».
func (v *view) sends(p phrase) bool {
	for i := p.from + 1; i+1 < p.to; i++ {
		if lex().writing.has(v.tokens[i].fold) && v.at(i+1).fold == "الي" {
			return true
		}
	}
	return false
}

// loosely reports whether an imperfect without a subject of its own hangs on an indefinite noun before it («قرار يدين …
// ويطالب»), or is joined by و to one that does: what that noun says is nobody's statement whom the discourse knows.
func (v *view) loosely(c cue) bool {
	if c.form != imperfect {
		return false
	}
	i := c.from
	if v.conjoined(i) {
		for j := i - 1; j >= v.starts[i] && i-j < maxFrame; j-- {
			if v.loose[j] {
				v.hang(i)
				return true
			}
			if v.finiteAt(j) {
				return false
			}
		}
		return false
	}
	p, l := v.at(i-1), lex()
	if i == v.starts[i] || p.shape != word || p.time || p.entity != 0 || strings.HasPrefix(p.fold, "ال") ||
		l.connector.has(p.fold) || l.that.has(p.fold) || l.thatHe.has(p.fold) || l.pronoun.has(p.fold) || l.relative.has(p.fold) || l.adverb.has(p.fold) || l.side.has(p.fold) ||
		l.adjunct.has(p.fold) || l.negation.has(p.fold) || v.verbAt(i-1) {
		return false
	}
	v.hang(i)
	return true
}

func (v *view) hang(i int) {
	if v.loose == nil {
		v.loose = map[int]bool{}
	}
	v.loose[i] = true
}

func numeric(raw string) bool {
	return raw != "" && strings.Trim(raw, "0123456789٠١٢٣٤٥٦٧٨٩.,٫/") == ""
}

// firstPerson reports whether a perfect in ت inside a quotation is «I promised», not «she promised»: no woman or body follows it.
func (v *view) firstPerson(d *draft) bool {
	q := v.tokens[d.from].quote
	if q < 0 || v.quoteWords(q) < minBare || d.form != perfect || d.agree.gender != 'f' || d.agree.number != 's' {
		return false
	}
	if d.mention.empty() {
		return true
	}
	t := &v.tokens[d.mention.from]
	bare := strings.TrimPrefix(t.fold, "ال")
	return d.clause.stance != subjectHead && t.entity == 0 && !lex().feminine.has(bare) && !lex().source.has(t.fold) && !lex().paper.has(t.fold) && !strings.HasSuffix(t.raw, "ة")
}

// governedNoun reports whether the phrase begins with a verbal noun behind ب that carries a pronoun: what is demanded, not who
// demands («وطالب بنشره»).
func (v *view) governedNoun(i int) bool {
	rest, ok := v.prefixed(i, "ب")
	return ok && v.tokens[i].entity == 0 && runes(rest) >= 4 && !v.speaks(rest) && (strings.HasSuffix(rest, "ه") && !strings.HasSuffix(v.tokens[i].raw, "ة") || strings.HasSuffix(rest, "ها") || strings.HasSuffix(rest, "هم"))
}

// duration reports whether the phrase ends in a stretch of time behind a verb: «المواطن قضى خمسة أيام». Such an accusative says how
// long, and is part of nobody's name.
func (v *view) duration(p phrase) bool {
	if p.to-p.from < 3 || v.tokens[p.to-3].entity != 0 || v.speaks(v.tokens[p.to-3].fold) {
		return false
	}
	count := &v.tokens[p.to-2]
	return lex().span.has(v.tokens[p.to-1].fold) && (numeric(count.raw) || lex().counted.has(count.fold))
}

// genitive reports whether the word at i is the second of a construct that begins after from: «جماهير الفريقين», whose ين is no
// accusative's.
func (v *view) genitive(from, i int) bool {
	b := v.at(i - 1)
	return i > from && b.shape == word && !strings.HasPrefix(strings.TrimPrefix(b.fold, "و"), "ال") && b.entity == 0 && !lex().totality.has(b.fold)
}

// thingly reports whether the phrase names neither anybody whom package names found nor a person or body.
func (v *view) thingly(p phrase) bool {
	return !p.empty() && v.tokens[p.from].entity == 0 && !lex().human.has(strings.TrimPrefix(v.tokens[p.from].fold, "ال")) && !lex().office.has(v.tokens[p.from].fold) &&
		!lex().feminine.has(strings.TrimPrefix(v.tokens[p.from].fold, "ال"))
}
