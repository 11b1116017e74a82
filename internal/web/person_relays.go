package web

import (
	"slices"

	"isnad"
)

const (
	relayStretches = 3  // of the older statements that are looked at for relays
	relayStretch   = 20 // statements of each, read with their articles
)

// relayed is through whom somebody's statements came.
type relayed struct {
	relays []counted
	bare   int    // statements that name no relay, or none of these
	others bool   // some of the bare may name another relay
	note   string // how they were counted, where that needs saying
}

// relayed counts somebody's statements by relay. Which relays there are is seen in the newest statements, and in stretches of
// the older ones up to the oldest; how many came through each, and how many through none of them, is asked of the index.
func (s *site) relayed(v *visit, q isnad.Query, found *isnad.StatementResults, all int) (relayed, error) {
	seen, err := s.olderSaid(v, q, found)
	if err != nil {
		return relayed{}, err
	}
	seen = append(slices.Clip(found.Hits), seen...)
	count, bare := map[string]int{}, 0
	for i := range seen {
		if len(seen[i].Relays) == 0 {
			bare++
		}
		for _, r := range seen[i].Relays {
			count[r.Name]++
		}
	}
	delete(count, "")
	list := byCount(count)
	list = list[:min(personRows-1, len(list))]
	if len(seen) >= all {
		return relayed{relays: list, bare: bare}, nil
	}
	return s.countRelayed(v, q, list, len(seen), all)
}

// olderSaid reads the statements that follow those that were found: all where they are few.
func (s *site) olderSaid(v *visit, q isnad.Query, found *isnad.StatementResults) ([]isnad.FoundStatement, error) {
	first, left := len(found.Hits), found.Total-len(found.Hits)
	if left <= 0 {
		return nil, nil
	}
	if q.Limit = relayStretches * relayStretch; left <= q.Limit {
		q.Offset = first
		r, err := s.statements.Statements(v.Context(), q)
		if err != nil {
			return nil, err
		}
		return r.Hits, nil
	}
	q.Limit = relayStretch
	stretches := make([][]isnad.FoundStatement, relayStretches)
	err := each(relayStretches, func(i int) error {
		older := q
		older.Offset = first + (i+1)*left/relayStretches - relayStretch
		r, err := s.statements.Statements(v.Context(), older)
		if err == nil {
			stretches[i] = r.Hits
		}
		return err
	})
	return slices.Concat(stretches...), err
}

// countRelayed asks how many of all statements came through each of the relays, which so many of them named.
func (s *site) countRelayed(v *visit, q isnad.Query, list []counted, seen, all int) (relayed, error) {
	of := relayed{others: true, note: v.t("person.relays.why", v.count("count.statement", seen))}
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = r.name
	}
	totals := make([]*isnad.StatementResults, len(list)+1) // the last through any of them
	err := each(len(totals), func(i int) (err error) {
		asked := counting(q)
		if asked.Relays = names; i < len(list) {
			asked.Relays = names[i : i+1]
		} else if len(list) == 0 {
			totals[i] = &isnad.StatementResults{}
			return nil
		}
		totals[i], err = s.statements.Statements(v.Context(), asked)
		return err
	})
	if err != nil {
		return relayed{}, err
	}
	about := false
	for i, r := range list {
		of.relays = append(of.relays, counted{r.name, totals[i].Total})
		about = about || totals[i].Approximate
	}
	slices.SortStableFunc(of.relays, func(a, b counted) int { return b.n - a.n })
	if any := totals[len(list)]; any.Approximate {
		about = true
	} else {
		of.bare = max(0, all-any.Total)
	}
	if about {
		of.note += " " + v.t("person.relays.about")
	}
	return of, nil
}

// relayBars shows through whom the statements came, the most frequent first.
func (p *personPage) relayBars(c clock, key string, of relayed) {
	for _, r := range of.relays {
		href := ask{Tab: "statements", Order: isnad.NewestFirst, Speakers: []string{key}, Relays: []string{r.name}}.href()
		p.Relays = append(p.Relays, bar{link: link{r.name, href}, Point: "hollow", N: r.n})
	}
	if of.bare > 0 {
		label := c.t("relay.none")
		if of.others {
			label = c.t("relay.none-of-these")
		}
		p.Relays = append(p.Relays, bar{link: link{Text: label}, Point: "origin", N: of.bare})
	}
	slices.SortStableFunc(p.Relays, func(a, b bar) int { return b.N - a.N })
	p.Relays = c.barsOf(p.Relays)
}
