package main

import (
	"fmt"
	"io"
	"path/filepath"

	"isnad/internal/eval"
	"isnad/internal/nametag"
)

func init() { jobs["names"] = trainNames }

// trainNames cross-validates the tagger of names, then learns from everything and writes the weights.
func trainNames(shared, root string, out io.Writer) error {
	f, err := eval.ReadNameFolds(shared, folds)
	if err != nil {
		return err
	}
	p, r, f1 := f.CrossValidate(nametag.Defaults())
	score := fmt.Sprintf("score: F1 %.4f (P %.4f, R %.4f), people, places and organisations, exact spans, %d contiguous blocks of ANERcorp's training part",
		f1, p, r, folds)
	fmt.Fprintln(out, score)
	b, err := f.Model(nametag.Defaults()).MarshalBinary()
	if err != nil {
		return err
	}
	return writeWeights(filepath.Join(root, "internal", "nametag", "names.bin"), b,
		"weights of the tagger of names, signed bytes by hashed feature and label",
		"data: ANERcorp, first 125,102 words (Benajiba; split of CAMeL Lab), CC BY-SA 4.0, which these weights carry; features from the lists in names and internal/morph",
		score, "made by: go run ./internal/train names")
}
