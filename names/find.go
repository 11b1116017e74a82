package names

import (
	"isnad/arabic"
)

// Input is an article as Find reads it. Host and Outlet say whose article it is, where that is known: «الوطن» is one outlet
// in its own pages and another elsewhere.
type Input struct {
	Title, Text string
	Host        string // of the article's address
	Outlet      string // the source's name, as given
}

// Find gives everybody and everything the article names, in the order of their first mentions, title first. The mentions
// of an entity are in order too; offsets are bytes into the field each mention names. Time and space are linear in the text.
func Find(in Input) []Entity {
	d := &document{lines: []*line{newLine(arabic.Title, in.Title), newLine(arabic.Text, in.Text)}}
	d.home = recordByHost(in.Host)
	if d.home == nil && in.Outlet != "" {
		if o := outletHits(gazetteer().lookup(in.Outlet)); len(o) > 0 {
			d.home = o[0].rec
		}
	}
	for n := range d.lines {
		d.gazette(n)
		d.people(n)
	}
	for n := range d.lines {
		d.roles(n)
	}
	return d.entities()
}

// document is an article in the making.
type document struct {
	lines []*line
	home  *record // the outlet whose article it is
	spans []span
	taken [2][]int32 // per line and word: index into spans + 1
}

// span is a found mention before linking: words [from, to) of a line.
type span struct {
	line, from, to int
	start, end     int // bytes
	typ            Type
	rec            *record // curated, or nil
	role           *Role   // a role without a name
	roles          []Role  // roles in apposition to a name
	prep           rune
	own            bool // the article's own outlet: «لـ«اليوم»»
	entity         int  // index into the entity list + 1
}

// take books a span unless one of its words is booked already.
func (d *document) take(s span) bool {
	t := d.booked(s.line)
	for i := s.from; i < s.to; i++ {
		if t[i] != 0 {
			return false
		}
	}
	d.spans = append(d.spans, s)
	for i := s.from; i < s.to; i++ {
		t[i] = int32(len(d.spans))
	}
	return true
}

func (d *document) booked(n int) []int32 {
	if d.taken[n] == nil {
		d.taken[n] = make([]int32, len(d.lines[n].words))
	}
	return d.taken[n]
}

// at gives the span booked at a word, or nil.
func (d *document) at(n, i int) *span {
	t := d.booked(n)
	if i < 0 || i >= len(t) || t[i] == 0 {
		return nil
	}
	return &d.spans[t[i]-1]
}

// gazette books every curated name of line n.
func (d *document) gazette(n int) {
	l := d.lines[n]
	var buf [6]reading
	for i := 0; i < len(l.words); {
		next := i + 1
		for _, r := range l.words[i].readings(buf[:0]) {
			end, hits := gazetteer().match(l, i, r.fold)
			rec, own, ok := d.choose(l, i, end, r, hits)
			if !ok {
				continue
			}
			d.take(span{line: n, from: i, to: end, start: l.words[i].start + r.skip, end: l.words[end-1].end, typ: rec.typ, rec: rec, prep: r.prep, own: own})
			next = end
			break
		}
		i = next
	}
}

// people books names that no list holds whole.
func (d *document) people(n int) {
	l := d.lines[n]
	for i := 0; i < len(l.words); i++ {
		if end := d.nameRun(n, i); end > i+1 {
			if d.take(span{line: n, from: i, to: end, start: l.words[i].start, end: l.words[end-1].end, typ: Person}) {
				i = end - 1
			}
		}
	}
}

// nameRun reads a name of known parts from word i on.
func (d *document) nameRun(n, i int) int {
	l := d.lines[n]
	p, ok := nameParts()[l.words[i].fold]
	if !ok || !p.person || arabicStop(l.words[i].fold) || d.at(n, i) != nil {
		return i
	}
	end := i + 1
	for j := i + 1; j < len(l.words) && j < i+7; j++ {
		w := l.words[j]
		if w.gap > gapHyphen || d.at(n, j) != nil {
			break
		}
		if isNameLink(w.fold) {
			continue
		}
		if _, role := words().roles[w.fold]; role || arabicStop(w.fold) || !isNamePart(w.fold) {
			break
		}
		end = j + 1
	}
	return end
}
