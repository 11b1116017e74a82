package names

import (
	"slices"

	"isnad/arabic"
	"isnad/internal/morph"
	"isnad/internal/nametag"
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
func Find(in Input) []Entity { return FindWith(nametag.Load(), in) }

// FindWith is Find with another model than the embedded one: an evaluation may not judge a model by what it learned from.
func FindWith(model *nametag.Model, in Input) []Entity {
	d := &document{lines: []*line{readLine(arabic.Title, in.Title), readLine(arabic.Text, in.Text)}}
	for _, l := range d.lines {
		l.unfuse()
	}
	d.home = homeOf(in)
	t := nametag.NewTagger(model)
	defer t.Close()
	var guesses [2][]guess
	for n := range d.lines {
		guesses[n] = d.tag(t, n)
	}
	all := slices.Concat(guesses[0], guesses[1])
	d.vote(all)
	for n := range d.lines {
		mine := all[:len(guesses[0])]
		if n == 1 {
			mine = all[len(guesses[0]):]
		}
		d.settleNames(n, d.gazette(n), mine)
	}
	for n := range d.lines {
		d.people(n)
	}
	for n := range d.lines {
		d.listed(n)
		d.namedAfter(n)
		d.titled(n)
	}
	d.repeat()
	d.spread(all)
	for n := range d.lines {
		d.roles(n)
		d.bodies(n)
	}
	return d.entities()
}

// homeOf is the outlet whose article it is, where the directory knows it.
func homeOf(in Input) *record {
	if r := recordByHost(in.Host); r != nil || in.Outlet == "" {
		return r
	}
	if o := outletHits(gazetteer().lookup(in.Outlet)); len(o) > 0 {
		return o[0].rec
	}
	return nil
}

// document is an article in the making.
type document struct {
	lines     []*line
	home      *record         // the outlet whose article it is
	origins   map[string]bool // countries whose nisbas stand in the article, once asked for
	spans     []span
	starts    map[string]bool // first words of what the tagger found, folded
	partsSeen map[string]bool // parts of the longer names of people that it found
	// against says per line and word by how much the tagger prefers no name to the likeliest name.
	against [2][]float32
	taken   [2][]int32 // per line and word: index into spans + 1
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
	described      bool // «الحكومة المصرية»: told by what it is, not by a name
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

// nameRun reads a name of parts that are known and nothing else, from word i on.
func (d *document) nameRun(n, i int) int {
	l := d.lines[n]
	if d.at(n, i) != nil || !l.words[i].clearName() {
		return i
	}
	end := i + 1
	for j := i + 1; j < len(l.words) && j < i+7; j++ {
		w := l.words[j]
		if w.gap > gapHyphen || d.at(n, j) != nil {
			break
		}
		if w.lex().link {
			continue
		}
		if !w.clearName() || d.startsRole(n, j) {
			break
		}
		end = j + 1
	}
	return end
}

// lexical are the classes of words that are not names.
const lexical = uint16(morph.Perfect | morph.Imperfect | morph.Adjectival | morph.Nominal | morph.Function | morph.BrokenPlural | morph.Numeral | morph.Comparative)

// clearName reports whether a word is a part of names and no other word.
func (w word) clearName() bool { return w.lex().clear }

// ordinary reports whether a word is a common word and no part of names.
func (w word) ordinary() bool { return w.lex().ordinary }

// lasting reports whether a part of a name is told apart from other words when it stands alone.
func (d *document) lasting(w word) bool {
	if w.lex().link || len(w.fold) < 6 || w.lex().stop || w.lex().verb {
		return false
	}
	bare := bareArticle(w.fold)
	if _, ok := nisbas()[bare]; ok || words().adjectives[bare] || words().qualifiers[bare] {
		return false
	}
	if bare == "الله" || bare == "لله" {
		return false
	}
	_, common, class := w.commonness()
	return common < rarely || class&lexical == 0 && (class != 0 || w.lex().part || common < rarely+4)
}
