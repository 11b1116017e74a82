package extract

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

// mark is what an element's name, class, id or role says about its text.
type mark uint16

const (
	markDrop    mark = 1 << iota // furniture: menus, related boxes, share bars, comments, advertisements
	markBody                     // the article's own text
	markCaption                  // words under a picture or film
	markByline                   // who wrote it, and when
	markTags                     // the article's labels
	markRelated                  // pointers to other articles
	markTitle                    // the headline's place
	markComment                  // what readers wrote
	markHidden                   // not shown
	markMild                     // furniture unless its text says otherwise
	markSummary                  // a standfirst
	markHard                     // furniture whatever it holds
	markAuthor                   // who wrote it
	markEmbed                    // a post of a social network, quoted
)

//go:embed marks.tsv
var marksText string

// markNames gives the effect of a class name's word or of two words in a row.
var markNames = sync.OnceValue(func() map[string]mark {
	effects := map[string]mark{"drop": markDrop, "hard": markDrop | markHard, "body": markBody, "caption": markCaption, "byline": markByline, "author": markByline | markAuthor,
		"tags": markTags, "related": markRelated | markDrop, "title": markTitle, "comment": markComment | markDrop,
		"mild": markMild, "embed": markEmbed, "summary": markSummary}
	table := map[string]mark{}
	for _, f := range tableLines(marksText, 2) {
		table[f[0]] = effects[f[1]]
	}
	return table
})

// tableLines gives the fields of an embedded table: one fact a line, tabs between fields, # before remarks. Lines with
// fewer fields than least are left out.
func tableLines(text string, least int) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if f := strings.Split(line, "\t"); len(f) >= least {
			out = append(out, f)
		}
	}
	return out
}

// marker reads class names, each distinct one once a page.
type marker struct{ seen map[string]mark }

// of gives the marks of one class or id attribute.
func (m *marker) of(value string) mark {
	if value == "" || len(value) > 600 {
		return 0
	}
	if got, ok := m.seen[value]; ok {
		return got
	}
	var sum mark
	for _, name := range strings.Fields(value) {
		sum |= markOfName(name)
	}
	m.seen[value] = sum
	return sum
}

// stateWords begin names that say what is beside an element, not what it is.
var stateWords = map[string]bool{"has": true, "with": true, "no": true, "not": true, "without": true, "show": true, "in": true}

// markOfName looks up the words of a name, one by one and in pairs: "relatedStories_box" is related, stories, box. What a
// pair says goes before what its second word says alone: a post-footer is not the page's footer.
func markOfName(name string) mark {
	table := markNames()
	var sum mark
	last := ""
	for i, w := range nameWords(name) {
		switch {
		case stateWords[w] && i == 0:
			return 0 // "has-sidebar" and "with-nav" speak of another element
		case stateWords[w]:
			return sum
		case strings.HasPrefix(w, "related"):
			sum |= table["related"]
		}
		if pair, ok := table[last+"-"+w]; ok && last != "" {
			sum |= pair
		} else {
			sum |= table[w]
		}
		last = w
	}
	return sum
}

// nameWords cuts a class name at signs, digits' ends and capitals, in lower case.
func nameWords(name string) []string {
	var words []string
	start := 0
	lower := false
	flush := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(name[start:end]))
		}
	}
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i)
			start, lower = i+len(string(r)), false
		case unicode.IsUpper(r):
			if lower {
				flush(i)
				start = i
			}
			lower = false
		default:
			lower = true
		}
	}
	flush(len(name))
	return words
}
