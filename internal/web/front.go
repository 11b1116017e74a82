package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"time"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
)

const (
	frontRows   = 24  // stories on a page
	frontAsked  = 150 // stories asked at most for what changed since the last visit
	frontCards  = 2
	frontAside  = 5
	frontLead   = 12 // articles of the widest story that are read
	frontSource = 60 // sources offered in the filter
)

// frontPage is the newest days: their stories, who speaks, and what was denied.
type frontPage struct {
	basePage
	Lead      *lead
	Days      []frontDay
	Disputes  []shortSaid
	Speakers  []tally
	Filter    frontFilter
	Countries []option
	Sources   []option
	Newer     string
	Older     string
	SinceNew  string
	Since     string // address of what changed since the last visit
}

// option is a value to choose.
type option struct {
	Value, Text string
	On          bool
}

// lead is the story at the head of the page.
type lead struct {
	row
	Over   string
	Began  when
	Dek    string
	Dekker string // whose words the dek are
	Facts  []fact
	Cards  []card
}

// fact is a figure with its name; Run adds the points of outlets.
type fact struct {
	Name, Value string
	Run         *run
}

type frontDay struct {
	Day   when
	Count string
	Rows  []row
}

// shortSaid is a statement in one sentence.
type shortSaid struct {
	voice
	Content string
	Article string
	When    when
}

func front(s *site, w http.ResponseWriter, v *visit) error {
	p := frontPage{Filter: readFilter(v.URL.Query())}
	since, seen := lastVisit(w, v)
	list, next, err := s.frontStories(v, p.Filter, since)
	if err != nil {
		return err
	}
	p.basePage = s.base(v, v.t("front.title"), "front")
	if p.Filter.On() {
		p.Newer, p.NoIndex = "/", true
	}
	if next != "" {
		p.Older = p.Filter.href(next)
	}
	if len(list) == 0 && !p.Filter.On() {
		if err := p.withoutStories(s, v); err != nil {
			return err
		}
		return s.show(w, v, http.StatusOK, "front", p)
	}
	p.choices(s, v)
	if !seen {
		since = time.Time{}
	}
	p.fill(v.clock, list, since)
	if !since.IsZero() && !p.Filter.New {
		p.Since = "/?new=1"
	}
	return s.show(w, v, http.StatusOK, "front", p)
}

// withoutStories lists articles, where none were put into stories yet.
func (p *frontPage) withoutStories(s *site, v *visit) error {
	l := readListing(v.URL.Query())
	articles, older, err := l.articles(v.Context(), s)
	if err != nil {
		return err
	}
	p.Days = v.byDay(articles)
	if older != "" {
		p.Older = "/" + older
	}
	if !l.Until.IsZero() || l.Skip > 0 {
		p.Newer, p.NoIndex = "/", true
	}
	var all []said
	for _, t := range tales(articles) {
		all = append(all, t.statements()...)
	}
	p.Speakers, p.Disputes = v.mostSaid(all, frontAside), v.disputes(all)
	return nil
}

// glance is a story as a row shows it: whole, with the articles that speak for it.
type glance struct {
	*isnad.Story
	articles []*isnad.Article // that of its title first
}

// frontStories gives a page of stories and where the next begins.
func (s *site) frontStories(v *visit, f frontFilter, since time.Time) ([]*glance, string, error) {
	filter := f.stories()
	if f.Source != "" {
		filter.Sources = s.knownAs(v, f.Source)
	}
	filter.Limit = frontRows
	if f.New {
		filter.Limit = frontAsked
	}
	found, err := s.stories.Stories(v.Context(), filter)
	if err != nil {
		return nil, "", err
	}
	list := make([]*glance, len(found.Stories))
	wanted := make([]int, len(list))
	for i := range found.Stories {
		list[i], wanted[i] = &glance{Story: &found.Stories[i]}, i
	}
	err = each(len(list), func(i int) error {
		if list[i].Articles == 1 && !f.New {
			return nil
		}
		whole, err := s.stories.Story(v.Context(), list[i].ID)
		if err == nil {
			list[i].Story = whole
		}
		if errors.Is(err, isnad.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return nil, "", err
	}
	if f.New {
		found.Next = ""
		list = slices.DeleteFunc(list, func(g *glance) bool { return len(g.since(since)) == 0 })
		list = list[:min(len(list), frontRows)]
	}
	return list, found.Next, s.glanceAt(v, list)
}

// glanceAt reads the articles that speak for stories: that of the title and the earliest, and more of the widest.
func (s *site) glanceAt(v *visit, list []*glance) error {
	widest := widestOf(list)
	type place struct{ g, at int }
	var ids []string
	var places []place
	for i, g := range list {
		mine := g.speaking(g == widest)
		g.articles = make([]*isnad.Article, len(mine))
		for k, id := range mine {
			ids, places = append(ids, id), append(places, place{i, k})
		}
	}
	wanted := make([]int, len(ids))
	for i := range wanted {
		wanted[i] = i
	}
	err := s.readAll(v.Context(), wanted, func(i int) string { return ids[i] }, func(i int, a *isnad.Article) {
		list[places[i].g].articles[places[i].at] = a
	})
	for _, g := range list {
		g.articles = slices.DeleteFunc(g.articles, func(a *isnad.Article) bool { return a == nil })
	}
	return err
}

// speaking are the ids of the articles that speak for the story; of the widest, more of those that are no copies.
func (g *glance) speaking(widest bool) []string {
	ids := []string{cmp.Or(g.TitleOf, g.ID)}
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	add(g.Earliest)
	if !widest {
		return ids
	}
	for i := range g.Members {
		if m := &g.Members[i]; len(ids) < frontLead && (m.Copy == "" || m.Original) {
			add(m.Article)
		}
	}
	return ids
}

// since gives the members that came into the archive after a moment.
func (g *glance) since(at time.Time) []*isnad.Member {
	var list []*isnad.Member
	for i := range g.Members {
		if m := &g.Members[i]; m.Captured.After(at) {
			list = append(list, m)
		}
	}
	return list
}

// widestOf is the story with most outlets of the newest day and the one before; nil where none has two.
func widestOf(list []*glance) *glance {
	if len(list) < 3 {
		return nil
	}
	newest := dates.Day{}
	for _, g := range list {
		if newest.Before(g.Last.Day) {
			newest = g.Last.Day
		}
	}
	var best *glance
	for _, g := range list {
		if newest.Sub(g.Last.Day) <= 1 && len(g.Outlets) > 1 && (best == nil || wider(g, best)) {
			best = g
		}
	}
	return best
}

func wider(a, b *glance) bool {
	return cmp.Or(len(a.Outlets)-len(b.Outlets), len(a.Origins)-len(b.Origins), a.Articles-b.Articles) > 0
}

// fill draws the rows by day, and the margin from the articles at hand.
func (p *frontPage) fill(c clock, list []*glance, since time.Time) {
	widest := widestOf(list)
	if widest != nil && !p.Filter.On() {
		p.Lead = c.leadOf(widest)
	}
	var all []said
	changed := 0
	for _, g := range list {
		all = append(all, (&tale{articles: g.articles}).statements()...)
		r := c.rowOfStory(g, since)
		if r.New != "" {
			changed++
		}
		if p.Lead != nil && g == widest {
			p.Lead.New = r.New
			continue
		}
		p.Days = addRow(p.Days, c.dayName(g.Last.Day), r)
	}
	p.Days = c.countDays(p.Days, "count.story")
	if changed > 0 {
		p.SinceNew = c.t("front.since-visit", c.count("count.story", changed))
	}
	p.Speakers, p.Disputes = c.mostSaid(all, frontAside), c.disputes(all)
}

func (c clock) leadOf(g *glance) *lead {
	t := &tale{articles: slices.Clone(g.articles)}
	t.sort()
	statements := t.statements()
	l := &lead{row: c.rowOfStory(g, time.Time{}), Over: c.t("front.widest"), Began: c.date(g.First)}
	if len(t.articles) > 0 {
		if a := t.first(); len(a.Paragraphs) > 0 {
			l.Dek, l.Dekker = cut(a.Paragraphs[0], 220), carrierName(a)
		}
	}
	l.Facts = c.factsOf(g.Story, 0)
	l.Cards = c.twoCards(statements)
	return l
}

// factsOf are the figures of a story.
func (c clock) factsOf(st *isnad.Story, statements int) []fact {
	var facts []fact
	add := func(key string, n int, r *run) {
		if n > 0 {
			facts = append(facts, fact{c.t(key), c.number(n), r})
		}
	}
	copies := 0
	for _, g := range st.Copies {
		copies += len(g.Articles) - 1
	}
	points := runOf(len(st.Outlets), len(st.Origins))
	add("front.articles", st.Articles, nil)
	add("front.sources", len(st.Outlets), nil)
	add("front.origins", len(st.Origins), &points)
	add("front.copies", copies, nil)
	add("front.statements", statements, nil)
	return facts
}

// twoCards chooses two statements of different speakers, a dispute among them where there is one.
func (c clock) twoCards(list []said) []card {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b said) int { return leadWeight(b.Statement) - leadWeight(a.Statement) })
	var cards []card
	seen := map[string]bool{}
	for _, s := range list {
		if len(cards) == frontCards || s.Speaker.Name == "" || seen[s.Speaker.Name] || s.Nested {
			continue
		}
		seen[s.Speaker.Name] = true
		k := c.cardOf(s.Article, s.Statement, true)
		k.Content, k.How, k.Chip = cut(k.Content, 180), "", chip{}
		cards = append(cards, k)
	}
	return cards
}

func leadWeight(s *attribution.Statement) int {
	weight := 0
	if familyOf(s.Act) == "dispute" {
		weight += 2
	}
	if s.Confidence >= sureFrom {
		weight++
	}
	return weight
}

func (c clock) disputes(list []said) []shortSaid {
	var out []shortSaid
	for _, s := range list {
		if familyOf(s.Act) != "dispute" || s.Speaker.Name == "" || len(out) == frontAside {
			continue
		}
		w := c.near(s.Published.Day)
		if hour := hourOf(s.Published); hour != "" && c.today().Sub(s.Published.Day) < 2 {
			w = when{isoOf(s.Published), c.t("day.hour", w.Text, c.figures(hour))}
		}
		out = append(out, shortSaid{
			voice:   voice{s.Speaker.Name, personHref(s.Speaker), "dispute", cmp.Or(s.Cue, c.or("act", string(s.Act)))},
			Content: cut(s.Content, 120), Article: articleHref(s.Article.ID), When: w,
		})
	}
	return out
}
