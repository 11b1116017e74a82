package eval

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"

	"isnad/internal/nametag"
	"isnad/names"
)

// conllToken is a word of ANERcorp with its label.
type conllToken struct{ word, label string }

// nameSpan is a gold or found name: tokens [From, To) of a block.
type nameSpan struct {
	From, To int
	Kind     nametag.Label
}

// conllKinds maps ANERcorp's labels.
var conllKinds = map[string]nametag.Label{
	"B-PERS": nametag.BPerson, "I-PERS": nametag.IPerson, "B-LOC": nametag.BPlace, "I-LOC": nametag.IPlace,
	"B-ORG": nametag.BOrganisation, "I-ORG": nametag.IOrganisation, "B-MISC": nametag.BOther, "I-MISC": nametag.IOther,
}

// readANERcorp reads language/anercorp-train.txt, which has no blank lines between sentences.
func readANERcorp(shared string) ([]conllToken, error) {
	f, err := os.Open(filepath.Join(shared, "data", "language", "anercorp-train.txt"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []conllToken
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if i := strings.LastIndexByte(sc.Text(), ' '); i > 0 {
			out = append(out, conllToken{sc.Text()[:i], sc.Text()[i+1:]})
		}
	}
	return out, nil
}

// anerBlocks cuts the corpus into n contiguous blocks that end at full stops.
func anerBlocks(tokens []conllToken, n int) [][]conllToken {
	var out [][]conllToken
	from := 0
	for k := 1; k <= n; k++ {
		to := len(tokens) * k / n
		for to < len(tokens) && tokens[to-1].word != "." {
			to++
		}
		out = append(out, tokens[from:to])
		from = to
	}
	return out
}

// blockText joins the words with spaces and gives the byte where each begins.
func blockText(tokens []conllToken) (string, []int) {
	var b strings.Builder
	starts := make([]int, len(tokens))
	for i, t := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		starts[i] = b.Len()
		b.WriteString(t.word)
	}
	return b.String(), starts
}

// nameExamples gives the block as examples for the tagger.
func nameExamples(tokens []conllToken) []nametag.Example {
	text, starts := blockText(tokens)
	var out []nametag.Example
	at := 0
	for _, s := range names.TagSentences(text) {
		e := nametag.Example{Words: s.Words}
		before := nametag.O
		for _, r := range s.Ranges {
			for at+1 < len(starts) && starts[at+1] <= r.Start {
				at++
			}
			y := conllKinds[tokens[at].label]
			if len(e.Labels) > 0 && y.Begin() && starts[at] != r.Start && before.Kind() == y {
				y++ // a second word of one token
			}
			if y.Inside() && (before == nametag.O || before.Kind() != y.Kind()) {
				y--
			}
			e.Labels = append(e.Labels, y)
			before = y
		}
		out = append(out, e)
	}
	return out
}

// goldNames gives the block's names; those of the fourth kind are left out.
func goldNames(tokens []conllToken) []nameSpan {
	var out []nameSpan
	for i, t := range tokens {
		y := conllKinds[t.label]
		switch {
		case y.Begin(), y.Inside() && (i == 0 || conllKinds[tokens[i-1].label].Kind() != y.Kind()):
			out = append(out, nameSpan{i, i + 1, y.Kind()})
		case y.Inside():
			out[len(out)-1].To = i + 1
		}
	}
	kept := out[:0]
	for _, s := range out {
		if s.Kind != nametag.BOther {
			kept = append(kept, s)
		}
	}
	return kept
}

// taggedNames gives the names that the tagger alone finds in the block.
func taggedNames(model *nametag.Model, tokens []conllToken) []nameSpan {
	text, starts := blockText(tokens)
	tagger := nametag.NewTagger(model)
	var out []nameSpan
	at := 0
	token := func(b int) int {
		for at+1 < len(starts) && starts[at+1] <= b {
			at++
		}
		return at
	}
	for _, s := range names.TagSentences(text) {
		for i, y := range tagger.Tag(s.Words) {
			k := token(s.Ranges[i].Start)
			switch {
			case y.Begin():
				out = append(out, nameSpan{k, k + 1, y})
			case y.Inside():
				out[len(out)-1].To = k + 1
			}
		}
	}
	kept := out[:0]
	for _, s := range out {
		if s.Kind != nametag.BOther {
			kept = append(kept, s)
		}
	}
	return kept
}

// nameTally counts exact spans by kind.
type nameTally struct{ right, found, gold map[nametag.Label]int }

func newNameTally() nameTally {
	return nameTally{map[nametag.Label]int{}, map[nametag.Label]int{}, map[nametag.Label]int{}}
}

func (t nameTally) add(found, gold []nameSpan) {
	in := map[nameSpan]bool{}
	for _, s := range gold {
		in[s] = true
		t.gold[s.Kind]++
	}
	for _, s := range found {
		t.found[s.Kind]++
		if in[s] {
			t.right[s.Kind]++
		}
	}
}

// of gives precision, recall and F1 of the kinds given.
func (t nameTally) of(kinds ...nametag.Label) (p, r, f float64, n int) {
	var right, found, gold int
	for _, k := range kinds {
		right, found, gold = right+t.right[k], found+t.found[k], gold+t.gold[k]
	}
	p, r = float64(right)/float64(max(found, 1)), float64(right)/float64(max(gold, 1))
	return p, r, 2 * p * r / max(p+r, 1e-9), gold
}
