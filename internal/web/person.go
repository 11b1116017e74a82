package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

const (
	personRead   = 120 // newest statements that are counted: each is read with its article
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
	q := isnad.Query{Speakers: []string{key}, Order: isnad.NewestFirst, Limit: personRead}
	var found *isnad.StatementResults
	var about []*isnad.Article
	err := together(
		func() (err error) { found, err = s.statements.Statements(v.Context(), q); return },
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
	if err := p.tell(v, s, key, found); err != nil {
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

// tell counts the statements by month, act and relay, and shows the newest.
func (p *personPage) tell(v *visit, s *site, key string, found *isnad.StatementResults) error {
	acts, relays := map[string]int{}, map[string]int{}
	var days []dates.Day
	var list []*attribution.Statement
	for i := range found.Hits {
		f := &found.Hits[i]
		acts[string(f.Act)]++
		if len(f.Relays) == 0 {
			relays[""]++
		}
		for _, r := range f.Relays {
			relays[r.Name]++
		}
		if !f.Article.Published.Day.IsZero() || !f.Time.From.IsZero() { // else Said is only the day of capture
			list, days = append(list, &f.Statement), append(days, f.Said)
		}
	}
	p.Sum = v.count("count.statement", found.Total)
	if found.Total > len(found.Hits) {
		p.Partial = v.t("person.partial", v.count("count.statement", len(found.Hits)))
	}
	all := ask{Tab: "statements", Order: isnad.NewestFirst, Speakers: []string{key}}
	p.AllSaid = all.href()
	if p.Months = v.saidChart(p.Name, list, days); p.Months != nil {
		p.Months.lead(all)
	}
	p.actBars(v.clock, key, acts)
	p.relayBars(v.clock, key, relays)
	return p.latest(v, s, found.Hits)
}

// saidChart draws the statements of the last year for which there are any.
func (c clock) saidChart(name string, list []*attribution.Statement, days []dates.Day) *months {
	var newest dates.Day
	for _, d := range days {
		if newest.Before(d) && !d.IsZero() {
			newest = d
		}
	}
	if newest.IsZero() {
		return nil
	}
	last := dates.Day{Year: newest.Year, Month: newest.Month, Day: 1}
	m := monthly{first: dates.DayOf(last.Midnight().AddDate(0, 1-plotMonths, 0)), counts: make([][]int, plotMonths)}
	for i := range m.counts {
		m.counts[i] = make([]int, len(families))
	}
	for i, d := range days {
		if at := monthsBetween(m.first, d); !d.IsZero() && at >= 0 && at < plotMonths {
			m.counts[at][familyNumber(list[i].Act)]++
		}
	}
	chart := c.chart(m, true)
	peak := slices.MaxFunc(chart.Rows, func(a, b monthRow) int { return a.All - b.All })
	chart.Title = c.t("person.months.chart", name, c.monthOf(m.first), c.monthOf(last), peak.Month, c.count("count.statement", peak.All))
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

func (p *personPage) relayBars(c clock, key string, relays map[string]int) {
	for _, r := range byCount(relays)[:min(personRows, len(relays))] {
		b := bar{link: link{Text: r.name}, Point: "hollow", N: r.n}
		if r.name == "" {
			b.Text, b.Point = c.t("relay.none"), "origin"
		} else {
			b.Href = ask{Tab: "statements", Order: isnad.NewestFirst, Speakers: []string{key}, Relays: []string{r.name}}.href()
		}
		p.Relays = append(p.Relays, b)
	}
	p.Relays = c.barsOf(p.Relays)
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
