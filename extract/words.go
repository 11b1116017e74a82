package extract

import (
	"strings"

	"isnad/internal/morph"
)

// frequency says how common a word of the press is, from 1 (rare) to 31, and 0 where it is not known: by its letters as
// they stand, clitics included (internal/morph, from wordfreq). Of unknown words about one in 15,000 is taken for known.
func frequency(word string) int {
	w, ok := morph.Spell(word)
	if !ok {
		return 0
	}
	return int(morph.Words().Frequency.Of(w.Letters()))
}

// isVerb reports whether a word, with a «و» or «ف» before it or without, may be a verb.
func isVerb(word string) bool {
	for _, s := range [...]string{word, strings.TrimPrefix(word, "و"), strings.TrimPrefix(word, "ف")} {
		if w, ok := morph.Spell(s); ok && s != "" {
			if perfect, imperfect := morph.Words().VerbOf(w.Letters()); perfect || imperfect {
				return true
			}
		}
	}
	return false
}
