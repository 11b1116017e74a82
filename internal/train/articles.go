package main

import (
	"encoding/json"
	"path/filepath"

	"isnad/internal/gold"
)

// heldEvery is the article in every so many, by its place in its collection, that internal/eval makes its tests of pages
// from: none of them is learned from.
const heldEvery = 9

// article is what learning needs of one.
type article struct {
	Title      string
	Paragraphs []string
	Tags       []string
	Keywords   []string
}

// trainingArticles reads a collection without the articles held back.
func trainingArticles(shared, name string) (out []article, err error) {
	n := 0
	for line, err := range gold.Lines(filepath.Join(shared, "data", "articles", name+".jsonl.gz")) {
		if err != nil {
			return nil, err
		}
		if n++; (n-1)%heldEvery == 0 {
			continue
		}
		var a article
		if err := json.Unmarshal(line, &a); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}
