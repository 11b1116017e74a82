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
	for g.to > g.from && l.loose(g, against) {
		g.to--
	}
	if g.typ != Person {
		return l.unquote(g)
	}
	for g.to > g.from+1 && against[g.from] > -convinced && (l.words[g.from].ordinary() || l.placeWord(g.from)) {
		g.from++
	}
	for j := g.from + 1; j < g.to; j++ {
		if strings.HasPrefix(l.words[j].fold, "لل") && !isNamePart(l.words[j].fold) {
			g.to = j // «العون للصحافيين»
			break
		}
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

// unquote takes in the rest of an organisation's name whose beginning stands behind a quotation mark: «"كيه سي إم تريد"».
func (l *line) unquote(g guess) guess {
	if g.typ != Organisation || g.to <= g.from || l.words[g.from].gap != gapQuote {
		return g
	}
	for i := g.to; i <= len(l.words) && i <= g.from+longestItem; i++ {
		if quotedAfter(l, i) {
			g.to = i
			return g
		}
		if i == len(l.words) || l.words[i].gap > gapHyphen {
			break
		}
	}
	return g
}

// convinced is the log-odds from which on the tagger's name outweighs what the lists say of a word.
const convinced = 2.0

// loose reports whether the last word of a guess is no part of it.
func (l *line) loose(g guess, against []float32) bool {
	i, w := g.to-1, l.words[g.to-1]
	if g.typ == Person && w.digits() {
		return true // a number of telephone
	}
	if g.typ != Person {
		return w.stop() || w.lex().verb
	}
	if i > g.from && (isNameLink(l.words[i-1].fold) || regnal(w.fold)) {
		return false
	}
	if strings.HasSuffix(w.text, "اً") || strings.HasSuffix(w.text, "ًا") {
		return true // «فائزا»
	}
	if i > g.from && w.scope() {
		return true // «الملك سلمان الوفد»
	}
	if i > g.from && l.second(i, against[i]) {
		return false
	}
	return w.stop() || w.lex().verb || isFuture(w.fold) || w.ordinary() || i > g.from && w.lex().link && w.fold != "عبد"
}

// scope reports whether a word with the article is the noun of a body or of a part of one: «الوفد», «الجيش».
func (w word) scope() bool {
	bare, ok := strings.CutPrefix(w.fold, "ال")
	return ok && (words().part[bare] || words().org[bare])
}

// second reports whether word i, another word in the lists, is the second part of a name all the same: the tagger is
// convinced, or it leans that way and the word has the article after a known part of a name, where Arabic allows a
// surname, an apposition or an adjective alone («ناصر الشاعر»).
func (l *line) second(i int, against float32) bool {
	w, before := l.words[i], l.words[i-1].skipTo().fold
	if w.gap != gapSpace || !isNamePart(before) || w.lex().verb || w.lex().link {
		return false
	}
	return against < -convinced || against < leaning && strings.HasPrefix(w.fold, "ال") && !w.stop() && (against < 0 || !l.otherwise(i))
}

// leaning is the log-odds against a name below which the tagger does not speak against it.
const leaning = 1.0

// regnal reports whether a word numbers kings and popes.
func regnal(w string) bool {
	return has(" الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر عشر الاكبر الاصغر ", w)
}

// stop is arabicStop for a word as it is written: «علي» is a name, «على» is none.
func (w word) stop() bool { return w.text != "علي" && w.lex().stop }

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
		if !ok || len(rest) < 6 || nameKnown(w.fold) && !conjoined(w.fold, rest) || !nameKnown(rest) || isNameLink(l.words[j-1].fold) {
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
		case w.clearName() && against[to] < 3.5, w.namelike() && against[to] < leaning, w.unheard() && against[to] < 1.5, to == from+1 && l.rareSurname(to):
		default:
			return to
		}
		to++
	}
	return to
}

// rareSurname reports whether word i, right after a given name that stands as the subject of a verb or behind a title, is
// a surname that no list holds: a rare word with the article, no adjective of origin and no role.
func (l *line) rareSurname(i int) bool {
	w := l.words[i]
	if !strings.HasPrefix(w.fold, "ال") || len(w.fold) < 10 || !l.words[i-1].given() || !w.rare() || !(i < 2 || l.words[i-1].gap >= gapComma || l.words[i-2].verb() || l.titleWord(i-2)) {
		return false
	}
	return !l.otherwise(i)
}

// rarely is how frequent a word may be, in steps of a quarter bel, for a surname that no list holds.
const rarely = 12

// rare reports whether a word is seldom met without its article.
func (w word) rare() bool {
	_, bare, _ := w.commonness()
	return bare < rarely && !w.stop() && !w.lex().verb
}

// verb reports whether the word, with or without its proclitics, is one of the verbs that end a name.
func (w word) verb() bool { return w.lex().anyVerb }

// given reports whether a word is a person's given name by the lexicon.
func (w word) given() bool { return nameParts()[w.skipTo().fold].person }

// widenLeft takes in the parts of a name that stand right before it.
func (l *line) widenLeft(from int, against []float32) int {
	for from > 0 && l.words[from].gap == gapSpace {
		w := l.words[from-1]
		if w.ordinary() || !(w.clearName() && against[from-1] < 3.5 || w.unheard() && against[from-1] < 1.5) && !(w.text == "علي" || w.text == "عبد" || w.text == "أبو" || w.text == "بن") {
			break
		}
		from--
	}
	return from
}

// namelike reports whether a word is a part of names, though it may be another word too.
func (w word) namelike() bool {
	if !w.lex().part || len(w.fold) < 6 || w.stop() || w.lex().verb {
		return false
	}
	bare := bareArticle(w.fold)
	_, origin := nisbas()[bare]
	_, role := words().roles[bare]
	return !origin && !role && !words().qualifiers[bare] && !words().part[bare] && !words().org[bare] && !words().area[bare]
}

// unheard reports whether a word is in no list: a foreign name, or a slip.
func (w word) unheard() bool {
	if w.digits() {
		return false
	}
	_, bare, class := w.commonness()
	return class == 0 && bare < 6 && len(w.fold) >= 6 && !w.stop() && !w.lex().verb && !isFuture(w.fold)
}

// digits reports whether a word begins with a digit.
func (w word) digits() bool { return w.fold[0] >= '0' && w.fold[0] <= '9' }

// isFuture reports whether a word looks like a verb with the future's س.
func isFuture(w string) bool {
	return (strings.HasPrefix(w, "سي") || strings.HasPrefix(w, "ست")) && (strings.HasSuffix(w, "ان") || strings.HasSuffix(w, "ون"))
}

// vote gives names that are spelled alike one type, that for which the document's occurrences speak most.
func (d *document) vote(guesses []guess) {
	d.starts, d.partsSeen = map[string]bool{}, map[string]bool{}
	for _, g := range guesses {
		if g.typ == Person && g.to-g.from > 1 {
			for _, w := range d.lines[g.line].words[g.from+1 : g.to] {
				d.partsSeen[bareName(w.fold)] = true
			}
			first := d.lines[g.line].words[g.from]
			if r := first.skipTo(); r.prep == 0 || nameParts()[r.fold].person && !nameParts()[first.fold].person {
				first.fold = r.fold // «و», «لمنصور»; a listed name keeps its letter («لامين»), and so does what is no given name without it
			}
			d.partsSeen[bareName(first.fold)] = true
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
	if d.partsSeen[bareName(w.fold)] {
		return reading{fold: w.fold} // «برودكين» beside «سيمون برودكين»
	}
	for _, r := range w.readings()[1:] {
		if d.starts[r.fold] && !w.lex().part {
			return r // «لكليجدار» beside «كليجدار»
		}
	}
	return w.skipTo()
}

// skipTo is the reading by which a name's first word is compared: without a conjunction or preposition where the rest is
// a known name or the whole is no known word.
func (w word) skipTo() reading { return w.lex().skip }

// conjoined reports whether a word that begins with «و» and is listed as a foreign name is rather «و» before a name: the
// rest is a given name by the lexicon, or a much more frequent name.
func conjoined(whole, rest string) bool {
	if !strings.HasPrefix(whole, "و") || whole[len("و"):] != rest {
		return false
	}
	w, r := nameParts()[whole], nameParts()[rest]
	return !w.person && (r.person || r.pairs > 4*w.pairs)
}

// nameKnown reports whether a list holds the word as a name or the start of one.
func nameKnown(w string) bool {
	if isNamePart(w) {
		return true
	}
	return gazetteer().start(w) != 0
}
