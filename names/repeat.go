package names

// known is what full names of people tell about later mentions.
type known struct {
	parts map[string]bool    // by which somebody may be called alone
	all   map[string]bool    // every part: after a title any will do («اللواء العمودي»)
	pairs map[[2]string]bool // parts that follow one another
}

// knownNames gathers the parts of the full names booked so far.
func (d *document) knownNames() known {
	k := known{map[string]bool{}, map[string]bool{}, map[[2]string]bool{}}
	for _, s := range d.spans {
		if s.typ != Person || s.to-s.from < 2 {
			continue
		}
		before := ""
		for i, w := range d.lines[s.line].words[s.from:s.to] {
			part := bareName(w.fold)
			if i == 0 {
				part = bareName(d.startOf(w).fold)
			} else {
				k.pairs[[2]string{before, part}] = true
			}
			if i > 0 && !w.lex().link {
				k.all[part] = true
				k.parts[part] = k.parts[part] || d.lasting(w)
			}
			before = part
		}
	}
	return k
}

// repeat books the later mentions of people whose full name the article gives: by one part of it («بلينكن»), and by
// several where the parts alone would be other words («مساعد الزويهري»).
func (d *document) repeat() {
	k := d.knownNames()
	if len(k.all) == 0 {
		return
	}
	for n, l := range d.lines {
		for i, w := range l.words {
			if s := d.at(n, i); s != nil {
				if s.from == i && s.typ == Person && s.rec == nil {
					d.prefix(k, s)
				}
				continue
			}
			r := d.startOf(w)
			if part := bareName(r.fold); !(k.parts[part] && (d.against[n][i] < vetoCountry || w.unheard()) && !d.startsRole(n, i) || k.all[part] && r.skip == 0 && l.calls(i) && (d.titleBefore(l, i) || i > 0 && l.words[i].gap == gapSpace && l.words[i-1].verb())) {
				continue
			}
			if d.append(n, i, r) {
				continue
			}
			if d.take(span{line: n, from: i, to: i + 1, start: w.start + r.skip, end: w.end, typ: Person, prep: r.prep}) {
				d.prefix(k, &d.spans[len(d.spans)-1])
			}
		}
	}
}

// calls reports whether word i can call somebody by a part of his name that is also another word: no adjective of origin.
func (l *line) calls(i int) bool {
	n, ok := nisbaOf(l.words[i].fold)
	return !ok || n.code == ""
}

// append takes a known part that stands right behind a name into it: «عبد الرحمن [الوابل]».
func (d *document) append(n, i int, r reading) bool {
	s := d.at(n, i-1)
	if s == nil || s.typ != Person || s.rec != nil || r.skip > 0 || d.lines[n].words[i].gap != gapSpace {
		return false
	}
	d.booked(n)[i] = d.booked(n)[i-1]
	s.to, s.end = i+1, d.lines[n].words[i].end
	return true
}

// prefix takes in the parts that stand before a known part as they do in the full name.
func (d *document) prefix(k known, s *span) {
	l, t := d.lines[s.line], d.booked(s.line)
	for s.from > 0 && s.start == l.words[s.from].start && l.words[s.from].gap == gapSpace && t[s.from-1] == 0 {
		r := d.startOf(l.words[s.from-1])
		if !k.pairs[[2]string{bareName(r.fold), bareName(l.words[s.from].fold)}] {
			return
		}
		t[s.from-1] = t[s.from]
		s.from--
		s.start, s.prep = l.words[s.from].start+r.skip, r.prep
	}
}
