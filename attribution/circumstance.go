package attribution

import (
	"strings"
)

// circumstances reads from the clause of saying, outside the content, when it was said, by what means, where and to whom.
func (r *reader) circumstances(d *draft) {
	v := d.v
	from, to := d.clause.start, v.ends[d.from]
	d.hearers()
	if d.sign == adverb {
		return // the rest are those of the clause that the participle goes with; see inherit
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
	if d.place == "" && !d.placed && d.sign == finite {
		d.place = v.placeBefore(d.clause.start)
	}
}

// circumstanceAt takes what begins at the token.
func (r *reader) circumstanceAt(d *draft, i int) {
	v := d.v
	t := &v.tokens[i]
	r.placeAt(d, i)
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
		t := &v.tokens[j]
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
	opens := v.opensWithTime(d.clause.start)
	if !opens && !d.clause.compound {
		return 0
	}
	for i := max(v.starts[d.from], d.clause.start-maxFrame); i < d.clause.start; i++ {
		t := &v.tokens[i]
		if t.shape == comma && i+1 < d.clause.start || t.shape == open {
			return 0
		}
		if t.time && (opens || r.short(t.expression)) {
			return r.timeAt(v, i)
		}
	}
	return 0
}

// short reports whether a time lasts no more than a week: what a clause tells of such a time, the clause joined to it by و does too
// («التقى الوزير نظيره أمس، وقال»); a year mostly belongs to some noun.
func (r *reader) short(expression int) bool {
	e := r.in.Times[expression-1]
	return !e.From.IsZero() && e.To.Sub(e.From) < 7
}

// opensWithTime reports whether the words before a clause of saying are its own adjunct and no clause: they begin with a
// preposition or a time and hold no verb («والأحد الفائت، أكد», not «نشرت الصحيفة أمس صورا، وقالت»).
func (v *view) opensWithTime(clause int) bool {
	start := v.starts[min(clause, len(v.starts)-1)]
	if clause-start > 20 {
		return false
	}
	for start < clause && v.is(start, lex().connector) {
		start++
	}
	if start < clause && !v.adjunctAt(start) && !v.tokens[start].time {
		return false
	}
	for i := start; i < clause; i++ {
		if !v.tokens[i].time && (v.finiteAt(i) || v.verbAt(i)) {
			return false
		}
	}
	return true
}

// ofRecord reports whether a time belongs to the noun before it by ل: «تقريرها للعام 2020».
func (v *view) ofRecord(i int) bool {
	_, ok := v.prefixed(i, "ل")
	return ok || v.at(i-1).time && v.at(i-1).expression == v.tokens[i].expression && v.ofRecord(i-1)
}

// unknownName reports whether the mention up to i has the look of a person's name that package names did not find.
func (d *draft) unknownName(i int) bool {
	v, p := d.v, d.mention
	if i <= p.from || i >= p.to || i-p.from < 2 || i-p.from > 4 {
		return false
	}
	for j := p.from; j < i; j++ {
		t := &v.tokens[j]
		if t.shape != word || t.entity != 0 || v.speaks(t.fold) || j == p.from && (!v.nameLike(j) || strings.HasSuffix(t.fold, "ات")) || strings.HasPrefix(t.fold, "ال") && j < i-1 {
			return false
		}
	}
	return true
}

// afterOccasion reports whether the words before i name what something was said in: an interview, a meeting, a speech.
func (v *view) afterOccasion(i int) bool {
	j := i - 1
	if p := v.at(j); p.shape == shut && p.mate > i-12 {
		j = p.mate - 1 // «في افتتاح "مهرجان الواحة" في صور»
	}
	for last := j - 3; j > last && j >= v.starts[i] && v.tokens[j].shape == word; j-- {
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
		t := &v.tokens[i]
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
