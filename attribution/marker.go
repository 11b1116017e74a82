package attribution

import (
	_ "embed"
	"strings"
	"sync"

	"isnad/arabic"
)

//go:embed markers.tsv
var markersText string

// marker is a set phrase that names a source: «وفق»، «نقلا عن».
type marker struct {
	words []string // folded
	after string   // np, lnp, verb, self, relay
	act   Act
}

// markerTable lists the markers by their first word, the longest first.
var markerTable = sync.OnceValue(func() map[string][]marker {
	m := map[string][]marker{}
	for words, rest := range rows(markersText) {
		col := strings.Split(rest, "\t")
		k := marker{words: strings.Fields(arabic.Fold(words)), after: col[0], act: Act(col[1])}
		list := append(m[k.words[0]], k)
		for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		m[k.words[0]] = list
	}
	return m
})

// markerAt reads a marker of source at i with the source that follows and the words that it is the source of.
func (v *view) markerAt(i int) *draft {
	if v.tokens[i].shape != word {
		return nil
	}
	list := markerTable()[v.tokens[i].fold]
	if rest, ok := strings.CutPrefix(v.tokens[i].fold, "و"); ok && list == nil {
		list = markerTable()[rest]
	}
	for _, m := range list {
		if v.matches(i+1, m.words[1:]) {
			if d := v.marked(i, m); d != nil {
				return d
			}
		}
	}
	return nil
}

// trails reports whether the marker at i follows the words it is the source of, after a mark, up to their sentence's end.
func (v *view) trails(i int) bool {
	p := v.at(i - 1).shape
	if i == v.starts[i] || p != comma && p != shut {
		return false
	}
	for j := i; j < v.ends[i]; j++ {
		if v.finiteAt(j) {
			return false
		}
	}
	return true
}

func (v *view) matches(i int, words []string) bool {
	for k, w := range words {
		if t := v.at(i + k); t.shape != word || t.fold != w {
			return false
		}
	}
	return true
}

// marked builds the draft of a marker: content before it where it ends the clause, after it where it begins one.
func (v *view) marked(i int, m marker) *draft {
	d := &draft{v: v, cue: cue{sign: source, from: i, to: i + len(m.words), act: m.act}, placed: true, kind: Indirect}
	j := d.to
	d.carried = m.after == "relay"
	if d.carried && !v.trails(i) {
		return nil
	}
	if m.after == "verb" {
		if j = v.verbAfter(d); j < 0 {
			return nil
		}
		if m.words[0] == arabic.Fold("كما") && v.governs(d) {
			return nil
		}
	}
	if lex().selfSaid.has(v.at(j).fold) || m.after == "verb" && (v.thatAt(j) || v.is(j, lex().thatHe)) {
		return nil // «ردا على ما تقول إنه تهديد»: what it says is one
	}
	for m.after == "verb" && v.at(j).time {
		j++ // «حسب ما أفاد به اليوم الاثنين الناطق»
	}
	end := v.sourceEnd(j, m)
	d.mention = v.trim(phrase{j, end})
	if m.after == "lnp" && !strings.HasPrefix(v.at(j).fold, "ل") {
		return nil
	}
	if m.after == "verb" && !d.mention.empty() && lex().adjunct.has(v.tokens[d.mention.from].fold) && !v.tokens[d.mention.from].time {
		return nil // «حسب ما صرح به عبر حسابه»: whoever speaks already
	}
	if m.after != "verb" && (d.mention.empty() || v.isNorm(d.mention.from, m) || !v.canBeSource(d.mention.from, m)) {
		return nil
	}
	if v.tokens[i].quote >= 0 && v.quoteWords(v.tokens[i].quote) > 4 {
		d.level = inside
	}
	return v.placeMarked(d, end)
}

// verbAfter takes the verb of saying behind «بحسب ما» into the cue, and gives where its subject begins.
func (v *view) verbAfter(d *draft) int {
	j := d.to
	if v.at(j).fold == "قد" {
		j++
	}
	for _, c := range v.readingsWithObject(j) {
		if c.sign == finite && v.reportsAfter(c, d) {
			d.verb, d.form, d.agree, d.act, d.to = c.verb, c.form, c.agree, c.act, j+1
			d.carried = lex().publishing.has(v.at(j).fold)
			d.to = max(d.to, c.to) // «كما جاء في»
			if v.is(j+1, lex().resumptive) {
				d.to++
			}
			return d.to
		}
	}
	if lex().carrying.has(v.at(j).fold) {
		d.to, d.carried = j+1, true
		if v.is(j+1, lex().resumptive) {
			d.to++ // «وفق ما نقلته عنه الصحيفة»
		}
		if v.at(j+1).fold == "عن" {
			return -1
		}
		return d.to
	}
	for _, f := range []string{"جاء في", "ورد في", "ورد علي", "جاء علي"} {
		w := strings.Fields(f)
		if v.matches(j, w) {
			d.to = j + 2
			return d.to
		}
	}
	return -1
}

// sourceEnd is where the noun phrase of a source ends.
func (v *view) sourceEnd(from int, m marker) int {
	last := min(v.ends[from-1], from+maxFrame)
	for i := from; i < last; i++ {
		t := &v.tokens[i]
		switch {
		case t.shape == open && t.mate > i && v.quoteWords(i) < 5 && i > from:
			i = t.mate
		case t.shape != word && t.shape != other:
			if t.shape == open && i == from && v.quoteWords(i) < 5 {
				i = t.mate
				continue
			}
			if t.shape == comma && v.apposition(from, i) {
				continue
			}
			return i
		case i > from && (t.fold == "علي" || t.fold == "الي") && t.entity == 0 && v.tokens[i-1].entity != 0:
			return i // «بحسب الوكالة على المدينة»
		case i > from && (v.thatAt(i) || v.is(i, lex().thatHe) || t.fold == "فقد" || v.is(i, lex().connector) || v.endsSource(i)):
			return i
		}
	}
	return last
}

func (v *view) endsSource(i int) bool {
	t := &v.tokens[i]
	if t.time || lex().time.has(t.fold) || lex().relative.has(t.fold) || lex().adjunct.has(t.fold) {
		return true
	}
	next := v.at(i + 1).fold
	if t.fold == "في" {
		return lex().media.has(next) || lex().event.has(next)
	}
	rest, ok := strings.CutPrefix(t.fold, "ل")
	return ok && (lex().paper.has(rest) || strings.HasPrefix(rest, "مراسل"))
}

// apposition reports whether after the comma at i the source's name goes on: «المتحدثة باسم الوزارة، هالة سمير،».
func (v *view) apposition(from, i int) bool {
	return v.at(i+1).entity != 0 && i-from >= 2 && v.at(i+1).entity != v.at(i-1).entity && !v.thatAt(i+1)
}

// isNorm reports whether the marker is followed by a norm or measure, not by a source.
func (v *view) isNorm(i int, m marker) bool {
	f := v.at(i).fold
	if m.after == "lnp" {
		f = strings.TrimPrefix(f, "ل")
		return lex().norm.has(f) || lex().norm.has("ا"+f)
	}
	return lex().norm.has(f)
}

// placeMarked gives the content: the rest of the sentence for a marker that opens it, else what stands before.
func (v *view) placeMarked(d *draft, end int) *draft {
	start := v.starts[d.from]
	opens := d.from == start || d.from == start+1 && v.is(start, lex().connector)
	if opens {
		return v.markedBefore(d, end)
	}
	stop := d.from
	for stop > start && v.tokens[stop-1].shape != word && v.tokens[stop-1].shape != shut {
		stop--
	}
	from := max(start, stop-maxContent)
	if v.paraStarts[d.from] != start && v.at(start).shape == shut {
		from++
	}
	d.body = v.trimContent(phrase{from, stop})
	if v.at(end).shape == comma && end+1 < v.ends[d.from] && v.at(stop).shape == comma && v.phraseWords(phrase{start, stop}) < 6 {
		d.body = v.trimContent(phrase{from, min(v.ends[d.from], from+maxContent)}) // «وستواصل القوات، وفق حسن، التقدم»
	}
	if v.at(d.from-1).shape == word && v.goesOn(end) {
		d.body = v.trimContent(phrase{from, min(v.ends[d.from], from+maxContent)}) // «وسيطرت القوات بحسب الشرطة على المدينة»
	}
	if d.body.empty() {
		return nil
	}
	d.kind = v.indirectKind(d.body)
	d.note("marker after content")
	return d
}

// goesOn reports whether the clause goes on after a source in its middle: with a preposition and words that are no time.
func (v *view) goesOn(end int) bool {
	rest := 0
	for i := end; i < v.ends[end-1] && v.at(i).shape == word; i++ {
		if !v.tokens[i].time && !lex().adjunct.has(v.tokens[i].fold) {
			rest++
		}
	}
	return rest >= 4 && !v.is(end, lex().relative) && !v.is(end, lex().connector)
}

func (v *view) markedBefore(d *draft, end int) *draft {
	j := end
	for v.is(end, lex().relative) && j < v.ends[d.from] && v.at(j).shape != comma && !v.thatAt(j) && v.at(j).fold != "فقد" {
		j++ // «وبحسب الصحيفة التي تصدر في صور، فإن»
	}
	if j == v.ends[d.from] {
		j = end
	}
	for k := end; k < min(end+16, v.ends[d.from]); k++ {
		if v.at(k).shape == comma && (v.at(k+1).fold == "فقد" || v.at(k+1).fold == "فان") {
			j = k // «ووفق مراجعة للأسعار أجرتها، فقد»
			break
		}
	}
	for v.at(j).shape == comma || v.thatAt(j) || v.at(j).shape == colon || v.at(j).fold == "فقد" {
		j++
	}
	limit := min(v.ends[d.from], j+maxContent)
	if v.at(j).shape == open && v.wholeQuote(j) {
		d.body, d.kind = phrase{j + 1, v.tokens[j].mate}, Direct
	} else {
		d.body = v.trimContent(phrase{j, limit})
		d.kind = v.indirectKind(d.body)
	}
	if v.phraseWords(d.body) < 2 {
		return nil
	}
	d.reading.comp.start = d.body.from
	d.note("marker before content")
	return d
}

// governs reports whether the verb in the cue has a content of its own after it: then «كما قال» is «he also said».
func (v *view) governs(d *draft) bool {
	if d.verb == nil {
		return d.from == v.starts[d.from]
	}
	_, ok := v.complementAfter(cue{from: d.cue.to - 1, to: d.cue.to, verb: d.verb, form: d.form, act: d.act}, true)
	return ok || d.from == v.starts[d.from]
}

// canBeSource reports whether the noun after a marker can be what something is according to: no verbal noun («حسب تصنيفه»), and
// nothing with a pronoun that no entity or institution stands behind.
func (v *view) canBeSource(i int, m marker) bool {
	t, l := v.tokens[i], lex()
	if t.entity != 0 || t.shape != word {
		return true
	}
	f := t.fold
	if m.after == "lnp" {
		f = strings.TrimPrefix(strings.TrimPrefix(f, "لل"), "ل")
	}
	f = strings.TrimPrefix(f, "ال")
	if l.human.has(f) || l.office.has(f) || l.feminine.has(f) || l.source.has(f) || l.record.has(f) || l.paper.has(f) {
		return true
	}
	for _, pronoun := range []string{"ه", "ها", "هم", "هما"} {
		if strings.HasSuffix(t.raw, pronoun) {
			return false
		}
	}
	return !verbalNoun(f) && !l.object.has(f)
}

// reportsAfter reports whether a verb behind «كما» or «بحسب ما» tells of a saying: not a wish, a demand or a mere going on.
func (v *view) reportsAfter(c cue, d *draft) bool {
	return c.verb.frames&frameThat != 0 && (c.act == State || c.act == Announce || c.act == Stress || c.act == Believe) && !lex().goingOn.has(v.tokens[c.from].fold)
}

// readingsWithObject also reads a verb with the pronoun of what was said: «وفق ما ذكرته مصادر».
func (v *view) readingsWithObject(i int) []cue {
	if out := v.readings(i); len(out) > 0 || v.at(i).shape != word {
		return out
	}
	for _, pronoun := range []string{"ه", "ها"} {
		stem, ok := strings.CutSuffix(v.tokens[i].fold, pronoun)
		if !ok {
			continue
		}
		for _, f := range lookUp(stem) {
			if f.form == perfect {
				return []cue{{sign: finite, from: i, to: i + 1, verb: f.verb, form: f.form, agree: f.agree, act: f.verb.act}}
			}
		}
	}
	return nil
}
