package extract

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"isnad/arabic"
)

// labelKind says what a label introduces.
type labelKind string

const (
	labelSource   labelKind = "source"
	labelTags     labelKind = "tags"
	labelDate     labelKind = "date"
	labelUpdated  labelKind = "updated"
	labelAuthor   labelKind = "author"
	labelRelated  labelKind = "related"
	labelAd       labelKind = "ad"
	labelFollow   labelKind = "follow"
	labelShare    labelKind = "share"
	labelComments labelKind = "comments"
	labelSite     labelKind = "site"
	labelImage    labelKind = "image"
	labelBeside   labelKind = "beside" // a list of the site's other articles: the newest, the most read
)

// label is a label at the beginning of a line and what follows it.
type label struct {
	kind  labelKind
	value string // what stands after the label's colon; empty where the label is alone
	alone bool
}

//go:embed labels.tsv
var labelsText string

var labelTable = sync.OnceValue(func() map[string]labelKind {
	table := map[string]labelKind{}
	for _, f := range tableLines(labelsText, 2) {
		table[labelFold(f[1])] = labelKind(f[0])
	}
	return table
})

// mostLabel is the longest label in bytes, with room for marks.
const mostLabel = 96

// labelFold is how labels are compared: folded, one space between words.
func labelFold(s string) string { return strings.Join(strings.Fields(arabic.Fold(s)), " ") }

// readLabel reads the label that a line begins with: alone on its line, or before a colon. Dates alone may do without
// the colon, which the caller tests by reading the value.
func readLabel(line string) (label, bool) {
	if utf8.RuneCountInString(line) <= 40 {
		bare := strings.TrimFunc(line, func(r rune) bool { return !isWordRune(r) })
		if k, ok := labelTable()[labelFold(bare)]; ok {
			return label{kind: k, alone: true}, true
		}
		bare = strings.TrimFunc(bare, func(r rune) bool { return !unicode.IsLetter(r) }) // «التعليقات (2)», «3 تعليقات»
		if k, ok := labelTable()[labelFold(bare)]; ok && k == labelComments {
			return label{kind: k, alone: true}, true
		}
	}
	head := line[:min(len(line), mostLabel)]
	at := strings.IndexAny(head, ":：")
	if at < 0 {
		return dateLabel(line)
	}
	_, size := utf8.DecodeRuneInString(line[at:])
	bare := strings.TrimFunc(line[:at], func(r rune) bool { return !isWordRune(r) })
	if k, ok := labelTable()[labelFold(bare)]; ok {
		value := strings.TrimSpace(line[at+size:])
		return label{kind: k, value: value, alone: value == ""}, true
	}
	return dateLabel(line)
}

// dateLabel reads «نشر في 3 تشرين الثاني 2023»: a date's label without a colon, before a value that holds a digit.
func dateLabel(line string) (label, bool) {
	if utf8.RuneCountInString(line) > 80 || strings.IndexFunc(arabic.Fold(line), func(r rune) bool { return r >= '0' && r <= '9' }) < 0 {
		return label{}, false
	}
	words := strings.Fields(line)
	for n := min(3, len(words)-1); n > 0; n-- {
		k, ok := labelTable()[labelFold(strings.Join(words[:n], " "))]
		if ok && (k == labelDate || k == labelUpdated) {
			return label{kind: k, value: strings.Join(words[n:], " ")}, true
		}
	}
	return label{}, false
}
