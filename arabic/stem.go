package arabic

import "isnad/internal/morph"

// Stem gives the form by which a word is searched, folded: its stem by [Segment], without clitics and endings, and where
// the lexicon is sure of it the perfect of an imperfect verb, the verb of a noun of action and the singular of a broken
// plural (morph.Lexicon.Base). What is no Arabic word, or has no letters but those of its clitics, is its own stem.
func Stem(word string) string {
	s, ok := spell(word)
	if !ok {
		return Fold(word)
	}
	cut := cutOf(&s.word)
	return Fold(morph.Text(morph.Words().Base(&s.word, cut)))
}
