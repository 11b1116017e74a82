package story

import (
	"strings"

	"isnad/arabic"
)

// Marks sets a rendering beside another: which words of b are not in a, by stems, as spans of b in order (bytes). Where less than
// half is common they were written apart, and what both have is given instead, whatever its order: apart is true.
func Marks(a, b string) (marks []arabic.Range, apart bool) {
	ta, tb := arabic.Analyze(a), arabic.Analyze(b)
	common := make([]bool, len(tb))
	n := 0
	for _, p := range commonTerms(ta, tb, func(t arabic.Term) string { return t.Stem }) {
		common[p[1]] = true
		n++
	}
	apart = 2*n < min(len(ta), len(tb))
	if apart {
		stems := map[string]bool{}
		for _, t := range ta {
			stems[t.Stem] = !t.Stop
		}
		for k, t := range tb {
			common[k] = stems[t.Stem]
		}
	}
	for k, t := range tb {
		if common[k] != apart {
			continue
		}
		if last := len(marks) - 1; last >= 0 && strings.TrimSpace(b[marks[last].End:t.Start]) == "" {
			marks[last].End = t.End // neighbours are one mark
		} else {
			marks = append(marks, arabic.Range{Start: t.Start, End: t.End})
		}
	}
	return marks, apart
}

// commonTerms gives the longest common subsequence of two lists of words by what of tells them apart.
func commonTerms(a, b []arabic.Term, of func(arabic.Term) string) [][2]int {
	return common(len(a), len(b), func(i, k int) bool { return of(a[i]) == of(b[k]) })
}
