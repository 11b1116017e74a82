package attribution

import (
	"strings"

	"isnad/names"
)

// circumstances reads from the clause of saying, outside the content, when it was said, by what means, where and to whom.
func (r *reader) circumstances(d *draft) {
	v := d.v
	from, to := d.clause.start, v.ends[d.from]
	if d.sign == adverb {
		return // those of the clause that the participle goes with; see inherit
	}
	if d.placed {
		from, to = d.from, min(to, d.from+2*maxFrame)
	}
	for i := from; i < to; i++ {
		if d.body.from <= i && i < d.body.to {
			if !d.placed && d.stop == 0 {
				break
			}
			continue
		}
		r.circumstanceAt(d, i)
	}
	if d.time == 0 {
		d.time = r.timeBefore(d)
	}
}

// circumstanceAt takes what begins at the token.
func (r *reader) circumstanceAt(d *draft, i int) {
	v := d.v
	t := v.tokens[i]
	r.placeAt(d, i)
	d.hearerAt(i)
	if t.time && d.time == 0 && d.sign != headline && !v.ofRecord(i) && !r.toCome(d, i) && !(d.mention.from <= i && i < d.mention.to) {
		d.time = r.timeAt(v, i)
	}
	next := v.at(i + 1)
	switch {
	case d.medium != "":
	case lex().media.has(t.fold) && (prepositions().has(v.at(i-1).fold) || lex().adjunct.has(v.at(i-1).fold)):
		d.medium = v.surface(v.untilAdjunct(phrase{i, min(i+6, v.mediumEnd(i))}))
	case t.fold == "ل" && next.shape == open && next.mate > i && v.quoteWords(i+1) < 5:
		d.medium = v.slice(i+2, next.mate)
	case strings.HasPrefix(t.fold, "ل") && lex().paper.has(strings.TrimPrefix(t.fold, "ل")):
		d.medium = strings.TrimPrefix(v.surface(v.untilAdjunct(phrase{i, v.mediumEnd(i)})), "ل")
	}
}

// mediumEnd is where a medium's name stops: a mark, a relative clause, or the content.
func (v *view) mediumEnd(i int) int {
	for j := i + 1; j < v.ends[i]; j++ {
		t := v.tokens[j]
		if t.shape == open && t.mate > j && v.quoteWords(j) < 5 {
			j = t.mate
			continue
		}
		if (t.fold == "مع" || t.fold == "علي" || t.fold == "في") && lex().paper.has(v.at(j+1).fold) {
			continue // «مقابلة مع قناة …»
		}
		if t.shape != word || v.thatAt(j) || v.is(j, lex().thatHe) || v.is(j, lex().relative) || prepositions().has(t.fold) || v.finiteAt(j) || lex().publishing.has(t.fold) {
			return j
		}
	}
	return v.ends[i]
}

// timeAt gives the number of the expression over the word, counted from one.
func (r *reader) timeAt(v *view, i int) int {
	return v.tokens[i].expression
}

// timeBefore looks at the sentence's own opening («والأحد الفائت، أكد …»), before the clause of saying.
func (r *reader) timeBefore(d *draft) int {
	v := d.v
	if d.placed || d.sign != finite {
		return 0
	}
	for i := max(v.starts[d.from], d.clause.start-maxFrame); i < d.clause.start; i++ {
		t := v.tokens[i]
		if t.shape == comma && i+1 < d.clause.start || t.shape == open {
			return 0
		}
		if t.time {
			return r.timeAt(v, i)
		}
	}
	return 0
}

// ofRecord reports whether a time belongs to the noun before it by ل: «تقريرها للعام 2020».
func (v *view) ofRecord(i int) bool {
	_, ok := v.prefixed(i, "ل")
	return ok || v.at(i-1).time && v.at(i-1).expression == v.tokens[i].expression && v.ofRecord(i-1)
}

// placeAt takes a place of saying that begins at the preposition i: after what it was said in («في مؤتمر صحافي في صور»), after
// the speaker's name («قال سالم العون في صور»), or where the clause opens («في صور، قال»).
func (r *reader) placeAt(d *draft, i int) {
	v := d.v
	if d.place != "" || d.sign == headline || d.sign == source {
		return
	}
	j := i + 1
	if rest, ok := v.prefixed(i, "ب"); ok && v.tokens[i].entity != 0 || lex().town.has(rest) {
		j = i
	} else if f := strings.TrimPrefix(v.tokens[i].fold, "و"); f != "في" && f != "من" {
		return
	}
	opens := i == d.clause.start || i == v.starts[d.from]
	before := v.at(i - 1)
	if !opens && before.typ != names.Person && !d.unknownName(i) && !v.afterOccasion(i) {
		return
	}
	to := j
	for to < j+2 && lex().town.has(strings.TrimPrefix(v.at(to).fold, "ب")) && v.at(to).typ != names.Place {
		to++
	}
	e := v.at(to).entity
	if e == 0 || v.at(to).typ != names.Place && !(to > j && v.at(to).typ == names.Organisation) {
		return
	}
	for to < v.ends[i] && v.at(to).entity == e {
		to++
	}
	if p := &d.mention; p.from < i && i < p.to {
		if !d.unknownName(i) && (before.typ != names.Person || !r.named[before.entity-1]) || to < p.to {
			return // «عضو المجلس في صور سالم العون»: where he sits, not where he spoke
		}
		*p = v.trim(phrase{p.from, i})
	}
	d.place = v.slice(j, to)
	if j == i {
		d.place = strings.TrimPrefix(strings.TrimPrefix(d.place, "و"), "ب")
	}
}

// unknownName reports whether the mention up to i has the look of a person's name that package names did not find.
func (d *draft) unknownName(i int) bool {
	v, p := d.v, d.mention
	if i <= p.from || i >= p.to || i-p.from < 2 || i-p.from > 4 {
		return false
	}
	for j := p.from; j < i; j++ {
		if t := v.tokens[j]; t.shape != word || t.entity != 0 || v.speaks(t.fold) || j == p.from && !v.nameLike(j) {
			return false
		}
	}
	return true
}

// afterOccasion reports whether the words before i name what something was said in: an interview, a meeting, a speech.
func (v *view) afterOccasion(i int) bool {
	for j := i - 1; j > i-4 && j >= v.starts[i] && v.tokens[j].shape == word; j-- {
		f := v.tokens[j].fold
		if lex().media.has(f) || lex().occasion.has(f) || lex().occasion.has(strings.TrimPrefix(f, "ال")) {
			return true
		}
		if prepositions().has(f) {
			return false
		}
	}
	return false
}

// hearerAt takes whom the speaker turns to between the verb and the content: «قال للصحافيين».
func (d *draft) hearerAt(i int) {
	v := d.v
	if d.addressee != "" || d.sign != finite || i < d.cue.to {
		return
	}
	rest, ok := strings.CutPrefix(v.tokens[i].fold, "لل")
	if !ok {
		rest, ok = strings.CutPrefix(v.tokens[i].fold, "ل")
	}
	if !ok || !lex().hearer.has(rest) {
		return
	}
	d.addressee = v.slice(i, i+1)
}

// inherit gives a participle the circumstances of the statement in its sentence that it goes with.
func (d *draft) inherit(from *draft) {
	if d.time == 0 {
		d.time = from.time
	}
	if d.medium == "" {
		d.medium = from.medium
	}
	if d.place == "" {
		d.place = from.place
	}
}

// occasionAfter finds «أثناء زيارة» or «خلال مؤتمر» after a description: in what it was said, no part of it. 0 for none.
func (v *view) occasionAfter(from, to int) int {
	for i := from + 2; i < to; i++ {
		t := v.tokens[i]
		if t.shape == open || t.shape == comma || t.shape == stop {
			return 0
		}
		next := v.at(i + 1)
		bare := strings.TrimPrefix(next.fold, "ال")
		if (t.fold == "اثناء" || t.fold == "خلال") && next.shape == word && (lex().occasion.has(bare) || lex().media.has(next.fold) || lex().event.has(next.fold)) {
			return i
		}
	}
	return 0
}

// toCome reports whether the time at i lies after the article's day, when nobody can have said what a perfect tells of.
func (r *reader) toCome(d *draft, i int) bool {
	n := d.v.tokens[i].expression
	day := r.in.Published.Day
	if n == 0 || d.form != perfect || day.IsZero() {
		return false
	}
	from := r.in.Times[n-1].From
	return !from.IsZero() && day.Before(from)
}
