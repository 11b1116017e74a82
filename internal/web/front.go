package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
)

const (
	frontRows    = 30  // articles on a page
	frontScanned = 600 // articles read at most to find those with statements
	frontCards   = 2
	frontAside   = 5
)

// frontPage is the newest days: stories by day, who speaks, and what was denied.
type frontPage struct {
	basePage
	Lead     *lead
	Days     []frontDay
	Disputes []shortSaid
	Speakers []tally
	Filter   frontFilter
	Sources  []isnad.Facet
	Newer    string
	Older    string
	SinceNew string
}

// lead is the story at the head of the page.
type lead struct {
	row
	Over    string
	Began   when
	Dek     string
	Dekker  string // whose words the dek are
	Facts   []fact
	Cards   []card
	Outlets run
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

// frontFilter is what the reader narrows the page by. Until and Skip are where the page begins: the articles of that
// day and before, without the first Skip of that day; for one source, without the first Skip of all.
type frontFilter struct {
	Source string
	Said   bool
	Until  dates.Day
	Skip   int
}

// On reports whether anything narrows the page.
func (f frontFilter) On() bool { return f.Source != "" || f.Said || !f.Until.IsZero() }

func readFilter(q url.Values) frontFilter {
	f := frontFilter{Source: q.Get("source"), Said: q.Get("said") != ""}
	if day, err := dates.ParseDay(q.Get("until")); err == nil {
		f.Until = day
	}
	if n, err := strconv.Atoi(q.Get("skip")); err == nil && n > 0 {
		f.Skip = min(n, 100_000)
	}
	return f
}

// href is the address of the page that begins at a day.
func (f frontFilter) href(until dates.Day, skip int) string {
	q := url.Values{}
	if f.Source != "" {
		q.Set("source", f.Source)
	}
	if f.Said {
		q.Set("said", "1")
	}
	if !until.IsZero() {
		q.Set("until", until.String())
	}
	if skip > 0 {
		q.Set("skip", strconv.Itoa(skip))
	}
	if len(q) == 0 {
		return "/"
	}
	return "/?" + q.Encode()
}

func front(s *site, w http.ResponseWriter, v *visit) error {
	f := readFilter(v.URL.Query())
	articles, older, err := s.frontArticles(v.Context(), f)
	if err != nil {
		return err
	}
	p := frontPage{basePage: s.base(v, v.t("front.title"), "front"), Filter: f, Older: older}
	if f.On() {
		p.Newer = "/"
		p.NoIndex = true
	}
	if outlets, err := s.allOutlets(v); err == nil {
		p.Sources = outlets.Values[:min(40, len(outlets.Values))]
	}
	newestFirst(articles)
	since, seen := lastVisit(w, v)
	p.fill(v.clock, articles, func(a *isnad.Article) bool { return seen && a.Captured.At.After(since) })
	return s.show(w, v, http.StatusOK, "front", p)
}

// allOutlets counts the archive's articles by outlet.
func (s *site) allOutlets(v *visit) (*isnad.Facets, error) {
	return s.outlets.at(v.now, func() (*isnad.Facets, error) {
		counted, err := s.index.Facets(v.Context(), isnad.Query{}, isnad.BySource, 200)
		if errors.Is(err, isnad.ErrUnsupported) {
			return &isnad.Facets{}, nil
		}
		if err == nil {
			labelled(counted.Values)
		}
		return counted, err
	})
}

// labelled gives every facet a label, hosts as they may be shown.
func labelled(facets []isnad.Facet) {
	for i := range facets {
		if facets[i].Label == "" {
			facets[i].Label = shownHost(facets[i].Value)
		}
	}
}

// frontArticles gives a page of articles, newest first, and the address of the next.
func (s *site) frontArticles(ctx context.Context, f frontFilter) ([]*isnad.Article, string, error) {
	if f.Source != "" {
		return s.sourceArticles(ctx, f)
	}
	var page []*isnad.Article
	filter := isnad.ArticleFilter{Until: f.Until, NewestFirst: true, Limit: f.Skip + frontRows + 1}
	if f.Said {
		filter.Limit += frontScanned
	}
	ofDay, day := 0, dates.Day{}
	for a, err := range s.store.Articles(ctx, filter) {
		if err != nil {
			return nil, "", err
		}
		if a.Day() != day {
			ofDay, day = 0, a.Day()
		}
		ofDay++
		if day == f.Until && ofDay <= f.Skip {
			continue
		}
		if len(page) == frontRows {
			if day.IsZero() {
				return page, "", nil // undated articles come last and have no day to go on from
			}
			return page, f.href(day, ofDay-1), nil
		}
		if !f.Said || len(a.Statements) > 0 {
			page = append(page, a)
		}
	}
	return page, "", nil
}

// sourceArticles is frontArticles for one source, which the index finds.
func (s *site) sourceArticles(ctx context.Context, f frontFilter) ([]*isnad.Article, string, error) {
	q := isnad.Query{Sources: []string{f.Source}, Until: f.Until, Order: isnad.NewestFirst, Limit: frontRows + 1, Offset: f.Skip}
	found, err := s.index.Search(ctx, q)
	if err != nil {
		return nil, "", err
	}
	var page []*isnad.Article
	for i, h := range found.Hits {
		if i == frontRows {
			return page, f.href(f.Until, f.Skip+frontRows), nil
		}
		a, err := s.store.Article(ctx, h.ID)
		if err != nil {
			return nil, "", err
		}
		if !f.Said || len(a.Statements) > 0 {
			page = append(page, a)
		}
	}
	return page, "", nil
}

// newestFirst orders the articles of one page by day and hour, those without a day last. A store knows the day alone.
func newestFirst(articles []*isnad.Article) {
	slices.SortStableFunc(articles, func(a, b *isnad.Article) int { return earlier(b.Published, a.Published) })
}

// fill groups the articles by day and story and draws the margin from them.
func (p *frontPage) fill(c clock, articles []*isnad.Article, isNew func(*isnad.Article) bool) {
	list := tales(articles)
	if !p.Filter.On() {
		p.Lead = c.leadOf(list)
	}
	var all []said
	fresh := 0
	for _, t := range list {
		all = append(all, t.statements()...)
		r := c.rowOf(t, isNew)
		if r.New {
			fresh++
		}
		if p.Lead != nil && p.Lead.Href == r.Href {
			continue
		}
		day := c.near(t.newest().Published.Day)
		if day.Text == "" {
			day.Text = c.t("day.none")
		}
		if n := len(p.Days); n == 0 || p.Days[n-1].Day != day {
			p.Days = append(p.Days, frontDay{Day: day})
		}
		last := &p.Days[len(p.Days)-1]
		last.Rows = append(last.Rows, r)
	}
	for i := range p.Days {
		p.Days[i].Count = c.count("count.article", len(p.Days[i].Rows))
	}
	if fresh > 0 {
		p.SinceNew = c.t("front.since-visit", c.count("count.article", fresh))
	}
	p.Speakers = c.mostSaid(all, frontAside)
	p.Disputes = c.disputes(all)
}

// leadOf chooses the widest story of the newest day, or where none has two outlets the article with most statements.
func (c clock) leadOf(list []*tale) *lead {
	if len(list) < 3 {
		return nil
	}
	var newest dates.Day
	var best *tale
	for _, t := range list {
		if t.newest().Published.Day.IsZero() {
			continue
		}
		if newest.IsZero() {
			newest = t.newest().Day()
		}
		if newest.Sub(t.newest().Day()) > 1 {
			break
		}
		if best == nil || wider(t, best) > 0 {
			best = t
		}
	}
	if best == nil {
		return nil
	}
	outlets, origins := best.outlets()
	statements := best.statements()
	if outlets < 2 && len(statements) == 0 {
		return nil
	}
	a := best.first()
	l := &lead{row: c.rowOf(best, func(*isnad.Article) bool { return false }), Over: c.t("front.most-said"), Began: c.date(a.Published), Outlets: runOf(outlets, origins)}
	if outlets > 1 {
		l.Over = c.t("front.widest")
	}
	if len(a.Paragraphs) > 0 {
		l.Dek, l.Dekker = cut(a.Paragraphs[0], 220), outletName(a)
	}
	l.Facts = c.factsOf(best, len(statements))
	l.Cards = c.twoCards(statements)
	return l
}

// wider is positive where t is wider than u: more outlets, then more speakers, then more statements.
func wider(t, u *tale) int {
	to, _ := t.outlets()
	uo, _ := u.outlets()
	return cmp.Or(to-uo, len(t.statements())-len(u.statements()))
}

func (c clock) factsOf(t *tale, statements int) []fact {
	outlets, origins := t.outlets()
	var facts []fact
	add := func(key string, n int, r *run) {
		if n > 0 {
			facts = append(facts, fact{c.t(key), c.number(n), r})
		}
	}
	if len(t.articles) > 1 {
		points := runOf(outlets, origins)
		add("front.articles", len(t.articles), nil)
		add("front.sources", outlets, nil)
		add("front.origins", origins, &points)
		add("front.copies", t.copies(), nil)
	}
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
