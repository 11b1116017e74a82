package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

// row is a story in a list; a story of one article is a row too.
type row struct {
	Href, Title string
	When        when // the hour, where it is known
	Speaks      []voice
	More        string // how many speakers are not shown
	Keys        []link
	Outlet      link   // of a story of one article
	Sources     string // counted, of a story of several
	Origins     string
	Said        string // counted statements
	Copy        bool
	Unknown     bool // the outlet is not known
	Run         run
	New         string // what came since the last visit
	Began       when   // of a story of several articles
	Spark       *spark
}

// link is a name that may lead somewhere.
type link struct{ Text, Href string }

// voice is a speaker with the word of saying.
type voice struct {
	Name, Href string
	Act, Cue   string
}

// run is the outlets of a story as points: independent origins first, seven at most.
type run struct {
	Origins, Others []struct{}
	Rest            int
}

const (
	runLength  = 7
	rowVoices  = 3
	rowKeys    = 4
	rowKeyWide = 40 // runes; a longer tag is a headline, not a keyword
)

// tale is the articles of one story, earliest first, as far as they are at hand.
type tale struct {
	articles []*isnad.Article
}

// tales groups articles, given newest first, by story; each stands where its newest article stood.
func tales(articles []*isnad.Article) []*tale {
	var list []*tale
	byStory := map[string]*tale{}
	for _, a := range articles {
		t := byStory[a.Story]
		if t == nil || a.Story == "" {
			t = &tale{}
			list = append(list, t)
			byStory[a.Story] = t
		}
		t.articles = append(t.articles, a)
	}
	for _, t := range list {
		slices.Reverse(t.articles)
		t.sort()
	}
	return list
}

// href is the address of the story's page, of one article its own.
func (t *tale) href() string {
	if len(t.articles) == 1 {
		return articleHref(t.articles[0].ID)
	}
	return storyHref(t.articles[0].Story)
}

// sort puts the articles in order of publication, those without a day last.
func (t *tale) sort() {
	slices.SortStableFunc(t.articles, func(a, b *isnad.Article) int {
		if x, y := a.Published.Day.IsZero(), b.Published.Day.IsZero(); x != y {
			if x {
				return 1
			}
			return -1
		}
		return earlier(a.Published, b.Published)
	})
}

// earlier orders publication dates; where one has no hour the days alone decide.
func earlier(a, b dates.Date) int {
	if c := a.Day.Midnight().Compare(b.Day.Midnight()); c != 0 {
		return c
	}
	if hourOf(a) == "" || hourOf(b) == "" {
		return 0
	}
	return a.Time.Compare(b.Time)
}

// first is the article that stands for the story: the earliest that is no copy.
func (t *tale) first() *isnad.Article {
	for _, a := range t.articles {
		if !isCopy(a) {
			return a
		}
	}
	return t.articles[0]
}

func (t *tale) newest() *isnad.Article { return t.articles[len(t.articles)-1] }

func isCopy(a *isnad.Article) bool { return a.Original != nil && !*a.Original }

// outlets counts the outlets that carried the story, and its independent origins among them.
func (t *tale) outlets() (all, origins int) {
	for _, l := range carriers(t.articles) {
		if l.part != absentPart {
			all++
		}
		if l.part == originPart {
			origins++
		}
	}
	return all, origins
}

// statements gives those of the story's articles that are not copies, each with its article.
func (t *tale) statements() []said {
	var list []said
	for _, a := range t.articles {
		if isCopy(a) && len(t.articles) > 1 {
			continue
		}
		for _, s := range inOrder(a) {
			list = append(list, said{a, s})
		}
	}
	return list
}

// said is a statement with the article that carries it.
type said struct {
	*isnad.Article
	*attribution.Statement
}

func runOf(all, origins int) run {
	shown := min(all, runLength)
	o := min(origins, shown)
	return run{make([]struct{}, o), make([]struct{}, shown-o), all - shown}
}

// rowOf is the row of a story as far as its articles are at hand.
func (c clock) rowOf(t *tale) row {
	a := t.first()
	r := row{Href: t.href(), Title: titleOf(a), Keys: keysOf(a)}
	if newest := t.newest(); hourOf(newest.Published) != "" {
		r.When = when{isoOf(newest.Published), c.figures(hourOf(newest.Published))}
	}
	statements := t.statements()
	if len(statements) > 0 {
		r.Said = c.count("count.statement", len(statements))
	}
	var rest int
	r.Speaks, rest = c.voices(statements, rowVoices)
	if rest > 0 {
		r.More = "+" + c.number(rest)
	}
	all, origins := t.outlets()
	r.Run = runOf(all, origins)
	if len(t.articles) == 1 {
		r.Outlet, r.Copy = link{outletName(a), outletHref(a)}, isCopy(a)
		if r.Unknown = r.Outlet.Text == ""; r.Unknown {
			r.Outlet.Text = c.t("unknown")
		}
	} else {
		r.Sources, r.Origins = c.count("count.source", all), c.count("count.origin", origins)
	}
	return r
}

// rowOfStory is the row of a story. What came after since is said to be new, where since is not zero.
func (c clock) rowOfStory(g *glance, since time.Time) row {
	t := &tale{articles: g.articles}
	if g.Articles == 1 && len(g.articles) > 0 {
		r := c.rowOf(t)
		r.New = c.newIn(g, since)
		return r
	}
	r := row{Href: storyHref(g.ID), Title: g.Title, Keys: storyKeys(g.Story, rowKeys), Run: runOf(len(g.Outlets), len(g.Origins))}
	if hour := hourOf(g.Last); hour != "" {
		r.When = when{isoOf(g.Last), c.figures(hour)}
	}
	if g.First.Day != g.Last.Day {
		r.Began = c.brief(g.First.Day)
	} else if hour := hourOf(g.First); hour != "" && hour != hourOf(g.Last) {
		r.Began = when{isoOf(g.First), c.figures(hour)}
	}
	var rest int
	if r.Speaks, rest = c.voices(t.statements(), rowVoices); rest > 0 {
		r.More = "+" + c.number(rest)
	}
	r.Sources, r.Origins = c.count("count.source", len(g.Outlets)), c.count("count.origin", len(g.Origins))
	r.Spark, r.New = c.sparkOf(g.Story), c.newIn(g, since)
	return r
}

// newIn says what came into a story since the last visit: all of it, or so many articles.
func (c clock) newIn(g *glance, since time.Time) string {
	if since.IsZero() {
		return ""
	}
	if len(g.Members) == 0 && len(g.articles) > 0 && g.articles[0].Captured.At.After(since) {
		return c.t("front.new")
	}
	switch n := len(g.since(since)); {
	case n == 0:
		return ""
	case n < len(g.Members):
		return c.t("front.grew", c.count("count.article", n))
	}
	return c.t("front.new")
}

// voices gives the first n speakers that differ, named ones before unnamed, and how many more there are.
func (c clock) voices(list []said, n int) ([]voice, int) {
	var voices []voice
	seen := map[string]bool{}
	for _, named := range []bool{true, false} {
		for _, s := range list {
			name := s.Speaker.Name
			if name == "" || seen[name] || named == (s.Speaker.Type == names.Anonymous || s.Speaker.Type == names.Group) {
				continue
			}
			seen[name] = true
			cue := s.Cue
			if cue == "" || strings.ContainsRune(cue, ':') {
				cue = c.or("act", string(s.Act))
			}
			voices = append(voices, voice{name, personHref(s.Speaker), familyOf(s.Act), cue})
		}
	}
	return voices[:min(n, len(voices))], max(0, len(voices)-n)
}

// keysOf gives keywords, and tags of the page where Isnad chose none.
func keysOf(a *isnad.Article) []link {
	var keys []link
	add := func(word string) {
		seen := slices.ContainsFunc(keys, func(k link) bool { return k.Text == word })
		if len(keys) < rowKeys && len([]rune(word)) <= rowKeyWide && !seen {
			keys = append(keys, link{word, searchFor(word)})
		}
	}
	for _, k := range a.Keywords {
		add(k.Text)
	}
	if len(keys) == 0 {
		for _, tag := range a.Tags {
			add(tag)
		}
	}
	return keys
}

// searchFor is the address of a search for words side by side.
func searchFor(words string) string {
	if strings.ContainsAny(words, " \t") {
		words = `"` + strings.ReplaceAll(words, `"`, "") + `"`
	}
	return "/search?" + url.Values{"q": {words}, "tab": {"articles"}}.Encode()
}

func articleHref(id string) string { return "/a/" + url.PathEscape(id) }

// titleOf is the title, or the beginning of the text of an article without one.
func titleOf(a *isnad.Article) string {
	if a.Title != "" {
		return a.Title
	}
	return cut(a.Text(), 90)
}

// cut shortens s to about n runes at a word's end.
func cut(s string, n int) string {
	s, _, _ = strings.Cut(s, "\n")
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	short := string(r[:n])
	if i := strings.LastIndexByte(short, ' '); i > len(short)/2 {
		short = short[:i]
	}
	return strings.TrimRight(short, " ،.؛:") + "…"
}

// mostSaid counts speakers over articles, most frequent first; those kept unnamed come last, together.
func (c clock) mostSaid(list []said, n int) []tally {
	count := map[string]*tally{}
	unnamed := tally{link: link{Text: c.t("front.unnamed")}}
	for _, s := range list {
		switch {
		case s.Speaker.Type == names.Anonymous || s.Speaker.Type == names.Group:
			unnamed.n++
		case s.Speaker.Name != "":
			t := count[s.Speaker.Name]
			if t == nil {
				t = &tally{link: link{s.Speaker.Name, personHref(s.Speaker)}}
				count[s.Speaker.Name] = t
			}
			t.n++
		}
	}
	var out []tally
	for _, t := range count {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b tally) int {
		return cmp.Or(b.n-a.n, strings.Compare(a.Text, b.Text))
	})
	out = out[:min(n, len(out))]
	if unnamed.n > 0 {
		out = append(out, unnamed)
	}
	for i := range out {
		out[i].Count = c.count("count.statement", out[i].n)
	}
	return out
}

// tally is a name with how often it was counted.
type tally struct {
	link
	Count string
	n     int
}
