package index

import (
	"encoding/binary"
	"slices"

	"isnad"
	"isnad/arabic"
	"isnad/internal/posting"
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

// Bag counts the stems of one article, in order of first occurrence.
type Bag struct {
	Stems  []Counted
	at     map[string]int
	Length int // stems in all, stop words left out
}

// Counted is a stem with its occurrences.
type Counted struct {
	Stem  string
	freq  int // titleWeight for each occurrence in the title, 1 for each in the text
	title bool
	lead  int // the step of its first place
}

// BagOf counts the stems of an article.
func BagOf(t isnad.Terms) *Bag {
	g := &Bag{at: make(map[string]int, len(t.Text)/2+len(t.Title))}
	g.add(t.Title, titleWeight, true)
	g.add(t.Text, 1, false)
	return g
}

func (g *Bag) add(terms []arabic.Term, weight int, title bool) {
	for i := range terms {
		if terms[i].Stop {
			continue
		}
		g.Length++
		stem := Safe(terms[i].Stem)
		at, ok := g.at[stem]
		if !ok {
			at = len(g.Stems)
			g.at[stem] = at
			g.Stems = append(g.Stems, Counted{Stem: stem, lead: lead(terms[i].Position, title)})
		}
		g.Stems[at].freq += weight
		g.Stems[at].title = g.Stems[at].title || title
	}
}

// lead is the step of a place; a title is the beginning.
func lead(position int, title bool) int {
	if title {
		return 0
	}
	return isnad.LeadStep(position)
}

// Vector packs the bag.
func (g *Bag) Vector() []byte {
	keys := make([]uint32, len(g.Stems))
	for i, s := range g.Stems {
		keys[i] = hash(s.Stem)<<(freqBits+leadBits) | uint32(min(s.freq, freqMask))<<leadBits | uint32(s.lead)
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

// Postings are the stems as the index of words takes them.
func (g *Bag) Postings() []posting.Counted {
	out := make([]posting.Counted, len(g.Stems))
	for i, s := range g.Stems {
		out[i] = posting.Counted{Stem: s.Stem, Freq: min(s.freq, freqMask), Lead: s.lead}
	}
	return out
}
