package story

import (
	"cmp"
	"slices"

	"isnad"
	"isnad/arabic"
	"isnad/names"
)

// How many people and places a member keeps for its story: those of whom it speaks most.
const (
	memberPeople = 8
	memberPlaces = 5
)

// NewMember is the article as its story lists it.
func NewMember(a *isnad.Article, why []isnad.Reason) isnad.Member {
	m := isnad.Member{Article: a.ID, Title: a.Title, Source: a.Source, Credits: a.Credits, URL: a.URL, Published: a.Published,
		Captured: a.Captured.At, Copy: a.Copy, Original: a.Original != nil && *a.Original, Keywords: a.Keywords, Why: why}
	if m.Published.Day.IsZero() {
		m.Published.Day = a.Day()
	}
	if o, ok := outletOf(a.Source.Host, a.Source.Name); ok {
		m.Country = o.Country
	}
	m.People = named(a, memberPeople, names.Person)
	m.Places = named(a, memberPlaces, names.Place)
	return m
}

// outletOf looks an outlet up by its host, else by its name.
func outletOf(host, name string) (names.OutletInfo, bool) {
	if o, ok := names.OutletByHost(host); ok {
		return o, true
	}
	o, ok := names.OutletByAlias(name)
	return o, ok && !o.Ambiguous
}

// named gives up to n entities of the type, the most often mentioned first.
func named(a *isnad.Article, n int, kind names.Type) []isnad.Person {
	var out []isnad.Person
	for i := range a.Entities {
		e := &a.Entities[i]
		if e.Type == kind && e.Name != "" && len(e.Mentions) > 0 {
			out = append(out, isnad.Person{Key: e.Key, Name: e.Name, Articles: weightOf(e)})
		}
	}
	slices.SortStableFunc(out, func(a, b isnad.Person) int { return cmp.Compare(b.Articles, a.Articles) })
	out = out[:min(n, len(out))]
	for i := range out {
		out[i].Articles = 1
	}
	return out
}

// weightOf counts an entity's mentions, the title's thrice.
func weightOf(e *names.Entity) int {
	n := len(e.Mentions)
	for _, m := range e.Mentions {
		if m.Field == arabic.Title {
			n += 2
		}
	}
	return n
}
