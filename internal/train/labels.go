package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"isnad/internal/labels"
	"isnad/internal/logit"
)

func init() { jobs["labels"] = trainLabels }

// Settings of the model of labels, chosen once: how often a word and a label must be met, ridge and rounds of the regression.
const (
	leastLabelWord   = 4
	leastLabelPhrase = 3
	labelRidge       = 1
	labelRounds      = 800
)

// labelled is the labels of one article and its text, folded.
type labelled struct {
	labels []string
	text   string
}

// trainLabels counts the words of editors' labels and learns between which of them a label ends. Each half of the articles
// gives the tables with which the other half's pairs are looked at, so that the weights know how it is to meet new labels.
func trainLabels(shared, root string, out io.Writer) error {
	articles, err := trainingArticles(shared, "mayadeen-2023")
	if err != nil {
		return err
	}
	var halves [2][]labelled
	for i, a := range articles {
		if len(a.Tags) > 1 {
			halves[i%2] = append(halves[i%2], labelled{a.Tags, a.Title + " " + strings.Join(a.Paragraphs, " ")})
		}
	}
	var p pairs
	p.add(countLabels(halves[1]), halves[0])
	test := countLabels(halves[0])
	test.Known, test.Unknown = p.fit() // of the second half's labels it has seen no end
	score := scoreLabels(test, halves[1])
	p.add(countLabels(halves[0]), halves[1])
	fmt.Fprintln(out, score)
	t := countLabels(append(halves[0], halves[1]...))
	t.Known, t.Unknown = p.fit()
	return writeLabels(filepath.Join(root, "internal", "labels"), t, score, len(halves[0])+len(halves[1]))
}

func countLabels(list []labelled) *labels.Tables {
	var lists [][]string
	for _, a := range list {
		lists = append(lists, a.labels)
	}
	return labels.Count(lists, leastLabelWord, leastLabelPhrase)
}

// pairs are examples for the two regressions: on pairs of which the tables know a word, and as if they knew none.
type pairs struct {
	known, unknown       [][]float64
	knownEnd, unknownEnd []bool
}

func (p *pairs) add(t *labels.Tables, list []labelled) {
	none := &labels.Tables{}
	for _, a := range list {
		words, ends := joinedLabels(a.labels)
		text := " " + labels.Key(a.text) + " "
		for i := range len(words) - 1 {
			v := t.Pair(words[i], words[i+1], text)
			p.known, p.knownEnd = append(p.known, v[:]), append(p.knownEnd, ends[i])
			u := none.Pair(words[i], words[i+1], text)
			p.unknown, p.unknownEnd = append(p.unknown, u[:]), append(p.unknownEnd, ends[i])
		}
	}
}

// joinedLabels writes labels without separators: folded words, and whether a label ends after each.
func joinedLabels(list []string) (words []string, ends []bool) {
	for _, label := range list {
		w := strings.Fields(labels.Key(label))
		for i, word := range w {
			words, ends = append(words, word), append(ends, i == len(w)-1)
		}
	}
	return words, ends
}

func (p *pairs) fit() (known, unknown [labels.Features]float64) {
	copy(known[:], logit.Fit(p.known, p.knownEnd, labelRidge, labelRounds))
	copy(unknown[:], logit.Fit(p.unknown, p.unknownEnd, labelRidge, labelRounds))
	return known, unknown
}

// scoreLabels counts the labels of a half found again with tables made of the other.
func scoreLabels(t *labels.Tables, list []labelled) string {
	right, found, gold := 0, 0, 0
	for _, a := range list {
		want := map[string]bool{}
		for _, l := range a.labels {
			want[labels.Key(l)] = true
		}
		gold += len(want)
		cut := t.Cut(strings.Fields(strings.Join(a.labels, " ")), a.text)
		found += len(cut)
		for _, l := range cut {
			if want[labels.Key(l)] {
				right++
				delete(want, labels.Key(l))
			}
		}
	}
	return fmt.Sprintf("score: of the labels of %d articles, cut with words counted on as many others, %.4f right and %.4f found",
		len(list), float64(right)/float64(found), float64(right)/float64(gold))
}

func writeLabels(dir string, t *labels.Tables, score string, articles int) error {
	data := fmt.Sprintf("data: labels that editors gave %d articles of Al Mayadeen, 2023 (collection for research; counts alone)", articles)
	held := "not read: the articles internal/eval holds back, one in nine"
	for _, f := range []struct {
		name, what string
		table      []byte
	}{
		{"words.tsv", "how often a word stands first, later, last and before others in labels", t.WordLines()},
		{"phrases.tsv", "labels given three times and more", t.PhraseLines()},
		{"weights.tsv", "weights of what speaks for a label's end between two words", t.WeightLines()},
	} {
		if err := writeWeights(filepath.Join(dir, f.name), f.table, f.what, data, held, score, "made by: go run ./internal/train labels"); err != nil {
			return err
		}
	}
	return nil
}
