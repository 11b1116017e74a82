package attribution

import "strings"

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
			if !d.placed {
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
	if t.time && d.time == 0 && d.sign != headline && !(d.mention.from <= i && i < d.mention.to) {
		d.time = r.timeAt(v, i)
	}
	next := v.at(i + 1)
	switch {
	case d.medium != "":
	case lex().media.has(t.fold) && (prepositions().has(v.at(i-1).fold) || lex().adjunct.has(v.at(i-1).fold)):
		d.medium = v.surface(v.untilAdjunct(phrase{i, min(i+3, v.mediumEnd(i))}))
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
		if t.shape != word || v.thatAt(j) || v.is(j, lex().thatHe) || v.is(j, lex().relative) || prepositions().has(t.fold) {
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
