package learn

import (
	"fmt"
	"maps"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// talk is a language of three kinds of words: names after "mr", towns after "in", verbs at the beginning.
func talk() (sentences [][]string, count map[string]int) {
	count = map[string]int{}
	for i := range 12 {
		for j := range 12 {
			sentences = append(sentences, []string{fmt.Sprintf("verb%d", i%4), "mr", fmt.Sprintf("name%d", i), "in", fmt.Sprintf("town%d", j), "today"})
		}
	}
	for _, s := range sentences {
		for _, w := range s {
			count[w]++
		}
	}
	count["rare"] = 1
	return sentences, count
}

func groups(seed uint64) map[string]uint16 {
	sentences, count := talk()
	c := NewCompany(CompanyOptions{Least: 2, Contexts: 40, Size: 6, Split: []int{4, 2}, Seed: seed}, count)
	for _, s := range sentences {
		c.Add(s)
	}
	return c.Groups()
}

// TestCompanyParts: words that keep the same company come together, others do not.
func TestCompanyParts(t *testing.T) {
	g := groups(3)
	above := func(w string) uint16 { return (g[w] - 1) / 2 }
	for i := range 12 {
		if a, b := above("name0"), above(fmt.Sprintf("name%d", i)); a != b {
			t.Errorf("name%d is in %d, name0 in %d", i, b, a)
		}
		if a, b := above("town0"), above(fmt.Sprintf("town%d", i)); a != b {
			t.Errorf("town%d is in %d, town0 in %d", i, b, a)
		}
	}
	if above("name0") == above("town0") {
		t.Error("names and towns are in one group")
	}
	if _, ok := g["rare"]; ok {
		t.Error("a rare word has a group")
	}
	for w, n := range g {
		if n < 1 || n > 8 {
			t.Errorf("%s is in group %d of 8", w, n)
		}
	}
}

func TestCompanyIsDeterministic(t *testing.T) {
	if d := cmp.Diff(groups(5), groups(5)); d != "" {
		t.Error(d)
	}
	if len(maps.Clone(groups(5))) != len(groups(6)) {
		t.Error("the seed changes the vocabulary")
	}
}

func TestOrthonormal(t *testing.T) {
	x := []float32{1, 2, 0, 3, 1, 1, 2, 2, 1, 0, 1, 4} // four rows of three
	orthonormal(x, 3)
	for i := range 3 {
		for j := range 3 {
			var dot float64
			for r := range 4 {
				dot += float64(x[r*3+i]) * float64(x[r*3+j])
			}
			want := 0.0
			if i == j {
				want = 1
			}
			if math.Abs(dot-want) > 1e-4 {
				t.Errorf("columns %d and %d: %v", i, j, dot)
			}
		}
	}
}

// TestTimes: the sparse products are those of the full matrix [[1 0 2] [0 3 0]].
func TestTimes(t *testing.T) {
	m := sparse{starts: []int32{0, 2, 3}, cols: []int32{0, 2, 1}, vals: []float32{1, 2, 3}, width: 3}
	if d := cmp.Diff([]float32{1*1 + 2*5, 1*2 + 2*6, 3 * 3, 3 * 4}, m.times([]float32{1, 2, 3, 4, 5, 6}, 2)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]float32{1, 6, 2}, m.timesBack([]float32{1, 2}, 1)); d != "" {
		t.Error(d)
	}
}
