package web

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"isnad"
	"isnad/dates"
)

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
	if a.Country != "" {
		b := a
		b.Country = ""
		add(c.country(a.Country), b)
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

// facets shows what was counted; what the engine cannot count is nil and left out.
func (p *searchPage) facets(c clock, counted []*isnad.Facets) {
	for i, f := range facetFields {
		if counted[i] == nil {
			continue
		}
		if f.name == "source" {
			p.countryFacet(c, counted[i])
		}
		if box := c.facetBox(f.name, counted[i], f.chosen(p.Ask)); len(box.Values) > 0 {
			p.Facets = append(p.Facets, box)
		}
	}
}

// countFacet counts the matches by the i-th of facetFields.
func (s *site) countFacet(v *visit, q isnad.Query, i int) (counted *isnad.Facets, err error) {
	switch field := facetFields[i].field; field {
	case isnad.BySpeaker:
		counted, err = s.countSpeakers(v, q, facetValues)
	case isnad.ByMonth:
		counted, err = s.index.Facets(v.Context(), q, field, 400)
	case isnad.BySource: // all of them, for their countries
		if counted, err = s.index.Facets(v.Context(), q, field, sourcesCounted); err == nil {
			err = s.joinOutlets(v, counted)
		}
	default:
		counted, err = s.index.Facets(v.Context(), q, field, facetValues)
	}
	if errors.Is(err, isnad.ErrUnsupported) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("facet %s: %w", facetFields[i].name, err)
	}
	return counted, nil
}

func (c clock) facetBox(name string, counted *isnad.Facets, on []string) facetBox {
	box := facetBox{Name: name, Legend: c.t("facet." + name), Radio: name == "month"}
	values := counted.Values
	if name == "source" {
		values = values[:min(len(values), facetValues)]
	}
	if box.Radio {
		values = newestMonths(values, facetValues)
		box.Values = append(box.Values, facetValue{Label: c.t("search.any-month"), On: on[0] == ""})
		on = on[:1]
	}
	shown := map[string]bool{"": true}
	for _, v := range values {
		shown[v.Value] = true
		box.Values = append(box.Values, facetValue{v.Value, c.facetLabel(name, v), approx(c, v.Count, counted.Approximate), slices.Contains(on, v.Value)})
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
