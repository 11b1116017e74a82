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

// A vector holds, for each different stem of an article, 24 bits of the stem's hash, its frequency from 1 to 15 in 4 bits and
// in 3 the step of its first place (isnad.LeadStep), sorted, as differences in uvarints: about three and a half bytes a stem. (That
// another stem has the same hash happens to about one in a hundred thousand pairs of word and article.) Scores are computed from it for the candidates that
// the postings give, so FTS5's bm25(), which walks every posting of every term of the query, is never called.
const (
	hashBits = 24
	freqBits = 4
	freqMask = isnad.MaxCount // 1<<freqBits - 1
	leadBits = 3
	leadMask = 1<<leadBits - 1
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
	lead  int // the step of its first place
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
			g.stems = append(g.stems, counted{stem: stem, lead: lead(terms[i].Position, title)})
		}
		g.stems[at].freq += weight
		g.stems[at].title = g.stems[at].title || title
	}
}

// lead is the step of a place; a title is the beginning.
func lead(position int, title bool) int {
	if title {
		return 0
	}
	return isnad.LeadStep(position)
}

// vector packs the bag.
func (g *bag) vector() []byte {
	keys := make([]uint32, len(g.stems))
	for i, s := range g.stems {
		keys[i] = hash(s.stem)<<(freqBits+leadBits) | uint32(min(s.freq, freqMask))<<leadBits | uint32(s.lead)
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

// read writes to freq and lead how often each stem of hashes, which ascend, occurs by the vector, and the step of its first
// place; a stem that does not occur has the last step.
func (s *scorer) read(vector []byte) {
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

// holds reports for each of the groups how often the vector has one of its stems.
func (s *scorer) holds(vector []byte) []int {
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
