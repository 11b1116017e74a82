package web

import (
	"cmp"
	"slices"

	"isnad"
)

const (
	sourcesCounted = 300 // outlets of the matches that are counted for their countries
	relaysCounted  = 6   // relays of the found statements that are counted
)

// countryFacet sums the outlets of the matches by country.
func (p *searchPage) countryFacet(c clock, counted *isnad.Facets) {
	count := map[string]int{}
	for _, f := range counted.Values {
		if code := countryOf(f); code != "" {
			count[code] += f.Count
		}
	}
	if len(count) == 0 && p.Ask.Country == "" {
		return
	}
	box := facetBox{Name: "country", Legend: c.t("facet.country"), Radio: true}
	box.Values = append(box.Values, facetValue{Label: c.t("front.filter.any-country"), On: p.Ask.Country == ""})
	list := byCount(count)
	for _, x := range list[:min(len(list), facetValues)] {
		box.Values = append(box.Values, facetValue{x.name, c.country(x.name), approx(c, x.n, counted.Approximate), x.name == p.Ask.Country})
	}
	p.Facets = append(p.Facets, box)
}

// relayFacet counts the statements by the relays of those that were found: which relays they are is seen on this page, how
// many there are is asked of the index.
func (p *searchPage) relayFacet(v *visit, s *site, q isnad.Query, found *isnad.StatementResults) error {
	count := map[string]int{}
	for i := range found.Hits {
		for _, r := range found.Hits[i].Relays {
			count[r.Name]++
		}
	}
	for _, r := range p.Ask.Relays {
		count[r] += len(found.Hits)
	}
	delete(count, "")
	list := byCount(count)
	list = list[:min(len(list), relaysCounted)]
	if len(list) == 0 {
		return nil
	}
	values := make([]facetValue, len(list))
	err := each(len(list), func(i int) error {
		of := counting(q)
		of.Relays = []string{list[i].name}
		n, err := s.statements.Statements(v.Context(), of)
		if err == nil {
			values[i] = facetValue{list[i].name, list[i].name, approx(v.clock, n.Total, n.Approximate), slices.Contains(p.Ask.Relays, list[i].name)}
			list[i].n = n.Total
		}
		return err
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(values, func(a, b facetValue) int { return cmp.Compare(n(list, b.Value), n(list, a.Value)) })
	at := min(len(p.Facets), 2) // after speaker and act
	p.Facets = slices.Insert(p.Facets, at, facetBox{Name: "relay", Legend: v.t("facet.relay"), Values: values, Note: v.t("facet.relay.why")})
	return nil
}

// n is how often a name was counted.
func n(list []counted, name string) int {
	i := slices.IndexFunc(list, func(c counted) bool { return c.name == name })
	if i < 0 {
		return 0
	}
	return list[i].n
}
