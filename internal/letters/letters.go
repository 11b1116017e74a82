// Package letters knows how likely one letter follows another in written Arabic. By that, bytes are told to be Arabic in one
// charset and not in another ([Table.Score]). It knows no words; internal/morph does.
//
// The table is made by `go run ./internal/train letters`; letters.txt says of what.
package letters

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// Alphabet holds the letters of Arabic in the table's order; what is beside a word counts as its first and last letter.
const Alphabet = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"

// Size is the number of letters and the edge of words.
const Size = 37

// edge is the place of a word's edge in the table.
const edge = Size - 1

// Step is the number of table steps in one natural unit of log probability.
const Step = 8

// foreign is what a pair costs that holds a letter no Arabic word has, in natural units.
const foreign = -12

// rare is what a vowel mark or a lengthening stroke costs.
const rare = -5

// Table gives the log probability that a letter (the second index) follows another (the first), in steps.
type Table [Size][Size]int8

//go:embed letters.tsv
var tableText string

// Arabic is the table learned from the words of the press and the web.
var Arabic = sync.OnceValue(func() *Table {
	t, err := Parse(tableText)
	if err != nil {
		panic(err) // the table is embedded
	}
	return t
})

// Parse reads a table: a line a letter, tabs between the numbers, # before remarks.
func Parse(text string) (*Table, error) {
	t, row := new(Table), 0
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != Size || row >= Size {
			return nil, fmt.Errorf("letters.Parse: line %d has %d numbers, want %d", row+1, len(f), Size)
		}
		for i, s := range f {
			n, err := strconv.ParseInt(s, 10, 8)
			if err != nil {
				return nil, fmt.Errorf("letters.Parse: %w", err)
			}
			t[row][i] = int8(n)
		}
		row++
	}
	if row != Size {
		return nil, fmt.Errorf("letters.Parse: %d lines, want %d", row, Size)
	}
	return t, nil
}

// Index gives the place of a letter, and that of the edge for all that is none.
func Index(r rune) int {
	switch {
	case r >= 'ء' && r <= 'غ':
		return int(r - 'ء')
	case r >= 'ف' && r <= 'ي':
		return int(r-'ف') + 26
	}
	return edge
}

// Score reads the bytes of words, with a space between them, as the charset's decoder says, and gives the log likelihood
// of their letters as Arabic and how many pairs that is of. Marks above letters are rare in the press; other letters cost much.
func (t *Table) Score(words []byte, decode func(byte) rune) (sum float64, pairs int) {
	last := edge
	for _, b := range words {
		r := decode(b)
		at := Index(r)
		switch {
		case r >= 'ـ' && r <= 'ْ' && at == edge:
			sum += rare
			pairs++
			continue
		case at == edge && r > ' ' && !isSign(r):
			sum += foreign
			pairs++
		case at == edge && last == edge:
			continue
		default:
			sum += float64(t[last][at]) / Step
			pairs++
		}
		last = at
	}
	return sum, pairs
}

// isSign reports whether a rune stands between words.
func isSign(r rune) bool {
	return strings.ContainsRune("،؛؟«»‘’“”…–—-.\u00a0٪•©®", r) || r >= '٠' && r <= '٩'
}

// Learn makes a table of words and their weights. A pair that no word has is taken for one in ten million.
func Learn(words map[string]float64) *Table {
	var sums [Size][Size]float64
	for w, n := range words {
		last := edge
		for _, r := range w {
			at := Index(r)
			sums[last][at] += n
			last = at
		}
		sums[last][edge] += n
	}
	t := new(Table)
	for a := range sums {
		all := 0.0
		for _, n := range sums[a] {
			all += n
		}
		for b, n := range sums[a] {
			p := 1e-7
			if all > 0 {
				p = max(p, n/all)
			}
			t[a][b] = int8(max(-127, math.Round(Step*math.Log(p))))
		}
	}
	return t
}
