package posting

import "isnad"

// Weights turn a posting into its share of an article's score, by isnad's rule of ranking.
type Weights struct {
	Lengths []uint32 // of the segment's articles
	Average float64  // length of all
	Rarity  float64  // of the word
}

// Of is what a posting is worth: how often the stem occurs, and where first.
func (w *Weights) Of(p Posting) float64 {
	n := float64(p.Freq)
	share := n * (isnad.Saturation + 1) / (n + isnad.Saturation*(1-isnad.LengthShare+isnad.LengthShare*float64(w.Lengths[p.Doc])/w.Average))
	return w.Rarity * (isnad.StemWeight*share + isnad.LeadWeight*isnad.Lead(min(int(p.Lead), isnad.LeadSteps-1)))
}

// Score adds what each posting of a stem's list is worth to the sums of those articles that are in the set.
func (e Entry) Score(sums []float64, set Set, w Weights) error {
	at := uint32(0)
	for data := e.data; len(data) > 0; {
		delta, rest, ok := step(data)
		if at += delta; !ok || len(rest) == 0 || int(at) > len(w.Lengths) {
			return errDamaged
		}
		if doc := at - 1; set.Has(doc) {
			sums[doc] += w.Of(Posting{doc, rest[0] >> leadBits, rest[0] & leadMask})
		}
		data = rest[1:]
	}
	return nil
}
