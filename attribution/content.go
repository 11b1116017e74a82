package attribution

import (
	"strings"

	"isnad/names"
)

// rank gives each draft its level, left to right, and its content; a draft whose cue lies in another's content is inside.
func (v *view) rank(drafts []*draft) {
	for n, d := range drafts {
		if d.placed {
			continue
		}
		d.level = v.levelOf(d, drafts[:n])
	}
	for n, d := range drafts {
		if !d.placed {
			v.bound(d, drafts[n+1:])
		}
	}
	var around *draft // whose content began last: contents of drafts that are not inside another do not overlap
	for _, d := range drafts {
		if around != nil && around.body.from <= d.from && d.from < around.body.to {
			d.level, d.around = inside, around
		} else if d.level != inside && (!d.placed || d.sign == headline) {
			around = d
		}
	}
}

// levelOf reads from the cue's place whether it carries the article's own line on.
func (v *view) levelOf(d *draft, before []*draft) level {
	if q := v.tokens[d.from].quote; q >= 0 && v.quoteWords(q) > 4 {
		return inside
	}
	if v.mainOfContent(d, before) {
		return inside
	}
	switch {
	case d.clause.stance == relative || d.clause.stance == dependent:
		return attached
	case d.sign == verbal:
		return attached
	case d.sign == adverb:
		return top
	case d.clause.start == v.starts[d.from]:
		return top
	case strings.HasPrefix(strings.TrimPrefix(v.tokens[d.clause.start].fold, "و"), "لكن"):
		return top
	case d.clause.compound && d.form == imperfect && v.at(d.from-1).shape == word:
		return attached
	}
	switch v.at(d.clause.start - 1).shape {
	case word, open:
		if !d.clause.compound && d.clause.stance == initial && !v.is(d.clause.start, lex().connector) && !(v.at(d.clause.start).fold == "في" && v.at(d.clause.start+1).fold == "ما") {
			return attached
		}
	}
	return top
}

// mainOfContent reports whether the verb is the main clause of a content that opens with an adjunct: «أن البلدية، بعد …» does not
// end there, and no more does «أنه بعد تأجيل الموعد، اقترحت اللجنة».
func (v *view) mainOfContent(d *draft, before []*draft) bool {
	if len(before) == 0 || d.sign != finite || d.clause.compound {
		return false
	}
	e := before[len(before)-1]
	if e.placed || e.v != v || e.reading.comp.frame != frameThat || v.starts[e.from] != v.starts[d.from] {
		return false
	}
	start := e.reading.comp.start
	if v.is(start, lex().thatHe) {
		start++
	}
	if v.awaitsVerb(start, d) {
		if d.mention.empty() {
			d.mention = v.trim(phrase{start, d.from})
		}
		return true
	}
	if v.at(d.clause.start-1).shape != comma || !v.adjunctAt(start) || v.tokens[start].time {
		return false
	}
	for i := start; i < d.clause.start-1; i++ {
		if v.tokens[i].shape == comma {
			return false
		}
	}
	return true
}

// awaitsVerb reports whether a clause behind أن that begins at start still lacks its predicate where d's verb comes behind a comma: a
// noun phrase, a comma, a name or title in apposition, a comma («أن مدير المتحف، سالم العون، دعا إلى»).
func (v *view) awaitsVerb(start int, d *draft) bool {
	if !v.tokens[d.from].first && v.phraseWords(phrase{start, d.from}) > 16 {
		return false
	}
	commas := 0
	for i := start; i < d.from-1; i++ {
		t := v.tokens[i]
		if t.shape == comma {
			commas++
		}
		if t.shape == open && t.mate > i && v.quoteWords(i) < 5 {
			i = t.mate
			continue
		}
		if t.shape == colon || t.shape == stop || v.is(i, lex().relative) || v.is(i, lex().connector) || v.thatAt(i) || v.verbAt(i) || v.finiteAt(i) {
			return false
		}
	}
	first := v.tokens[start]
	return commas == 1 && v.at(d.from-1).shape == comma && (first.entity != 0 || v.speaks(first.fold)) && v.at(d.from-2).typ == names.Person && v.at(d.from-2).entity != 0
}

// maxContent is how many tokens a content may have; what is longer has lost its end.
const maxContent = 600

// bound finds where the content ends.
func (v *view) bound(d *draft, after []*draft) {
	c := d.reading.comp
	if c.quote >= 0 && c.frame == frameQuote || c.quote >= 0 && v.wholeQuote(c.quote) {
		d.body = phrase{c.quote + 1, v.tokens[c.quote].mate}
		d.kind = Direct
		if c.frame != frameQuote {
			d.kind = Mixed
		}
		d.note("whole quotation")
		return
	}
	end := v.ends[c.mark]
	if c.colon && c.frame == frameQuote {
		end = v.paraEnds[c.mark]
		d.kind = Direct
	}
	if q := v.tokens[d.from].quote; q >= 0 && v.tokens[q].mate < end {
		end = v.tokens[q].mate
	}
	if d.stop > 0 {
		end = min(end, d.stop)
	}
	end = v.firstBoundary(c.start, min(end, c.start+maxContent), after, d)
	d.body = v.trimContent(phrase{c.start, end})
	if d.kind == "" {
		d.kind = v.indirectKind(d.body)
	}
}

// wholeQuote reports whether nothing of the content follows the quotation's end.
func (v *view) wholeQuote(q int) bool {
	m := v.tokens[q].mate
	switch v.at(m + 1).shape {
	case stop, brk, shut:
		return true
	case comma:
		return !lex().andThat.has(v.at(m + 2).fold)
	}
	return false
}

// firstBoundary is the nearest place after from where another statement, a source or an afterthought begins.
func (v *view) firstBoundary(from, end int, after []*draft, d *draft) int {
	for _, e := range after {
		if e.from >= end {
			break
		}
		if e.level == top && e.clause.start > from {
			end = e.clause.start
			d.note("until the next cue")
			break
		}
	}
	for _, e := range after {
		if e.from >= end {
			break
		}
		if e.placed && e.sign == source && e.from > from && e.from < end && e.body.from < e.from && v.at(e.from-1).shape != word && v.tokens[e.from].quote == v.tokens[from].quote && e.from-from > 1 {
			end = e.from
			d.note("until the source")
			break
		}
	}
	noun := !d.placed && d.reading.comp.frame != frameThat && d.reading.comp.frame != frameQuote
	for i := from + 1; i < end; i++ {
		if noun && v.tokens[i].shape == comma && v.tokens[i].quote == v.tokens[from].quote && lex().contrast.has(v.at(i+1).fold) {
			d.note("until a clause of its own")
			return i
		}
		if !v.tokens[i].ends || v.tokens[i].quote != v.tokens[from].quote {
			continue
		}
		if v.selfSaidAt(i) {
			d.note("until «as he put it»")
			return i
		}
		if v.tailAt(i) && v.at(i-1).shape == comma {
			d.note("until the afterthought")
			return i
		}
	}
	return end
}

// tailAt reports whether an editor's afterthought begins at i.
func (v *view) tailAt(i int) bool {
	for _, p := range lex().tailPhrases {
		ok := true
		for k, w := range p {
			ok = ok && v.at(i+k).fold == w
		}
		if ok {
			return true
		}
	}
	return false
}

// trimContent leaves out marks and connectors at the ends, and quotation marks that wrap the whole.
func (v *view) trimContent(p phrase) phrase {
	for !p.empty() {
		t := &v.tokens[p.to-1]
		if t.shape == comma || t.shape == stop || t.shape == brk || t.shape == colon || t.shape == open || t.raw == "-" || t.raw == "–" {
			p.to--
			continue
		}
		if t.shape == word && lex().opener.has(t.fold) && t.entity == 0 {
			p.to-- // «…، فيما»
			continue
		}
		if t.shape == shut && t.mate < p.from || t.raw == ")" && !v.hasRaw(p, "(") {
			p.to--
			continue
		}
		break
	}
	for !p.empty() && (v.tokens[p.from].shape == comma || v.tokens[p.from].shape == colon) {
		p.from++
	}
	if !p.empty() && v.tokens[p.from].shape == open && v.tokens[p.from].mate == p.to-1 {
		p.from++
		p.to--
	}
	return p
}

func (v *view) hasRaw(p phrase, raw string) bool {
	for i := p.from; i < p.to; i++ {
		if v.tokens[i].raw == raw {
			return true
		}
	}
	return false
}

// pointsOnly reports whether a content is a lone word that points at what was said elsewhere: «رفض ذلك».
func (v *view) pointsOnly(p phrase) bool {
	return p.to-p.from == 1 && v.is(p.from, lex().pointing)
}

// indirectKind is mixed where a part of the content stands in quotation marks.
func (v *view) indirectKind(p phrase) Kind {
	for i := p.from; i < p.to; i++ {
		if v.tokens[i].shape == open && !lex().paper.has(v.at(i-1).fold) {
			return Mixed
		}
	}
	return Indirect
}

// selfSaidAt reports whether a marker that only repeats that the speaker speaks begins at i: «وفق قوله»، «على حد تعبيره».
func (v *view) selfSaidAt(i int) bool {
	t := &v.tokens[i]
	if t.shape != word {
		return false
	}
	for _, m := range markerTable()[t.fold] {
		n := i + len(m.words)
		if m.after == "np" || m.after == "lnp" {
			if v.matches(i+1, m.words[1:]) && lex().selfSaid.has(v.at(n).fold) {
				return true
			}
		}
	}
	if v.saidByHimself(i) {
		return true
	}
	return t.fold == "علي" && v.at(i+1).fold == "حد" && lex().selfSaid.has(v.at(i+2).fold)
}

// saidByHimself reports whether a marker with a verb and no subject begins at i: «حسب ما صرح به عبر حسابه».
func (v *view) saidByHimself(i int) bool {
	for _, m := range markerTable()[v.tokens[i].fold] {
		n := i + len(m.words)
		if m.after != "verb" || m.words[0] == "كما" || m.words[0] == "مثلما" || !v.matches(i+1, m.words[1:]) || !v.finiteAt(n) {
			continue
		}
		n++
		if v.is(n, lex().resumptive) {
			n++
		}
		if next := v.at(n); next.shape == comma || next.shape == stop || next.shape == brk || next.fold == "عبر" || next.fold == "في" && lex().media.has(v.at(n+1).fold) {
			return true
		}
	}
	return false
}

// markEnders tells every word that can begin what ends a content, once, so that contents are scanned quickly.
func (v *view) markEnders() {
	first := lex().tailFirst
	for i := range v.tokens {
		t := &v.tokens[i]
		t.ends = t.shape == word && (first.has(t.fold) || markerTable()[t.fold] != nil || t.fold == "علي")
	}
}
