package extract

import (
	"strings"

	"isnad/arabic"
	"isnad/internal/labels"
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
	return trimTags(labels.Cut(words, d.Title+" "+strings.Join(d.Paragraphs, " ")))
}

// mostTagLine is the most words of a list of labels without separators.
const mostTagLine = 80

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
