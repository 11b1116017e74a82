package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"isnad"
	"isnad/dates"
)

// sourcePage is one outlet: what it published last, when, and whom it quotes.
type sourcePage struct {
	basePage
	Name, Host string
	Total      string
	Rows       []frontDay
	Months     *months
	Speakers   []bar
	Search     string
	Newest     string
	Older      string
}

func source(s *site, w http.ResponseWriter, v *visit) error {
	host := v.PathValue("host")
	f := listing{Sources: s.knownAs(v, host), Skip: readListing(v.URL.Query()).Skip}
	q := isnad.Query{Sources: f.Sources, Order: isnad.NewestFirst}
	p := sourcePage{}
	var found *isnad.Results
	var articles []*isnad.Article
	var older string
	err := together(
		func() (err error) { found, err = s.index.Search(v.Context(), counting(q)); return },
		func() (err error) { articles, older, err = f.articles(v.Context(), s); return },
		func() error { p.figures(v, s, q); return nil },
	)
	if err != nil {
		return err
	}
	if len(articles) == 0 {
		return isnad.ErrNotFound
	}
	p.Name, p.Total = cmp.Or(outletName(articles[0]), host), v.count("count.article", found.Total)
	if strings.ContainsRune(host, '.') {
		p.Host = shownHost(host)
	}
	if found.Approximate {
		p.Total = v.t("search.approx", p.Total)
	}
	p.basePage = s.base(v, p.Name, "sources")
	p.Search = ask{Tab: "articles", Order: isnad.NewestFirst, Sources: f.Sources}.href()
	here := "/s/" + url.PathEscape(host)
	if older != "" {
		p.Older = fmt.Sprintf("%s?skip=%d", here, f.Skip+listRows)
	}
	if f.Skip > 0 {
		p.Newest, p.NoIndex = here, true
	}
	p.Rows = v.byDay(articles)
	if p.Months != nil {
		p.Months.Title = v.t("source.months") + ": " + p.Name
		p.Months.lead(ask{Tab: "articles", Order: isnad.NewestFirst, Sources: f.Sources})
	}
	return s.show(w, v, http.StatusOK, "source", p)
}

// figures adds what the index can count; what it cannot is left out.
func (p *sourcePage) figures(v *visit, s *site, q isnad.Query) {
	if f, err := s.countSpeakers(v, q, personRows); err == nil {
		for _, x := range f.Values {
			p.Speakers = append(p.Speakers, bar{link: link{cmp.Or(x.Label, x.Value), "/p/" + escapePath(x.Value)}, N: x.Count})
		}
		p.Speakers = v.barsOf(p.Speakers)
	}
	if f, err := s.index.Facets(v.Context(), q, isnad.ByMonth, 400); err == nil {
		p.Months = v.monthChart(f.Values)
	}
}

// monthChart draws articles by month, up to the newest month that has any.
func (c clock) monthChart(values []isnad.Facet) *months {
	values = newestMonths(values, plotMonths)
	if len(values) == 0 {
		return nil
	}
	last, err := dates.ParseDay(values[0].Value + "-01")
	if err != nil {
		return nil
	}
	m := monthly{first: dates.DayOf(last.Midnight().AddDate(0, 1-plotMonths, 0)), counts: make([][]int, plotMonths)}
	for i := range m.counts {
		m.counts[i] = make([]int, 1)
	}
	for _, x := range values {
		d, err := dates.ParseDay(x.Value + "-01")
		if at := monthsBetween(m.first, d); err == nil && at >= 0 && at < plotMonths {
			m.counts[at][0] = x.Count
		}
	}
	return c.chart(m, false)
}
