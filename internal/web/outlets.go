package web

import (
	"errors"

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
		}
		return counted, err
	})
}

// labelled gives every facet a label, hosts as they may be shown.
func labelled(facets []isnad.Facet) {
	for i := range facets {
		if facets[i].Label == "" {
			facets[i].Label = shownHost(facets[i].Value)
		}
	}
}
