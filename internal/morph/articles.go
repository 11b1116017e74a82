package morph

import (
	"cmp"
	"slices"
	"strings"
)

// perSubject is how many articles WikiNews has under each of its seven subjects.
const perSubject = 10

// Articles cuts the gold into its articles. WikiNews marks its subjects with #, ten articles each, and not where an
// article begins; but an article begins with a headline that has no full stop and whose words soon come again. The
// nine sentences of a subject that look most like that begin the second to the tenth.
func Articles(gold []Gold) (out [][]Gold) {
	for from := 0; from < len(gold); {
		to := from + 1
		for to < len(gold) && gold[to].Parts != "#" {
			to++
		}
		out = append(out, cutSubject(gold[from:to])...)
		from = to
	}
	return out
}

// Folds deals the articles out to n folds in turn.
func Folds(gold []Gold, n int) [][]Gold {
	out := make([][]Gold, n)
	for i, a := range Articles(gold) {
		out[i%n] = append(out[i%n], a...)
	}
	return out
}

func cutSubject(gold []Gold) (out [][]Gold) {
	type start struct {
		at    int
		score float64
	}
	var starts []start
	for i := 1; i < len(gold); i++ {
		if gold[i-1].Parts == "." {
			starts = append(starts, start{i, headlineScore(gold, i)})
		}
	}
	slices.SortStableFunc(starts, func(a, b start) int { return cmp.Compare(b.score, a.score) })
	chosen := []int{0}
	for _, s := range starts {
		near := slices.ContainsFunc(chosen, func(c int) bool { return s.at-c < 60 && c-s.at < 60 })
		if !near && len(chosen) < perSubject {
			chosen = append(chosen, s.at)
		}
	}
	slices.Sort(chosen)
	for i, c := range chosen {
		end := len(gold)
		if i+1 < len(chosen) {
			end = chosen[i+1]
		}
		out = append(out, gold[c:end])
	}
	return out
}

// headlineScore is how far the first words at i come again in what follows and not in what stands before.
func headlineScore(gold []Gold, i int) (score float64) {
	head := gold[i:min(i+9, len(gold))]
	for k, g := range head {
		w := contentStem(g)
		if w == "" {
			continue
		}
		for d := i + k + 3; d < min(i+40, len(gold)); d++ {
			if contentStem(gold[d]) == w {
				score++
				if d < i+26 {
					score++
				}
				break
			}
		}
		for d := max(0, i-150); d < i; d++ {
			if contentStem(gold[d]) == w {
				score -= 1.5
				break
			}
		}
	}
	if strings.HasPrefix(gold[i].Tags, "CONJ") || strings.HasPrefix(gold[i].Tags, "PRON") {
		score -= 2
	}
	return score
}

// contentStem gives the longest part of a noun or verb, "" for other words.
func contentStem(g Gold) string {
	switch g.Pos() {
	case "NOUN", "ADJ", "V":
	default:
		return ""
	}
	longest := ""
	for _, p := range strings.Split(g.Parts, "+") {
		if len(p) > len(longest) {
			longest = p
		}
	}
	if len(longest) < 6 {
		return ""
	}
	return longest
}
