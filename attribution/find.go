package attribution

import (
	"slices"
	"strings"

	"isnad/arabic"
	"isnad/dates"
	"isnad/names"
)

// Input is an article as the annotator has read it so far.
type Input struct {
	Title, Text string
	Published   dates.Date
	Outlet      string // whose article it is; never a relay
	Host        string
	Dateline    string
	Times       []dates.Expression
	Entities    []names.Entity
}

// reader holds what one call of Find looks things up in.
type reader struct {
	in      Input
	longest []int           // per entity: bytes of its longest mention
	named   []bool          // per entity: some mention is a name, not a title alone
	people  map[string]bool // folded full names of the people named
}

func newReader(in Input) *reader {
	r := &reader{in: in, longest: make([]int, len(in.Entities)), named: make([]bool, len(in.Entities)), people: map[string]bool{}}
	for n, e := range in.Entities {
		for _, m := range e.Mentions {
			r.longest[n] = max(r.longest[n], len(m.Text))
			r.named[n] = r.named[n] || m.How == names.Named
		}
		if e.Type == names.Person && r.named[n] && strings.Contains(e.Name, " ") {
			r.people[arabic.Fold(e.Name)] = true
		}
	}
	return r
}

// Find gives the article's statements: those of the title first, then by their place in the text. It never fails;
// a text that reports no speech has none. Time and memory grow with the length of the text.
func Find(in Input) []Statement {
	r := newReader(in)
	title, text := newView(arabic.Title, in.Title), newView(arabic.Text, in.Text)
	r.mark(title)
	r.mark(text)
	drafts := r.read(text)
	heads := r.read(title)
	said := r.resolve(drafts)
	heads = r.resolveTitle(heads, drafts, said)
	var out []Statement
	for _, d := range slices.Concat(heads, drafts) {
		if s, ok := r.statement(d); ok {
			out = append(out, s)
		}
	}
	return out
}

// read finds a field's drafts with their contents.
func (r *reader) read(v *view) []*draft {
	drafts := v.drafts()
	if v.field == arabic.Title {
		if h := v.headlineDraft(0, len(v.tokens)); h != nil {
			drafts = append([]*draft{h}, drafts...)
		}
	} else if heads := v.subheadings(); len(heads) > 0 {
		drafts = append(drafts, heads...)
		slices.SortStableFunc(drafts, func(a, b *draft) int { return a.from - b.from })
	}
	if bare := v.bareDrafts(drafts); len(bare) > 0 && v.field == arabic.Text {
		drafts = append(drafts, bare...)
		slices.SortStableFunc(drafts, func(a, b *draft) int { return a.from - b.from })
	}
	v.rank(drafts)
	drafts = v.joinRows(drafts)
	drafts = slices.DeleteFunc(drafts, func(d *draft) bool { return d.body.empty() || v.pointsOnly(d.body) || v.again[v.paraStarts[d.from]] })
	drafts = r.channelsOf(drafts)
	for _, d := range drafts {
		r.circumstances(d)
	}
	return drafts
}

// mark tells the view's words which of them are times and which belong to entities.
func (r *reader) mark(v *view) {
	for n, t := range r.in.Times {
		if t.Field == v.field {
			v.each(t.Span, func(w *token) { w.time, w.expression = true, n+1 })
		}
	}
	for n, e := range r.in.Entities {
		for _, m := range e.Mentions {
			if m.Field == v.field {
				first := true
				v.each(m.Span, func(w *token) {
					w.entity, w.typ, w.first = n+1, e.Type, first
					first = false
				})
			}
		}
	}
	for i := range v.tokens {
		if v.isAli(i) {
			v.tokens[i].fold, v.tokens[i].ends = aliName, false
		}
	}
}

// aliName stands for the name علي among the folded words, where it would be the preposition على.
const aliName = "علي (اسم)"

// each calls f for every token in the span.
func (v *view) each(s arabic.Span, f func(*token)) {
	i, _ := slices.BinarySearchFunc(v.tokens, s.Start, func(t token, at int) int { return t.end - at - 1 })
	for ; i < len(v.tokens) && v.tokens[i].start < s.End; i++ {
		f(&v.tokens[i])
	}
}

// resolveTitle lets the title's drafts take full names from the speakers of the text.
func (r *reader) resolveTitle(heads, drafts []*draft, said *discourse) []*draft {
	var out []*draft
	for _, d := range heads {
		if d.sign == headline && !r.supported(d, drafts) {
			continue
		}
		out = append(out, d)
		if !d.mention.empty() {
			d.voice = said.known(r.voiceOf(d), d)
		} else if len(drafts) > 0 && drafts[0].voice != nil {
			w := *drafts[0].voice
			w.how = names.Implied
			d.voice = &w
		}
	}
	return out
}

// supported reports whether the words before a headline's colon are somebody: an entity, a title or an institution by its
// first word, or words that a speaker of the text is known by. «موسم الحج: …» names a subject, not a speaker.
func (r *reader) supported(d *draft, drafts []*draft) bool {
	v, p := d.v, d.mention
	t, l := v.tokens[p.from], lex()
	if t.shape == open && p.from+1 < p.to {
		t = v.tokens[p.from+1]
	}
	f := strings.TrimPrefix(t.fold, "ال")
	if t.entity != 0 || l.human.has(f) || l.office.has(f) || l.office.has(t.fold) || l.source.has(f) || l.source.has(t.fold) || l.paper.has(t.fold) || l.feminine.has(f) {
		return true
	}
	if v.speaksAt(d.to) {
		return true
	}
	head := v.foldPhrase(p)
	for _, e := range drafts {
		if e.voice != nil && strings.Contains(strings.ReplaceAll(" "+arabic.Fold(e.voice.name+" "+e.voice.role)+" ", " لل", " ال"), " "+head+" ") {
			return true
		}
	}
	return false
}

// statement turns a draft into its result. A draft whose speaker nobody knows is none.
func (r *reader) statement(d *draft) (Statement, bool) {
	if d.voice == nil {
		if f := d.reading.comp.frame; d.placed || d.sign == bare || d.level != top || d.form == imperfect || f != frameQuote && f != frameThat || d.v.field == arabic.Title {
			return Statement{}, false
		}
		d.voice = &voice{}
		d.note("speaker unknown")
	}
	v := d.v
	d.noteShape()
	from, to := v.tokens[d.body.from].start, v.tokens[d.body.to-1].end
	s := Statement{
		Span:    arabic.Span{Field: v.field, Start: from, End: to},
		Content: v.text[from:to],
		Kind:    d.kind, Act: d.act,
		Cue: v.slice(d.from, d.cue.to), CueStart: v.tokens[d.from].start, CueEnd: from,
		Speaker: Speaker{Name: d.voice.name, Type: d.voice.typ, Role: d.voice.role, Entity: d.voice.key, How: d.voice.how},
		Relays:  d.relays, Medium: d.medium, Place: d.place, Addressee: d.addressee,
		Nested: d.level == inside, Trace: d.trace,
	}
	if d.sign == bare {
		s.CueStart = from
	} else {
		s.CueEnd = v.tokens[d.cue.to-1].end
	}
	if !d.mention.empty() {
		s.Speaker.Mention = v.surface(d.mention)
	}
	if d.time > 0 {
		s.Time = r.in.Times[d.time-1]
	}
	s.Confidence = confidence(&s)
	if s.Speaker.IsZero() {
		s.Confidence = min(s.Confidence, unknownSpeaker)
	}
	return s, true
}

// unknownSpeaker is the most that a statement's confidence can be while nobody is known to have made it.
const unknownSpeaker = .3

// ownName reports whether the words name the article's own publisher.
func (r *reader) ownName(name string) bool {
	own := plainWords(r.in.Outlet)
	return own != "" && strings.Contains(" "+plainWords(name)+" ", " "+own+" ")
}

// plainWords folds a name and leaves out marks and articles, so that «الواحة» is «واحة».
func plainWords(name string) string {
	words := strings.FieldsFunc(arabic.Fold(name), func(r rune) bool { return !isWordRune(r) })
	for i, w := range words {
		words[i] = strings.TrimPrefix(w, "ال")
	}
	return strings.Join(words, " ")
}

// noteShape adds to the trace what the reading looked like, for whoever weighs it.
func (d *draft) noteShape() {
	for _, f := range []string{"that", "quote", "noun", "bi", "ila", "ala", "an", "min", "li"} {
		if !d.placed && d.reading.comp.frame == frameNames[f] {
			d.note("frame " + f)
		}
	}
	if d.weak {
		d.note("weak frame")
	}
	if d.level == attached {
		d.note("attached clause")
	}
	if d.sign == finite && d.form == imperfect {
		d.note("imperfect")
	}
	if n := d.reading.comp.mark - d.cue.to; !d.placed && n > 14 {
		d.note("content far from its cue")
	}
	if !d.mention.empty() && d.sign != headline && !d.v.plausible(d.mention) {
		d.note("speaker of doubtful shape")
	}
}
