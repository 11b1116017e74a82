package names

import "strings"

// longestItem bounds an item of an enumeration in words.
const longestItem = 4

// item is one part of an enumeration: words [from, to), the conjunction left out.
type item struct{ from, to, skip int }

// listed books names that stand in a row with names: Arabic joins like with like («سالم الدباغ، فلان الفلاني، كريم الحداد»).
func (d *document) listed(n int) {
	items := d.lines[n].items()
	for changed := true; changed; {
		changed = false
		for k, it := range items {
			if d.at(n, it.from) != nil || !(k > 0 && d.isPerson(n, items[k-1]) && d.near(n, items[k-1], it) || k+1 < len(items) && d.isPerson(n, items[k+1]) && d.near(n, it, items[k+1])) {
				continue
			}
			if d.nameItem(n, it) {
				changed = true
			}
		}
	}
}

// items cuts a line at commas, quotation marks and a lone «و».
func (l *line) items() []item {
	var out []item
	from := 0
	for i := 0; i <= len(l.words); i++ {
		if i < len(l.words) && l.words[i].gap < gapQuote && l.words[i].fold != "و" {
			continue
		}
		if from < i && l.words[from].fold == "و" {
			from++
		}
		if from < i && i-from <= longestItem {
			out = append(out, item{from, i, 0})
		}
		from = i
	}
	return out
}

// near reports whether b follows a in one enumeration: nothing but a lone «و» between them, and no stop.
func (d *document) near(n int, a, b item) bool {
	l := d.lines[n]
	return (b.from == a.to || b.from == a.to+1 && l.words[a.to].fold == "و") && l.words[a.to].gap < gapColon && l.words[b.from].gap < gapColon
}

// isPerson reports whether a person's name ends the item.
func (d *document) isPerson(n int, it item) bool {
	s := d.at(n, it.to-1)
	return s != nil && s.typ == Person && s.to == it.to
}

// nameItem books the item as a person's name where each of its words can be a part of one and the first is.
func (d *document) nameItem(n int, it item) bool {
	l := d.lines[n]
	if it.to-it.from < 2 {
		return false
	}
	r := l.words[it.from].skipTo()
	if r.prep != 0 || !isNamePart(r.fold) || d.startsRole(n, it.from) || arabicStop(r.fold) {
		return false
	}
	for i := it.from + 1; i < it.to; i++ {
		w := l.words[i]
		if w.lex().link && i+1 < it.to {
			continue
		}
		if d.at(n, i) != nil || w.stop() || w.verb() || w.digits() || w.ordinary() && !(w.rare() && strings.HasPrefix(w.fold, "ال")) || l.otherwise(i) {
			return false
		}
	}
	return d.take(span{line: n, from: it.from, to: it.to, start: l.words[it.from].start + r.skip, end: l.words[it.to-1].end, typ: Person})
}
