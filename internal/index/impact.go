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

// AppendTokens appends the tokens of table stems: every stem, title stems and tiers.
func (g *Bag) AppendTokens(dst []byte, average float64) []byte {
	for _, s := range g.Stems {
		dst = append(append(dst, s.Stem...), ' ')
		if s.title {
			dst = append(append(append(dst, titleMark), s.Stem...), ' ')
		}
		if t := tierOf(termPart(s.freq, g.Length, average)); t != 0 {
			dst = append(append(append(dst, tierMark, t), s.Stem...), ' ')
		}
	}
	return dst
}
