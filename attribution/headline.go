package attribution

import (
	"strings"

	"isnad/arabic"
	"isnad/names"
)

// headlineDraft reads a title, or the words from one token to another, of the form «الوزير: …».
func (v *view) headlineDraft(from, to int) *draft {
	for i := from; i < to; i++ {
		t := &v.tokens[i]
		if t.shape == brk || t.shape == stop && i < from+2 {
			return nil
		}
		if t.shape != colon {
			continue
		}
		head := v.trim(phrase{v.lastHead(from, i), i})
		if head.empty() || v.phraseWords(head) > 9 || !v.namesSpeaker(head) {
			return nil
		}
		body := v.trimContent(phrase{i + 1, to})
		if v.phraseWords(body) < 2 {
			return nil
		}
		d := &draft{v: v, cue: cue{sign: headline, from: i, to: i + 1, act: State}, placed: true, kind: Direct, body: body, mention: v.headMention(head), place: v.placeOfHead(head), addressee: v.hearerOfHead(head)}
		d.note("colon headline")
		return d
	}
	return nil
}

// lastHead is where the words before the colon at i begin: behind a stop where a person is named there, «هجوم حاد.. العون: …».
func (v *view) lastHead(from, i int) int {
	for j := i - 1; j > from; j-- {
		if v.tokens[j].shape != stop {
			continue
		}
		if v.at(j+1).typ == names.Person {
			return j + 1
		}
		break
	}
	return from
}

// namesSpeaker reports whether the words before the colon can speak: no rubric, no question, no verb, no mere place.
func (v *view) namesSpeaker(p phrase) bool {
	for i := p.from; i < p.to; i++ {
		t := &v.tokens[i]
		if t.shape == stop || lex().noSpeaker.has(t.fold) || v.is(i, lex().negation) {
			return false
		}
		for _, c := range v.readings(i) {
			if c.sign == finite && c.form == imperfect {
				return false
			}
		}
	}
	f := v.tokens[p.from].fold
	if t := &v.tokens[p.from]; t.entity == 0 && strings.HasPrefix(f, "ي") && runes(f) <= 6 && v.phraseWords(p) > 1 {
		return false // a verb, not a name that we know
	}
	if lex().adjunct.has(f) || prepositions().has(f) {
		return false
	}
	if lex().place.has(v.foldPhrase(p)) || v.tokens[p.from].typ == names.Place && v.tokens[p.to-1].entity == v.tokens[p.from].entity {
		return v.speaksAt(p.to + 1)
	}
	return true
}

// headMention leaves out whom or where the speaker spoke to: «بادي لـ"الجريدة"»، «الرئيس من القاهرة».
func (v *view) headMention(p phrase) phrase {
	for i := p.from + 1; i < p.to; i++ {
		f := v.tokens[i].fold
		if rest, ok := strings.CutPrefix(f, "لل"); ok && (lex().human.has(rest) || lex().paper.has(rest)) && !lex().office.has(v.at(i-1).fold) && v.at(i-1).fold != "عام" {
			return v.trim(phrase{p.from, i})
		}
		if _, ok := v.prefixed(i, "ل"); ok && v.tokens[i].typ == names.Person && v.tokens[i].first && v.tokens[i-1].entity != 0 {
			return v.trim(phrase{p.from, i})
		}
		if f == "ل" || f == "من" && !quantity().has(v.at(i-1).fold) || f == "في" && lex().media.has(v.at(i+1).fold) {
			return v.trim(phrase{p.from, i})
		}
	}
	return p
}

// speaksAt reports whether a title's words speak in the first person plural or promise and deny: only then does the
// name of a country before the colon speak.
func (v *view) speaksAt(i int) bool {
	for v.at(i).shape == colon || v.at(i).shape == open {
		i++
	}
	t := v.at(i)
	for j := i; j < i+4; j++ {
		if f := v.at(j).fold; strings.HasSuffix(f, "نا") && runes(f) >= 6 {
			return true
		}
	}
	if rest, ok := strings.CutPrefix(t.raw, "أ"); ok && lookUp("ي"+arabic.Fold(rest)) != nil {
		return true // «أرفض»
	}
	r := []rune(t.fold)
	return lex().denial.has(t.fold) || len(r) >= 4 && len(r) <= 6 && r[0] == 'ن' && !strings.HasSuffix(t.fold, "ه") && !lex().object.has(t.fold)
}

func (v *view) foldPhrase(p phrase) string {
	var b strings.Builder
	for i := p.from; i < p.to; i++ {
		if v.tokens[i].shape != word {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(v.tokens[i].fold)
	}
	return b.String()
}

// subheadings reads short paragraphs without a full stop as titles, where a known person speaks in them.
func (v *view) subheadings() []*draft {
	var out []*draft
	for from := 0; from < len(v.tokens); from = v.paraEnds[from] {
		to := v.paraEnds[from]
		if v.tokens[to-1].shape == brk {
			to--
		}
		if to-from < 4 || to-from > 18 || v.tokens[from].typ != names.Person || v.tokens[to-1].shape != word {
			continue
		}
		if d := v.headlineDraft(from, to); d != nil && d.from < from+6 {
			out = append(out, d)
		}
	}
	return out
}
