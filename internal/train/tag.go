package main

import (
	"fmt"
	"io"
	"path/filepath"

	"isnad/internal/learn"
)

func init() { jobs["tag"] = trainTag }

// trainTag cross-validates by article with a segmenter of the same folds, then learns from everything.
func trainTag(shared, root string, out io.Writer) error {
	gold, err := learn.ReadGold(shared)
	if err != nil {
		return err
	}
	s, err := learn.Validate(gold, true)
	if err != nil {
		return err
	}
	for _, m := range s.Misses {
		fmt.Fprintln(out, m)
	}
	score := fmt.Sprintf("score: %.4f of %d tokens have the right part of speech (%.4f of the %d Arabic words; %.4f with the tags of all affixes), %d folds of WikiNews by article, cuts predicted",
		share(s.Tag, s.Words), s.Words, share(s.OfThose, s.Arabic), s.Arabic, share(s.AllTags, s.Words), learn.Folds)
	fmt.Fprintln(out, score)
	return writeWeights(filepath.Join(root, "internal", "morph", "tag.bin"), learn.Tags(gold),
		"weights of the part-of-speech tagger, signed bytes, 16 tags for each hashed feature",
		"data: WikiNews segmentation and part of speech (QCRI), free to copy and distribute; features from frequency.bin (CC BY-SA 4.0) and stems.bin",
		score, "made by: go run ./internal/train tag")
}
