package morph

import (
	_ "embed"
	"errors"
	"sync"
)

// Tags are the parts of speech the tagger knows, as WikiNews names them; a tag is an index into it.
var Tags = []string{"NOUN", "ADJ", "V", "PREP", "PART", "PRON", "CONJ", "ADV", "NUM", "PUNC", "FOREIGN", "ABBREV", "FUT_PART", "DET"}

// Indices of the tags that rules give.
const (
	TagNoun    = 0
	TagAdj     = 1
	TagVerb    = 2
	TagNum     = 8
	TagPunct   = 9
	TagForeign = 10
	TagAbbrev  = 11
)

// TagBits and tagRow give the size of the tagger's table: 2^TagBits features with one weight for each of tagRow tags.
const (
	TagBits = 17
	tagRow  = 16
)

// Item is a token as the tagger sees it: an Arabic word with its cut, or something whose tag is fixed.
type Item struct {
	Word  Word
	Cut   Cut
	Fixed int8 // a tag, or -1 for a word
}

// Tagger gives each item of a sentence its part of speech, from left to right, by a sum of learned weights.
type Tagger struct {
	Lexicon *Lexicon
	weights []int8
}

//go:embed tag.bin
var tagFile []byte

// Tag is the embedded tagger.
var Tag = sync.OnceValue(func() *Tagger {
	t, err := NewTagger(Words(), tagFile)
	if err != nil {
		panic("tag.bin: " + err.Error())
	}
	return t
})

// NewTagger makes a tagger of weights, one signed byte each.
func NewTagger(l *Lexicon, weights []byte) (*Tagger, error) {
	if len(weights) != tagRow<<TagBits {
		return nil, errors.New("morph: tagger weights of the wrong length")
	}
	t := &Tagger{Lexicon: l, weights: make([]int8, len(weights))}
	for i, w := range weights {
		t.weights[i] = int8(w)
	}
	return t, nil
}

// Tag appends a tag for each item to dst.
func (t *Tagger) Tag(dst []uint8, items []Item) []uint8 {
	var room [maxTagFeatures]uint32
	c := t.Lexicon.Context()
	before, last := noTag, noTag
	for i := range items {
		tag := uint8(0)
		if f := items[i].Fixed; f >= 0 {
			c.Features(room[:0], items, i, before, last) // moves the window on
			tag = uint8(f)
		} else {
			tag = t.best(c.Features(room[:0], items, i, before, last))
		}
		dst = append(dst, tag)
		before, last = last, tag
	}
	return dst
}

// best sums the rows of the features and gives the highest tag.
func (t *Tagger) best(features []uint32) uint8 {
	var sum [tagRow]int32
	for _, f := range features {
		row := t.weights[int(f)*tagRow : int(f)*tagRow+tagRow]
		for k := range sum {
			sum[k] += int32(row[k])
		}
	}
	best := 0
	for k := range Tags {
		if sum[k] > sum[best] {
			best = k
		}
	}
	return uint8(best)
}
