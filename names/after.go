package names

import "strings"

// namedAfter turns the name of a person into that of the body or place named after him: «جامعة الملك فلان», «شارع فلان».
// Nobody is spoken of there.
func (d *document) namedAfter(n int) {
	l := d.lines[n]
	for i := range l.words {
		s := d.at(n, i)
		if s == nil || s.from != i || s.typ != Person || s.start != l.words[i].start {
			continue
		}
		j := i
		for j > 0 && l.words[j].gap == gapSpace && d.at(n, j-1) == nil && l.titleWord(j-1) {
			j--
		}
		if j == 0 || l.words[j].gap != gapSpace {
			continue
		}
		if before := d.at(n, j-1); before != nil {
			d.merge(before, s)
			continue
		}
		if r, typ := l.bearsNames(j - 1); typ == Organisation {
			d.rename(s, j-1, r, typ)
		} else if typ == Place {
			d.rename(s, j, reading{}, typ)
		}
	}
}

// bearsNames reads word i as the noun of a body or place that is often named after people, in construct.
func (l *line) bearsNames(i int) (reading, Type) {
	for _, r := range l.words[i].readings() {
		switch {
		case strings.HasPrefix(r.fold, "ال"):
		case words().bodyAfter[r.fold]:
			return r, Organisation
		case r.fold == "مدينه" && l.dedicated(i+1):
			return r, Organisation
		case words().placeAfter[r.fold]:
			return r, Place
		}
	}
	return reading{}, ""
}

// dedicated reports whether the next words say what a body is for: «مدينة الملك فلان [للعلوم]».
func (l *line) dedicated(i int) bool {
	for ; i < len(l.words) && l.words[i].gap == gapSpace; i++ {
		if strings.HasPrefix(l.words[i].fold, "لل") {
			return true
		}
		if l.words[i].stop() || l.words[i].verb() {
			return false
		}
	}
	return false
}

// merge joins a body's name that ends in a title with the name behind it: «جامعة الملك» and «فلان».
func (d *document) merge(body, s *span) {
	l, t := d.lines[body.line], d.booked(body.line)
	if body.typ != Organisation || body.to != s.from || !l.titleWord(body.to-1) {
		return
	}
	for k := s.from; k < s.to; k++ {
		t[k] = t[body.from]
	}
	body.to, body.end = s.to, s.end
	s.typ, s.to = "", s.from // dead: it books no word
}

// rename gives the span of a person to what is named after him, from word i on, with the adjectives behind it.
func (d *document) rename(s *span, i int, r reading, typ Type) {
	l, t := d.lines[s.line], d.booked(s.line)
	id := t[s.from]
	for s.from = i; s.to < len(l.words) && t[s.to] == 0 && d.qualified(s.line, s.to, s.to+1) && strings.HasPrefix(l.words[s.to].fold, "ال"); s.to++ {
	}
	if typ == Organisation && s.to < len(l.words) && t[s.to] == 0 && l.words[s.to].gap == gapSpace && strings.HasPrefix(l.words[s.to].fold, "لل") {
		for s.to++; s.to < len(l.words) && t[s.to] == 0 && l.words[s.to].gap == gapSpace && (strings.HasPrefix(l.words[s.to].fold, "وال") || strings.HasPrefix(l.words[s.to].fold, "ال") && words().adjective(bareArticle(l.words[s.to].fold))); s.to++ {
		}
	}
	for k := s.from; k < s.to; k++ {
		t[k] = id
	}
	s.start, s.end, s.prep = l.words[i].start+r.skip, l.words[s.to-1].end, r.prep
	s.typ, s.rec, s.roles = typ, nil, nil
}
