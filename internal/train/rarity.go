package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"isnad/arabic"
	"isnad/internal/eval"
)

func init() { jobs["rarity"] = trainRarity }

// stemUse counts the articles with a stem, those of them that have editors' keywords, and those that have it in one.
type stemUse struct{ articles, tagged, key int }

// trainRarity counts in how many articles of the collections each stem stands. The articles that internal/eval holds
// back, and the days of its gold, are not read.
func trainRarity(shared, root string, out io.Writer) error {
	uses, articles := map[string]*stemUse{}, 0
	an := new(arabic.Analyzer)
	for _, name := range []string{"saudi-2015", "mayadeen-2023", "jawhara-2013-2017"} {
		err := eval.StoryTraining(shared, name, func(title, text string, tags []string) {
			articles++
			countStems(uses, an.AppendTerms(an.AppendTerms(nil, title), text), tags)
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d articles, %d stems\n", articles, len(uses))
	packed, err := packStems(uses, articles)
	if err != nil {
		return err
	}
	return writeWeights(filepath.Join(root, "internal", "story", "rarity.gz"), packed,
		"stem, articles it stands in, thousandths of the articles with it in which editors took it into a keyword",
		fmt.Sprintf("data: counts over %d articles of Saudi, Lebanese and Tunisian outlets (SaudiNewsNet, Al Mayadeen, ANT corpus); counts alone", articles),
		"not read: the articles internal/eval holds back and the days of its gold",
		"made by: go run ./internal/train rarity")
}

func countStems(uses map[string]*stemUse, terms []arabic.Term, tags []string) {
	key := map[string]bool{}
	for _, tag := range tags {
		for _, t := range arabic.Analyze(tag) {
			key[t.Stem] = true
		}
	}
	seen := map[string]bool{}
	for _, t := range terms {
		if t.Stop || seen[t.Stem] {
			continue
		}
		seen[t.Stem] = true
		u := uses[t.Stem]
		if u == nil {
			u = new(stemUse)
			uses[t.Stem] = u
		}
		u.articles++
		if len(key) > 0 {
			u.tagged++
		}
		if key[t.Stem] {
			u.key++
		}
	}
}

// fewest is how many articles a stem must stand in to be listed: rarer ones are told apart by nothing but chance.
const fewest = 4

// packStems writes the table sorted; its first line, without a stem, is the number of articles. The share of keywords is
// drawn towards .06, the mean, by the weight of five articles.
func packStems(uses map[string]*stemUse, articles int) ([]byte, error) {
	var stems []string
	for s, u := range uses {
		if u.articles >= fewest {
			stems = append(stems, s)
		}
	}
	slices.Sort(stems)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fmt.Fprintf(z, "\t%d\t0\n", articles)
	for _, s := range stems {
		u := uses[s]
		fmt.Fprintf(z, "%s\t%d\t%d\n", s, u.articles, int(1000*(float64(u.key)+.06*5)/float64(u.tagged+5)))
	}
	err := z.Close()
	return b.Bytes(), err
}
