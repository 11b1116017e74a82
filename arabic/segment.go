package arabic

import (
	"sync"

	"isnad/internal/memo"
	"isnad/internal/morph"
)

// Segment cuts one word into proclitics, stem and enclitics. The cut is the best of all that the grammar of affixes
// allows, by weights learned from WikiNews with word frequencies and the stems of Camel Morph; a string that is no
// Arabic word, or longer than any, is all stem.
func Segment(word string) Segmentation {
	sp, ok := spell(word)
	if !ok {
		return whole(len(word))
	}
	return sp.segmentation(cutOf(&sp.word))
}

// spelled is a word without its marks and where in it each letter starts.
type spelled struct {
	word morph.Word
	at   [morph.MaxLetters + 1]uint16
}

// spell reads the letters of an Arabic word; ok is false where it is too long or holds other things than letters.
func spell(word string) (s spelled, ok bool) {
	if len(word) > 1<<12 {
		return s, false
	}
	for i := 0; i < len(word); {
		r, n := decode(word, i)
		switch c := classOf(r, n); {
		case c == classArabic && s.word.N < morph.MaxLetters:
			s.at[s.word.N] = uint16(i)
			if !s.word.Add(r) {
				return s, false
			}
		case c != classMark && c != classSkip:
			return s, false
		}
		i += n
	}
	s.at[s.word.N] = uint16(len(word))
	return s, s.word.N > 0
}

// segmentation turns a cut's letters into bytes of the word.
func (s *spelled) segmentation(c morph.Cut) Segmentation {
	prefix, suffix := &morph.Prefixes[c.Prefix], &morph.Suffixes[c.Suffix]
	n := s.word.N
	out := Segmentation{size: int(s.at[n])}
	at := 0
	for _, k := range prefix.Parts {
		at += int(k)
		out.cuts[out.prefixes] = s.at[at]
		out.prefixes++
	}
	end := n - suffix.Len()
	if at > 0 {
		out.Stem.Start = int(s.at[at])
	}
	out.Stem.End = int(s.at[end])
	for _, k := range suffix.Parts {
		out.cuts[out.prefixes+out.suffixes] = s.at[end]
		out.suffixes++
		end += int(k)
	}
	return out
}

// cutsMet remembers how the words were cut that were met last: the stem of a word and its part of speech ask for the same cut.
var cutsMet = sync.OnceValue(func() *memo.Table[cutKey, morph.Cut] { return memo.New[cutKey, morph.Cut](1 << 16) })

// cutKey is a word as written, its length behind its letters.
type cutKey [morph.MaxLetters + 1]byte

// cutOf gives the best cut of a word.
func cutOf(w *morph.Word) morph.Cut {
	var key cutKey
	copy(key[:], w.X[:w.N])
	key[morph.MaxLetters] = byte(w.N)
	met, h := cutsMet(), w.Number()
	if c := met.Find(h, key); c != nil {
		return *c
	}
	return *met.Keep(h, key, morph.Segment().Best(w))
}
