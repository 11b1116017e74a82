package names

import (
	"slices"
	"strings"
)

// curated is a phrase of the lists, chosen among its meanings.
type curated struct {
	span
	weak bool
}

// gazette collects every curated name of line n.
func (d *document) gazette(n int) []curated {
	l := d.lines[n]
	var buf [6]reading
	var out []curated
	for i := 0; i < len(l.words); {
		next := i + 1
		for _, r := range l.words[i].readings(buf[:0]) {
			end, hits := gazetteer().match(l, i, r.fold)
			if len(hits) == 0 {
				continue
			}
			rec, own, sure := d.choose(l, i, end, r, hits)
			s := span{line: n, from: i, to: end, start: l.words[i].start + r.skip, end: l.words[end-1].end, prep: r.prep, own: own}
			if !sure {
				rec = hits[0].rec
			}
			s.rec, s.typ = rec, rec.typ
			if s.typ == Person && end-i > 1 && l.titleWord(i) {
				if e, h := gazetteer().match(l, i+1, l.words[i+1].fold); len(h) > 0 && e >= end {
					break // «الملك سلمان بن عبد العزيز» is found from «سلمان» on
				}
				s.from, s.start = i+1, l.words[i+1].start // «الملك سلمان»
			}
			out = append(out, curated{span: s, weak: !sure})
			if sure {
				next = end
				break
			}
		}
		i = next
	}
	return out
}

// settleNames books the names of line n: what the lists are sure of, then what the tagger found.
func (d *document) settleNames(n int, lists []curated, guesses []guess) {
	inside := func(c curated) *guess {
		for i := range guesses {
			if g := &guesses[i]; g.from <= c.from && c.to <= g.to && g.to-g.from > c.to-c.from {
				return g
			}
		}
		return nil
	}
	at := 0
	slices.SortStableFunc(guesses, func(a, b guess) int { return a.from - b.from })
	all := guesses
	for _, c := range lists {
		for at < len(all) && all[at].to <= c.from {
			at++
		}
		guesses = all[at:min(len(all), at+3)]
		if c.weak {
			continue
		}
		if g := inside(c); g != nil && !d.keeps(c, g) || d.vetoed(c) {
			continue
		}
		d.take(c.span)
	}
	d.guessed(n, lists, all)
}

// veto is the log-odds from which on the tagger's "no name" outweighs a list's single word.
const veto = 2.5

// vetoed reports whether the tagger is sure that a single curated word, no country, is no name here.
func (d *document) vetoed(c curated) bool {
	return c.to-c.from == 1 && !strings.HasPrefix(c.rec.key, "country:") && d.against[c.line][c.from] > veto
}

// keeps decides between a sure curated name and a longer guess around it.
func (d *document) keeps(c curated, g *guess) bool {
	switch {
	case c.typ == Person && g.typ == Person && c.from == g.from && c.to-c.from > 1:
		return true // «محمد بن سلمان بن عبد العزيز»: the rest is taken in by extend
	case c.typ == Person && g.typ == Person:
		return false
	case c.typ == Outlet:
		return g.typ != Person
	case g.typ == c.typ && c.to-c.from > 1:
		return true
	case g.typ == Place && c.typ == Place:
		return true
	}
	return false
}

// guessed books what the tagger found and no list contradicts.
func (d *document) guessed(n int, lists []curated, guesses []guess) {
	l := d.lines[n]
	weak := map[[2]int]curated{}
	for _, c := range lists {
		if _, ok := weak[[2]int{c.from, c.to}]; c.weak && !ok {
			weak[[2]int{c.from, c.to}] = c
		}
	}
	for _, g := range guesses {
		if c, ok := weak[[2]int{g.from, g.to}]; ok && d.weakFits(c, g) {
			d.take(c.span)
			continue
		}
		s := d.nameSpan(l, n, g)
		if !d.plausible(l, g) {
			continue
		}
		d.take(s)
	}
}

// weakFits reports whether the tagger's type speaks for an unsure curated meaning. A surname alone is never taken for
// the curated person: it waits for the full name.
func (d *document) weakFits(c curated, g guess) bool {
	switch c.typ {
	case Place:
		return g.typ == Place
	case Organisation:
		return g.typ == Organisation
	case Outlet:
		return g.typ == Organisation && d.lines[g.line].words[g.from].gap == gapQuote
	}
	return false
}

// nameSpan is the span of a guess, proclitics left out.
func (d *document) nameSpan(l *line, n int, g guess) span {
	r := d.startOf(l.words[g.from])
	return span{line: n, from: g.from, to: g.to, start: l.words[g.from].start + r.skip, end: l.words[g.to-1].end, typ: g.typ, prep: r.prep}
}

// plausible drops guesses that a list of other words speaks against.
func (d *document) plausible(l *line, g guess) bool {
	if g.typ == Person && words().notNames[d.keyAt(g.line, g.from, g.to)] {
		return false
	}
	if f := l.words[g.from].fold; g.typ == Person && (f == "بن" || f == "ال") {
		return false
	}
	if g.to-g.from > 1 {
		return !(g.typ == Person && l.officeOf(g.from))
	}
	w := l.words[g.from]
	if len(w.fold) < 4 || w.fold[0] < 0x80 && g.typ == Person {
		return false
	}
	if w.stop() || words().verbs[w.fold] {
		return false
	}
	bare := bareArticle(w.skipTo().fold)
	if _, ok := nisbas()[bare]; ok {
		return false
	}
	if _, _, _, role := l.roleWord(g.from); role && g.typ == Person {
		return false
	}
	if g.typ == Person && !(g.from > 0 && l.words[g.from].gap <= gapHyphen && l.titleWord(g.from-1)) {
		return g.margin > loneMargin || d.partsSeen[bareName(w.skipTo().fold)]
	}
	return g.margin > 0
}

// loneMargin is how sure the tagger must be of a person called by one name only that stands nowhere in full.
const loneMargin = 1.0

// officeOf reports whether words i and i+1 are an office: «أمين العاصمة».
func (l *line) officeOf(i int) bool {
	_, _, definite, ok := l.roleWord(i)
	next := bareArticle(l.words[i+1].fold)
	return ok && !definite && next != l.words[i+1].fold && (words().org[next] || words().area[next] || words().part[next])
}

// titleWord reports whether word i is a definite title: «الملك», «البابا».
func (l *line) titleWord(i int) bool {
	f, _, definite, ok := l.roleWord(i)
	return ok && definite && f.title
}
