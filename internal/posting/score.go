package posting

import "isnad"

// Weights turn a posting into its share of an article's score, by isnad's rule of ranking.
type Weights struct {
	Rarity  float64  // of the word
	lengths []uint32 // of the segment's articles
	average float64  // length of all
	lead    [leadMask + 1]float64
	// damp is by how much each length damps, for those of nearly all articles.
	damp [maxDamp]float64
}

const maxDamp = 1024

// NewWeights makes those of a segment's articles, given their lengths and the average of all articles. Before each word its rarity is set.
func NewWeights(lengths []uint32, average float64) *Weights {
	w := &Weights{lengths: lengths, average: average}
	for i := range w.damp {
		w.damp[i] = w.dampOf(uint32(i))
	}
	for i := range w.lead {
		w.lead[i] = isnad.LeadWeight * isnad.Lead(min(i, isnad.LeadSteps-1))
	}
	return w
}

func (w *Weights) dampOf(length uint32) float64 {
	return isnad.Saturation * (1 - isnad.LengthShare + isnad.LengthShare*float64(length)/w.average)
}

// Of is what a posting is worth: how often the stem occurs, and where first.
func (w *Weights) Of(p Posting) float64 {
	var damp float64
	if l := w.lengths[p.Doc]; l < maxDamp {
		damp = w.damp[l]
	} else {
		damp = w.dampOf(l)
	}
	n := float64(p.Freq)
	return w.Rarity * (isnad.StemWeight*(n*(isnad.Saturation+1)/(n+damp)) + w.lead[p.Lead&leadMask])
}

// Score adds what each posting of a stem's list is worth to the sums of those articles that are in the set.
func (e Entry) Score(sums []float64, set Set, w *Weights) error {
	at := uint32(0)
	for data := e.data; len(data) > 0; {
		delta, n := step(data)
		rest := data[n:]
		if at += delta; delta == 0 || len(rest) == 0 || int(at) > len(w.lengths) {
			return errDamaged
		}
		if doc := at - 1; set[doc>>6]>>(doc&63)&1 == 1 {
			sums[doc] += w.Of(Posting{doc, rest[0] >> leadBits, rest[0] & leadMask})
		}
		data = rest[1:]
	}
	return nil
}
