package names

import (
	"strings"

	"isnad/internal/nametag"
)

// guess is a name the tagger found.
type guess struct {
	line, from, to int
	typ            Type
	margin         float64 // how much its words speak for a name, log-odds per word
}

var typeOfLabel = map[nametag.Label]Type{
	nametag.BPerson: Person, nametag.BPlace: Place, nametag.BOrganisation: Organisation,
}

// tag labels line n sentence by sentence.
func (d *document) tag(t *nametag.Tagger, n int) []guess {
	l := d.lines[n]
	toks := l.tokens()
	var out []guess
	against := make([]float32, len(toks))
	l.sentences(func(from, to int) {
		ys := t.Tag(toks[from:to])
		for i := range ys {
			against[from+i] = float32(t.Against(i))
		}
		for i := 0; i < len(ys); i++ {
			typ, ok := typeOfLabel[ys[i]]
			if !ok {
				continue
			}
			end := i + 1
			for end < len(ys) && ys[end] == ys[i]+1 {
				end++
			}
			if g := l.guess(n, from+i, from+end, typ, t.Margin(i, end, ys[i])); g.to > g.from {
				out = append(out, g)
			}
			i = end - 1
		}
	})
	d.against[n] = against
	return out
}

// guess trims what cannot belong to a name; an empty one has from = to.
func (l *line) guess(n, from, to int, typ Type, margin float64) guess {
	for j := from + 1; j < to; j++ {
		if l.words[j].gap >= gapComma {
			to = j
		}
	}
	out := func(w word) bool {
		return arabicStop(w.fold) || words().verbs[w.fold] || typ == Person && w.ordinary()
	}
	for to > from && out(l.words[to-1]) {
		to--
	}
	for to > from+1 && typ == Person && l.words[from].ordinary() {
		from++
	}
	if typ == Person {
		from, to = l.widen(from, to)
	}
	return guess{line: n, from: from, to: to, typ: typ, margin: margin}
}

// widen takes in the parts of a name that stand right before and behind it.
func (l *line) widen(from, to int) (int, int) {
	if to == from {
		return from, to
	}
	for to < len(l.words) && l.words[to].gap == gapSpace && to-from < 8 {
		switch w := l.words[to]; {
		case w.clearName() && !strings.HasPrefix(w.fold, "و"):
			to++
		case (w.fold == "بن" || w.fold == "ال" || w.fold == "ولد") && to+1 < len(l.words) && l.words[to+1].gap == gapSpace:
			to += 2
		default:
			return l.before(from), to
		}
	}
	return l.before(from), to
}

func (l *line) before(from int) int {
	for from > 0 && l.words[from].gap == gapSpace {
		w := l.words[from-1]
		if w.ordinary() || !w.clearName() && !(w.text == "علي" || w.text == "عبد" || w.text == "أبو" || w.text == "بن") {
			break
		}
		from--
	}
	return from
}

// vote gives names that are spelled alike one type, that for which the document's occurrences speak most.
func (d *document) vote(guesses []guess) {
	type tally struct{ person, place, org float64 }
	votes := map[string]*tally{}
	key := func(g guess) string { return d.keyAt(g.line, g.from, g.to) }
	for _, g := range guesses {
		v := votes[key(g)]
		if v == nil {
			v = &tally{}
			votes[key(g)] = v
		}
		switch g.typ {
		case Person:
			v.person += 1 + g.margin/10
		case Place:
			v.place += 1 + g.margin/10
		default:
			v.org += 1 + g.margin/10
		}
	}
	for i, g := range guesses {
		v := votes[key(g)]
		switch {
		case v.person > v.place && v.person > v.org:
			guesses[i].typ = Person
		case v.place > v.person && v.place > v.org:
			guesses[i].typ = Place
		case v.org > v.person && v.org > v.place:
			guesses[i].typ = Organisation
		}
	}
}

// keyAt is the folded text of words [from, to), without the proclitics of the first.
func (d *document) keyAt(n, from, to int) string {
	l := d.lines[n]
	s := l.words[from].skipTo().fold
	for _, w := range l.words[from+1 : to] {
		s += " " + w.fold
	}
	return s
}

// skipTo is the reading by which a name's first word is compared: without a conjunction or preposition where the rest is
// a known name or the whole is no known word.
func (w word) skipTo() reading {
	var buf [6]reading
	rs := w.readings(buf[:0])
	if len(rs) == 1 {
		return rs[0]
	}
	whole, bare := nameKnown(rs[0].fold), rs[0]
	if whole {
		return rs[0]
	}
	for _, r := range rs[1:] {
		if nameKnown(r.fold) {
			return r
		}
	}
	if _, _, class := commonness(w.text); class == 0 && rs[1].prep == 0 {
		return rs[1] // «و» before an unknown name
	}
	return bare
}

// nameKnown reports whether a list holds the word as a name or the start of one.
func nameKnown(w string) bool {
	if isNamePart(w) {
		return true
	}
	id, ok := gazetteer().ids[w]
	if !ok {
		return false
	}
	_, ok = gazetteer().next[uint64(id)]
	return ok
}
