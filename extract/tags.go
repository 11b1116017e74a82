package extract

import (
	"strings"

	"isnad/arabic"
)

// splitTags cuts a list of labels. Where it has separators they cut; where it has none («قطاع غزة الولايات المتحدة»),
// the phrases are found by what the article itself says together and by how Arabic names are built.
func splitTags(s string, d *Document) []string {
	if strings.ContainsAny(s, "،,؛;|#\t•·/") {
		return trimTags(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("،,؛;|#\t•·/", r) }))
	}
	words := strings.Fields(s)
	if len(words) > mostTagLine {
		return nil // no list of labels
	}
	if len(words) <= 3 {
		return trimTags([]string{s})
	}
	text := " " + labelFold(d.Title+" "+strings.Join(d.Paragraphs, " ")) + " "
	return trimTags(bestCut(words, text))
}

// mostTagLine is the most words of a list of labels without separators.
const mostTagLine = 80

// mostTagWords is the longest label looked for.
const mostTagWords = 4

// bestCut cuts words into the labels whose scores sum highest.
func bestCut(words []string, text string) []string {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = arabic.Fold(w)
	}
	best := make([]float64, len(words)+1)
	from := make([]int, len(words)+1)
	for end := 1; end <= len(words); end++ {
		best[end] = -1e9
		for n := 1; n <= min(mostTagWords, end); n++ {
			s := best[end-n] + phraseScore(folded[end-n:end], text)
			if s > best[end] {
				best[end], from[end] = s, end-n
			}
		}
	}
	var out []string
	for end := len(words); end > 0; end = from[end] {
		out = append([]string{strings.Join(words[from[end]:end], " ")}, out...)
	}
	return out
}

// phraseScore says how well the words make one label.
func phraseScore(w []string, text string) float64 {
	phrase := strings.Join(w, " ")
	if len(w) == 1 {
		return -0.6
	}
	score := -0.9
	if strings.Contains(text, phrase) {
		score = 0.8 * float64(len(w)-1)
	}
	definite := func(s string) bool { return strings.HasPrefix(s, "ال") }
	if len(w) == 2 && definite(w[0]) && definite(w[1]) {
		score = max(score, 0) + 0.5
	}
	if len(w) == 2 && !definite(w[0]) {
		score += 0.5
	}
	if !definite(w[len(w)-2]) && len(w) > 2 && definite(w[0]) {
		score -= 1
	}
	return score
}

func trimTags(in []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range in {
		t = trimSigns(strings.TrimLeft(oneLine(strings.ReplaceAll(t, "_", " ")), "# "))
		if t != "" && !seen[arabic.Fold(t)] {
			seen[arabic.Fold(t)] = true
			out = append(out, t)
		}
	}
	return out
}
