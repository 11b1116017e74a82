package names

import (
	"slices"
	"strings"

	"isnad/internal/morph"
)

// curated is a phrase of the lists, chosen among its meanings.
type curated struct {
	span
	weak bool
}

// gazette collects every curated name of line n.
func (d *document) gazette(n int) []curated {
	l := d.lines[n]
	var out []curated
	for i := 0; i < len(l.words); {
		next := i + 1
		for _, r := range l.words[i].readings() {
			end, hits := gazetteer().from(l, i, r.curated)
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
	at := 0
	slices.SortStableFunc(guesses, func(a, b guess) int { return a.from - b.from })
	for _, c := range lists {
		for at < len(guesses) && guesses[at].to <= c.from {
			at++
		}
		if c.weak && !(c.typ == Place && d.coordinated(c)) {
			continue
		}
		if d.adjectival(c) {
			guesses = without(guesses, c)
			continue
		}
		if c, ok := d.settled(c, overlapping(c, guesses[at:])); ok {
			d.take(c.span)
		}
	}
	d.guessed(n, lists, guesses)
}

// without leaves out the guess of the same words as a curated name that is none here.
func without(guesses []guess, c curated) []guess {
	return slices.DeleteFunc(slices.Clone(guesses), func(g guess) bool { return g.from == c.from && g.to == c.to })
}

// overlapping gives the guess that shares the most words with a curated name, or nil; guesses are in order.
func overlapping(c curated, guesses []guess) *guess {
	var best *guess
	shared := 0
	for i := range guesses {
		g := &guesses[i]
		if g.from >= c.to {
			break
		}
		if n := min(g.to, c.to) - max(g.from, c.from); n > shared {
			best, shared = g, n
		}
	}
	return best
}

// settled brings a sure curated name together with what the tagger says: the list tells who it is, the tagger where the
// name begins and ends. False where the tagger's name stands instead, or none.
func (d *document) settled(c curated, g *guess) (curated, bool) {
	switch {
	case g == nil:
		c.described = c.typ == Organisation && d.describes(c) && d.denied(c)
		return c, !d.vetoed(c)
	case g.from == c.from && g.to == c.to:
		return c, d.typed(c, g)
	case g.from <= c.from && c.to <= g.to:
		return d.within(c, g)
	case c.from <= g.from && g.to <= c.to && d.narrower(c, g):
		return d.refit(c, g), true
	}
	return c, true
}

// narrower reports whether a guess inside a curated name says better what the name is: «دولة [قطر]», «صحيفة [الرياض]»,
// «[مجلس الأمن] التابع للأمم المتحدة».
func (d *document) narrower(c curated, g *guess) bool {
	switch c.typ {
	case Place:
		return g.typ == Place
	case Outlet:
		return g.typ == Organisation && g.to == c.to
	case Organisation:
		return g.typ == Organisation && g.from == c.from && has(" التابع التابعه ", d.lines[c.line].words[g.to].fold)
	}
	return false
}

// refit gives the curated name the words of the guess.
func (d *document) refit(c curated, g *guess) curated {
	if g.from != c.from {
		r := d.startOf(d.lines[c.line].words[g.from])
		c.start, c.prep = d.lines[c.line].words[g.from].start+r.skip, r.prep
	}
	c.from, c.to, c.end = g.from, g.to, d.lines[c.line].words[g.to-1].end
	return c
}

// typed reports whether a curated name keeps its type where the tagger gives the same words another: a town that plays
// («فاز برشلونة») is its club, and whom the tagger is convinced of is a person; countries stay.
func (d *document) typed(c curated, g *guess) bool {
	if c.typ != Place || c.isCountry() {
		return true
	}
	return g.typ == Place || g.margin < convinced
}

// within decides between a sure curated name and a longer guess around it.
func (d *document) within(c curated, g *guess) (curated, bool) {
	switch {
	case c.typ == Person && g.typ == Person:
		// «محمد بن سلمان بن عبد العزيز»: the rest is taken in by widening; «سلمان الفارسي» is somebody else.
		return c, c.from == g.from && c.to-c.from > 1 || c.from == g.from+1 && d.lines[c.line].opensWithVerb(g.from)
	case c.typ == Outlet:
		return c, g.typ != Person
	case c.typ == Place && g.typ == Place:
		if c.isCountry() {
			return d.refit(c, g), true // «الإمارات العربية»
		}
		return c, true
	case c.typ == Organisation && g.typ == Organisation && c.to-c.from > 1:
		if d.qualified(c.line, c.to, g.to) && c.from == g.from {
			return d.refit(c, g), true // «منظمة التحرير [الفلسطينية]»
		}
		return c, true
	}
	return c, g.typ == c.typ && c.to-c.from > 1
}

// opensWithVerb reports whether word i begins a clause and can be a verb: «، [حافظ] ترامب على دعمه».
func (l *line) opensWithVerb(i int) bool {
	if i > 0 && l.words[i].gap < gapComma && !l.words[i-1].stop() {
		return false
	}
	_, _, class := l.words[i].commonness()
	return class&uint16(morph.Perfect) != 0
}

// qualified reports whether words [i, to) only qualify the name before them.
func (d *document) qualified(n, i, to int) bool {
	for ; i < to; i++ {
		w := d.lines[n].words[i]
		if w.gap != gapSpace || !words().adjective(bareArticle(w.fold)) {
			return false
		}
	}
	return true
}

func (c curated) isCountry() bool { return strings.HasPrefix(c.rec.key, "country:") }

// veto is the log-odds from which on the tagger's "no name" outweighs a list's single word; a town's name needs less, for
// many are other words too («الجليل», «حماة»), a country's more.
const (
	veto        = 2.5
	vetoPlace   = 1.0
	vetoCountry = 4.0
)

// vetoed reports whether the tagger is sure that a single curated word is no name here.
func (d *document) vetoed(c curated) bool {
	if c.to-c.from > 1 {
		return false
	}
	if c.isCountry() {
		return d.against[c.line][c.from] > vetoCountry
	}
	if c.typ == Place {
		return d.against[c.line][c.from] > vetoPlace && !d.coordinated(c)
	}
	return d.against[c.line][c.from] > veto
}

// coordinated reports whether a place is joined by «و» to another right before it: like joins like («عدن ولحج»).
func (d *document) coordinated(c curated) bool {
	before := d.at(c.line, c.from-1)
	w := d.lines[c.line].words[c.from]
	return before != nil && before.typ == Place && w.gap == gapSpace && strings.HasPrefix(w.fold, "و") && c.start > w.start
}

// adjectival reports whether a single word that is a place elsewhere is no name here: an adjective of origin behind a noun
// with the article («المحادثات السعودية») or with tanwin («شأناً روسياً»), or a noun that a masculine adjective follows, for
// towns are feminine («الرباط الداخلي»).
func (d *document) adjectival(c curated) bool {
	l := d.lines[c.line]
	w := l.words[c.from]
	if c.typ != Place || c.to-c.from > 1 {
		return false
	}
	if strings.HasSuffix(w.text, "اً") || strings.HasSuffix(w.text, "ًا") {
		return true
	}
	definite := strings.HasPrefix(w.fold, "ال")
	if _, origin := nisbaOf(w.fold); origin && definite && c.isCountry() {
		return c.from > 0 && w.gap == gapSpace && strings.HasPrefix(bareConjunction(l.words[c.from-1].fold), "ال")
	}
	return definite && !c.isCountry() && l.described(c.to)
}

// compass are the adjectives that regions with masculine names take («البقاع الغربي»), and «الكبرى», which is feminine.
const compass = " غربي شرقي شمالي جنوبي اوسط اعلي ادني كبري صغري "

// described reports whether word i is a masculine adjective with the article that no town takes: «الداخلي».
func (l *line) described(i int) bool {
	if i >= len(l.words) || l.words[i].gap != gapSpace || !strings.HasPrefix(l.words[i].fold, "ال") {
		return false
	}
	bare := l.words[i].fold[len("ال"):]
	_, origin := nisbas()[bare]
	return !origin && words().adjectives[bare] && !strings.HasSuffix(bare, "ه") && !has(compass, bare)
}

func bareConjunction(w string) string { return strings.TrimPrefix(w, "و") }

// describes reports whether a curated name says what it names: «الجيش الإسرائيلي», but not «داعش».
func (d *document) describes(c curated) bool {
	return c.to-c.from > 1 || words().org[bareArticle(d.lines[c.line].words[c.from].skipTo().fold)]
}

// denied reports whether the tagger speaks against every word of a curated name: «الجيش الإسرائيلي» is known and can
// speak, but says what it is rather than what it is called.
func (d *document) denied(c curated) bool {
	for _, a := range d.against[c.line][c.from:c.to] {
		if a < leaning {
			return false
		}
	}
	return true
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
	if g.typ == Person && (words().notNames[d.keyAt(g.line, g.from, g.to)] || words().notNames[l.foldOf(g.from, g.to)]) {
		return false
	}
	if f := l.words[g.from].fold; g.typ == Person && (f == "بن" || f == "ال") && (g.to == g.from+1 || g.from > 0 && l.words[g.from].gap == gapSpace && isNamePart(l.words[g.from-1].skipTo().fold)) {
		return false // the rest of a longer name; «بن شملان» alone is a family
	}
	if g.to-g.from > 1 {
		return !(g.typ == Person && l.officeOf(g.from))
	}
	w := l.words[g.from]
	if len(w.fold) < 4 || w.fold[0] < 0x80 && g.typ == Person {
		return false
	}
	if w.stop() || w.lex().verb {
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
		return g.margin > d.lone(w) || d.partsSeen[bareName(w.skipTo().fold)]
	}
	return g.margin > 0
}

// lone is how sure the tagger must be of a person called by one name only that stands nowhere in full: more where no list
// has the word as a name, or has it as another word («بدر», «يحزنني»).
func (d *document) lone(w word) float64 {
	r := w.skipTo().fold
	_, bare, class := w.commonness()
	switch {
	case class&uint16(morph.Perfect|morph.Imperfect|morph.Function) != 0 && bare > rarely:
		return 2.5
	case !isNamePart(r):
		return 1.0
	}
	return 0
}

// foldOf is the folded text of words [from, to), proclitics included.
func (l *line) foldOf(from, to int) string {
	s := l.words[from].fold
	for _, w := range l.words[from+1 : to] {
		s += " " + w.fold
	}
	return s
}

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
