package extract

import (
	"strings"
	"unicode/utf8"

	"isnad/arabic"
)

// fusableLabels are labels that aggregators leave stuck to the word after them when they drop the markup between.
var fusableLabels = []string{"إعلان", "اعلان", "إعلانات"}

// unfuseLabel cuts a label from the first word of a paragraph, where the whole is no word and the rest is one that
// begins sentences: «إعلانوكتب» is «وكتب».
func unfuseLabel(text string) (fixed, found, became string, ok bool) {
	word := firstWord(text)
	for _, l := range fusableLabels {
		rest, cut := strings.CutPrefix(word, l)
		if !cut || utf8.RuneCountInString(rest) < 3 || !opensSentence(rest) {
			continue
		}
		return rest + text[len(word):], word, rest, true
	}
	return text, "", "", false
}

// unfuseHeading cuts a paragraph whose beginning is a subheading stuck to the first word of its first sentence:
// «… الاتفاقوقد نقلت …». The word must fall into a noun with the article and a word that opens sentences with «و».
func unfuseHeading(text string) (head, rest, found, became string, ok bool) {
	at := 0
	for n := 0; n < 16 && at < len(text); n++ {
		word := firstWord(text[at:])
		if word == "" {
			break
		}
		if i := fusionIn(word); i > 0 {
			head, rest = text[:at+i], text[at+i:]
			if heading(head) && utf8.RuneCountInString(rest) > 40 {
				return head, rest, word, word[:i] + "\n" + word[i:], true
			}
		}
		at += len(word)
		for at < len(text) && text[at] == ' ' {
			at++
		}
	}
	return "", "", "", "", false
}

// heading reports whether a text may be a subheading: short, two words at least, not a sentence's beginning.
func heading(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 6 && n <= 90 && !strings.ContainsAny(s, ".!؟،؛") && strings.Contains(s, " ")
}

// fusionIn gives the offset at which a word falls into two, or 0.
func fusionIn(word string) int {
	for i, r := range word {
		if i > 0 && r == 'و' && opensSentence(word[i:]) && strings.HasPrefix(arabic.Fold(word[:i]), "ال") && utf8.RuneCountInString(word[:i]) >= 5 {
			return i
		}
	}
	return 0
}

// openers are words that begin a sentence of news and no part of a longer word.
var openers = map[string]bool{"وقد": true, "وكتب": true, "وقال": true, "وقالت": true, "واضاف": true, "واكد": true, "وكان": true, "وكانت": true}

func opensSentence(word string) bool { return openers[arabic.Fold(strings.TrimRight(word, "،:"))] }

func firstWord(s string) string {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i]
	}
	return s
}
