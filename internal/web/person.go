package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

const (
	personNewest = 60 // newest statements, of which roles, relays and cards are taken: each is read with its article
	personRows   = 10
	peopleListed = 60
)

// peoplePage lists those who are quoted most.
type peoplePage struct {
	basePage
	Bars []bar
	Note string
}

func people(s *site, w http.ResponseWriter, v *visit) error {
	p := peoplePage{basePage: s.base(v, v.t("people.title"), "people")}
	counted, err := s.speakers.at(v.now, func() (*isnad.Facets, error) { return s.countSpeakers(v, isnad.Query{}, peopleListed) })
	if err != nil && !errors.Is(err, isnad.ErrUnsupported) {
		return err
	}
	if counted != nil {
		for _, f := range counted.Values {
			p.Bars = append(p.Bars, bar{link: link{cmp.Or(f.Label, f.Value), "/p/" + escapePath(f.Value)}, N: f.Count})
		}
		if counted.Approximate {
			p.Note = v.t("source.partial")
		}
	}
	p.Bars = v.barsOf(p.Bars)
	return s.show(w, v, http.StatusOK, "people", p)
}

// countSpeakers counts the matches by those speakers who are the same in every article.
func (s *site) countSpeakers(v *visit, q isnad.Query, n int) (*isnad.Facets, error) {
	counted, err := s.index.Facets(v.Context(), q, isnad.BySpeaker, n+60)
	if err != nil {
		return nil, err
	}
	counted.Values = slices.DeleteFunc(counted.Values, func(f isnad.Facet) bool { return !lasting(f.Value) })
	counted.Values = counted.Values[:min(n, len(counted.Values))]
	return counted, nil
}

// personPage is all that somebody was reported to have said.
type personPage struct {
	basePage
	Kind, Name, Latin string
	Roles             []string
	Sum               string
	Told              []string // when most was said, how often it was a dispute, how much named no relay
	Partial           string
	Months            *months
	Acts              []bar
	Relays            []bar
	Matters           []bar
	Variants          []variant
	Cards             []card
	AllSaid           string
	About             []card
}

// variant is one way in which a name is written.
type variant struct {
	Form  string
	Role  bool
	Where string
	N     int
}

func person(s *site, w http.ResponseWriter, v *visit) error {
	key := v.PathValue("key")
	if !lasting(key) {
		return isnad.ErrNotFound
	}
	if s.statements == nil {
		return isnad.ErrUnsupported
	}
	q := isnad.Query{Speakers: []string{key}, Order: isnad.NewestFirst, Limit: personNewest}
	var found *isnad.StatementResults
	var counts []isnad.SaidCount
	var about []*isnad.Article
	err := together(
		func() (err error) { found, err = s.statements.Statements(v.Context(), q); return },
		func() (err error) { counts, err = s.statements.CountSaid(v.Context(), key); return },
		func() (err error) { about, err = s.about(v, key); return },
	)
	if err != nil {
		return err
	}
	p := personPage{}
	if !p.identify(v.clock, key, found, about) {
		return isnad.ErrNotFound
	}
	p.basePage = s.base(v, p.Name, "people")
	p.chart(v.clock, key, counts)
	if err := p.tell(v, s, q, found, counts); err != nil {
		return err
	}
	p.variants(v.clock, key, about)
	p.matters(v.clock, key, about)
	p.aboutCards(v.clock, key, about)
	return s.show(w, v, http.StatusOK, "person", p)
}

// identify finds the name, and reports whether anybody of that key is known.
func (p *personPage) identify(c clock, key string, found *isnad.StatementResults, about []*isnad.Article) bool {
	roles := map[string]int{}
	for _, a := range about {
		for _, e := range a.Entities {
			if e.Key != key && e.Name != key {
				continue
			}
			p.Name, p.Latin, p.Kind = cmp.Or(p.Name, e.Name), cmp.Or(p.Latin, e.Latin), cmp.Or(p.Kind, c.or("type", string(e.Type)))
			for _, r := range e.Roles {
				roles[r]++
			}
		}
	}
	for i := range found.Hits {
		sp := found.Hits[i].Speaker
		p.Name = cmp.Or(p.Name, sp.Name)
		p.Kind = cmp.Or(p.Kind, c.or("type", string(sp.Type)))
		if sp.Role != "" {
			roles[sp.Role]++
		}
	}
	for _, r := range byCount(roles)[:min(3, len(roles))] {
		p.Roles = append(p.Roles, r.name)
	}
	return p.Name != ""
}

// counted is a name with how often it was found.
type counted struct {
	name string
	n    int
}

func byCount(m map[string]int) []counted {
	list := make([]counted, 0, len(m))
	for name, n := range m {
		list = append(list, counted{name, n})
	}
	slices.SortFunc(list, func(a, b counted) int { return cmp.Or(b.n-a.n, strings.Compare(a.name, b.name)) })
	return list
}

// chart counts all statements by month and by act.
func (p *personPage) chart(c clock, key string, counts []isnad.SaidCount) {
	acts := map[string]int{}
	for _, n := range counts {
		acts[string(n.Act)] += n.Count
	}
	p.actBars(c, key, acts)
	if p.Months = c.saidChart(p.Name, counts); p.Months != nil {
		p.Months.lead(ask{Tab: "statements", Order: isnad.NewestFirst, Speakers: []string{key}})
	}
	p.tellChart(c, acts)
}

// tellChart says in words what the chart shows: when most was said, where it was said over time, and how much was a dispute.
func (p *personPage) tellChart(c clock, acts map[string]int) {
	if p.Months != nil {
		most, spread := monthRow{}, 0
		for _, r := range p.Months.Rows {
			if r.All > 0 {
				spread++
			}
			if r.All >= most.All { // of equals the latest
				most = r
			}
		}
		if spread > 1 {
			p.Told = append(p.Told, c.t("person.most", most.Month, c.number(most.All)))
		}
	}
	disputes := 0
	for act, n := range acts {
		if familyOf(attribution.Act(act)) == "dispute" {
			disputes += n
		}
	}
	if disputes > 0 {
		p.Told = append(p.Told, c.t("person.said-so", c.t("family.dispute"), c.number(disputes)))
	}
}

// tell counts the statements by relay, and shows the newest.
func (p *personPage) tell(v *visit, s *site, q isnad.Query, found *isnad.StatementResults, counts []isnad.SaidCount) error {
	all := found.Total
	if found.Approximate { // the index stops counting; the chart's figures do not
		all = 0
		for _, n := range counts {
			all += n.Count
		}
	}
	p.Sum = v.count("count.statement", all)
	key := q.Speakers[0]
	p.AllSaid = ask{Tab: "statements", Order: isnad.NewestFirst, Speakers: []string{key}}.href()
	of, err := s.relayed(v, q, all)
	if err != nil {
		return err
	}
	if p.Partial = of.note; of.bare > 0 {
		p.Told = append(p.Told, v.t("person.said-so", v.t("relay.none"), v.number(of.bare)))
	}
	p.relayBars(v.clock, key, of)
	return p.latest(v, s, found.Hits)
}

// saidChart draws all statements whose day is known, from the first month to the last: a year at least, and by years where there
// would be too many months.
func (c clock) saidChart(name string, counts []isnad.SaidCount) *months {
	counts = slices.DeleteFunc(slices.Clone(counts), func(n isnad.SaidCount) bool { return n.Month.IsZero() })
	if len(counts) == 0 {
		return nil
	}
	first, last := counts[0].Month, counts[len(counts)-1].Month
	m := monthly{first: first, step: 1}
	n := monthsBetween(first, last) + 1
	switch {
	case n > plotMonthsMost:
		m.first.Month, m.step, n = time.January, 12, last.Year-first.Year+1
	case n < plotMonths:
		m.first, n = dates.DayOf(last.Midnight().AddDate(0, 1-plotMonths, 0)), plotMonths
	}
	m.counts = make([][]int, n)
	for i := range m.counts {
		m.counts[i] = make([]int, len(families))
	}
	for _, n := range counts {
		m.counts[monthsBetween(m.first, n.Month)/m.step][familyNumber(n.Act)] += n.Count
	}
	chart := c.chart(m, true)
	peak := slices.MaxFunc(chart.Rows, func(a, b monthRow) int { return a.All - b.All })
	title := "person.months.chart"
	if chart.Yearly {
		title = "person.years.chart"
	}
	chart.Title = c.t(title, name, c.monthOf(first), c.monthOf(last), peak.Month, c.count("count.statement", peak.All))
	return chart
}

func monthsBetween(a, b dates.Day) int { return (b.Year-a.Year)*12 + int(b.Month) - int(a.Month) }

func familyNumber(a attribution.Act) int {
	name := familyOf(a)
	for i, f := range families {
		if f.name == name {
			return i
		}
	}
	return 0
}

func (p *personPage) actBars(c clock, key string, acts map[string]int) {
	for _, a := range byCount(acts) {
		href := ask{Tab: "statements", Order: isnad.NewestFirst, Speakers: []string{key}, Acts: []string{a.name}}.href()
		p.Acts = append(p.Acts, bar{link: link{c.or("act", a.name), href}, Act: familyOf(attribution.Act(a.name)), N: a.n})
	}
	p.Acts = c.barsOf(p.Acts)
}

// matters are the keywords of the articles at hand in which the person is reported to say something.
func (p *personPage) matters(c clock, key string, about []*isnad.Article) {
	count := map[string]int{}
	for _, a := range about {
		if !slices.ContainsFunc(a.Statements, func(s attribution.Statement) bool { return s.Speaker.Entity == key }) {
			continue
		}
		for _, k := range a.Keywords {
			if k.Text != p.Name {
				count[k.Text]++
			}
		}
	}
	for _, m := range byCount(count)[:min(personRows, len(count))] {
		href := ask{Tab: "statements", Order: isnad.BestFirst, Text: m.name, Speakers: []string{key}}.href()
		p.Matters = append(p.Matters, bar{link: link{m.name, href}, N: m.n})
	}
	p.Matters = c.barsOf(p.Matters)
}

// variants counts how the articles at hand write the name, and which outlets do.
func (p *personPage) variants(c clock, key string, about []*isnad.Article) {
	forms, roles := map[string]int{}, map[string]bool{}
	where := map[string]map[string]bool{}
	for _, a := range about {
		for _, e := range a.Entities {
			if e.Key != key && e.Name != key {
				continue
			}
			for _, m := range e.Mentions {
				if m.Text == "" || m.How == names.Pronoun || m.How == names.Implied {
					continue
				}
				forms[m.Text]++
				roles[m.Text] = m.How == names.ByRole
				if where[m.Text] == nil {
					where[m.Text] = map[string]bool{}
				}
				where[m.Text][outletName(a)] = true
			}
		}
	}
	for _, f := range byCount(forms)[:min(personRows, len(forms))] {
		x := variant{Form: f.name, Role: roles[f.name], N: f.n, Where: c.count("count.source", len(where[f.name]))}
		if len(where[f.name]) == 1 {
			for outlet := range where[f.name] {
				x.Where = outlet
			}
		}
		p.Variants = append(p.Variants, x)
	}
}
