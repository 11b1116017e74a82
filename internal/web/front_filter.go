package web

import (
	"net/url"
	"slices"
	"strings"

	"isnad"
	"isnad/dates"
	"isnad/names"
)

// frontFilter is what the reader narrows the stories by.
type frontFilter struct {
	Country string
	Source  string
	Keyword string
	Wide    bool // two outlets at least
	New     bool // only what changed since the reader's last visit
	Until   dates.Day
	Cursor  string // where the page begins
}

// On reports whether anything narrows the page.
func (f frontFilter) On() bool { return f != frontFilter{} }

func readFilter(q url.Values) frontFilter {
	f := frontFilter{
		Source: isnad.CleanText(cutBytes(q.Get("source"), 200)), Keyword: isnad.CleanText(cutBytes(q.Get("keyword"), 200)),
		Wide: q.Get("wide") != "", New: q.Get("new") != "", Cursor: cutBytes(q.Get("from"), 200),
	}
	if c := strings.ToUpper(q.Get("country")); len(c) == 2 {
		f.Country = c
	}
	if day, err := dates.ParseDay(q.Get("until")); err == nil {
		f.Until = day
	}
	return f
}

// stories is the filter as a store of stories understands it.
func (f frontFilter) stories() isnad.StoryFilter {
	filter := isnad.StoryFilter{Country: f.Country, Keyword: f.Keyword, Until: f.Until, Cursor: f.Cursor}
	if f.Wide {
		filter.Outlets = 2
	}
	return filter
}

// href is the address of the page that begins at a cursor.
func (f frontFilter) href(cursor string) string {
	q := url.Values{}
	for key, value := range map[string]string{"country": f.Country, "source": f.Source, "keyword": f.Keyword, "from": cursor} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if f.Wide {
		q.Set("wide", "1")
	}
	if !f.Until.IsZero() {
		q.Set("until", f.Until.String())
	}
	if len(q) == 0 {
		return "/"
	}
	return "/?" + q.Encode()
}

// choices are the sources and countries that there are.
func (p *frontPage) choices(s *site, v *visit) {
	outlets, err := s.allOutlets(v)
	if err != nil {
		return
	}
	count := map[string]int{}
	for i, f := range outlets.Values {
		if i < frontSource {
			p.Sources = append(p.Sources, option{f.Value, f.Label, f.Value == p.Filter.Source})
		}
		if c := countryOf(f); c != "" {
			count[c] += f.Count
		}
	}
	for _, c := range byCount(count) {
		p.Countries = append(p.Countries, option{c.name, v.country(c.name), c.name == p.Filter.Country})
	}
	known := slices.ContainsFunc(p.Sources, func(o option) bool { return o.On })
	if p.Filter.Source != "" && !known {
		p.Sources = append(p.Sources, option{p.Filter.Source, shownHost(p.Filter.Source), true})
	}
}

// countryOf is where an outlet is at home, where the directory knows it.
func countryOf(f isnad.Facet) string { return names.CountryOfOutlet(f.Value, f.Label) }

// country names a country in the reader's language; its letters where it has no name here.
func (w *words) country(code string) string { return w.or("country", code) }
