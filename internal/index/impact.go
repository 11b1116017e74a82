package index

// Impact tokens (~, a letter for the tier, the stem) list an article under those stems that weigh much in it: the articles with the highest
// scores for one stem are read from its highest tiers, however common the stem is. tiers cut BM25's term part from
// lowestTier to k1+1 into equal steps, 'a' the lowest. The average length is that of the time of writing; scores
// proper are computed from vectors.
const (
	Tiers      = 16 // how many there are
	lowestTier = 1.2
)

// tierOf gives the tier's letter, or 0 below the lowest.
func tierOf(part float64) byte {
	if part < lowestTier {
		return 0
	}
	step := int((part - lowestTier) / (k1 + 1 - lowestTier) * Tiers)
	return 'a' + byte(min(step, Tiers-1))
}

// TierToken is the token of a stem in a tier.
func TierToken(stem string, tier byte) string { return string([]byte{tierMark, tier}) + stem }

// Tokens gives the tokens by which an article's stems are found: every stem, title stems and tiers.
func (g *Bag) Tokens(average float64) []string {
	out := make([]string, 0, 2*len(g.Stems))
	for _, s := range g.Stems {
		out = append(out, s.Stem)
		if s.title {
			out = append(out, string([]byte{titleMark})+s.Stem)
		}
		if t := tierOf(termPart(s.freq, g.Length, average)); t != 0 {
			out = append(out, TierToken(s.Stem, t))
		}
	}
	return out
}

// AppendTokens appends the [Bag.Tokens], a space after each.
func (g *Bag) AppendTokens(dst []byte, average float64) []byte {
	for _, t := range g.Tokens(average) {
		dst = append(append(dst, t...), ' ')
	}
	return dst
}
