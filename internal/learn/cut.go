package learn

import (
	"math/rand/v2"
	"sync"

	"isnad/internal/morph"
)

// cutRounds is how often the learner sees each word.
const cutRounds = 24

// example is a word with its candidate cuts, as features, and the index of the right one.
type example struct {
	features [][]uint32
	right    int
}

// Cuts learns the weights of a [morph.Segmenter].
func Cuts(gold []morph.Gold) []byte {
	examples := cutExamples(gold)
	m := newLoglinear(1 << morph.RankBits)
	order := rand.New(rand.NewPCG(7, 11))
	for range cutRounds {
		order.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			m.learn(e.features, e.right)
		}
	}
	return m.bytes()
}

// blank knows candidates and features and has learned nothing.
var blank = sync.OnceValue(func() *morph.Segmenter {
	s, _ := morph.NewSegmenter(morph.Words(), make([]byte, 1<<morph.RankBits))
	return s
})

// cutExamples leaves out what cannot be cut and what the gold cuts in a way the grammar of affixes does not know.
func cutExamples(gold []morph.Gold) (out []example) {
	for _, g := range gold {
		surface := g.Surface()
		w, ok := morph.Spell(surface)
		if !ok {
			continue
		}
		cuts, features := blank().Candidates(&w)
		for i, c := range cuts {
			if len(cuts) > 1 && w.Write([]rune(surface), c) == g.Parts {
				out = append(out, example{features, i})
				break
			}
		}
	}
	return out
}
