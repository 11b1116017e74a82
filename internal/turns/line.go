package turns

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsHeadline tells lines that may be a headline: 18 to 170 characters, no final stop, no point of a list.
func IsHeadline(line string) bool {
	n := utf8.RuneCountInString(line)
	if n < 18 || n > 170 {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(line); strings.ContainsRune("*•·-–—▪●", r) || unicode.IsDigit(r) && enumerated(line) {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(line)
	return !strings.ContainsRune(".،:؛,;", r)
}

// enumerated reports whether a line begins as a numbered point does («7 - …», «3. …»).
func enumerated(line string) bool {
	rest := strings.TrimLeft(strings.TrimLeftFunc(line, unicode.IsDigit), " ")
	r, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && strings.ContainsRune("-–.)", r)
}

// IsProse tells lines long enough to be a paragraph.
func IsProse(line string) bool {
	n := utf8.RuneCountInString(line)
	return n >= 120 || n >= 60 && EndsSentence(line)
}

// EndsSentence reports whether text ends as a sentence does.
func EndsSentence(text string) bool {
	text = strings.TrimRight(text, " \"'”’»)]…")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?؟۔:…", r)
}
