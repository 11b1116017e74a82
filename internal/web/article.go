package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// articlePage is the text with its margin: whose words, proven how.
type articlePage struct {
	basePage
	Over       []link
	Heading    []inline
	TextLang   string // of the text, where it is known
	Outlet     link
	Byline     []string
	Published  when
	Proof      proof
	Paragraphs []paragraph
	Cards      []card
	Sum        string
	Names      []termNote
	MoreNames  []termNote
	MoreNamed  string
	Times      []timeNote
	Repairs    []repair
	MoreFixes  []repair
	MoreFixed  string
	Keys       []link
	Related    []related
	Citations  []cited
	Self       string // address, without a slash at the end
}

// proof is where the article came from, and what was kept of it.
type proof struct {
	Captured when
	Via      []string
	Digest   string
	Short    string
	Stored   string // address of the stored page
	Original string // address at the publisher
	Host     string
	Credits  []string
	Modified when
	DateText string // the words the date was read from
	DateFrom string
	Copy     string
	Versions string
}

// paragraph is one paragraph with the notes of its margin; Rest are folded, so that long notes open no gap in the text.
type paragraph struct {
	Kind  extract.BlockKind
	Text  []inline
	Notes []note
	Rest  []note
	More  string
}

// note is one entry of the margin: a statement in brief, or a date.
type note struct {
	No     int
	Act    string
	Cue    string
	Who    string
	Quiet  []string
	Doubt  string
	Chain  *chain
	Chip   chip
	height int // lines it takes, about
}

// termNote explains a name.
type termNote struct {
	ID, Mark    string
	Name, Latin string
	Href        string
	Kind        string
	Roles       []string
	Count       string
	Said        string
}

// timeNote explains a date.
type timeNote struct {
	ID, Mark string
	Chip     chip
	Kind     string
}

type repair struct{ Kind, Found, Became string }

type related struct{ Href, Title, Why string }

func article(s *site, w http.ResponseWriter, v *visit) error {
	a, err := s.store.Article(v.Context(), v.PathValue("id"))
	if err != nil {
		return err
	}
	p := articlePage{basePage: s.base(v, titleOf(a), ""), Self: articleHref(a.ID), TextLang: a.Lang}
	p.fill(v.clock, a)
	if s.archive == nil {
		p.Proof.Stored = ""
	}
	p.Citations = v.citations(a, s.self(v)+articleHref(a.ID))
	return s.show(w, v, http.StatusOK, "article", p)
}

// self is the address under which readers reach this site.
func (s *site) self(v *visit) string {
	if s.address != "" {
		return s.address
	}
	scheme := "http"
	if v.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + v.Host
}

func (p *articlePage) fill(c clock, a *isnad.Article) {
	if a.Section != "" {
		p.Over = append(p.Over, link{Text: a.Section})
	}
	p.Outlet, p.Published = link{outletName(a), outletHref(a)}, c.date(a.Published)
	p.Byline = slices.Clone(a.Authors)
	if a.Dateline != "" {
		p.Byline = append(p.Byline, a.Dateline)
	}
	p.Proof = c.proofOf(a)
	g := newGloss(c, a)
	p.Heading = inlines(titleOf(a), 0, g.title)
	p.Paragraphs = g.paragraphs()
	p.Cards = g.cards
	p.Sum = g.sum()
	p.Names, p.MoreNames = split(g.names, namesShown)
	p.MoreNamed = c.count("count.name", len(p.MoreNames))
	p.Times = g.times
	p.Repairs, p.MoreFixes = split(c.repairsOf(a), repairsShown)
	p.MoreFixed = c.count("count.repair", len(p.MoreFixes))
	p.Keys = allKeys(a)
	p.Related = c.relatedOf(a)
}

const (
	namesShown   = 12
	repairsShown = 6
)

// split cuts a list that is too long to be read at once; one entry more is not worth folding.
func split[T any](list []T, n int) (shown, rest []T) {
	if len(list) <= n+1 {
		return list, nil
	}
	return list[:n], list[n:]
}

func (c clock) proofOf(a *isnad.Article) proof {
	p := proof{
		Captured: c.moment(a.Captured.At), Digest: a.Captured.Digest, Short: shortDigest(a.Captured.Digest),
		Credits: a.Credits, Original: webURL(cmp.Or(a.CanonicalURL, a.URL)), Modified: c.date(a.Modified),
	}
	if a.Captured.WARC != "" {
		p.Stored = articleHref(a.ID) + "/page"
	}
	for _, o := range a.Via {
		p.Via = append(p.Via, cmp.Or(o.Name, shownHost(o.Host)))
	}
	if u, err := url.Parse(p.Original); err == nil {
		p.Host = shownHost(u.Hostname())
	}
	if a.Published.Origin != "" {
		p.DateFrom = c.or("origin", string(a.Published.Origin))
		if !slices.Contains(machineRead, a.Published.Origin) {
			p.DateText = cut(a.Published.Text, 80)
		}
	}
	if isCopy(a) {
		p.Copy = c.t("proof.copy")
	}
	p.Versions = versionsOf(a.Versions)
	return p
}

// machineRead are the origins whose text was written for machines: readers are told where the date stands, not how.
var machineRead = []dates.Origin{dates.FromJSONLD, dates.FromMeta, dates.FromTimeTag, dates.FromFeed, dates.FromURL, dates.FromGiven}

func versionsOf(v isnad.Versions) string {
	var parts []string
	add := func(name string, n int) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", name, n))
		}
	}
	add("extract", v.Extract)
	add("dates", v.Dates)
	add("names", v.Names)
	add("attribution", v.Attribution)
	add("story", v.Story)
	return strings.Join(parts, ", ")
}

// shortDigest keeps both ends: «sha256:9f2c…41ab».
func shortDigest(d string) string {
	if len(d) < 24 {
		return d
	}
	return d[:11] + "…" + d[len(d)-4:]
}

func (c clock) repairsOf(a *isnad.Article) []repair {
	var list []repair
	for _, r := range a.Repairs {
		list = append(list, repair{c.or("repair", r.Kind), cut(r.Found, 120), cut(r.Became, 120)})
	}
	return list
}

// allKeys are the keywords Isnad chose and then the page's own tags.
func allKeys(a *isnad.Article) []link {
	var keys []link
	seen := map[string]bool{}
	add := func(word string) {
		if word != "" && !seen[word] {
			seen[word] = true
			keys = append(keys, link{word, searchFor(word)})
		}
	}
	for _, k := range a.Keywords {
		add(k.Text)
	}
	for _, tag := range a.Tags {
		add(tag)
	}
	return keys
}

func (c clock) relatedOf(a *isnad.Article) []related {
	var list []related
	for _, r := range a.Related {
		x := related{Title: r.Title, Why: c.or("why", r.Why)}
		if r.ID != "" {
			x.Href = articleHref(r.ID)
		}
		list = append(list, x)
	}
	return list
}

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
}

// placed is a note with the byte of the text beside which it stands.
type placed struct {
	at int
	note
}

func newGloss(c clock, a *isnad.Article) *gloss {
	g := &gloss{clock: c, article: a, statements: inOrder(a)}
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

// chainLine is a chain in one line of plain text, in order of transmission.
func chainLine(ch chain) string {
	var parts []string
	for _, l := range ch.Links {
		parts = append(parts, l.Name)
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
	list := slices.Clone(g.article.Entities)
	slices.SortStableFunc(list, func(a, b names.Entity) int { return firstPlace(a) - firstPlace(b) })
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
		shown := 0
		for _, m := range e.Mentions {
			if m.Text == "" || m.How == names.Pronoun || m.How == names.Implied {
				continue
			}
			shown++
			t := &termMark{Href: "#" + n.ID, Tip: tip}
			if n.Mark == "" {
				n.Mark = fmt.Sprintf("e%d", no)
				t.ID = n.Mark
			}
			g.mark(m.Field, marked{start: m.Start, end: m.End, term: t})
		}
		n.Count = g.clock.count("count.mention", shown)
		g.names = append(g.names, n)
	}
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
	at := paragraphsAt(a.Paragraphs)
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
