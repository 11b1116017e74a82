package labels

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Place says how often a word stands where in labels: first, later, last, and before others.
type Place struct{ First, Later, Last, Before int }

// Tables are what is known of labels: the places of words, labels given often, and the weights of what speaks for a label's
// end, for pairs of which a word is known and for pairs of which none is.
type Tables struct {
	Words          map[string]Place // by folded word
	Phrases        map[string]int   // by folded label
	Known, Unknown [Features]float64
}

//go:embed words.tsv
var wordsText string

//go:embed phrases.tsv
var phrasesText string

//go:embed weights.tsv
var weightsText string

// learned is the embedded tables.
var learned = sync.OnceValue(func() *Tables {
	t, err := Parse(wordsText, phrasesText, weightsText)
	if err != nil {
		panic(err) // the tables are embedded
	}
	return t
})

// Count makes the tables of words and phrases, without weights, of lists of labels as editors gave them; words met fewer
// than leastWord times and labels given fewer than leastPhrase times are left out.
func Count(lists [][]string, leastWord, leastPhrase int) *Tables {
	t := &Tables{Words: map[string]Place{}, Phrases: map[string]int{}}
	for _, list := range lists {
		for _, label := range list {
			w := strings.Fields(Key(label))
			for i, word := range w {
				p := t.Words[word]
				if i == 0 {
					p.First++
				} else {
					p.Later++
				}
				if i == len(w)-1 {
					p.Last++
				} else {
					p.Before++
				}
				t.Words[word] = p
			}
			t.Phrases[strings.Join(w, " ")]++
		}
	}
	for w, p := range t.Words {
		if p.First+p.Later < leastWord {
			delete(t.Words, w)
		}
	}
	for w, n := range t.Phrases {
		if n < leastPhrase || w == "" {
			delete(t.Phrases, w)
		}
	}
	return t
}

// WordLines, PhraseLines and WeightLines write the tables as Parse reads them, sorted.
func (t *Tables) WordLines() []byte {
	var lines []string
	for w, p := range t.Words {
		lines = append(lines, fmt.Sprintf("%s\t%d\t%d\t%d\t%d\n", w, p.First, p.Later, p.Last, p.Before))
	}
	return sorted("# word, first, later, last, before others", lines)
}

// PhraseLines writes the labels given often: label, count.
func (t *Tables) PhraseLines() []byte {
	var lines []string
	for w, n := range t.Phrases {
		lines = append(lines, fmt.Sprintf("%s\t%d\n", w, n))
	}
	return sorted("# label, how often it is given", lines)
}

// WeightLines writes the weights in the order of Pair: of pairs of which a word is known, of pairs of which none is.
func (t *Tables) WeightLines() []byte {
	var lines []string
	for i := range t.Known {
		lines = append(lines, fmt.Sprintf("%02d\t%.3f\t%.3f\n", i, t.Known[i], t.Unknown[i]))
	}
	return sorted("# place in Pair, weight where a word is known, where none is", lines)
}

func sorted(head string, lines []string) []byte {
	slices.Sort(lines)
	return []byte(head + "; made by go run ./internal/train labels\n" + strings.Join(lines, ""))
}

// Parse reads the three tables.
func Parse(words, phrases, weights string) (*Tables, error) {
	t := &Tables{Words: map[string]Place{}, Phrases: map[string]int{}}
	for _, f := range fields(words) {
		var p Place
		n, err := numbers(f, 5)
		if err != nil {
			return nil, err
		}
		p.First, p.Later, p.Last, p.Before = int(n[0]), int(n[1]), int(n[2]), int(n[3])
		t.Words[f[0]] = p
	}
	for _, f := range fields(phrases) {
		n, err := numbers(f, 2)
		if err != nil {
			return nil, err
		}
		t.Phrases[f[0]] = int(n[0])
	}
	for i, f := range fields(weights) {
		n, err := numbers(f, 3)
		if err != nil || i >= Features {
			return nil, fmt.Errorf("labels.Parse: weights: line %d: %v", i+1, err)
		}
		t.Known[i], t.Unknown[i] = n[0], n[1]
	}
	return t, nil
}

func fields(text string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// numbers reads the fields after the first.
func numbers(f []string, want int) ([]float64, error) {
	if len(f) != want {
		return nil, fmt.Errorf("labels.Parse: %q has %d fields, want %d", f, len(f), want)
	}
	out := make([]float64, 0, want-1)
	for _, s := range f[1:] {
		n, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, fmt.Errorf("labels.Parse: %w", err)
		}
		out = append(out, n)
	}
	return out, nil
}
