package search

import "math"

// How an answer is ranked, in one place: [BM25] over two fields, the folded words as written and their stems, and over
// pairs of neighbouring stems. The weights were chosen on the questions of ARCD's training part (internal/eval,
// Search); they are flat around these values.
const (
	StemWeight    = 1.0 // a stem of the query in the text
	SurfaceWeight = 0.4 // the same word as written, on top of its stem
	PairWeight    = 0.1 // two stems that stand side by side in the query do so in the text
	SoundWeight   = 0.5 // another spelling of the same sound, where the stem itself is not there
	StopWeight    = 0.0 // a stop word, which counts in phrases alone
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
	rare := math.Log(1 + (float64(texts-among)+0.5)/(float64(among)+0.5))
	return rare * count * (Saturation + 1) / (count + Saturation*(1-LengthShare+LengthShare*length/mean))
}
