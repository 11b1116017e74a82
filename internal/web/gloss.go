package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// gloss is all that an article's page says about its text.
type gloss struct {
	clock
	article    *isnad.Article
	statements []*attribution.Statement
	title      []marked
	text       []marked
	notes      []placed
	cards      []card
	names      []termNote
	times      []timeNote
	starts     []int // first byte of each paragraph
	from, to   int   // the stretch of the text that is shown
	unnoted    int   // names that are not explained, there being too many
}

// placed is a note with the byte of the text beside which it stands.
type placed struct {
	at int
	note
}

// newGloss explains the stretch of the text from one byte to another, and the title where it begins at the first.
func newGloss(c clock, a *isnad.Article, from, to int) *gloss {
	g := &gloss{clock: c, article: a, from: from, to: to, statements: inOrder(a), starts: paragraphsAt(a.Paragraphs)}
	g.markStatements()
	g.markNames()
	g.markTimes()
	slices.SortStableFunc(g.notes, func(a, b placed) int { return a.at - b.at })
	return g
}

// mark keeps a stretch of the field it lies in.
func (g *gloss) mark(f arabic.Field, m marked) {
	if f == arabic.Title {
		g.title = append(g.title, m)
	} else {
		g.text = append(g.text, m)
	}
}

func (g *gloss) markStatements() {
	numbers := map[string]int{}
	for i, s := range g.statements {
		if s.ID != "" {
			numbers[s.ID] = i + 1
		}
	}
	for i, s := range g.statements {
		no := i + 1
		k := g.cardOf(g.article, s, false)
		k.No, k.ID, k.Mark = no, fmt.Sprintf("s%d", no), fmt.Sprintf("m%d", no)
		for _, id := range s.SameAs {
			if other := numbers[id]; other > 0 && other != no {
				k.Others = append(k.Others, crossLink{fmt.Sprintf("#s%d", other), g.t("article.other-wording", other)})
			}
		}
		if outer := g.enclosing(i); outer > 0 {
			k.Others = append(k.Others, crossLink{fmt.Sprintf("#s%d", outer), g.t("article.nested", outer)})
		}
		if no > wholeCards {
			k.Short = chainLine(k.Chain)
		}
		g.cards = append(g.cards, k)
		tip := k.Cue + " · " + cmp.Or(s.Speaker.Name, g.t("unnamed")) + "\n" + chainLine(k.Chain)
		g.mark(s.Field, marked{start: s.Start, end: s.End, said: &saidMark{No: no, ID: k.Mark, Act: k.Act, Tip: tip}})
		if isField(s.Field, arabic.Text) {
			g.notes = append(g.notes, placed{s.Start, g.noteOf(s, k)})
		}
	}
}

// enclosing gives the number of the smallest statement whose words hold those of a nested one, 0 where none does.
func (g *gloss) enclosing(i int) int {
	best := 0
	for j, s := range g.statements {
		if g.statements[i].Nested && j != i && s.Covers(g.statements[i].Span) && (best == 0 || g.statements[best-1].Covers(s.Span)) {
			best = j + 1
		}
	}
	return best
}

// wholeCards is how many statements of an article have a whole card; the further ones are one line each.
const wholeCards = 40

// chainLine is a chain in one line of plain text, in order of transmission. Shown by itself, a line runs as its first
// letter does, and so does the arrow.
func chainLine(ch chain) string {
	var parts []string
	for _, l := range ch.Links {
		parts = append(parts, l.Name)
	}
	line := strings.Join(parts, "")
	if i := strings.IndexFunc(line, unicode.IsLetter); i >= 0 {
		if r, _ := utf8.DecodeRuneInString(line[i:]); unicode.Is(unicode.Latin, r) {
			return strings.Join(parts, " → ")
		}
	}
	return strings.Join(parts, " ← ")
}

// noteOf is the margin's entry: a chain only where there is something between speaker and outlet.
func (g *gloss) noteOf(s *attribution.Statement, k card) note {
	n := note{No: k.No, Act: k.Act, Cue: k.Cue, Who: shortName(g.article, s), height: 1}
	if s.Speaker.Name == "" {
		n.Doubt = k.Doubt
	} else if s.Speaker.How == names.Implied || s.Speaker.How == names.Pronoun {
		n.Quiet = append(n.Quiet, k.How)
	}
	if len(s.Relays) > 0 {
		ch := g.chainOf(g.article, s, true)
		n.Chain, n.height = &ch, n.height+len(s.Relays)+1
	} else {
		n.Quiet = append(n.Quiet, k.Kind)
		if s.Medium != "" {
			n.Quiet = append(n.Quiet, g.or("medium", s.Medium))
		}
	}
	if !s.Time.IsZero() {
		n.Chip, n.height = g.chipOf(s.Time), n.height+2
	}
	return n
}

// shortName is the speaker as written beside the cue, where that is shorter than the full name.
func shortName(a *isnad.Article, s *attribution.Statement) string {
	m := s.Speaker.Mention
	if s.Speaker.How == names.Named && m != "" && len(m) < len(s.Speaker.Name) {
		return m
	}
	return s.Speaker.Name
}

func (g *gloss) markNames() {
	spoken := map[string]int{}
	for _, s := range g.statements {
		spoken[cmp.Or(s.Speaker.Entity, s.Speaker.Name)]++
	}
	list := slices.DeleteFunc(slices.Clone(g.article.Entities), func(e names.Entity) bool {
		return !slices.ContainsFunc(e.Mentions, func(m names.Mention) bool { return g.shows(m.Span) })
	})
	slices.SortStableFunc(list, func(a, b names.Entity) int { return firstPlace(a) - firstPlace(b) })
	if len(list) > namesNoted {
		g.unnoted = len(list) - namesNoted
		list = list[:namesNoted]
	}
	for i, e := range list {
		no := i + 1
		n := termNote{
			ID: fmt.Sprintf("n%d", no), Name: e.Name, Latin: e.Latin, Kind: g.or("type", string(e.Type)), Roles: e.Roles,
			Href: entityHref(e),
		}
		if k := spoken[cmp.Or(e.Key, e.Name)]; k > 0 {
			n.Said = g.t("article.said-here", g.count("count.statement", k))
		}
		tip := n.tip()
		shown, linked := 0, map[int]bool{}
		for _, m := range e.Mentions {
			if m.Text == "" || m.How == names.Pronoun || m.How == names.Implied {
				continue
			}
			shown++
			place := g.paragraphOf(m.Span)
			if linked[place] {
				continue // one link a paragraph is enough
			}
			linked[place] = true
			n.Mark = fmt.Sprintf("e%d", no)
			g.mark(m.Field, marked{start: m.Start, end: m.End, term: &termMark{ID: n.Mark, Href: "#" + n.ID, Tip: tip}})
		}
		n.Count = g.clock.count("count.mention", shown)
		g.names = append(g.names, n)
	}
}

// shows reports whether a span lies in what is shown.
func (g *gloss) shows(s arabic.Span) bool {
	if s.Field == arabic.Title {
		return g.from == 0
	}
	return s.Start >= g.from && s.Start <= g.to
}

// namesNoted is how many names a page explains; an encyclopaedia's article would be all links. The rest is in the JSON.
const namesNoted = 80

// paragraphOf numbers the paragraph in which a span begins, 0 the first; the title is -2.
func (g *gloss) paragraphOf(s arabic.Span) int {
	if s.Field == arabic.Title {
		return -2
	}
	n, found := slices.BinarySearch(g.starts, s.Start)
	if found {
		return n
	}
	return n - 1
}

func firstPlace(e names.Entity) int {
	if len(e.Mentions) == 0 {
		return 1 << 30
	}
	if e.Mentions[0].Field == arabic.Title {
		return e.Mentions[0].Start - 1<<20
	}
	return e.Mentions[0].Start
}

// tip is the note in few words.
func (n termNote) tip() string {
	parts := []string{n.Name}
	if n.Latin != "" {
		parts = append(parts, n.Latin)
	}
	line := strings.Join(parts, " · ") + "\n" + n.Kind
	if len(n.Roles) > 0 {
		line += " · " + n.Roles[0]
	}
	if n.Said != "" {
		line += " · " + n.Said
	}
	return line
}

func (g *gloss) markTimes() {
	list := slices.Clone(g.article.Times)
	saying := map[arabic.Span]bool{}
	for _, s := range g.statements {
		if s.Time.IsZero() {
			continue
		}
		saying[s.Time.Span] = true
		if !slices.ContainsFunc(list, func(e dates.Expression) bool { return e.Span == s.Time.Span }) {
			list = append(list, s.Time)
		}
	}
	slices.SortStableFunc(list, func(a, b dates.Expression) int { return a.Start - b.Start })
	list = slices.DeleteFunc(list, func(e dates.Expression) bool { return !g.shows(e.Span) })
	list = list[:min(len(list), namesNoted)]
	for i, e := range list {
		n := timeNote{ID: fmt.Sprintf("d%d", i+1), Mark: fmt.Sprintf("t%d", i+1), Chip: g.chipOf(e), Kind: g.t("time.event")}
		if saying[e.Span] {
			n.Kind = g.t("time.saying")
		}
		tip := n.Chip.Day.Text
		if tip == "" {
			tip = g.t("time.unresolved")
		} else if e.Relative != "" {
			n.Kind += g.t("comma") + " " + g.t("time.relative")
		}
		g.times = append(g.times, n)
		g.mark(e.Field, marked{start: e.Start, end: e.End, term: &termMark{ID: n.Mark, Href: "#" + n.ID, Tip: tip + "\n" + n.Kind, Date: true}})
		if isField(e.Field, arabic.Text) && !saying[e.Span] && n.Chip.Day.Text != "" {
			g.notes = append(g.notes, placed{e.Start, note{Chip: n.Chip, height: 2}})
		}
	}
}

// Lines of the text and of the margin, for guessing what fits: characters a line, and margin lines a text line.
const (
	textLine     = 58
	marginRatio  = 1.7
	marginAtMost = 9
)

func (g *gloss) paragraphs() []paragraph {
	a := g.article
	kinds := map[int]extract.BlockKind{}
	for _, b := range a.Blocks {
		kinds[b.Paragraph] = b.Kind
	}
	at := g.starts
	list := make([]paragraph, len(a.Paragraphs))
	for i, text := range a.Paragraphs {
		p := paragraph{Kind: kinds[i], Text: inlines(text, at[i], within(g.text, at[i], at[i]+len(text)))}
		room := min(marginAtMost, max(3, int(float64(len([]rune(text))/textLine+1)*marginRatio)))
		for _, n := range g.notes {
			if n.at < at[i] || n.at > at[i]+len(text) {
				continue
			}
			room -= n.height
			if len(p.Rest) > 0 || room < 0 && len(p.Notes) > 0 {
				p.Rest = append(p.Rest, n.note)
			} else {
				p.Notes = append(p.Notes, n.note)
			}
		}
		p.More = g.clock.count("count.note", len(p.Rest))
		list[i] = p
	}
	return list
}

// forget takes the ways back to marks that found no place in the text.
func (g *gloss) forget(placed map[string]bool) {
	drop := func(mark *string) {
		if !placed[*mark] {
			*mark = ""
		}
	}
	for i := range g.cards {
		drop(&g.cards[i].Mark)
	}
	for i := range g.names {
		drop(&g.names[i].Mark)
	}
	for i := range g.times {
		drop(&g.times[i].Mark)
	}
}

// within keeps the marks that touch a stretch of the text.
func within(marks []marked, start, end int) []marked {
	var list []marked
	for _, m := range marks {
		if m.start < end && start < m.end {
			list = append(list, m)
		}
	}
	return list
}

// sum counts the statements and their speakers in words.
func (g *gloss) sum() string {
	if len(g.statements) == 0 {
		return ""
	}
	speakers := map[string]bool{}
	unclear := false
	for _, s := range g.statements {
		if s.Speaker.Name == "" {
			unclear = true
		} else {
			speakers[cmp.Or(s.Speaker.Entity, s.Speaker.Name)] = true
		}
	}
	sum := g.clock.count("count.statement", len(g.statements))
	if len(speakers) > 0 {
		sum = g.t("article.statements.sum", sum, g.clock.count("count.speaker", len(speakers)))
	}
	if unclear {
		sum = g.t("article.statements.sum", sum, g.t("article.speaker-unclear"))
	}
	return sum
}
