package learn

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"isnad/internal/morph"
)

// tagRounds is how often the learner sees each sentence.
const tagRounds = 12

// noTag stands before the first word of a sentence, as in package morph.
const noTag = 31

// Tags learns the weights of a [morph.Tagger]. From the second round on it sees the tags it gave itself before a word,
// not the gold's, because that is what it will see at work.
func Tags(gold []morph.Gold) []byte {
	sentences := sentencesOf(gold)
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
	before, last := uint8(noTag), uint8(noTag)
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
	cuts, _ := blank().Candidates(&w)
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

// sentencesOf cuts the gold at its full stops.
func sentencesOf(gold []morph.Gold) (out [][]morph.Gold) {
	from := 0
	for i, g := range gold {
		if g.Parts == "." || i == len(gold)-1 {
			out = append(out, gold[from:i+1])
			from = i + 1
		}
	}
	return out
}

// allTags writes the tags of a word's affixes around its own, as WikiNews names them.
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
