package isnad

import "math"

// How answers are ranked, in one place for every engine: [BM25] over the stems and over the words as written, and what a
// stem's place, its kin and its neighbours add ([Ranker] computes all of it). The weights were chosen on the questions of
// ARCD's training part, by cross-validation over the articles that the paragraphs are from (docs/decisions/011); they are flat
// around these values.
const (
	StemWeight     = 1.0  // a stem of the query in the text
	SurfaceWeight  = 0.3  // the same word as written, on top of its stem
	LeadWeight     = 0.7  // the stem stands near the beginning: news, like an encyclopedia, says first what it is about
	KinWeight      = 0.5  // words that share most of their letters with a stem that is not there
	FunctionWeight = 0.5  // a stop word of the query that is no interrogative
	ExpectWeight   = 0.5  // words of the query near what it asks for: a number for «كم», a year or day for «متى»
	PairWeight     = 0.03 // two stems that stand side by side in the query do so in the text
	TitleWeight    = 2    // one occurrence in the title counts as so many in the text
)

// Saturation and LengthShare are the k1 and b of BM25; MaxCount is the most occurrences of a stem that count.
const (
	Saturation  = 1.2
	LengthShare = 0.75
	MaxCount    = 15
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

// LeadSteps is how many steps [LeadStep] tells apart.
const LeadSteps = 6

// LeadStep puts the place of a word, counted from 0 over all words of the text, into steps that grow: an index has to keep
// three bits. Words of the title are in the first.
func LeadStep(position int) int {
	step := 0
	for end := 4; position >= end && step < LeadSteps-1; step++ {
		end = 10 << step
	}
	return step
}

// Lead is the share of its rarity that a stem gets for its first place in the text.
func Lead(step int) float64 { return [LeadSteps]float64{.85, .45, .27, .16, .09, .04}[step] }

// Near is how far in words from what a question asks for its words still count for [ExpectWeight].
const Near = 8
