package extract

import (
	"unicode/utf8"

	"isnad/internal/turns"
)

// Bounds of a menu above the article of a dump.
const (
	leastMenu = 3  // short lines that make one
	mostMenu  = 60 // lines before the first running text
)

// menuHead finds the menus, tickers and share bars above the first article of a dump: the line where running text begins
// and, among the lines before it, the headline, which shares most words with that text. Without a menu both are -1, and the
// lines are read as they come.
func (d *dumpReader) menuHead() (prose, title int) {
	prose, short := -1, 0
	for i, line := range d.lines[:min(len(d.lines), mostMenu)] {
		l, label := readLabel(line)
		if turns.IsProse(line) && !label {
			prose = i
			break
		}
		if label && (l.kind == labelSite || l.kind == labelBeside) || !label && utf8.RuneCountInString(line) < 18 && !endsSentence(line) {
			short++
		}
	}
	if prose < 0 || short < leastMenu {
		return -1, -1
	}
	text := d.around.Together(prose, prose+turns.After)
	title, most := -1, 1
	for i := max(0, prose-12); i < prose; i++ {
		if _, label := readLabel(d.lines[i]); label || !turns.IsHeadline(d.lines[i]) {
			continue
		}
		if n := d.around.Of(i).Shared(text); n > most {
			title, most = i, n
		}
	}
	if title < 0 {
		return -1, -1
	}
	return title, title
}

// isMetaLabel reports whether a line is labelled as something that an article's page says of it.
func (d *dumpReader) isMetaLabel(i int) bool {
	l, ok := readLabel(d.lines[i])
	if !ok || l.value == "" {
		return false
	}
	switch l.kind {
	case labelDate, labelUpdated, labelAuthor, labelSource:
		return true
	}
	return false
}

// lose records lines that were left out of a draft.
func (n *draft) lose(lines []string) {
	for _, line := range lines {
		n.repairs = append(n.repairs, Repair{Kind: "furniture", Found: clip(line, 120)})
	}
}
