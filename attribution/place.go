package attribution

import (
	"strings"

	"isnad/names"
)

// placeAt takes a place of saying that begins at the preposition i: after what it was said in («في مؤتمر صحافي في صور»), after
// the speaker's name («قال سالم العون في صور»), after a time or a comma behind the subject («قالت الوزيرة، أمس في صور، إن»), where
// the clause opens («في صور، قال»), after whom it was said to («للصحافيين في صور»), where a reporter is («مراسلتنا في صور»); or
// where a visit leads («خلال زيارة إلى صور»). Where a body has its seat («بلدية صور») is no place of saying, nor is a dateline.
func (r *reader) placeAt(d *draft, i int) {
	v := d.v
	if d.place != "" || d.sign == source || d.sign == headline {
		return
	}
	if lex().visit.has(v.tokens[i].fold) {
		if b := v.at(i - 1).fold; during(b) || b == "هامش" || b == "من" && d.sign == finite {
			d.place = v.visited(i)
		}
		return
	}
	j, ok := v.placePreposition(i)
	if !ok || d.body.from <= i && !d.placed || !r.placeOpens(d, i) {
		return
	}
	to := v.placeEnd(j)
	if to == j {
		return
	}
	if p := &d.mention; p.from < i && i < p.to {
		before := v.at(i - 1)
		seat := !d.unknownName(i) && !v.reporter(p.from) && (before.typ != names.Person || before.entity == 0 || !r.named[before.entity-1])
		if seat || to < p.to {
			return // «عضو المجلس في صور سالم العون»: where he sits, not where he spoke
		}
		*p = v.trim(phrase{p.from, i})
	}
	d.place = v.slice(j, to)
	if j == i {
		d.place = strings.TrimPrefix(strings.TrimPrefix(d.place, "و"), "ب")
	}
}

// placePreposition gives where the place begins that the word at i leads to: behind في and من, or in a word with ب.
func (v *view) placePreposition(i int) (int, bool) {
	rest, ok := v.prefixed(i, "ب")
	if ok && (v.tokens[i].entity != 0 || lex().town.has(rest) || lex().town.has(strings.TrimPrefix(rest, "ال"))) {
		return i, true
	}
	f := strings.TrimPrefix(v.tokens[i].fold, "و")
	return i + 1, f == "في" || f == "من"
}

// placeOpens reports whether a preposition at i leads to where something was said, by what stands before it.
func (r *reader) placeOpens(d *draft, i int) bool {
	v := d.v
	before := v.at(i - 1)
	from := strings.HasSuffix(v.tokens[i].fold, "من") && v.tokens[i].fold != "بمن"
	switch {
	case from && (d.act == Call || d.act == Ask || d.act == Warn):
		return false // «طلب الوزير من صور»
	case v.afterOccasion(i), !from && (i == d.clause.start || i == v.starts[i]):
		return true
	case before.typ == names.Person && before.entity != 0:
		return r.named[before.entity-1]
	case d.unknownName(i):
		return true
	case !d.mention.empty() && d.mention.from < i && i < d.mention.to && v.reporter(d.mention.from):
		return true
	case from || i <= d.cue.to:
		return false
	}
	rest, ok := strings.CutPrefix(before.fold, "لل")
	if ok && lex().hearer.has(rest) || d.heard > 0 && d.heard < i && v.phraseWords(phrase{d.heard, i}) == len(strings.Fields(d.addressee)) {
		return true
	}
	return (before.shape == comma || before.time) && r.byNameOnly(d, i)
}

// byNameOnly reports whether nothing but the speaker's name, times and commas stands between the cue and i.
func (r *reader) byNameOnly(d *draft, i int) bool {
	v, p := d.v, d.mention
	if !p.empty() && p.from >= d.cue.to {
		last := v.at(p.to - 1)
		if p.to > i || last.typ != names.Person || last.entity == 0 || !r.named[last.entity-1] {
			return false
		}
	}
	for j := d.cue.to; j < i; j++ {
		t := v.tokens[j]
		if t.shape == word && !t.time && !(p.from <= j && j < p.to) && !lex().time.has(t.fold) && t.fold != "يوم" {
			return false
		}
	}
	return true
}

// reporter reports whether the noun at i is one who reports from where he is.
func (v *view) reporter(i int) bool { return strings.HasPrefix(v.at(i).fold, "مراسل") }

// placeEnd is where the name of a place that begins at j ends, with the noun before it («مدينة صور», «قصر الواحة») and a second
// one around it («صور في الجنوب»); j itself where none begins.
func (v *view) placeEnd(j int) int {
	to := j
	for to < j+2 && v.townly(to) && v.at(to).typ != names.Place {
		to++
	}
	if f := v.at(to).fold; to > j && v.at(to).entity == 0 && strings.HasPrefix(f, "ال") && strings.HasSuffix(f, "يه") && v.at(to+1).typ == names.Place {
		to++ // «العاصمة اللبنانية بيروت»
	}
	e := v.at(to).entity
	switch {
	case e != 0 && (v.at(to).typ == names.Place || to > j && v.at(to).typ == names.Organisation):
	case e != 0 && v.at(to).typ == names.Organisation && v.townly(to):
	case to > j && v.at(to).shape == word && strings.HasPrefix(v.at(to).fold, "ال") && !v.at(to).time && lex().site.has(siteNoun(v.at(j).fold)):
		for to++; to < j+4 && v.at(to).shape == word && strings.HasPrefix(v.at(to).fold, "ال"); to++ {
		}
		return to
	default:
		return j
	}
	for to < v.ends[j] && v.at(to).entity == e {
		to++
	}
	if next := v.at(to + 1); v.at(to).fold == "في" && next.typ == names.Place && next.first {
		for to++; v.at(to).entity == next.entity; {
			to++
		}
	}
	return to
}

// townly reports whether the noun at i stands before the name of a place.
func (v *view) townly(i int) bool {
	return lex().town.has(siteNoun(v.at(i).fold)) || lex().site.has(siteNoun(v.at(i).fold))
}

// siteNoun is a noun without its preposition and article.
func siteNoun(f string) string { return strings.TrimPrefix(strings.TrimPrefix(f, "ب"), "ال") }

// visited gives where a visit leads: the name of a place behind إلى or ل within a few words, or at once («زيارته صور»).
func (v *view) visited(i int) string {
	for j := i + 1; j < min(i+7, v.ends[i]); j++ {
		t := v.tokens[j]
		if t.shape != word || v.thatAt(j) || t.entity != 0 && t.typ != names.Place || j == i+1 && strings.HasPrefix(t.fold, "ال") && t.entity == 0 {
			return "" // «زيارة الوزير إلى صور» is another's
		}
		if t.typ != names.Place && !v.townly(j) && !lex().town.has(strings.TrimPrefix(t.fold, "ل")) {
			continue
		}
		if _, ok := v.prefixed(j, "ل"); !ok && v.at(j-1).fold != "الي" && (j != i+1 || t.typ != names.Place) {
			continue
		}
		to := v.placeEnd(j)
		if lex().town.has(strings.TrimPrefix(t.fold, "ل")) {
			to = v.placeEnd(j + 1)
		}
		if to == j || to == j+1 && v.at(j).typ != names.Place {
			return ""
		}
		s := v.slice(j, to)
		if strings.HasPrefix(t.fold, "لل") {
			return "ال" + strings.TrimPrefix(s, "لل")
		}
		if v.at(j-1).fold != "الي" {
			s = strings.TrimPrefix(s, "ل")
		}
		return s
	}
	return ""
}

// placeBefore gives a place between commas right before the clause of saying: «…، وفي صور، أعلنت».
func (v *view) placeBefore(start int) string {
	if v.at(start-1).shape != comma {
		return ""
	}
	for i := start - 2; i > start-6 && i >= v.starts[start-1]; i-- {
		t := v.tokens[i]
		if f := strings.TrimPrefix(t.fold, "و"); f == "في" {
			if to := v.placeEnd(i + 1); to == start-1 && (i == v.starts[i] || v.tokens[i-1].shape != word || t.fold == "وفي") {
				return v.slice(i+1, to)
			}
			return ""
		}
		if t.shape != word {
			return ""
		}
	}
	return ""
}

// placeOfHead gives where a headline's speaker is: «الوزير من صور: …».
func (v *view) placeOfHead(p phrase) string {
	for i := p.from + 1; i+1 < p.to; i++ {
		if v.tokens[i].fold == "من" && v.tokens[i-1].shape == word && !quantity().has(v.tokens[i-1].fold) {
			if to := v.placeEnd(i + 1); to == p.to {
				return v.slice(i+1, to)
			}
			return ""
		}
	}
	return ""
}

// hearerOfHead gives whom a headline's speaker turns to: «العون لسالم الريح: …».
func (v *view) hearerOfHead(p phrase) string {
	for i := p.from + 1; i < p.to; i++ {
		t := v.tokens[i]
		if _, ok := v.prefixed(i, "ل"); ok && t.typ == names.Person && t.first && v.tokens[i-1].entity != 0 {
			return strings.TrimPrefix(v.slice(i, p.to), "ل")
		}
	}
	return ""
}
