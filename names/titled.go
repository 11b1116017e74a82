package names

import "strings"

// titled books names whose parts are other words too where an office stands before them: «رئيس النادي مساعد الزويهري».
// After a definite office in the singular Arabic has no bare noun with a definite one behind it but a name in apposition.
func (d *document) titled(n int) {
	l := d.lines[n]
	stop := func(i int) (int, Type) {
		if s := d.at(n, i); s != nil && s.from == i {
			return s.to, s.typ
		}
		return i, ""
	}
	for i := 0; i+2 < len(l.words); i++ {
		if s := d.at(n, i); s != nil && s.typ != Place {
			continue
		}
		m, ok := l.roleAt(i, stop)
		if !ok {
			continue
		}
		i = m.to - 1
		if m.Number != Singular || m.Kind == Kin || m.Kind == Source || m.Scope == "" {
			continue
		}
		if at, ok := l.predicate(m.to); ok {
			d.bearer(n, at)
		} else if m.Definite && m.Kind != Honorific {
			d.bearer(n, m.to)
		}
	}
}

// predicate reports whether word i is the pronoun between a role and the name of who has it, and gives the word after it:
// «متحدثة باسم الشركة هي فلانة».
func (l *line) predicate(i int) (int, bool) {
	if i+1 < len(l.words) && l.words[i].gap == gapSpace && l.words[i+1].gap == gapSpace && has(" هو هي ", l.words[i].fold) {
		return i + 1, true
	}
	return 0, false
}

// bearer books a given name at word i and the surname after it.
func (d *document) bearer(n, i int) {
	l := d.lines[n]
	if i+1 >= len(l.words) || l.words[i].gap != gapSpace || l.words[i+1].gap != gapSpace || d.at(n, i) != nil {
		return
	}
	first := l.words[i]
	if _, _, class := first.commonness(); !isNamePart(first.fold) && class != 0 || first.stop() || strings.HasPrefix(first.fold, "ال") || words().verbs[first.fold] && !first.given() {
		return
	}
	if s := d.at(n, i+1); s != nil {
		if s.from == i+1 && s.typ == Person && s.rec == nil && s.start == l.words[i+1].start {
			d.booked(n)[i] = d.booked(n)[i+1]
			s.from, s.start = i, first.start
		}
		return
	}
	if l.surname(i + 1) {
		d.take(span{line: n, from: i, to: i + 2, start: first.start, end: l.words[i+1].end, typ: Person})
	}
}

// surname reports whether word i is a surname by its form: the article and no everyday word, or a word that only names are.
func (l *line) surname(i int) bool {
	w := l.words[i]
	if w.clearName() {
		return true
	}
	if l.otherwise(i) {
		return false
	}
	return strings.HasPrefix(w.fold, "ال") && len(w.fold) >= 10 && w.rare()
}

// otherwise reports whether the lists have word i as what stands behind a name without being part of it: an adjective of
// origin, a role, a qualifier, the noun of a body or place.
func (l *line) otherwise(i int) bool {
	x, bare := words(), bareArticle(l.words[i].fold)
	if _, origin := nisbas()[bare]; origin {
		return true
	}
	_, _, _, role := l.roleWord(i)
	return role || x.qualifiers[bare] || x.part[bare] || x.org[bare] || x.area[bare]
}
