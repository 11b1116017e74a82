package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"isnad/internal/gold"
	"isnad/internal/letters"
)

func init() { jobs["letters"] = trainLetters }

// trainLetters counts how letters follow one another. Learned from every other word it first tells, for the words between,
// which of the two old charsets their bytes are in.
func trainLetters(shared, root string, out io.Writer) error {
	words, order, err := arabicWords(filepath.Join(shared, "data", "language", "wordfreq_ar.tsv.gz"))
	if err != nil {
		return err
	}
	half := map[string]float64{}
	for i, w := range order {
		if i%2 == 0 {
			half[w] = words[w]
		}
	}
	told, all := tellCharsets(letters.Learn(half), order)
	score := fmt.Sprintf("score: of %d words that were not learned, four letters and more, each in both charsets, %.4f told right", all, float64(told)/float64(2*all))
	fmt.Fprintln(out, score)
	return writeWeights(filepath.Join(root, "internal", "letters", "letters.tsv"), letterTable(letters.Learn(words)),
		fmt.Sprintf("log probability, in steps of 1/%d, that a letter (column) follows another (line), in the order of letters.Alphabet and the edge of words", letters.Step),
		"data: wordfreq (Robyn Speer), Arabic list, words weighted by frequency; licence CC BY-SA 4.0, which this table carries",
		score, "made by: go run ./internal/train letters")
}

// arabicWords reads the words that are Arabic letters alone, with their frequency, and their order in the list.
func arabicWords(path string) (words map[string]float64, order []string, err error) {
	words = map[string]float64{}
	for line, err := range gold.Lines(path) {
		if err != nil {
			return nil, nil, err
		}
		word, below, ok := strings.Cut(string(line), "\t")
		n, err := strconv.ParseFloat(below, 64)
		if !ok || err != nil || strings.Trim(word, letters.Alphabet) != "" {
			continue
		}
		words[word] = math.Pow(10, -n/100)
		order = append(order, word)
	}
	return words, order, nil
}

// tellCharsets counts, among the 40,000 commonest words, those of odd places whose charset the table tells.
func tellCharsets(t *letters.Table, order []string) (told, all int) {
	charsets := []*charmap.Charmap{charmap.Windows1256, charmap.ISO8859_6}
	for i := 1; i < min(len(order), 40_000); i += 2 {
		if len(order[i]) < 8 {
			continue
		}
		all++
		for k, c := range charsets {
			b, err := c.NewEncoder().Bytes([]byte(order[i]))
			if err != nil {
				continue
			}
			right, _ := t.Score(append(b, ' '), c.DecodeByte)
			wrong, _ := t.Score(append(b, ' '), charsets[1-k].DecodeByte)
			if right > wrong || right == wrong && string(b) == sameBytes(order[i]) {
				told++
			}
		}
	}
	return told, all
}

// sameBytes gives a word's bytes where both charsets write it alike, or nothing.
func sameBytes(word string) string {
	a, err := charmap.Windows1256.NewEncoder().String(word)
	b, err2 := charmap.ISO8859_6.NewEncoder().String(word)
	if err != nil || err2 != nil || a != b {
		return ""
	}
	return a
}

func letterTable(t *letters.Table) []byte {
	var b strings.Builder
	for _, row := range t {
		for i, n := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strconv.Itoa(int(n)))
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
