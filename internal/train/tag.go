package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"isnad/internal/morph"
)

func init() { jobs["tag"] = trainTag }

// tagRounds is how often the tagger's learner sees each sentence.
const tagRounds = 12

// trainTag cross-validates by article with a segmenter of the same folds, then learns from everything.
func trainTag(shared, root string, out io.Writer) error {
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
	var total tagCount
	for k := range parts {
		rest := without(parts, k)
		s, err := morph.NewSegmenter(morph.Words(), learnCuts(rest))
		if err != nil {
			return err
		}
		t, err := morph.NewTagger(morph.Words(), learnTags(rest))
		if err != nil {
			return err
		}
		c := countTags(s, t, parts[k], out)
		fmt.Fprintf(out, "fold %d: %.0f words, %.4f, words alone %.4f, all tags %.4f\n", k+1, c.words, c.stem/c.words, c.arabic/c.arabicWords, c.full/c.words)
		total.add(c)
	}
	score := fmt.Sprintf("score: %.4f of %.0f tokens have the right part of speech (%.4f of the %.0f Arabic words; %.4f with the tags of all affixes), %d folds of WikiNews by article, cuts predicted",
		total.stem/total.words, total.words, total.arabic/total.arabicWords, total.arabicWords, total.full/total.words, folds)
	fmt.Fprintln(out, score)
	return writeWeights(filepath.Join(root, "internal", "morph", "tag.bin"), learnTags(gold),
		"weights of the part-of-speech tagger, signed bytes, 16 tags for each hashed feature",
		"data: WikiNews segmentation and part of speech (QCRI), free to copy and distribute; features from frequency.bin (CC BY-SA 4.0) and stems.bin",
		score, "made by: go run ./internal/train tag")
}

// tagCount counts tokens and those right: the stem's tag of all tokens, of Arabic words alone, all tags of a token.
type tagCount struct{ words, stem, arabicWords, arabic, full float64 }

func (c *tagCount) add(d tagCount) {
	c.words += d.words
	c.stem += d.stem
	c.arabicWords += d.arabicWords
	c.arabic += d.arabic
	c.full += d.full
}

// itemOf makes an item of a gold word, cut by s or, where s is nil, as the gold cuts it.
func itemOf(g morph.Gold, s *morph.Segmenter) morph.Item {
	surface := g.Surface()
	w, ok := morph.Spell(surface)
	if !ok {
		return morph.Item{Fixed: fixedTag(surface)}
	}
	it := morph.Item{Word: w, Fixed: -1}
	if s != nil {
		it.Cut = s.Best(&w)
		return it
	}
	cuts, _ := zeroSegmenter().Candidates(&w)
	for _, c := range cuts {
		if w.Write([]rune(surface), c) == g.Parts {
			it.Cut = c
		}
	}
	return it
}

// fixedTag gives the tag of what is no Arabic word.
func fixedTag(s string) int8 {
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			return morph.TagNum
		case unicode.IsLetter(r):
			return morph.TagForeign
		}
	}
	return morph.TagPunct
}

func tagIndex(name string) int {
	for i, t := range morph.Tags {
		if t == name {
			return i
		}
	}
	return morph.TagNoun
}

// goldSentences cuts the gold at its full stops.
func goldSentences(gold []morph.Gold) (out [][]morph.Gold) {
	from := 0
	for i, g := range gold {
		if g.Parts == "." || i == len(gold)-1 {
			out = append(out, gold[from:i+1])
			from = i + 1
		}
	}
	return out
}

// learnTags trains a log-linear model that sees the tags it gave itself, not the gold's, from the second round on.
func learnTags(gold []morph.Gold) []byte {
	sentences := goldSentences(gold)
	items := make([][]morph.Item, len(sentences))
	for i, s := range sentences {
		for _, g := range s {
			items[i] = append(items[i], itemOf(g, nil))
		}
	}
	order := rand.New(rand.NewPCG(13, 17)).Perm(len(sentences))
	m := newClassifier(1<<morph.TagBits, len(morph.Tags))
	for round := range tagRounds {
		for _, k := range order {
			learnSentence(m, items[k], sentences[k], round > 0)
		}
	}
	return m.bytes(16)
}

func learnSentence(m *classifier, items []morph.Item, gold []morph.Gold, own bool) {
	c := morph.Words().Context()
	before, last := uint8(31), uint8(31)
	var room []uint32
	for i := range items {
		tag := tagIndex(gold[i].Pos())
		room = c.Features(room[:0], items, i, before, last)
		given := tag
		if items[i].Fixed >= 0 {
			given = int(items[i].Fixed)
		} else if guess := m.learn(room, tag); own {
			given = guess
		}
		before, last = last, uint8(given)
	}
}

func countTags(s *morph.Segmenter, t *morph.Tagger, gold []morph.Gold, out io.Writer) (c tagCount) {
	for _, sentence := range goldSentences(gold) {
		items := make([]morph.Item, len(sentence))
		for i, g := range sentence {
			items[i] = itemOf(g, s)
		}
		for i, tag := range t.Tag(nil, items) {
			g := sentence[i]
			right := morph.Tags[tag] == g.Pos()
			c.words++
			c.stem += one(right)
			if items[i].Fixed < 0 {
				c.arabicWords++
				c.arabic += one(right)
				c.full += one(allTags(items[i], tag) == g.Tags)
			} else {
				c.full += one(right)
			}
			if !right {
				fmt.Fprintf(out, "miss %s %s, not %s\n", g.Parts, morph.Tags[tag], g.Pos())
			}
		}
	}
	return c
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// allTags writes the tags of a word's affixes around its own.
func allTags(it morph.Item, tag uint8) string {
	var tags []string
	prefix, suffix := morph.Prefixes[it.Cut.Prefix], morph.Suffixes[it.Cut.Suffix]
	for _, p := range strings.Split(prefix.Name, "+") {
		switch p {
		case "و", "ف":
			tags = append(tags, "CONJ")
		case "ب", "ل", "ك", "من", "عن":
			tags = append(tags, "PREP")
		case "س":
			tags = append(tags, "FUT_PART")
		case "ال":
			tags = append(tags, "DET")
		case "":
		default:
			tags = append(tags, "PART")
		}
	}
	name := morph.Tags[tag]
	tags = append(tags, name)
	if suffix.Name == "" {
		return strings.Join(tags, "+")
	}
	for _, s := range strings.Split(suffix.Name, "+") {
		tags = append(tags, suffixTag(s, name))
	}
	return strings.Join(tags, "+")
}

func suffixTag(suffix, stem string) string {
	nominal := stem == "NOUN" || stem == "ADJ" || stem == "NUM" || stem == "ADV"
	switch {
	case !nominal:
		return "PRON"
	case suffix == "ا":
		return "CASE"
	case strings.Contains(" ة ات ون ين ان ت ي تا و ", " "+suffix+" "):
		return "NSUFF"
	}
	return "PRON"
}
