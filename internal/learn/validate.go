package learn

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"isnad/internal/morph"
)

// Folds is the number of parts in cross-validation.
const Folds = 5

// Scores counts words, and those that a model got right that had not seen their article.
type Scores struct {
	Words   int
	Cut     int // cut exactly as in the gold, endings of gender, number and case included
	Clitics int // proclitics and pronouns right, whatever the endings of nouns
	Tag     int // the stem's part of speech
	AllTags int // the tags of all parts
	Arabic  int // words of Arabic letters
	OfThose int // of those, the stem's part of speech right
	Misses  []string
}

// ReadGold reads WikiNews from the folder shared.
func ReadGold(shared string) ([]morph.Gold, error) {
	f, err := os.Open(filepath.Join(shared, "data", "language", "wikinews-segmentation-pos.txt"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return morph.ReadGold(f)
}

// Validate learns from four fifths of the articles and scores on the last, five times over; the tagger sees the cuts
// of the segmenter that was learned with it. Without tags only cuts are learned and scored.
func Validate(gold []morph.Gold, tags bool) (s Scores, err error) {
	parts := morph.Folds(gold, Folds)
	for k := range parts {
		rest := without(parts, k)
		cutter, err := morph.NewSegmenter(morph.Words(), Cuts(rest))
		if err != nil {
			return s, err
		}
		s.countCuts(cutter, parts[k])
		if !tags {
			continue
		}
		tagger, err := morph.NewTagger(morph.Words(), Tags(rest))
		if err != nil {
			return s, err
		}
		s.countTags(cutter, tagger, parts[k])
	}
	return s, nil
}

func without(parts [][]morph.Gold, k int) (rest []morph.Gold) {
	for i, p := range parts {
		if i != k {
			rest = append(rest, p...)
		}
	}
	return rest
}

func (s *Scores) countCuts(cutter *morph.Segmenter, gold []morph.Gold) {
	for _, g := range gold {
		surface := g.Surface()
		s.Words++
		got := surface
		if w, ok := morph.Spell(surface); ok {
			got = w.Write([]rune(surface), cutter.Best(&w))
		}
		switch {
		case got == g.Parts:
			s.Cut++
			s.Clitics++
			continue
		case clitics(got) == clitics(g.Parts):
			s.Clitics++
		}
		s.Misses = append(s.Misses, fmt.Sprintf("cut %s, not %s", got, g.Parts))
	}
}

func (s *Scores) countTags(cutter *morph.Segmenter, tagger *morph.Tagger, gold []morph.Gold) {
	for _, sentence := range sentencesOf(gold) {
		items := make([]morph.Item, len(sentence))
		for i, g := range sentence {
			items[i] = itemOf(g, cutter)
		}
		for i, tag := range tagger.Tag(nil, items) {
			s.countTag(items[i], tag, sentence[i])
		}
	}
}

func (s *Scores) countTag(it morph.Item, tag uint8, g morph.Gold) {
	right := morph.Tags[tag] == g.Pos()
	if it.Fixed < 0 {
		s.Arabic++
	}
	if !right {
		s.Misses = append(s.Misses, fmt.Sprintf("tag %s %s, not %s", g.Parts, morph.Tags[tag], g.Pos()))
		return
	}
	s.Tag++
	if it.Fixed < 0 {
		s.OfThose++
	}
	if it.Fixed >= 0 || allTags(it, tag) == g.Tags {
		s.AllTags++
	}
}

// clitics joins the endings of gender, number and case to the stem.
func clitics(parts string) string { return joinEndings.Replace(parts + " ") }

var joinEndings = strings.NewReplacer("+ة ", "ة ", "+ات ", "ات ", "+ون ", "ون ", "+ين ", "ين ", "+ان ", "ان ", "+ا ", "ا ",
	"+ت+", "ت+", "+ات+", "ات+", "+ي+", "ي+", "+ت+ين ", "تين ", "+ت+ان ", "تان ")
