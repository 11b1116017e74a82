package extract

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"isnad/arabic"
)

//go:embed openers.txt
var openersText string

var openers = sync.OnceValue(func() map[string]bool { return foldedLines(openersText) })

// Bounds of a subheading that may have been stuck to the paragraph after it, and of that paragraph.
const (
	mostHeading   = 90 // code points
	mostHeadWords = 14
	leastRest     = 40
)

// unfuseLabel cuts a label from the first word of a paragraph, where the whole is no word and the rest is one:
// «إعلانوكتب» is «وكتب». Aggregators leave labels stuck when they drop the markup between.
func unfuseLabel(text string) (fixed, found, became string, ok bool) {
	for _, l := range fusableLabels() {
		rest, cut := strings.CutPrefix(text, l)
		if !cut {
			continue
		}
		word := firstWord(rest)
		last := l[strings.LastIndexByte(l, ' ')+1:]
		if bare := trimSigns(word); utf8.RuneCountInString(bare) < 3 || !startsWithLetter(word) || frequency(last+bare) > 0 || frequency(bare) < commonWord {
			continue
		}
		return rest, l + word, word, true
	}
	return text, "", "", false
}

// fusableLabels are the labels of advertisements, pictures, shares and related articles, longest first, as they are
// written most.
var fusableLabels = sync.OnceValue(func() []string {
	var out []string
	for _, f := range tableLines(labelsText, 2) {
		switch labelKind(f[0]) {
		case labelAd, labelRelated, labelFollow:
			if n := utf8.RuneCountInString(f[1]); n >= 5 && n <= 20 && unicode.Is(unicode.Arabic, firstRune(f[1])) {
				out = append(out, f[1])
			}
		}
	}
	out = append(out, "اعلان", "اعلانات", "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضاً", "شاهد أيضاً")
	sortLongest(out)
	return out
})

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func startsWithLetter(s string) bool { return unicode.IsLetter(firstRune(s)) }

// unfuseHeading cuts a paragraph whose beginning is a subheading stuck to the first word of its first sentence:
// «… الاتفاقوقد نقلت …». Words that whole knows, because the article uses them elsewhere too, stay as they are.
func unfuseHeading(text string, whole func(string) bool) (head, rest, found, became string, ok bool) {
	at := 0
	for n := 0; n < mostHeadWords && at < len(text); n++ {
		word := firstWord(text[at:])
		if strings.ContainsAny(word, ".؟!،؛,;") && at > 0 {
			word = word[:strings.IndexAny(word, ".؟!،؛,;")]
		}
		if i := fusionIn(word); i > 0 && !whole(trimSigns(word)) {
			head, rest = text[:at+i], text[at+i:]
			if isHeadText(head) && utf8.RuneCountInString(rest) >= leastRest {
				return head, rest, trimSigns(word), trimSigns(word[:i]) + "\n" + trimSigns(word[i:]), true
			}
		}
		at += len(firstWord(text[at:]))
		if at > 0 && strings.ContainsAny(text[max(0, at-3):at], ".؟!؛") {
			break // a sentence has ended: what follows is no subheading's end
		}
		for at < len(text) && text[at] == ' ' {
			at++
		}
	}
	return "", "", "", "", false
}

// unfuseWords parts words that were stuck together inside a paragraph, where the letters leave no doubt: a teh marbuta or
// a tanwin of alef stands only at the end of a word («أمنيةبين»).
func unfuseWords(text string) (fixed string, repairs []Repair) {
	if !strings.ContainsAny(text, "ةً") {
		return text, nil
	}
	words := strings.SplitAfter(text, " ")
	for i, w := range words {
		bare := trimSigns(w)
		at := closedAt(bare)
		if at == 0 || frequency(bare) > 0 || frequency(bare[:at]) < closeWord || frequency(bare[at:]) < closeWord {
			continue
		}
		parted := bare[:at] + " " + bare[at:]
		words[i] = strings.Replace(w, bare, parted, 1)
		repairs = append(repairs, Repair{Kind: "fused-word", Found: bare, Became: parted})
	}
	if repairs == nil {
		return text, nil
	}
	return strings.Join(words, ""), repairs
}

// closedAt gives the offset after a closing letter that another letter follows, or 0.
func closedAt(word string) int {
	for _, end := range [...]string{"ةً", "ةٌ", "ةٍ", "ةُ", "ةِ", "ةَ", "ة", "ًا", "اً"} {
		i := strings.Index(word, end)
		if i > 0 && len(word)-i-len(end) >= 4 && unicode.IsLetter(firstRune(word[i+len(end):])) {
			return i + len(end)
		}
	}
	return 0
}

// isHeadText reports whether a text may be a subheading: two words or more, short, no comma in it, and not begun as a
// sentence is («وقال …», «يذكر أن …»).
func isHeadText(s string) bool {
	n := utf8.RuneCountInString(s)
	if n < 8 || n > mostHeading || strings.ContainsAny(s, ".،؛") || !strings.Contains(s, " ") {
		return false
	}
	w := arabic.Fold(firstWord(s))
	running := strings.HasPrefix(w, "و") && frequency(w) > 0 && frequency(w[len("و"):]) > 0
	return !running && !openers()[w] && !openers()["و"+w] && !(strings.HasPrefix(w, "ي") && isVerb(w))
}

// Frequencies (see frequency) that both halves of a fused word need. They were chosen on fusions made of headlines and
// paragraphs of news and on paragraphs left as they are: internal/eval prints both.
const (
	closeWord  = 4  // where the letters themselves tell: a teh marbuta or a tanwin before a letter
	openWord   = 9  // of the half before a word that opens sentences
	commonWord = 14 // of either half before any other verb
	fullWord   = 17 // of either half before any other word
)

// fusionIn gives the offset at which a word falls into the end of a heading and the beginning of a sentence, or 0.
func fusionIn(word string) int {
	word = trimSigns(word)
	n := utf8.RuneCountInString(word)
	if n < 6 || n > 24 || frequency(word) > 0 {
		return 0
	}
	best, score := 0, 0
	for i, r := range word {
		left, right := word[:i], word[i:]
		if utf8.RuneCountInString(left) < 3 || utf8.RuneCountInString(right) < 3 || unicode.Is(unicode.Mn, r) {
			continue
		}
		if s := fusionScore(left, right); s > score {
			best, score = i, s
		}
	}
	return best
}

// fusionScore says how well two halves stand for themselves, 0 where they do not.
func fusionScore(left, right string) int {
	l, r := frequency(left), frequency(right)
	if arabic.IsStop(arabic.Fold(right)) && !openers()[arabic.Fold(right)] {
		return 0 // no paragraph begins so: the two words stood in one sentence
	}
	if closes(left) && l >= closeWord && r >= closeWord {
		return 100 + l + r
	}
	if isStem(left) || l == 0 || r == 0 || utf8.RuneCountInString(left) < 4 || arabic.IsStop(arabic.Fold(left)) {
		return 0 // no heading ends in a preposition
	}
	least := fullWord
	switch bare := strings.TrimPrefix(right, "و"); {
	case openers()[arabic.Fold(right)]:
		least = openWord
	case utf8.RuneCountInString(bare) >= 3 && isVerb(bare):
		least = commonWord
	}
	if l < least || r < max(least, 12) || least > openWord && utf8.RuneCountInString(right) < 4 && l+r < 38 {
		return 0
	}
	return l + r
}

// closes reports whether a half ends in a letter that only stands at the end of words.
func closes(s string) bool {
	return strings.HasSuffix(s, "ة") || strings.HasSuffix(s, "ًا") || strings.HasSuffix(s, "اً")
}

// isStem tells first halves of names and compounds that are written together («عبدالرحمن», «أبوظبي»).
func isStem(left string) bool {
	switch arabic.Fold(left) {
	case "عبد", "ابو", "ابن", "بن", "ام", "بني", "ال", "وال", "بال", "لل", "كال", "فال", "ذو", "شبه", "غير", "لا", "ما", "من", "عن", "سيف", "نور", "نصر", "صلاح", "عز":
		return true
	}
	return false
}

func firstWord(s string) string {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i]
	}
	return s
}

// sortLongest orders strings by length, the longest first, and by themselves where that is equal.
func sortLongest(s []string) {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && (len(s[j]) > len(s[j-1]) || len(s[j]) == len(s[j-1]) && s[j] < s[j-1]); j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}
