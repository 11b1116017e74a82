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
			g := guess{n, from + i, from + end, typ, t.Margin(i, end, ys[i])}
			for _, g := range l.split(g) {
				if g = l.guess(g, against); g.to > g.from {
					out = append(out, g)
				}
			}
			i = end - 1
		}
	})
	d.against[n] = against
	return out
}

// guess trims what cannot belong to a name and takes in what does; an empty one has from = to.
func (l *line) guess(g guess, against []float32) guess {
	for j := g.from + 1; j < g.to; j++ {
		if l.words[j].gap <= gapHyphen {
			continue
		}
		if w := l.words[g.from].skipTo().fold; j == g.from+1 && l.words[j].gap == gapQuote && (words().org[w] || outlets().heads[w]) {
			g.from = j // «مجلة "تايم"»
			continue
		}
		g.to = j
	}
	for g.to > g.from && l.loose(g.from, g.to-1, g.typ) {
		g.to--
	}
	if g.typ != Person {
		return g
	}
	for g.to > g.from+1 && (l.words[g.from].ordinary() || l.placeWord(g.from)) {
		g.from++
	}
	for j := g.from + 1; j < g.to; j++ {
		if r := l.words[j].skipTo(); r.prep == 'ب' || r.prep == 'ل' {
			if _, hits := gazetteer().match(l, j, r.fold); len(hits) > 0 && !hits[0].weak && hits[0].rec.typ == Place {
				g.to = j // «فهد بجازان»
			} else if nameParts()[r.fold].pairs > 5 && r.prep == 'ل' {
				g.from = j // «صفقة لمنصور»
			}
		}
	}
	if g.to > g.from {
		g.to = l.widenRight(g.from, g.to, against)
		g.from = l.widenLeft(g.from, against)
	}
	return g
}

// loose reports whether word i, the last of a guess that begins at from, is no part of it.
func (l *line) loose(from, i int, typ Type) bool {
	w := l.words[i]
	if typ == Person && i > from && (isNameLink(l.words[i-1].fold) || regnal(w.fold)) {
		return false
	}
	if typ == Person && (strings.HasSuffix(w.text, "اً") || strings.HasSuffix(w.text, "ًا")) {
		return true // «فائزا»
	}
	return w.stop() || words().verbs[w.fold] || isFuture(w.fold) && typ == Person || typ == Person && (w.ordinary() || i > from && isNameLink(w.fold) && w.fold != "عبد")
}

// regnal reports whether a word numbers kings and popes.
func regnal(w string) bool {
	return has(" الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر عشر الاكبر الاصغر ", w)
}

// stop is arabicStop for a word as it is written: «علي» is a name, «على» is none.
func (w word) stop() bool { return w.text != "علي" && arabicStop(w.fold) }

// placeWord reports whether word i alone is a curated place and no part of names.
func (l *line) placeWord(i int) bool {
	w := l.words[i].fold
	end, hits := gazetteer().match(l, i, w)
	return end == i+1 && len(hits) > 0 && !hits[0].weak && hits[0].rec.typ == Place && !isNamePart(w)
}

// split cuts «البرهان وحميدتي» into two names.
func (l *line) split(g guess) []guess {
	for j := g.from + 1; j < g.to; j++ {
		w := l.words[j]
		rest, ok := strings.CutPrefix(w.fold, "و")
		if !ok || len(rest) < 6 || nameKnown(w.fold) || !nameKnown(rest) || isNameLink(l.words[j-1].fold) {
			continue
		}
		head, tail := g, g
		head.to, tail.from = j, j
		return append([]guess{head}, l.split(tail)...)
	}
	return []guess{g}
}

// longestName bounds a person's name in words.
const longestName = 9

// widenRight takes in the parts of a name that stand right behind it.
func (l *line) widenRight(from, to int, against []float32) int {
	for to < len(l.words) && l.words[to].gap == gapSpace && to-from < longestName {
		w, last := l.words[to], l.words[to-1].fold
		link := (w.fold == "بن" || w.fold == "ال" || w.fold == "ولد") && to+1 < len(l.words) && l.words[to+1].gap == gapSpace
		switch {
		case last == "عبد" || last == "ابو" || last == "ابي" || last == "ال" || last == "بن":
			if w.stop() {
				return to
			}
		case link:
		case regnal(w.fold) && to-from == 1 && isNamePart(l.words[from].skipTo().fold) && from > 0 && l.titleWord(from-1):
		case w.namelike() && against[to] < 3.5, w.unheard() && against[to] < 1.5:
		default:
			return to
		}
		to++
	}
	return to
}

// widenLeft takes in the parts of a name that stand right before it.
func (l *line) widenLeft(from int, against []float32) int {
	for from > 0 && l.words[from].gap == gapSpace {
		w := l.words[from-1]
		if w.ordinary() || !(w.clearName() && against[from-1] < 3.5) && !(w.text == "علي" || w.text == "عبد" || w.text == "أبو" || w.text == "بن") {
			break
		}
		from--
	}
	return from
}

// namelike reports whether a word is a part of names, though it may be another word too.
func (w word) namelike() bool {
	if !isNamePart(w.fold) || len(w.fold) < 6 || w.stop() || words().verbs[w.fold] {
		return false
	}
	bare := bareArticle(w.fold)
	_, origin := nisbas()[bare]
	_, role := words().roles[bare]
	return !origin && !role && !words().qualifiers[bare] && !words().part[bare] && !words().org[bare] && !words().area[bare]
}

// unheard reports whether a word is in no list: a foreign name, or a slip.
func (w word) unheard() bool {
	_, bare, class := commonness(w.text)
	return class == 0 && bare < 6 && len(w.fold) >= 6 && !w.stop() && !words().verbs[w.fold] && !isFuture(w.fold)
}

// isFuture reports whether a word looks like a verb with the future's س.
func isFuture(w string) bool {
	return (strings.HasPrefix(w, "سي") || strings.HasPrefix(w, "ست")) && (strings.HasSuffix(w, "ان") || strings.HasSuffix(w, "ون"))
}

// vote gives names that are spelled alike one type, that for which the document's occurrences speak most.
func (d *document) vote(guesses []guess) {
	d.starts, d.partsSeen = map[string]bool{}, map[string]bool{}
	for _, g := range guesses {
		if g.typ == Person && g.to-g.from > 1 {
			for _, w := range d.lines[g.line].words[g.from:g.to] {
				d.partsSeen[bareName(w.fold)] = true
			}
		}
		d.starts[d.lines[g.line].words[g.from].fold] = true
	}
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
	s := d.startOf(l.words[from]).fold
	for _, w := range l.words[from+1 : to] {
		s += " " + w.fold
	}
	return s
}

// startOf reads the first word of a name: as another mention of the document begins, else as skipTo has it.
func (d *document) startOf(w word) reading {
	var buf [6]reading
	for _, r := range w.readings(buf[:0])[1:] {
		if d.starts[r.fold] && !isNamePart(w.fold) {
			return r // «لكليجدار» beside «كليجدار»
		}
	}
	return w.skipTo()
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
