package morph

import (
	_ "embed"
	"errors"
	"sync"
)

// RankBits is the size of the ranker's weight table: 2^RankBits weights of one byte.
const RankBits = 19

// Segmenter picks the best cut of a word by a sum of learned weights.
type Segmenter struct {
	Lexicon *Lexicon
	weights []int8
}

//go:embed segment.bin
var segmentFile []byte

// Segment is the embedded segmenter.
var Segment = sync.OnceValue(func() *Segmenter {
	s, err := NewSegmenter(Words(), segmentFile)
	if err != nil {
		panic("segment.bin: " + err.Error())
	}
	return s
})

// NewSegmenter makes a segmenter of weights, one signed byte each.
func NewSegmenter(l *Lexicon, weights []byte) (*Segmenter, error) {
	if len(weights) != 1<<RankBits {
		return nil, errors.New("morph: segmenter weights of the wrong length")
	}
	s := &Segmenter{Lexicon: l, weights: make([]int8, len(weights))}
	for i, w := range weights {
		s.weights[i] = int8(w)
	}
	return s, nil
}

// Best gives the best cut of w; the earlier candidate where two are equal.
func (s *Segmenter) Best(w *Word) Cut {
	if irregular, ok := irregulars[string(w.X[:w.N])]; ok {
		return irregular
	}
	var room [maxCuts]Cut
	var features [maxFeatures]uint32
	cuts := w.cuts(room[:0])
	if len(cuts) == 1 {
		return cuts[0]
	}
	v := s.Lexicon.view(w)
	cuts = v.attested(cuts)
	best, top := cuts[0], int32(-1<<30)
	for _, c := range cuts {
		sum := int32(0)
		for _, f := range v.features(features[:0], c) {
			sum += int32(s.weights[f])
		}
		if sum > top {
			best, top = c, sum
		}
	}
	return best
}

// Candidates lists the cuts of w with their features, for learning.
func (s *Segmenter) Candidates(w *Word) ([]Cut, [][]uint32) {
	v := s.Lexicon.view(w)
	cuts := w.cuts(nil) // those too that Best leaves out: the learner is to see them be wrong
	features := make([][]uint32, len(cuts))
	for i, c := range cuts {
		features[i] = v.features(nil, c)
	}
	return cuts, features
}
