package names

import "strings"

// roles reads every role of line n, ties those beside a name to it and books the others as mentions of somebody unnamed.
func (d *document) roles(n int) {
	l := d.lines[n]
	stop := func(i int) (int, Type) {
		if s := d.at(n, i); s != nil && s.from == i {
			return s.to, s.typ
		}
		return i, ""
	}
	for i := 0; i < len(l.words); {
		if s := d.at(n, i); s != nil && s.typ != Place {
			i++
			continue
		}
		chain := d.chain(n, i, stop)
		if len(chain) == 0 {
			i++
			continue
		}
		d.settle(n, chain)
		i = chain[len(chain)-1].to
	}
}

// chain reads roles that follow one another: «صاحب السمو الملكي الأمير».
func (d *document) chain(n, i int, stop stopAt) []roleMatch {
	var out []roleMatch
	l := d.lines[n]
	for i < len(l.words) {
		if len(out) > 0 && (l.words[i].gap > gapComma || l.words[i].gap > gapSpace && out[len(out)-1].Scope == "" || personAt(stop, i)) {
			break
		}
		m, ok := l.roleAt(i, stop)
		if !ok || len(out) > 0 && m.start != l.words[i].start {
			break
		}
		out = append(out, m)
		i = m.to
	}
	return out
}

func personAt(stop stopAt, i int) bool {
	_, typ := stop(i)
	return typ == Person
}

// settle decides what a chain of roles belongs to: the name after it, the name before it, or nobody named.
func (d *document) settle(n int, chain []roleMatch) {
	l := d.lines[n]
	last := chain[len(chain)-1]
	next := d.pastPlace(n, last.to)
	if s := d.at(n, next); s != nil && s.from == next && s.typ == Person && d.beside(n, last, s) && last.Number == Singular && last.apposed() {
		for _, m := range d.together(n, chain) {
			s.roles = append(s.roles, m.Role)
		}
		return
	}
	if at, ok := l.predicate(last.to); ok && last.Number == Singular {
		if s := d.at(n, at); s != nil && s.from == at && s.typ == Person {
			s.roles = append(s.roles, last.Role) // «متحدثة باسم الشركة هي فلانة»
			return
		}
	}
	first := chain[0]
	if s := d.at(n, first.from-1); s != nil && s.typ == Person && first.Number == Singular && first.prep == 0 &&
		first.start == l.words[first.from].start && l.words[first.from].gap <= gapComma && (first.Definite || l.words[first.from].gap == gapComma) && first.scopedEnough() {
		for _, m := range chain {
			s.roles = append(s.roles, m.Role)
		}
		return
	}
	for _, m := range chain {
		if !m.mentionable() || l.qualifies(m) {
			continue
		}
		r := m.Role
		d.hide(l, m.to, &r)
		d.spans = append(d.spans, span{line: n, from: m.from, to: m.to, start: m.start, end: m.end, typ: r.Type(), role: &r, prep: m.prep})
	}
}

// pastPlace skips a place after «بـ» behind a role: «رئيس فرع النقابة بمدنين، فلان».
func (d *document) pastPlace(n, i int) int {
	if s := d.at(n, i); s != nil && s.from == i && s.typ == Place && s.prep == 'ب' && d.lines[n].words[i].gap == gapSpace {
		return s.to
	}
	return i
}

// beside reports whether the name s right after role m is its bearer: at once, or between commas, «وزير الدفاع، فلان،».
func (d *document) beside(n int, m roleMatch, s *span) bool {
	l := d.lines[n]
	switch g := l.words[s.from].gap; {
	case g <= gapParen:
		return true
	case g == gapComma && m.Definite && m.Scope != "":
		return s.to == len(l.words) || l.words[s.to].gap >= gapComma
	}
	return false
}

// apposed reports whether a role can stand before the name of its bearer: an indefinite one («نائب فرنسي») cannot, except
// honorifics and ranks without an adjective.
func (m roleMatch) apposed() bool {
	return m.Definite || m.Scope == "" && m.title || m.Kind == Honorific || m.Kind == Royal || m.Country == "" && !m.adjoined
}

// together leaves out those of a chain before the last comma that are not definite and singular.
func (d *document) together(n int, chain []roleMatch) []roleMatch {
	for i := len(chain) - 1; i > 0; i-- {
		if d.lines[n].words[chain[i].from].gap > gapSpace && !(chain[i-1].Definite && chain[i-1].Number == Singular) {
			return chain[i:]
		}
	}
	return chain
}

// scopedEnough keeps «فلان الرئيس» apart from «فلان رئيس الحكومة».
func (m roleMatch) scopedEnough() bool { return m.Scope != "" }

// mentionable reports whether a role alone is worth an entity.
func (m roleMatch) mentionable() bool {
	if f := m.form; f.beside || f.predicate || f.homograph && (m.Scope == "" || m.Gender == Feminine) {
		return false
	}
	switch m.Kind {
	case Source, Witness:
		return m.Definite || m.Scope != "" || m.Number == Plural
	case Office, Military, Royal, Religious, Judicial, Spokes, Press, Expert:
		return m.Definite || m.Scope != "" || m.Number != Singular
	case Honorific, Kin:
		return false
	}
	return m.Scope != "" && m.Definite
}

// qualifies reports whether a homograph is the adjective of the noun before it: «النمو الاقتصادي».
func (l *line) qualifies(m roleMatch) bool {
	if m.from > 0 && m.Number == Plural && m.Definite && l.words[m.from].gap == gapSpace && words().org[l.words[m.from-1].skipTo().fold] {
		return true // «مجلس الوزراء»
	}
	if !m.form.homograph || m.from == 0 || !strings.HasPrefix(l.words[m.from].fold, "ال") && !strings.HasSuffix(m.Noun, "ي") || l.words[m.from].gap != gapSpace || m.start != l.words[m.from].start {
		return false
	}
	w := l.words[m.from-1]
	return !w.lex().stop && !w.lex().verb
}

// hide looks for «رفض الكشف عن اسمه» soon after the role.
func (d *document) hide(l *line, i int, r *Role) {
	for j := i; j < len(l.words) && j < i+8 && l.words[j].gap < gapStop; j++ {
		if end, hits := words().hidden.match(l, j, l.words[j].fold); len(hits) > 0 && end > j {
			r.Hidden = true
			return
		}
	}
}
