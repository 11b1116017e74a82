package web

import (
	"slices"
	"strings"

	"isnad/arabic"
)

// shortOutlet is an outlet's name without the nouns that say what kind of outlet it is, for narrow drawings.
func shortOutlet(name string) string {
	var words []string
	for w := range strings.FieldsSeq(name) {
		if !slices.Contains(outletHeads, arabic.Fold(w)) {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return name
	}
	return strings.Join(words, " ")
}
