package attribution

import (
	"strings"

	"isnad/names"
)

// relayDraft reads «نقلت الوكالة عن الوزير قوله إن …»: the source is the speaker, the subject a channel. The cue is the word of
// saying before the content where there is one.
func (v *view) relayDraft(i int) *draft {
	f := strings.TrimPrefix(v.tokens[i].fold, "و")
	if v.tokens[i].shape != word || !lex().handing.has(f) {
		return nil
	}
	about := v.seek(i+1, min(i+30, v.ends[i]), "عن", "الي", "عنه", "عنها", "عنهم")
	if about < 0 {
		return v.carriedDraft(i)
	}
	c := cue{sign: finite, from: i, to: i + 1, act: State, verb: &verb{act: State, frames: frameThat | frameQuote}}
	d := &draft{v: v, cue: c, clause: v.clauseBefore(i)}
	limit := min(about+40, v.ends[i])
	said := v.seekSaid(about+1, limit)
	if said >= 0 {
		d.cue.from, d.cue.to = said, said+1
		if !lex().said.has(v.tokens[said].fold) {
			d.feeling(v.readings(said))
		}
	} else {
		d.cue.from, d.cue.to = i, about+1
	}
	r, ok := v.complementAfter(d.cue, said < 0)
	if !ok {
		return nil
	}
	d.reading = r
	channel := v.trim(phrase{i + 1, about})
	d.mention = v.sourceOf(r.subject)
	if said >= 0 {
		d.mention = v.sourceOf(phrase{about + 1, said})
	}
	if v.tokens[about].fold != "عن" && v.tokens[about].fold != "الي" {
		d.mention = phrase{} // «نقل عنه»: whoever was spoken of
	} else if d.mention.empty() {
		return nil
	}
	d.channels = append(d.channels, v.untilAdjunct(channel))
	d.handed = true
	d.note("handed down")
	return d
}

// seek finds the first of the words in a stretch outside quotations.
func (v *view) seek(from, to int, words ...string) int {
	for i := from; i < to; i++ {
		t := &v.tokens[i]
		if t.shape == open && t.mate > i {
			i = t.mate
			continue
		}
		for _, w := range words {
			if t.shape == word && t.fold == w {
				return i
			}
		}
		if t.shape == stop || t.shape == colon {
			return -1
		}
	}
	return -1
}

// seekSaid finds «قوله» and its like.
func (v *view) seekSaid(from, to int) int {
	for i := from; i < to; i++ {
		t := &v.tokens[i]
		if t.shape == stop || t.shape == colon || t.shape == open && v.quoteWords(i) > 4 || v.thatAt(i) || i > from && v.is(i, lex().thatHe) && !lex().said.has(t.fold) {
			return -1
		}
		if lex().said.has(t.fold) || i > from && v.saidWithPronoun(i) {
			return i
		}
	}
	return -1
}

func (v *view) saidWithPronoun(i int) bool {
	for _, c := range v.readings(i) {
		if c.form == masdarSuffix {
			return true
		}
	}
	return false
}

// sourceOf cuts a source at its first comma that does not lead to a name.
func (v *view) sourceOf(p phrase) phrase {
	for i := p.from; i < p.to; i++ {
		if v.tokens[i].shape == comma && !v.apposition(p.from, i) {
			return v.trim(phrase{p.from, i})
		}
	}
	return v.trim(p)
}

// untilAdjunct cuts a channel where a time or another adjunct follows.
func (v *view) untilAdjunct(p phrase) phrase {
	for i := p.from; i < p.to; i++ {
		if i > p.from && (v.endsSource(i) || v.tokens[i].shape == comma || v.tokens[i].fold == "علي" || v.tokens[i].fold == "نسخه") {
			return v.trim(phrase{p.from, i})
		}
	}
	return v.trim(p)
}

// channelsOf reads the channels of every draft: «نقلا عن» in its clause or after its content, a marker after content that
// another cue already governs, and «بيان نشرته الوكالة».
func (r *reader) channelsOf(drafts []*draft) []*draft {
	var out []*draft
	for n, d := range drafts {
		if d.sign == source && d.level != inside && (r.joinsBefore(d, drafts[:n]) || r.joinsAfter(d, drafts[n+1:])) {
			continue
		}
		r.published(d)
		r.ownSources(d)
		r.quotedFrom(d)
		out = append(out, d)
	}
	for _, d := range out {
		for _, p := range d.channels {
			if name := r.channelName(d.v, p); name.Name != "" {
				d.relays = append(d.relays, name)
			}
		}
	}
	return out
}

// joinsBefore takes a trailing marker as a channel of the statement that it closes: «أكد الوزير أن …، بحسب الوكالة».
func (r *reader) joinsBefore(d *draft, before []*draft) bool {
	v := d.v
	for n := len(before) - 1; n >= 0; n-- {
		e := before[n]
		if e.v != v || v.starts[e.from] != v.starts[d.from] || d.from-e.from > maxContent {
			return false
		}
		if e.placed || e.level == inside {
			continue
		}
		if e.cue.to <= d.from && d.from < e.reading.comp.mark {
			e.channels = append(e.channels, d.mention)
			e.note("marker before the content is a channel")
			return true
		}
		if d.body.from > e.from || d.from < e.body.from {
			return false
		}
		if d.cue.to-d.from == 2 && d.carried {
			return true // «نقلا عن»: see quotedFrom
		}
		if d.carried || r.isOutlet(v, d.mention) {
			e.channels = append(e.channels, v.untilAdjunct(d.mention))
			e.note("marker is a channel")
			if e.sign == adverb {
				v.shareChannel(before[:n], e, d.mention)
			}
		}
		return true
	}
	return false
}

// shareChannel gives the channel at a sentence's end to the verb that its participle goes with.
func (v *view) shareChannel(before []*draft, e *draft, channel phrase) {
	for n := len(before) - 1; n >= 0; n-- {
		m := before[n]
		if v.starts[m.from] != v.starts[e.from] {
			return
		}
		if m.placed || m.level != top {
			continue
		}
		if len(m.channels) == 0 {
			m.channels = append(m.channels, v.untilAdjunct(channel))
		}
		if m.sign == finite {
			return
		}
	}
}

// published takes the outlet that a statement or report was published by as a channel: «بيان نشرته الوكالة».
func (r *reader) published(d *draft) {
	v := d.v
	from, to := d.mention.from, d.reading.comp.mark
	if d.mention.empty() {
		from = d.cue.to
	}
	if d.sign == source {
		from, to = d.mention.from, min(d.mention.to+8, v.ends[d.from])
	}
	for i := from; i < to; i++ {
		if !lex().publishing.has(v.tokens[i].fold) || !v.publishedRecord(i) {
			continue
		}
		j := i + 1
		if v.at(j).fold == "عليه" || v.at(j).fold == "عليها" || v.at(j).fold == "منه" {
			j++
		}
		p := v.untilAdjunct(phrase{j, min(j+8, max(to, j))})
		if !p.empty() && r.isOutlet(v, p) {
			d.channels = append(d.channels, p)
			if i > d.mention.from {
				d.mention = v.trim(phrase{d.mention.from, min(d.mention.to, i)})
			}
		}
		return
	}
}

// publishedRecord reports whether what the outlet published is a statement or report, not a study or book of the speaker's.
func (v *view) publishedRecord(i int) bool {
	for j := i - 1; j >= 0 && j > i-6; j-- {
		t := &v.tokens[j]
		if t.shape == stop || t.shape == brk {
			return false
		}
		f := strings.TrimPrefix(t.fold, "ال")
		if lex().record.has(t.fold) || lex().media.has(f) || lex().media.has(t.fold) {
			return !lex().study.has(f)
		}
	}
	return false
}

// quotedFrom reads «نقلا عن» between the cue and its content, or right after the content. Before the content what follows
// it is the source and the subject its channel, unless it is itself an outlet.
func (r *reader) quotedFrom(d *draft) {
	v := d.v
	at := v.seekPair(d.cue.to, d.reading.comp.mark)
	if at >= 0 && !d.mention.empty() {
		p := v.untilAdjunct(v.sourceOf(phrase{at + 2, d.reading.comp.mark}))
		subject := v.trim(phrase{d.mention.from, min(d.mention.to, at)})
		switch {
		case p.empty():
		case r.isOutlet(v, p) && !r.isOutlet(v, subject):
			d.channels = append(d.channels, p)
		default:
			d.channels = append(d.channels, subject)
			d.mention, d.handed = p, true
		}
		return
	}
	after := d.body.to
	for after < v.ends[d.from] && v.at(after).shape != word {
		after++
	}
	if at = v.seekPair(after, min(after+2, v.ends[d.from])); at >= 0 {
		if p := v.untilAdjunct(phrase{at + 2, min(at+10, v.ends[at])}); !p.empty() {
			d.channels, d.handed = append(d.channels, p), true
		}
	}
}

// seekPair finds «نقلا عن».
func (v *view) seekPair(from, to int) int {
	for i := from; i < to; i++ {
		if lex().quoting.has(v.at(i).fold) && v.at(i+1).fold == "عن" {
			return i
		}
	}
	return -1
}

// isOutlet reports whether the phrase names a newspaper, broadcaster, agency or site.
func (r *reader) isOutlet(v *view, p phrase) bool {
	for i := p.from; i < p.to; i++ {
		if n := v.tokens[i].entity; n > 0 && r.in.Entities[n-1].Type == names.Outlet {
			return true
		}
	}
	f := v.tokens[p.from].fold
	return lex().paper.has(f) || lex().paper.has(strings.TrimPrefix(f, "ل")) // «وفقا لوكالة الأنباء الحكومية»
}

// channelName gives the relay for a phrase; the article's own publisher is none.
func (r *reader) channelName(v *view, p phrase) Relay {
	for !p.empty() && (v.tokens[p.from].time || lex().time.has(v.tokens[p.from].fold) || v.tokens[p.from].shape != word && v.tokens[p.from].shape != open) {
		p.from++ // «ونقلت أمس عن الناطق قوله»: a day hands nothing down
	}
	if p.empty() {
		return Relay{}
	}
	out := Relay{Name: v.bareName(p, true), Mention: v.surface(p)}
	if e := v.tokens[p.from].entity; e > 0 && p.to-p.from == 1 && lex().paper.has(v.tokens[p.from].fold) {
		out.Name = r.fullest(e - 1) // «الصحيفة»
	}
	for i := p.from; i < p.to; i++ {
		if n := v.tokens[i].entity; n > 0 && r.in.Entities[n-1].Type == names.Outlet {
			out.Entity = r.in.Entities[n-1].Key
			break
		}
	}
	if r.ownName(out.Name) {
		return Relay{}
	}
	return out
}

// carriedDraft reads «نقلت الوكالة أن …», where nobody but the channel is named: then the channel speaks.
func (v *view) carriedDraft(i int) *draft {
	c := cue{sign: finite, from: i, to: i + 1, act: State, verb: &verb{act: State, frames: frameThat}}
	r, ok := v.complementAfter(c, true)
	if !ok || r.subject.empty() || v.tokens[r.subject.from].typ != names.Outlet && !lex().paper.has(v.tokens[r.subject.from].fold) {
		return nil
	}
	d := &draft{v: v, cue: c, clause: v.clauseBefore(i), reading: r, mention: v.trim(r.subject)}
	d.note("carried")
	return d
}

// joinsAfter takes an opening marker as the channel of the statement that its content consists of: «وبحسب الصحيفة، فإن
// الوزير قال إن …».
func (r *reader) joinsAfter(d *draft, after []*draft) bool {
	if len(after) == 0 || d.body.from < d.from || !r.isOutlet(d.v, d.mention) {
		return false
	}
	e := after[0]
	if e.v != d.v || e.placed || e.sign != finite || e.mention.empty() || e.from-d.body.from > 8 || min(e.from, e.mention.from) > d.body.from+1 {
		return false
	}
	end := e.body.to
	for _, f := range after[1:] {
		if f.v != d.v || f.sign != adverb || f.from > end+2 {
			break
		}
		end = f.body.to
	}
	if end < d.body.to-2 {
		return false
	}
	for _, f := range after[1:] {
		if f.v == d.v && f.sign == adverb && f.from < d.body.to && f.level != inside {
			f.channels = append(f.channels, d.mention)
		}
	}
	e.channels, e.level, e.handed = append(e.channels, d.mention), top, true
	e.note("marker before the clause is a channel")
	return true
}

// ownSources takes the outlet whose sources speak as a channel: «مصادر القناة».
func (r *reader) ownSources(d *draft) {
	p := d.mention
	if p.to-p.from < 2 || !strings.HasPrefix(d.v.tokens[p.from].fold, "مصادر") {
		return
	}
	rest := phrase{p.from + 1, p.to}
	if r.isOutlet(d.v, phrase{rest.from, rest.from + 1}) && len(d.channels) == 0 {
		d.channels = append(d.channels, rest)
	}
}

// feeling takes the verb of a noun like «استغرابهم» for the cue: such nouns bring their content by a preposition as well.
func (d *draft) feeling(readings []cue) {
	for _, c := range readings {
		if c.form == masdarSuffix {
			verb := *c.verb
			verb.frames |= frameThat | frameMin | frameAn | frameBi | frameAla | frameIla
			d.cue.verb, d.cue.act = &verb, c.act
			return
		}
	}
}

// fullest gives an entity's longest mention, as the article writes it.
func (r *reader) fullest(n int) string {
	e := &r.in.Entities[n]
	for _, m := range e.Mentions {
		if len(m.Text) == r.longest[n] {
			return m.Text
		}
	}
	return e.Name
}
