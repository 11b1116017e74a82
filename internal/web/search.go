package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"isnad"
	"isnad/dates"
)

const (
	hitsPerPage = 20
	lastPage    = 500 // pages a reader can turn to
	facetValues = 8
)

// searchPage is what was found, the words that were matched, and what to narrow by.
type searchPage struct {
	basePage
	Ask        ask
	Fault      string // why the query could not be read
	Started    bool   // something was asked
	Total      string
	Note       string
	Variants   string
	Literal    string // address of the same search with every word in quotation marks
	Statements []foundSaid
	Articles   []foundArticle
	Tabs       []tab
	Orders     []tab
	Chips      []chosen
	Facets     []facetBox
	Previous   string
	Next       string
	PageNo     string
}

// foundSaid is a statement in the sentence it stands in.
type foundSaid struct {
	card
	Speaker link
	Sent    []piece
	Before  string
	After   string
	When    when
	Link    string
}

// foundArticle is an article with its best passage.
type foundArticle struct {
	Href      string
	Title     []piece
	Source    string
	Published when
	Snippet   []piece
}

// piece is a stretch of text, marked where it matched.
type piece struct {
	Text string
	Mark bool
}

type tab struct {
	Name, Href, Count string
	Current           bool
}

// chosen is a filter that is on, and the address without it.
type chosen struct{ Text, Href string }

// facetBox is one facet: its values with counts.
type facetBox struct {
	Name, Legend string
	Values       []facetValue
	Radio        bool
	Note         string
}

type facetValue struct {
	Value, Label, Count string
	On                  bool
}

// ask is what the address asks for.
type ask struct {
	Text     string
	Tab      string // statements or articles
	Order    isnad.Order
	Page     int
	Sources  []string
	Speakers []string
	Relays   []string
	Acts     []string
	Month    string // YYYY-MM
	Since    string
	Until    string
}

// most values of one facet that are taken from an address.
const chosenAtMost = 20

func readAsk(q url.Values) ask {
	values := func(key string) []string {
		var list []string
		for _, s := range q[key] {
			if s = isnad.CleanText(s); s != "" && len(s) < 200 && len(list) < chosenAtMost && !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
		return list
	}
	a := ask{
		Text: isnad.CleanText(cutBytes(q.Get("q"), 4000)), Tab: q.Get("tab"), Order: isnad.Order(q.Get("order")), Page: 1,
		Sources: values("source"), Speakers: values("speaker"), Relays: values("relay"), Acts: values("act"),
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 {
		a.Page = min(n, lastPage)
	}
	if _, err := dates.ParseDay(q.Get("month") + "-01"); err == nil {
		a.Month = q.Get("month")
	}
	if day, err := dates.ParseDay(q.Get("since")); err == nil {
		a.Since = day.String()
	}
	if day, err := dates.ParseDay(q.Get("until")); err == nil {
		a.Until = day.String()
	}
	if a.Tab != "articles" {
		a.Tab = "statements"
	}
	if a.Order != isnad.BestFirst && a.Order != isnad.NewestFirst {
		a.Order = isnad.BestFirst
		if a.Text == "" {
			a.Order = isnad.NewestFirst
		}
	}
	return a
}

// cutBytes bounds what is read of an address.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// href is the address of the ask.
func (a ask) href() string {
	q := url.Values{}
	set := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	set("q", a.Text)
	set("tab", a.Tab)
	set("order", string(a.Order))
	if a.Page > 1 {
		set("page", strconv.Itoa(a.Page))
	}
	q["source"], q["speaker"], q["relay"], q["act"] = a.Sources, a.Speakers, a.Relays, a.Acts
	set("month", a.Month)
	set("since", a.Since)
	set("until", a.Until)
	return "/search?" + q.Encode()
}

// empty reports whether nothing is asked.
func (a ask) empty() bool {
	return a.Text == "" && a.Month == "" && a.Since == "" && a.Until == "" &&
		len(a.Sources)+len(a.Speakers)+len(a.Relays)+len(a.Acts) == 0
}

// query joins the reader's words and the facets they chose.
func (a ask) query(parse func(string) (isnad.Query, error)) (isnad.Query, error) {
	q := isnad.Query{}
	if a.Text != "" {
		var err error
		if q, err = parse(a.Text); err != nil {
			return q, err
		}
	}
	q.Sources = append(q.Sources, a.Sources...)
	q.Speakers = append(q.Speakers, a.Speakers...)
	q.Relays = append(q.Relays, a.Relays...)
	q.Acts = append(q.Acts, a.Acts...)
	bound := func(since, until dates.Day) {
		if !since.IsZero() && (q.Since.IsZero() || q.Since.Before(since)) {
			q.Since = since
		}
		if !until.IsZero() && (q.Until.IsZero() || until.Before(q.Until)) {
			q.Until = until
		}
	}
	if day, err := dates.ParseDay(a.Month + "-01"); err == nil {
		bound(day, dates.DayOf(day.Midnight().AddDate(0, 1, -1)))
	}
	since, _ := dates.ParseDay(a.Since)
	until, _ := dates.ParseDay(a.Until)
	bound(since, until)
	q.Order, q.Limit, q.Offset = a.Order, hitsPerPage, (a.Page-1)*hitsPerPage
	return q, nil
}

func searching(s *site, w http.ResponseWriter, v *visit) error {
	a := readAsk(v.URL.Query())
	if s.statements == nil {
		a.Tab = "articles"
	}
	p := searchPage{basePage: s.base(v, v.t("search.title"), "search"), Ask: a, Started: !a.empty()}
	p.OwnFind, p.NoIndex, p.Query = true, true, a.Text
	if a.Text != "" {
		p.Title = v.t("search.of", a.Text)
	}
	q, err := a.query(s.parse)
	switch {
	case errors.Is(err, isnad.ErrInvalid):
		p.Fault = faultOf(err)
		p.tabs(v.clock, "", "", s.statements != nil)
		return s.show(w, v, http.StatusBadRequest, "search", p)
	case err != nil:
		return err
	}
	if err := p.find(v, s, q); err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, "search", p)
}

// faultOf is the part of a parser's error that is written for readers: what follows the kind.
func faultOf(err error) string {
	text := err.Error()
	if _, rest, ok := strings.Cut(text, isnad.ErrInvalid.Error()+": "); ok {
		return rest
	}
	return text
}

func (p *searchPage) find(v *visit, s *site, q isnad.Query) error {
	if p.Ask.Text != "" {
		p.Literal = p.Ask.literal()
	}
	p.chips(v.clock)
	p.orders(v.clock)
	var err error
	if p.Ask.Tab == "statements" {
		err = p.findStatements(v, s, q)
	} else {
		err = p.findArticles(v, s, q)
	}
	if err != nil {
		return err
	}
	p.PageNo = ""
	if p.Ask.Page > 1 {
		p.PageNo = v.t("search.page", p.Ask.Page)
		prev := p.Ask
		prev.Page--
		p.Previous = prev.href()
	}
	return p.facets(v, s, q)
}

// literal is the same ask with every word as it was written.
func (a ask) literal() string {
	if strings.ContainsAny(a.Text, `"«»“”:`) {
		return ""
	}
	words := strings.Fields(a.Text)
	for i, w := range words {
		if !strings.HasPrefix(w, "-") {
			words[i] = `"` + w + `"`
		}
	}
	a.Text, a.Page = strings.Join(words, " "), 1
	return a.href()
}

func (p *searchPage) findStatements(v *visit, s *site, q isnad.Query) error {
	found, err := s.statements.Statements(v.Context(), q)
	if err != nil {
		return err
	}
	for i := range found.Hits {
		f, err := s.foundSaid(v, &found.Hits[i], q)
		if err != nil {
			return err
		}
		p.Statements = append(p.Statements, f)
	}
	p.totals(v.clock, found.Total, found.Approximate, "count.statement")
	p.Note = found.Note
	p.next(found.Total, len(found.Hits))
	articles := ""
	if r, err := s.index.Search(v.Context(), counting(q)); err == nil {
		articles = approx(v.clock, r.Total, r.Approximate)
		p.Variants = strings.Join(r.Variants, v.t("comma")+" ")
	}
	p.tabs(v.clock, approx(v.clock, found.Total, found.Approximate), articles, true)
	return nil
}

func (p *searchPage) findArticles(v *visit, s *site, q isnad.Query) error {
	found, err := s.index.Search(v.Context(), q)
	if err != nil {
		return err
	}
	for _, h := range found.Hits {
		p.Articles = append(p.Articles, foundArticle{
			Href: articleHref(h.ID), Title: pieces(orID(h.Title, h.Snippet), h.TitleMarks), Source: h.Source,
			Published: v.date(h.Published), Snippet: pieces(h.Snippet, h.Marks),
		})
	}
	p.totals(v.clock, found.Total, found.Approximate, "count.article")
	p.Note = found.Note
	p.Variants = strings.Join(found.Variants, v.t("comma")+" ")
	p.next(found.Total, len(found.Hits))
	statements := ""
	if s.statements != nil {
		if r, err := s.statements.Statements(v.Context(), counting(q)); err == nil {
			statements = approx(v.clock, r.Total, r.Approximate)
		}
	}
	p.tabs(v.clock, statements, approx(v.clock, found.Total, found.Approximate), s.statements != nil)
	return nil
}

// counting is the query that only wants to know how many.
func counting(q isnad.Query) isnad.Query {
	q.Limit, q.Offset, q.Order = 1, 0, isnad.NewestFirst
	return q
}

func orID(title, snippet string) string {
	if title != "" {
		return title
	}
	return cut(snippet, 90)
}

func approx(c clock, n int, about bool) string {
	if about {
		return c.t("search.approx", number(n))
	}
	return number(n)
}

func (p *searchPage) totals(c clock, n int, about bool, key string) {
	p.Total = c.count(key, n)
	if about {
		p.Total = c.t("search.approx", p.Total)
	}
}

func (p *searchPage) next(total, shown int) {
	if shown == hitsPerPage && total > p.Ask.Page*hitsPerPage && p.Ask.Page < lastPage {
		next := p.Ask
		next.Page++
		p.Next = next.href()
	}
}

func (p *searchPage) tabs(c clock, statements, articles string, both bool) {
	add := func(name, count string) {
		a := p.Ask
		a.Tab, a.Page = name, 1
		p.Tabs = append(p.Tabs, tab{c.t("search." + name), a.href(), count, p.Ask.Tab == name})
	}
	if both {
		add("statements", statements)
	}
	add("articles", articles)
}

func (p *searchPage) orders(c clock) {
	for _, o := range []isnad.Order{isnad.BestFirst, isnad.NewestFirst} {
		a := p.Ask
		a.Order, a.Page = o, 1
		p.Orders = append(p.Orders, tab{Name: c.t("search." + string(o)), Href: a.href(), Current: p.Ask.Order == o})
	}
}

// chips are the filters that are on, each with a way to take it off.
func (p *searchPage) chips(c clock) {
	add := func(text string, without ask) {
		without.Page = 1
		p.Chips = append(p.Chips, chosen{text, without.href()})
	}
	drop := func(list []string, i int) []string { return slices.Delete(slices.Clone(list), i, i+1) }
	a := p.Ask
	for i, s := range a.Sources {
		b := a
		b.Sources = drop(a.Sources, i)
		add(shownHost(s), b)
	}
	for i, s := range a.Speakers {
		b := a
		b.Speakers = drop(a.Speakers, i)
		add(s, b)
	}
	for i, s := range a.Relays {
		b := a
		b.Relays = drop(a.Relays, i)
		add(s, b)
	}
	for i, s := range a.Acts {
		b := a
		b.Acts = drop(a.Acts, i)
		add(c.or("act", s), b)
	}
	if a.Month != "" {
		b := a
		b.Month = ""
		day, _ := dates.ParseDay(a.Month + "-01")
		add(c.monthOf(day), b)
	}
	for _, bound := range []struct{ key, value string }{{"facet.since", a.Since}, {"facet.until", a.Until}} {
		if day, err := dates.ParseDay(bound.value); err == nil {
			b := a
			if bound.key == "facet.since" {
				b.Since = ""
			} else {
				b.Until = ""
			}
			add(c.t(bound.key)+" "+c.day(day).Text, b)
		}
	}
}

// facetFields are the facets in order of the page, with the values that an ask has chosen.
var facetFields = []struct {
	name   string
	field  isnad.FacetField
	chosen func(ask) []string
}{
	{"speaker", isnad.BySpeaker, func(a ask) []string { return a.Speakers }},
	{"act", isnad.ByAct, func(a ask) []string { return a.Acts }},
	{"source", isnad.BySource, func(a ask) []string { return a.Sources }},
	{"month", isnad.ByMonth, func(a ask) []string { return []string{a.Month} }},
}

// facets counts the matches. A facet the engine cannot count is left out.
func (p *searchPage) facets(v *visit, s *site, q isnad.Query) error {
	if !p.Started {
		return nil
	}
	for _, f := range facetFields {
		n := facetValues
		if f.field == isnad.ByMonth {
			n = 400
		}
		counted, err := s.facet(v, q, f.field, n)
		if errors.Is(err, isnad.ErrUnsupported) {
			continue
		}
		if err != nil {
			return fmt.Errorf("facet %s: %w", f.name, err)
		}
		if box := v.facetBox(f.name, counted, f.chosen(p.Ask)); len(box.Values) > 0 {
			p.Facets = append(p.Facets, box)
		}
	}
	return nil
}

func (s *site) facet(v *visit, q isnad.Query, field isnad.FacetField, n int) (*isnad.Facets, error) {
	if field == isnad.BySpeaker {
		return s.speakers(v, q, n)
	}
	return s.index.Facets(v.Context(), q, field, n)
}

func (c clock) facetBox(name string, counted *isnad.Facets, on []string) facetBox {
	box := facetBox{Name: name, Legend: c.t("facet." + name), Radio: name == "month"}
	values := counted.Values
	if box.Radio {
		values = newestMonths(values, facetValues)
		box.Values = append(box.Values, facetValue{Label: c.t("search.any-month"), On: on[0] == ""})
		on = on[:1]
	}
	shown := map[string]bool{"": true}
	for _, v := range values {
		shown[v.Value] = true
		box.Values = append(box.Values, facetValue{v.Value, c.facetLabel(name, v), number(v.Count), slices.Contains(on, v.Value)})
	}
	for _, v := range on { // what was chosen stays to be seen, though it is no longer among the most frequent
		if !shown[v] {
			box.Values = append(box.Values, facetValue{v, c.facetLabel(name, isnad.Facet{Value: v}), "", true})
		}
	}
	if box.Radio && len(values) == 0 && on[0] == "" {
		box.Values = nil
	}
	if counted.Approximate {
		box.Note = c.t("source.partial")
	}
	return box
}

// newestMonths turns months in order of time to newest first, the last n of them.
func newestMonths(values []isnad.Facet, n int) []isnad.Facet {
	values = slices.Clone(values)
	slices.SortFunc(values, func(a, b isnad.Facet) int { return strings.Compare(b.Value, a.Value) })
	return values[:min(n, len(values))]
}

func (c clock) facetLabel(name string, f isnad.Facet) string {
	switch name {
	case "act":
		return c.or("act", f.Value)
	case "month":
		if t, err := time.Parse("2006-01", f.Value); err == nil {
			return c.monthOf(dates.DayOf(t))
		}
	case "source":
		if f.Label == "" {
			return shownHost(f.Value)
		}
	}
	if f.Label != "" {
		return f.Label
	}
	return f.Value
}

// pieces cuts text at its marks. Marks that do not fit are left out.
func pieces(text string, marks []isnad.Mark) []piece {
	var list []piece
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End > len(text) || m.Start >= m.End || !onRunes(text, m.Start, m.End) {
			continue
		}
		if m.Start > at {
			list = append(list, piece{text[at:m.Start], false})
		}
		list = append(list, piece{text[m.Start:m.End], true})
		at = m.End
	}
	if at < len(text) {
		list = append(list, piece{text[at:], false})
	}
	return list
}
