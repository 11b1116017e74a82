package search

import "isnad"

// The rule of ranking stands in package isnad, where engines see it too.
const (
	StemWeight    = isnad.StemWeight
	SurfaceWeight = isnad.SurfaceWeight
	PairWeight    = isnad.PairWeight
	SoundWeight   = isnad.SoundWeight
	StopWeight    = isnad.StopWeight
)

// BM25 is isnad.BM25.
func BM25(count, length, mean float64, among, texts int) float64 {
	return isnad.BM25(count, length, mean, among, texts)
}
