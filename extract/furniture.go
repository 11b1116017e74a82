package extract

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"isnad/internal/turns"
)

//go:embed furniture.tsv
var furnitureText string

//go:embed commentwords.txt
var commentWordsText string

// beginnings are the folded beginnings of furniture by their first word.
var beginnings = sync.OnceValue(func() map[string][][2]string {
	table := map[string][][2]string{}
	for _, f := range tableLines(furnitureText, 2) {
		key := titleKey(f[1])
		head, _, _ := strings.Cut(key, " ")
		if key == "" {
			key, head = f[1], f[1]
		}
		table[head] = append(table[head], [2]string{key, f[0]})
	}
	return table
})

var commentWords = sync.OnceValue(func() map[string]bool { return foldedLines(commentWordsText) })

// furnitureKind says what furniture a paragraph begins as, or "".
func furnitureKind(text string) string {
	if strings.HasPrefix(text, "©") {
		return "rights"
	}
	head := text
	if len(head) > 160 {
		head = head[:160]
	}
	key := titleKey(head)
	word, _, _ := strings.Cut(key, " ")
	for _, b := range beginnings()[word] {
		if rest, ok := strings.CutPrefix(key, b[0]); ok && (rest == "" || rest[0] == ' ') {
			return b[1]
		}
	}
	return ""
}

// furnish takes the furniture out of an article's blocks: labelled lines, calls to follow and to comment, what is
// after the end. It stores what labels say and records what it drops.
func furnish(d *Document, blocks []*block) []*block {
	var out []*block
	f := furnisher{d: d, all: prose(blocks)}
	for _, b := range blocks {
		if f.drops(b) {
			b.drop, b.kept, b.why = true, false, "furniture"
			d.Repairs = append(d.Repairs, Repair{Kind: "furniture", Found: clip(b.text, 120)})
			continue
		}
		f.read += b.chars
		out = append(out, b)
	}
	return out
}

// furnisher remembers, as it goes down an article, what has been read of it.
type furnisher struct {
	d       *Document
	all     int  // code points of the article
	read    int  // of them before this block
	ended   bool // an end has been met
	related bool // inside a list of other articles
}

func prose(blocks []*block) int {
	n := 0
	for _, b := range blocks {
		n += b.chars
	}
	return n
}

// drops reports whether a block is furniture.
func (f *furnisher) drops(b *block) bool {
	if f.ended {
		return true
	}
	if l, ok := b.label(); ok && f.labelled(l, b) {
		return true
	}
	if f.related {
		if turns.IsHeadline(b.text) && (b.links*2 > b.chars || b.list) {
			f.d.RelatedTo = append(f.d.RelatedTo, RelatedRef{Title: b.text})
			return true
		}
		f.related = false
	}
	late := f.read*2 > f.all
	switch furnitureKind(b.text) {
	case "follow", "comments", "rights", "app", "ad":
		return b.chars < 400
	case "end":
		f.ended = true
		return true
	case "link":
		return b.links > 0 && b.chars < 250 || b.chars < 40
	}
	return late && isCommentPolicy(b)
}

// labelled stores what a label introduces and reports whether its line is furniture.
func (f *furnisher) labelled(l label, b *block) bool {
	late := f.read*5 > f.all*3
	switch l.kind {
	case labelAd, labelImage:
		return l.alone || b.chars < 120
	case labelShare, labelFollow:
		return l.alone || b.chars < 120
	case labelComments:
		f.ended = l.alone && f.read > leastArticle && f.read*3 > f.all
		return l.alone
	case labelSite:
		f.ended = late && l.alone
		return l.alone
	case labelRelated, labelBeside:
		if l.value != "" {
			f.d.RelatedTo = append(f.d.RelatedTo, RelatedRef{Title: l.value})
			return b.chars < 250
		}
		f.related = true
		return true
	case labelSource, labelTags:
		return b.chars < 300 // readLabels has read it
	case labelDate, labelUpdated:
		return b.chars < 120
	case labelAuthor:
		return b.chars < 60 && (f.read == 0 || late)
	}
	return false
}

// isCommentPolicy reports whether a paragraph speaks of comments and terms of use.
func isCommentPolicy(b *block) bool {
	if b.chars > 900 {
		return false
	}
	n := 0
	seen := map[string]bool{}
	for _, w := range strings.Fields(titleKey(b.text)) {
		w = strings.TrimPrefix(strings.TrimPrefix(w, "و"), "ب")
		if (commentWords()[w] || commentWords()["ب"+w]) && !seen[w] {
			seen[w] = true
			n++
		}
	}
	return n >= 4
}

// clip gives the first code points of s, with an ellipsis where that is not all.
func clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	i := 0
	for at := range s {
		if i == most {
			return s[:at] + "…"
		}
		i++
	}
	return s
}
