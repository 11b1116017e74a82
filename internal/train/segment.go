package main

import (
	"fmt"
	"io"
	"path/filepath"

	"isnad/internal/learn"
)

func init() { jobs["segment"] = trainSegment }

// trainSegment cross-validates, then learns from everything and writes the weights.
func trainSegment(shared, root string, out io.Writer) error {
	gold, err := learn.ReadGold(shared)
	if err != nil {
		return err
	}
	s, err := learn.Validate(gold, false)
	if err != nil {
		return err
	}
	for _, m := range s.Misses {
		fmt.Fprintln(out, m)
	}
	score := fmt.Sprintf("score: %.4f of %d words whole (%.4f counting proclitics and pronouns alone), %d folds of WikiNews by article",
		share(s.Cut, s.Words), s.Words, share(s.Clitics, s.Words), learn.Folds)
	fmt.Fprintln(out, score)
	return writeWeights(filepath.Join(root, "internal", "morph", "segment.bin"), learn.Cuts(gold),
		"weights of the clitic segmenter, signed bytes by hashed feature",
		"data: WikiNews segmentation and part of speech (QCRI), free to copy and distribute; features from frequency.bin (CC BY-SA 4.0) and stems.bin (CC BY 4.0)",
		score, "made by: go run ./internal/train segment")
}

func share(right, of int) float64 { return float64(right) / float64(max(of, 1)) }
