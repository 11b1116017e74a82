package isnad

import "math"

// How answers are ranked, in one place for every engine: [BM25] over two fields, the folded words as written and their
// stems, and over pairs of neighbouring stems. The weights were chosen on the questions of ARCD's training part (see
// internal/eval, Search); they are flat around these values.
const (
	StemWeight    = 1.0 // a stem of the query in the text
	SurfaceWeight = 0.4 // the same word as written, on top of its stem
	PairWeight    = 0.1 // two stems that stand side by side in the query do so in the text
	SoundWeight   = 0.5 // another spelling of the same sound, where the stem itself is not there
	StopWeight    = 0.0 // a stop word, which counts in phrases alone
	TitleWeight   = 2   // one occurrence in the title counts as so many in the text
)

// Saturation and LengthShare are the k1 and b of BM25.
const (
	Saturation  = 1.2
	LengthShare = 0.75
)

// BM25 is the share that a term of the query adds to a text's score: it stands count times in a text of length terms,
// texts have mean terms on average, and among of texts hold it.
func BM25(count, length, mean float64, among, texts int) float64 {
	if count == 0 {
		return 0
	}
	return Rarity(among, texts) * count * (Saturation + 1) / (count + Saturation*(1-LengthShare+LengthShare*length/mean))
}

// Rarity is BM25's weight of a term that among of texts hold, in the form that is never negative.
func Rarity(among, texts int) float64 {
	return math.Log(1 + max(0, float64(texts-among)+0.5)/(float64(among)+0.5))
}
