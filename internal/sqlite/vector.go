package sqlite

import (
	"encoding/binary"
	"slices"

	"isnad"
	"isnad/arabic"
)

// BM25's two constants, and what one occurrence in the title is worth in occurrences in the text.
const (
	k1          = isnad.Saturation
	b           = isnad.LengthShare
	titleWeight = isnad.TitleWeight
)

// A vector holds, for each different stem of an article, 24 bits of the stem's hash and its frequency from 1 to 15 in 4
// bits, sorted, as differences in uvarints: a little over three bytes a stem. (That
// another stem has the same hash happens to about one in a hundred thousand pairs of word and article.) Scores are computed from it for the candidates that
// the postings give, so FTS5's bm25(), which walks every posting of every term of the query, is never called.
const (
	hashBits = 24
	freqBits = 4
	freqMask = 1<<freqBits - 1
)

// hash is FNV-1a, folded to hashBits.
func hash(stem string) uint32 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(stem); i++ {
		h ^= uint64(stem[i])
		h *= 1099511628211
	}
	return uint32((h ^ h>>hashBits ^ h>>(2*hashBits)) & (1<<hashBits - 1))
}

// bag counts the stems of one article, in order of first occurrence.
type bag struct {
	stems  []counted
	at     map[string]int
	length int // stems in all, stop words left out
}

type counted struct {
	stem  string
	freq  int // titleWeight for each occurrence in the title, 1 for each in the text
	title bool
}

func bagOf(t isnad.Terms) *bag {
	g := &bag{at: make(map[string]int, len(t.Text)/2+len(t.Title))}
	g.add(t.Title, titleWeight, true)
	g.add(t.Text, 1, false)
	return g
}

func (g *bag) add(terms []arabic.Term, weight int, title bool) {
	for i := range terms {
		if terms[i].Stop {
			continue
		}
		g.length++
		stem := safe(terms[i].Stem)
		at, ok := g.at[stem]
		if !ok {
			at = len(g.stems)
			g.at[stem] = at
			g.stems = append(g.stems, counted{stem: stem})
		}
		g.stems[at].freq += weight
		g.stems[at].title = g.stems[at].title || title
	}
}

// vector packs the bag.
func (g *bag) vector() []byte {
	keys := make([]uint32, len(g.stems))
	for i, s := range g.stems {
		keys[i] = hash(s.stem)<<freqBits | uint32(min(s.freq, freqMask))
	}
	slices.Sort(keys)
	out := make([]byte, 0, 3*len(keys))
	last := uint32(0)
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		last = k
	}
	return out
}

// frequenciesIn writes to freq how often each stem of hashes, which ascend, occurs by the vector.
func frequenciesIn(vector []byte, hashes []uint32, freq []int) {
	clear(freq)
	at, key := 0, uint32(0)
	for len(vector) > 0 && at < len(hashes) {
		d, n := binary.Uvarint(vector)
		if n <= 0 {
			return
		}
		vector = vector[n:]
		key += uint32(d)
		for at < len(hashes) && hashes[at] < key>>freqBits {
			at++
		}
		for i := at; i < len(hashes) && hashes[i] == key>>freqBits; i++ {
			freq[i] = max(freq[i], int(key&freqMask))
		}
	}
}

// holds reports for each of the groups whether the vector has one of its stems.
func (s *scorer) holds(vector []byte) []int {
	frequenciesIn(vector, s.hashes, s.freq)
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
