package morph

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Gold is one word of a hand-made segmentation: the parts and their tags, as WikiNews gives them («و+ال+ست+ين»,
// CONJ+DET+ADJ+NSUFF).
type Gold struct {
	Parts string
	Tags  string
}

// ReadGold reads the WikiNews format: word cut by +, tab, tags cut by +; one header line.
func ReadGold(r io.Reader) ([]Gold, error) {
	var out []Gold
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		parts, tags, ok := strings.Cut(strings.TrimSpace(lines.Text()), "\t")
		if !ok {
			return nil, fmt.Errorf("morph: gold line %d has no tab", n)
		}
		if n > 1 {
			out = append(out, Gold{parts, tags})
		}
	}
	return out, lines.Err()
}

// irregularSpelling writes the parts that run together when joined.
var irregularSpelling = strings.NewReplacer("ل+ال+ل", "لل", "ل+ال", "لل")

// Surface gives the word as it is written in running text.
func (g Gold) Surface() string {
	if g.Parts == "+" {
		return g.Parts
	}
	switch g.Parts {
	case "من+ما":
		return "مما"
	case "من+من":
		return "ممن"
	case "عن+ما":
		return "عما"
	case "أن+لا":
		return "ألا"
	}
	return strings.ReplaceAll(irregularSpelling.Replace(g.Parts), "+", "")
}

// Pos gives the tag of the stem: the first that is no affix's, or the last.
func (g Gold) Pos() string {
	tags := strings.Split(g.Tags, "+")
	i := 0
	for i < len(tags)-1 && (tags[i] == "CONJ" || tags[i] == "PREP" || tags[i] == "DET" || tags[i] == "FUT_PART") {
		i++
	}
	if i > 0 && (tags[i] == "NSUFF" || tags[i] == "CASE" || tags[i] == "PRON" && tags[i-1] != "CONJ") {
		i--
	}
	return tags[i]
}

// Write gives the cut of a word in the gold's notation.
func (w *Word) Write(surface []rune, c Cut) string {
	var b strings.Builder
	at := 0
	part := func(name string, n uint8) {
		if b.Len() > 0 {
			b.WriteByte('+')
		}
		if name == "ال" || int(c.Prefix) >= regularPrefixes && name != "" {
			b.WriteString(name)
		} else {
			b.WriteString(string(surface[at : at+int(n)]))
		}
		at += int(n)
	}
	p, s := &Prefixes[c.Prefix], &Suffixes[c.Suffix]
	names := strings.Split(p.Name, "+")
	for i, n := range p.Parts {
		part(names[i], n)
	}
	part("", uint8(w.N-p.Len()-s.Len()))
	for _, n := range s.Parts {
		part("", n)
	}
	return b.String()
}
