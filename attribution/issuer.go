package attribution

import (
	"strings"

	"isnad/names"
)

// issuerOf gives who issued the record that a mention names: «بيان صادر عن الوزارة», «بيان الوزارة», or the statement told of before,
// «وأضاف البيان».
func (r *reader) issuerOf(d *draft, c *discourse) *voice {
	p := d.mention
	if !lex().issued.has(recordNoun(d.v.tokens[p.from].fold)) {
		return nil
	}
	if from := d.v.issuerIn(p); from > 0 {
		return r.issuerAt(d, phrase{from, p.to})
	}
	if p.to-p.from > 1 {
		return nil
	}
	if w := c.lastIssuer(d); w != nil {
		return w
	}
	return r.issuerBefore(d)
}

// recordNoun is a folded noun without the preposition ل and the article.
func recordNoun(f string) string {
	if rest, ok := strings.CutPrefix(f, "لل"); ok {
		return rest
	}
	return strings.TrimPrefix(f, "ال")
}

// issuerIn gives where the issuer's name begins in a mention, 0 for none.
func (v *view) issuerIn(p phrase) int {
	i := p.from + 1
	if f := v.at(i).fold; (f == "صادر" || f == "صدر" || f == "الصادر") && v.at(i+1).fold == "عن" {
		i += 2
	} else if v.tokens[p.from].fold != "بيان" && v.tokens[p.from].fold != "بلاغ" {
		return 0
	}
	if t := v.at(i); i < p.to && (t.typ == names.Organisation || lex().office.has(t.fold) && t.entity != 0) {
		return i
	}
	return 0
}

// issuerAt reads the issuer's name as somebody.
func (r *reader) issuerAt(d *draft, p phrase) *voice {
	e := d.v.tokens[p.from].entity
	for to := p.from; to < p.to; to++ {
		if e == 0 || d.v.tokens[to].entity != e {
			p.to = to
			break
		}
	}
	if p.empty() {
		return nil
	}
	of := *d
	of.mention = p
	d.note("issuer of the statement")
	return r.voiceOf(&of)
}

// lastIssuer is the body or person who spoke last by means of such a record.
func (c *discourse) lastIssuer(d *draft) *voice {
	head := recordNoun(d.v.tokens[d.mention.from].fold)
	for i := len(c.turns) - 1; i >= 0 && i > len(c.turns)-8; i-- {
		t := c.turns[i]
		if t.draft.v != d.v || t.draft.medium == "" || t.voice.typ != names.Organisation {
			continue
		}
		if first := strings.Fields(t.draft.medium)[0]; strings.TrimPrefix(first, "ال") != head {
			continue
		}
		w := *t.voice
		w.how = names.ByRole
		d.note("issuer of the statement")
		return &w
	}
	return nil
}

// issuerBefore finds «أصدرت الوزارة بيانا» in the sentence before.
func (r *reader) issuerBefore(d *draft) *voice {
	v := d.v
	start := v.starts[d.from]
	for i := start - 1; i >= 0 && i >= start-2*maxFrame; i-- {
		switch f := strings.TrimPrefix(v.tokens[i].fold, "و"); f {
		case "اصدر", "اصدرت":
		default:
			continue
		}
		if t := v.at(i + 1); t.typ != names.Organisation || !t.first {
			return nil
		}
		for j := i + 2; j < v.ends[i]; j++ {
			if lex().issued.has(v.tokens[j].fold) {
				return r.issuerAt(d, phrase{i + 1, j})
			}
		}
		return nil
	}
	return nil
}
