package web

import (
	"slices"

	"isnad"
)

// personRelayed is how many of the newest statements that name a relay are read for it, each with its article.
const personRelayed = 120

// relayed is through whom somebody's statements came.
type relayed struct {
	relays []counted
	bare   int    // statements that name no relay
	note   string // how they were counted, where that needs saying
}

// relayed counts somebody's statements by relay. Which relays there are is seen in the newest statements that name one; where there
// are more of those, how many came through each is asked of the index.
func (s *site) relayed(v *visit, q isnad.Query, all int) (of relayed, err error) {
	q.Relays, q.Limit = []string{isnad.AnyRelay}, personRelayed
	found, err := s.statements.Statements(v.Context(), q)
	if err != nil {
		return relayed{}, err
	}
	count := map[string]int{}
	for i := range found.Hits {
		for _, r := range found.Hits[i].Relays {
			count[r.Name]++
		}
	}
	delete(count, "")
	of.bare = max(0, all-found.Total)
	of.relays = byCount(count)[:min(personRows-1, len(count))]
	if found.Total <= len(found.Hits) {
		return of, nil
	}
	of.note = v.t("person.relays.why", v.count("count.statement", len(found.Hits)))
	about, err := s.countRelayed(v, q, of.relays)
	if about || found.Approximate {
		of.note += " " + v.t("person.relays.about")
	}
	return of, err
}

// countRelayed asks how many statements came through each of the relays, and reports whether the index stopped counting.
func (s *site) countRelayed(v *visit, q isnad.Query, list []counted) (about bool, err error) {
	totals := make([]*isnad.StatementResults, len(list))
	err = each(len(list), func(i int) (err error) {
		asked := counting(q)
		asked.Relays = []string{list[i].name}
		totals[i], err = s.statements.Statements(v.Context(), asked)
		return err
	})
	if err != nil {
		return false, err
	}
	for i, n := range totals {
		list[i].n = n.Total
		about = about || n.Approximate
	}
	slices.SortStableFunc(list, func(a, b counted) int { return b.n - a.n })
	return about, nil
}

// relayBars shows through whom the statements came, the most frequent first.
func (p *personPage) relayBars(c clock, key string, of relayed) {
	for _, r := range of.relays {
		href := ask{Tab: "statements", Order: isnad.NewestFirst, Speakers: []string{key}, Relays: []string{r.name}}.href()
		p.Relays = append(p.Relays, bar{link: link{r.name, href}, Point: "hollow", N: r.n})
	}
	if of.bare > 0 {
		p.Relays = append(p.Relays, bar{link: link{Text: c.t("relay.none")}, Point: "origin", N: of.bare})
	}
	slices.SortStableFunc(p.Relays, func(a, b bar) int { return b.N - a.N })
	p.Relays = c.barsOf(p.Relays)
}
