package web

import (
	"errors"
	"slices"

	"isnad"
)

// allOutlets counts the archive's articles by outlet.
func (s *site) allOutlets(v *visit) (*isnad.Facets, error) {
	return s.outlets.at(v.now, func() (*isnad.Facets, error) {
		counted, err := s.index.Facets(v.Context(), isnad.Query{}, isnad.BySource, 200)
		if errors.Is(err, isnad.ErrUnsupported) {
			return &isnad.Facets{}, nil
		}
		if err == nil {
			labelled(counted.Values)
			counted.Values = joined(counted.Values)
		}
		return counted, err
	})
}

// joined counts the articles of an outlet that is known by its name alone with those of the one host that has this name:
// what a digest carried of a newspaper is the newspaper's. Where several hosts share the name nothing is joined.
func joined(facets []isnad.Facet) []isnad.Facet {
	hosts := map[string][]int{} // by label
	for i, f := range facets {
		if f.Value != f.Label {
			hosts[f.Label] = append(hosts[f.Label], i)
		}
	}
	var list []isnad.Facet
	for _, f := range facets {
		if at := hosts[f.Label]; f.Value == f.Label && len(at) == 1 {
			facets[at[0]].Count += f.Count
		}
	}
	for _, f := range facets {
		if f.Value != f.Label || len(hosts[f.Label]) != 1 {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b isnad.Facet) int { return b.Count - a.Count })
	return list
}

// knownAs gives the host of an outlet and, where it is the only host of that name, the name: under both its articles stand.
func (s *site) knownAs(v *visit, host string) []string {
	all, err := s.allOutlets(v)
	if err != nil {
		return []string{host}
	}
	name, alike := "", 0
	for _, f := range all.Values {
		if f.Value == host {
			name = f.Label
		}
	}
	for _, f := range all.Values {
		if f.Label == name {
			alike++
		}
	}
	if name == "" || name == host || alike != 1 {
		return []string{host}
	}
	return []string{host, name}
}

// wholeOutlets gives chosen outlets with the names under which their articles stand too; see knownAs.
func (s *site) wholeOutlets(v *visit, chosen []string) (list []string) {
	for _, host := range chosen {
		for _, name := range s.knownAs(v, host) {
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

// labelled gives every facet a label, hosts as they may be shown.
func labelled(facets []isnad.Facet) {
	for i := range facets {
		if facets[i].Label == "" {
			facets[i].Label = shownHost(facets[i].Value)
		}
	}
}

// joinOutlets gives every outlet of counted matches one line: those that are known by a name alone stand with the host of that
// name, also where the host itself is not among the matches.
func (s *site) joinOutlets(v *visit, counted *isnad.Facets) error {
	all, err := s.allOutlets(v)
	if err != nil {
		return err
	}
	labelled(counted.Values)
	hosts := map[string][]string{} // of the whole archive, by name
	for _, f := range all.Values {
		if f.Value != f.Label {
			hosts[f.Label] = append(hosts[f.Label], f.Value)
		}
	}
	at := map[string]int{}
	var list []isnad.Facet
	for _, f := range counted.Values {
		if of := hosts[f.Label]; f.Value == f.Label && len(of) == 1 {
			f.Value = of[0]
		}
		if i, ok := at[f.Value]; ok {
			list[i].Count += f.Count
			continue
		}
		at[f.Value] = len(list)
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b isnad.Facet) int { return b.Count - a.Count })
	counted.Values = list
	return nil
}
