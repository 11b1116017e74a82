package extract

import "isnad/arabic"

// matter is the set of stems that carry a text's matter.
type matter map[string]bool

// add puts the content words of text into m, up to most terms of it.
func (m matter) add(a *arabic.Analyzer, text string) {
	for _, t := range a.AppendTerms(nil, text) {
		if !t.Stop && len(t.Stem) > 2 {
			m[t.Stem] = true
		}
	}
}

// shared counts the stems of m that o has too.
func (m matter) shared(o matter) int {
	n := 0
	for s := range m {
		if o[s] {
			n++
		}
	}
	return n
}
