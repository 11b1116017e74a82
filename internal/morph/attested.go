package morph

import (
	_ "embed"
	"strings"
)

// Who writes a word with a proclitic writes it without one too, and mostly more often: of 1,879 proclitics in WikiNews all but those of
// eight stems are before something that is at most twice as frequent together as apart. So where the whole is much more
// frequent than anything that would be left, its first letter is its own: «واتساب» is no و+«اتساب», «بطارية» no ب+«طارية».
const (
	strange     = 3 // steps of 25 centibels between the whole and the rest at which a stem that no lexicon knows is none
	veryStrange = 6 // at which any is
)

//go:embed bound.txt
var boundFile string

// bound are stems that are mostly met behind a preposition.
var bound = func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(boundFile) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if w, ok := Spell(line); ok {
			m[string(w.Letters())] = true
		}
	}
	return m
}()

var hamzaOnWaw, hamzaOnYeh = Letter('ؤ'), Letter('ئ')

// attested leaves out the cuts whose proclitics nobody leaves out; the whole word always stays.
func (v *view) attested(cuts []Cut) []Cut {
	kept := cuts[:0]
	for _, c := range cuts {
		if !v.strange(c) {
			kept = append(kept, c)
		}
	}
	return kept
}

func (v *view) strange(c Cut) bool {
	if k := prefixKind[c.Prefix]; k == 0 || k == 2 && len(Prefixes[c.Prefix].Parts) == 1 || v.freq < strange {
		return false // no proclitic, or the article alone, or a rare word
	}
	w, f := v.w, v.lexicon.Frequency
	rest := w.L[Prefixes[c.Prefix].Len():w.N]
	stem := w.Stem(c)
	apart := max(f.Get(hashStart.letters(rest)), f.Get(hashStart.add(alef).add(lam).letters(rest)), f.Get(hashStart.letters(stem)))
	if last := stem[len(stem)-1]; last == hamzaOnWaw || last == hamzaOnYeh { // «زملاؤها» is of «زملاء»
		apart = max(apart, f.Get(hashStart.letters(stem[:len(stem)-1]).add(hamza)))
	}
	if v.freq < apart+strange || bound[string(stem)] {
		return false
	}
	if v.freq >= apart+veryStrange {
		return true
	}
	class, verb := v.classes(stem)
	return class == 0 && verb == 0
}
