package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
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
func trainingArticles(shared, name string) ([]article, error) {
	f, err := os.Open(filepath.Join(shared, "data", "articles", name+".jsonl.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	var out []article
	for n := 0; lines.Scan(); n++ {
		if n%heldEvery == 0 {
			continue
		}
		var a article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, lines.Err()
}
