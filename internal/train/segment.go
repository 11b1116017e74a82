package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"isnad/internal/morph"
)

func init() { jobs["segment"] = trainSegment }

// folds is the number of parts in cross-validation; segmentRounds how often the learner sees each word.
const (
	folds         = 5
	segmentRounds = 24
)

// trainSegment cross-validates, then learns from everything and writes the weights.
func trainSegment(shared, root string, out io.Writer) error {
	f, err := os.Open(filepath.Join(shared, "data", "language", "wikinews-segmentation-pos.txt"))
	if err != nil {
		return err
	}
	defer f.Close()
	gold, err := morph.ReadGold(f)
	if err != nil {
		return err
	}
	parts := morph.Folds(gold, folds)
	right, words, clean := 0, 0, 0
	for k := range parts {
		w := learnCuts(without(parts, k))
		s, err := morph.NewSegmenter(morph.Words(), w)
		if err != nil {
			return err
		}
		r, c, n := countRight(s, parts[k], out)
		fmt.Fprintf(out, "fold %d: %d words, %.4f\n", k+1, n, float64(r)/float64(n))
		right, clean, words = right+r, clean+c, words+n
	}
	score := fmt.Sprintf("score: %.4f of %d words whole (%.4f counting proclitics and pronouns alone), %d folds of WikiNews, by article",
		float64(right)/float64(words), words, float64(clean)/float64(words), folds)
	fmt.Fprintln(out, score)
	return writeWeights(filepath.Join(root, "internal", "morph", "segment.bin"), learnCuts(gold),
		"weights of the clitic segmenter, signed bytes by hashed feature",
		"data: WikiNews segmentation and part of speech (QCRI), free to copy and distribute; features from frequency.bin (CC BY-SA 4.0) and stems.bin (CC BY 4.0)",
		score, "made by: go run ./internal/train segment")
}

func without(parts [][]morph.Gold, k int) (rest []morph.Gold) {
	for i, p := range parts {
		if i != k {
			rest = append(rest, p...)
		}
	}
	return rest
}

// example is a word with its candidate cuts, as features, and the index of the right one.
type example struct {
	features [][]uint32
	right    int
}

// learnCuts trains an averaged perceptron and gives its weights in signed bytes.
func learnCuts(gold []morph.Gold) []byte {
	examples := cutExamples(gold)
	p := newLoglinear(1 << morph.RankBits)
	order := rand.New(rand.NewPCG(7, 11))
	for range segmentRounds {
		order.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			p.learn(e.features, e.right)
		}
	}
	return p.bytes()
}

// zeroSegmenter knows candidates and features and has learned nothing.
var zeroSegmenter = sync.OnceValue(func() *morph.Segmenter {
	s, _ := morph.NewSegmenter(morph.Words(), make([]byte, 1<<morph.RankBits))
	return s
})

func cutExamples(gold []morph.Gold) (out []example) {
	zero := zeroSegmenter()
	for _, g := range gold {
		surface := g.Surface()
		w, ok := morph.Spell(surface)
		if !ok {
			continue
		}
		cuts, features := zero.Candidates(&w)
		for i, c := range cuts {
			if len(cuts) > 1 && w.Write([]rune(surface), c) == g.Parts {
				out = append(out, example{features, i})
				break
			}
		}
	}
	return out
}

// countRight counts the words cut exactly as in the gold, and those cut alike but for the endings of nouns.
func countRight(s *morph.Segmenter, gold []morph.Gold, out io.Writer) (right, clean, words int) {
	for _, g := range gold {
		surface := g.Surface()
		words++
		got := surface
		if w, ok := morph.Spell(surface); ok {
			got = w.Write([]rune(surface), s.Best(&w))
		}
		if got == g.Parts {
			right++
			clean++
			continue
		}
		if clitics(got) == clitics(g.Parts) {
			clean++
		}
		fmt.Fprintf(out, "miss %s, not %s\n", got, g.Parts)
	}
	return right, clean, words
}

// clitics joins the endings of gender, number and case to the stem.
func clitics(parts string) string { return joinEndings.Replace(parts + " ") }

var joinEndings = strings.NewReplacer("+ة ", "ة ", "+ات ", "ات ", "+ون ", "ون ", "+ين ", "ين ", "+ان ", "ان ", "+ا ", "ا ",
	"+ت+", "ت+", "+ات+", "ات+", "+ي+", "ي+", "+ت+ين ", "تين ", "+ت+ان ", "تان ")
