package web

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"isnad"
	"isnad/internal/search"
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
	Notes      []noteText
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
	MaySave    bool
}

// RelaysShown reports whether the relays can be chosen among the facets.
func (p *searchPage) RelaysShown() bool {
	return slices.ContainsFunc(p.Facets, func(f facetBox) bool { return f.Name == "relay" })
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
	Some              bool // there is something under it
}

func searching(s *site, w http.ResponseWriter, v *visit) error {
	a := readAsk(v.URL.Query())
	if s.statements == nil {
		a.Tab = "articles"
	}
	p := searchPage{basePage: s.base(v, v.t("search.title"), "search"), Ask: a, Started: !a.empty()}
	p.OwnFind, p.NoIndex, p.Query = true, true, a.Text
	p.MaySave = s.saved != nil && s.prepare != nil && v.May(isnad.MaySave)
	if a.Text != "" {
		p.Title = v.t("search.of", a.Text)
	}
	q, err := a.query(s.parse)
	switch {
	case errors.Is(err, isnad.ErrInvalid):
		p.Fault = v.faultOf(err)
		p.tabs(v.clock, "", "", s.statements != nil)
		return s.show(w, v, http.StatusBadRequest, "search", &p)
	case err != nil:
		return err
	case a.empty():
		p.tabs(v.clock, "", "", s.statements != nil)
		return s.show(w, v, http.StatusOK, "search", &p)
	}
	q.Sources = append(q.Sources[:len(q.Sources)-len(a.Sources)], s.wholeOutlets(v, a.Sources)...)
	if err := p.find(v, s, q); err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, "search", &p)
}

// faultOf puts in the reader's words what is wrong with a query; of another parser, what follows the kind of error.
func (c clock) faultOf(err error) string {
	var fault *search.Fault
	if errors.As(err, &fault) {
		var words []any
		for _, w := range fault.Words {
			words = append(words, w)
		}
		if key := "fault." + string(fault.Reason); c.text[key] != "" {
			return c.t(key, words...)
		}
	}
	text := err.Error()
	if _, rest, ok := strings.Cut(text, isnad.ErrInvalid.Error()+": "); ok {
		return rest
	}
	return text
}

// find asks the engine for hits, for how many the other tab has and for the facets, all at once.
func (p *searchPage) find(v *visit, s *site, q isnad.Query) error {
	if p.Ask.Text != "" {
		p.Literal = p.Ask.literal()
	}
	p.chips(v.clock)
	p.orders(v.clock)
	if p.Ask.Page > 1 {
		p.PageNo = v.t("search.page", p.Ask.Page)
		prev := p.Ask
		prev.Page--
		p.Previous = prev.href()
	}
	counted := make([]*isnad.Facets, len(facetFields))
	var articles *isnad.Results
	var statements *isnad.StatementResults
	byArticle, byStatement := counting(q), counting(q)
	if p.Ask.Tab == "statements" {
		byStatement = q
	} else {
		byArticle = q
	}
	jobs := []func() error{
		func() (err error) { articles, err = s.index.Search(v.Context(), byArticle); return },
		func() (err error) {
			if s.statements != nil {
				statements, err = s.statements.Statements(v.Context(), byStatement)
			}
			return
		},
	}
	for i := range facetFields {
		jobs = append(jobs, func() (err error) { counted[i], err = s.countFacet(v, q, i); return })
	}
	if err := together(jobs...); err != nil {
		return err
	}
	p.facets(v.clock, counted)
	p.nameChips(statements)
	if statements != nil && p.Ask.Tab == "statements" {
		if err := p.relayFacet(v, s, q, statements); err != nil {
			return err
		}
	}
	p.Variants = strings.Join(articles.Variants, v.t("comma")+" ")
	said := ""
	if statements != nil {
		said = approx(v.clock, statements.Total, statements.Approximate)
	}
	p.tabs(v.clock, said, approx(v.clock, articles.Total, articles.Approximate), statements != nil)
	if p.Ask.Tab == "statements" {
		return p.showStatements(v, s, q, statements)
	}
	p.showArticles(v.clock, articles)
	return nil
}

// nameChips shows chosen speakers by their names, not their keys, where the facet or a found statement knows them.
func (p *searchPage) nameChips(found *isnad.StatementResults) {
	name := map[string]string{}
	for _, f := range p.Facets {
		if f.Name == "speaker" {
			for _, x := range f.Values {
				name[x.Value] = x.Label
			}
		}
	}
	if found != nil {
		for i := range found.Hits {
			if s := found.Hits[i].Speaker; s.Entity != "" && s.Name != "" {
				name[s.Entity] = s.Name
			}
		}
	}
	for i, c := range p.Chips {
		if slices.Contains(p.Ask.Speakers, c.Text) && name[c.Text] != "" {
			p.Chips[i].Text = name[c.Text]
		}
	}
}

// together runs jobs at the same time and gives their errors; a panic in one is an error, not the end of the process.
func together(jobs ...func() error) error {
	errs := make([]error, len(jobs))
	var all sync.WaitGroup
	for i, job := range jobs {
		all.Go(func() {
			defer func() {
				if fault := recover(); fault != nil {
					errs[i] = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
				}
			}()
			errs[i] = job()
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

func (p *searchPage) showStatements(v *visit, s *site, q isnad.Query, found *isnad.StatementResults) error {
	for i := range found.Hits {
		f, err := s.foundSaid(v, &found.Hits[i], q)
		if err != nil {
			return err
		}
		p.Statements = append(p.Statements, f)
	}
	p.totals(v.clock, found.Total, found.Approximate, "count.statement")
	p.Notes = v.notes(found.Notes)
	p.next(found.Total, len(found.Hits))
	return nil
}

func (p *searchPage) showArticles(c clock, found *isnad.Results) {
	for _, h := range found.Hits {
		p.Articles = append(p.Articles, foundArticle{
			Href: articleHref(h.ID), Title: pieces(orID(h.Title, h.Snippet), h.TitleMarks), Source: h.Source,
			Published: c.date(h.Published), Snippet: pieces(h.Snippet, h.Marks),
		})
	}
	p.totals(c, found.Total, found.Approximate, "count.article")
	p.Notes = c.notes(found.Notes)
	p.next(found.Total, len(found.Hits))
}

// counting is the query that only wants to know how many.
func counting(q isnad.Query) isnad.Query {
	q.Limit, q.Offset, q.Order = -1, 0, isnad.NewestFirst
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
		return c.t("search.approx", c.number(n))
	}
	return c.number(n)
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
		p.Tabs = append(p.Tabs, tab{c.t("search." + name), a.href(), count, p.Ask.Tab == name, count != "" && count != c.number(0)})
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
