package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"isnad"
	"isnad/dates"
	"isnad/extract"
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
	Unnoted    string // how many names are not listed
	Times      []timeNote
	Repairs    []repair
	MoreFixes  []repair
	MoreFixed  string
	Keys       []link
	Related    []related
	Citations  []cited
	Self       string // address, without a slash at the end
	Part       string // which part of a long article this is
	Parts      []tab
	Story      *storyLine
	Edits      []edited
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
	p.fill(v.clock, a, readPart(v.URL.Query(), len(parts(a))))
	if s.archive == nil {
		p.Proof.Stored = ""
	}
	if s.corrections != nil && v.May(isnad.MayEdit) {
		for i := range p.Cards {
			p.Cards[i].Correct = fmt.Sprintf("%s/correct/%d", p.Self, p.Cards[i].No)
		}
	}
	if p.Story, err = s.storyLine(v, a); err != nil {
		return err
	}
	if p.Edits, err = s.editsOf(v, []*isnad.Article{a}); err != nil {
		return err
	}
	p.Citations = v.citations(a, s.self(v)+articleHref(a.ID))
	return s.show(w, v, http.StatusOK, "article", p)
}

// storyLine says in which story an article is, why, and of what it is a copy.
type storyLine struct {
	link
	Reach, Why string
	CopyOf     link
	How        string // how the original of the copies was decided
}

// storyLine gives nil where the article is alone in its story.
func (s *site) storyLine(v *visit, a *isnad.Article) (*storyLine, error) {
	if a.Story == "" {
		return nil, nil
	}
	st, err := s.stories.Story(v.Context(), a.Story)
	if errors.Is(err, isnad.ErrNotFound) {
		return nil, nil
	}
	if err != nil || st.Articles < 2 {
		return nil, err
	}
	l := &storyLine{link: link{st.Title, storyHref(st.ID)}, Reach: v.count("count.source", len(st.Outlets))}
	title := map[string]string{}
	for i := range st.Members {
		m := &st.Members[i]
		title[m.Article] = cmp.Or(m.Source.Name, m.Source.Host)
		if m.Article == a.ID {
			l.Why = v.reasons(m.Why)
		}
	}
	for _, g := range st.Copies {
		if g.Original != a.ID && slices.Contains(g.Articles, a.ID) {
			l.CopyOf, l.How = link{title[g.Original], articleHref(g.Original)}, v.or("original", string(g.How))
		}
	}
	return l, nil
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

func (p *articlePage) fill(c clock, a *isnad.Article, part int) {
	if a.Section != "" {
		p.Over = append(p.Over, link{Text: a.Section})
	}
	p.Outlet, p.Published = link{outletName(a), outletHref(a)}, c.date(a.Published)
	p.Byline = slices.Clone(a.Authors)
	if a.Dateline != "" {
		p.Byline = append(p.Byline, a.Dateline)
	}
	p.Proof = c.proofOf(a)
	list := parts(a)
	from, to := stretch(a, list, part)
	g := newGloss(c, a, from, to)
	p.Heading = inlines(titleOf(a), 0, g.title)
	p.Paragraphs, p.Cards = g.paragraphs(), g.cards
	p.cutToPart(c, g, list, part)
	placed := map[string]bool{}
	anchors(p.Heading, placed)
	for i := range p.Paragraphs {
		anchors(p.Paragraphs[i].Text, placed)
	}
	g.forget(placed)
	for i := range p.Cards {
		p.Cards[i].Mark = g.cards[p.Cards[i].No-1].Mark
	}
	p.Sum = g.sum()
	p.Names, p.MoreNames = split(g.names, namesShown)
	p.MoreNamed = c.count("count.name", len(p.MoreNames))
	if g.unnoted > 0 {
		p.Unnoted = c.t("article.unnoted", c.number(g.unnoted))
	}
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
