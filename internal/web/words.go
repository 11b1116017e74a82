package web

import (
	"bufio"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

var (
	//go:embed words_ar.txt
	arabicWords string
	//go:embed words_en.txt
	englishWords string
)

// words are the wordings of one language, by key.
type words struct {
	lang   string
	dir    string
	digits string // the ten digits in which Isnad's own numbers are written; empty for 0–9
	tag    language.Tag
	text   map[string]string
}

// easternDigits are those of the Levant and Egypt.
const easternDigits = "٠١٢٣٤٥٦٧٨٩"

// languages are the wordings by the value of the cookie; Arabic is what a reader gets who has not chosen.
var languages = sync.OnceValue(func() map[string]*words {
	return map[string]*words{
		"ar": {lang: "ar", dir: "rtl", tag: language.Arabic, text: readWords(arabicWords)},
		"en": {lang: "en", dir: "ltr", tag: language.English, text: readWords(englishWords)},
	}
})

// eastern are the Arabic wordings with eastern digits.
var eastern = sync.OnceValue(func() *words {
	w := *languages()["ar"]
	w.digits = easternDigits
	return &w
})

// readWords reads lines of key, tab, wording. A line that starts with # is a comment; a malformed line is a programmer's
// error and panics at the first use.
func readWords(file string) map[string]string {
	text := map[string]string{}
	lines := bufio.NewScanner(strings.NewReader(file))
	for lines.Scan() {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		key, wording, ok := strings.Cut(line, "\t")
		if _, twice := text[key]; !ok || twice {
			panic("web: words: malformed or repeated line: " + line)
		}
		text[key] = wording
	}
	return text
}

// t gives the wording of a key with {0}, {1} … replaced. An unknown key is shown as itself: a page with a bare key is
// better than no page, and a test looks for them.
func (w *words) t(key string, args ...any) string {
	s, ok := w.text[key]
	if !ok {
		return key
	}
	for i, a := range args {
		value := fmt.Sprint(a)
		if _, ours := a.(int); ours {
			value = w.figures(value)
		}
		s = strings.ReplaceAll(s, "{"+strconv.Itoa(i)+"}", value)
	}
	return s
}

// figures writes digits as the reader prefers them. It is for texts of ours alone: what is quoted stays as written.
func (w *words) figures(s string) string {
	if w.digits == "" {
		return s
	}
	digits := []rune(w.digits)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return digits[r-'0']
		}
		return r
	}, s)
}

// or gives the wording of prefix.name, and name itself where there is none.
func (w *words) or(prefix, name string) string {
	if s, ok := w.text[prefix+"."+name]; ok {
		return s
	}
	return name
}

var pluralNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// count gives a counted noun after CLDR's plural rules: مصدر، مصدران، 3 مصادر، 11 مصدرًا، 100 مصدر.
func (w *words) count(key string, n int) string {
	form := pluralNames[plural.Cardinal.MatchPlural(w.tag, n, 0, 0, 0, 0)]
	s, ok := w.text[key+"."+form]
	if !ok {
		s = w.t(key + ".other")
	}
	return strings.ReplaceAll(s, "{n}", w.number(n))
}

// number writes n with separators between thousands: 1,204,318, or ١٬٢٠٤٬٣١٨ in eastern digits.
func (w *words) number(n int) string {
	comma := ","
	if w.digits != "" {
		comma = "٬"
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + comma + s[i:]
	}
	return w.figures(s)
}

// percent writes a share as CLDR does for Arabic: the sign kept beside its number by a mark.
func (w *words) percent(part, whole int) string {
	if whole == 0 {
		return ""
	}
	n := w.number((100*part + whole/2) / whole)
	switch {
	case w.digits != "":
		return n + "٪\u061c"
	case w.lang == "ar":
		return n + "\u200e%\u200e"
	}
	return n + "%"
}

// joinWords puts words of foreign texts in a row.
func joinWords(c clock, words []string) string { return strings.Join(words, c.t("comma")+" ") }
