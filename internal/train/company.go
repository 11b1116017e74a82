package main

import (
	"fmt"
	"io"
	"path/filepath"

	"isnad/internal/eval"
	"isnad/internal/learn"
	"isnad/internal/morph"
	"isnad/names"
)

func init() { jobs["company"] = trainCompany }

// companyOptions: 64 groups of 8 groups of 4; internal/nametag knows the last two factors.
var companyOptions = learn.CompanyOptions{Least: 6, Contexts: 3000, Size: 80, Split: []int{64, 8, 4}, Seed: 7}

// trainCompany groups the words of the collections by their company. The articles that internal/eval holds back, and the
// days of its gold, are not read.
func trainCompany(shared, root string, out io.Writer) error {
	var sentences [][]string
	count, one := map[string]int{}, map[string]string{}
	articles := 0
	for _, name := range []string{"saudi-2015", "mayadeen-2023", "jawhara-2013-2017"} {
		err := eval.StoryTraining(shared, name, func(title, text string, _ []string) {
			articles++
			for _, s := range names.TagSentences(title + "\n" + text) {
				sentences = append(sentences, withMarks(s, count, one))
			}
		})
		if err != nil {
			return err
		}
	}
	c := learn.NewCompany(companyOptions, count)
	for _, s := range sentences {
		c.Add(s)
	}
	groups := c.Groups()
	fmt.Fprintf(out, "%d articles, %d words\n", articles, len(groups))
	return writeWeights(filepath.Join(root, "internal", "morph", "company.bin"), morph.BuildTable(groups, 14, 2),
		"folded words with the group of words that keep the same company: 64 groups of 8 groups of 4",
		fmt.Sprintf("data: neighbours counted over %d articles of Saudi, Lebanese and Tunisian outlets (SaudiNewsNet, Al Mayadeen, ANT corpus); counts alone", articles),
		"not read: the articles internal/eval holds back and the days of its gold",
		"made by: go run ./internal/train company")
}

// withMarks gives the words of a sentence with the marks between them as words, counts them, and keeps each word once.
func withMarks(s names.TagSentence, count map[string]int, one map[string]string) []string {
	var out []string
	for _, t := range s.Words {
		if t.Gap > 1 {
			out = append(out, mark(t.Gap))
			count[mark(t.Gap)]++
		}
		w, ok := one[t.Form]
		if !ok {
			w = t.Form
			one[w] = w
		}
		count[w]++
		out = append(out, w)
	}
	return out
}

// mark stands for what lies between two words.
func mark(gap uint8) string { return "\x00" + string(rune('a'+gap)) }
