package index

import (
	"cmp"
	"encoding/binary"
	"slices"

	"isnad"
)

// Scorer computes BM25 from vectors.
type Scorer struct {
	rare    []float64
	hashes  []uint32
	of      []int   // the group of each hash
	freq    []int   // of each hash in the vector just read
	first   []int   // its lead step
	sum     []int   // occurrences of each group
	lead    []int   // lead step of each group
	Average float64 // length of all articles, in stems
}

// Group is the stems that count as one word of a query, and among how many articles they are.
type Group struct {
	Stems []string
	Among int
}

// NewScorer makes the scorer for the words of a query, in an archive of so many articles with so many stems in all.
func NewScorer(groups []Group, articles, words int64) *Scorer {
	s := &Scorer{sum: make([]int, len(groups)), lead: make([]int, len(groups)), Average: UsualLength}
	if articles > 0 && words > 0 {
		s.Average = float64(words) / float64(articles)
	}
	type pair struct {
		hash  uint32
		group int
	}
	var pairs []pair
	for i, g := range groups {
		s.rare = append(s.rare, isnad.Rarity(g.Among, int(articles)))
		for _, stem := range g.Stems {
			pairs = append(pairs, pair{hash(stem), i})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(a.hash, b.hash) })
	for _, p := range pairs {
		s.hashes, s.of = append(s.hashes, p.hash), append(s.of, p.group)
	}
	s.freq, s.first = make([]int, len(pairs)), make([]int, len(pairs))
	return s
}

// Score is the part of the rule of ranking that vectors can tell: the stems and their first places.
func (s *Scorer) Score(vector []byte, length int) float64 {
	counts := s.Holds(vector)
	for i := range s.lead {
		s.lead[i] = isnad.LeadSteps - 1
	}
	for i, f := range s.freq {
		if f > 0 {
			s.lead[s.of[i]] = min(s.lead[s.of[i]], s.first[i])
		}
	}
	total := 0.0
	for i, f := range counts {
		if f > 0 {
			total += s.rare[i] * (isnad.StemWeight*termPart(f, length, s.Average) + isnad.LeadWeight*isnad.Lead(s.lead[i]))
		}
	}
	return total
}

// read writes to freq and lead how often each stem of hashes, which ascend, occurs by the vector, and the step of its first
// place; a stem that does not occur has the last step.
func (s *Scorer) read(vector []byte) {
	clear(s.freq)
	for i := range s.first {
		s.first[i] = isnad.LeadSteps - 1
	}
	at, key := 0, uint32(0)
	for len(vector) > 0 && at < len(s.hashes) {
		d, n := uint64(vector[0]), 1
		if d >= 0x80 {
			if d, n = binary.Uvarint(vector); n <= 0 {
				return
			}
		}
		vector = vector[n:]
		key += uint32(d)
		h := key >> (freqBits + leadBits)
		for s.hashes[at] < h {
			if at++; at == len(s.hashes) {
				return
			}
		}
		for i := at; i < len(s.hashes) && s.hashes[i] == h; i++ {
			s.freq[i] = max(s.freq[i], int(key>>leadBits&freqMask))
			s.first[i] = min(s.first[i], int(key&leadMask))
		}
	}
}

// Holds reports for each of the groups how often the vector has one of its stems.
func (s *Scorer) Holds(vector []byte) []int {
	s.read(vector)
	clear(s.sum)
	for i, f := range s.freq {
		s.sum[s.of[i]] += f
	}
	return s.sum
}

// termPart is BM25's share of one term without its rarity, from 0 to k1+1.
func termPart(freq, length int, average float64) float64 {
	f := float64(min(freq, freqMask))
	return f * (k1 + 1) / (f + k1*(1-b+b*float64(length)/average))
}
