package web

import (
	"cmp"
	"slices"
	"strings"

	"isnad/arabic"
)

// inline is a stretch of a paragraph as the page marks it: a leaf with Text, or a marked stretch with Kids. The template
// escapes the leaves; nothing here is markup.
type inline struct {
	Text string
	Said *saidMark
	Term *termMark
	Kids []inline
}

// saidMark are the words of a statement.
type saidMark struct {
	No   int
	ID   string // anchor, at the first piece of the words; empty at others
	Act  string
	Tip  string
	Last bool // the last piece carries the number
}

// termMark is a name or a date that is explained.
type termMark struct {
	ID   string // anchor, at the first mention; empty at others
	Href string // of the note
	Tip  string
	Date bool
}

// marked is a stretch of the text to mark, byte offsets of the field. Statements enclose terms, terms enclose nothing.
type marked struct {
	start, end int
	said       *saidMark
	term       *termMark
}

// inlines cuts text, which begins at byte base of its field, into marked stretches. A term that crosses another mark's
// edge is left unmarked; words of a statement that cross another's are cut there.
func inlines(text string, base int, marks []marked) []inline {
	var inside []marked
	for _, m := range marks {
		m.start, m.end = m.start-base, m.end-base
		whole := m
		m.start, m.end = max(m.start, 0), min(m.end, len(text))
		if m.start >= m.end || !onRunes(text, m.start, m.end) {
			continue
		}
		if m.said != nil {
			piece := *m.said
			piece.Last = whole.end == m.end
			m.said = &piece
		} else if whole != m {
			continue // a name does not go over paragraphs
		}
		inside = append(inside, m)
	}
	slices.SortStableFunc(inside, func(a, b marked) int {
		return cmp.Or(a.start-b.start, b.end-a.end, terms(a)-terms(b))
	})
	nodes, _ := nest(text, 0, len(text), inside)
	return nodes
}

func terms(m marked) int {
	if m.term != nil {
		return 1
	}
	return 0
}

// onRunes reports whether both offsets lie between characters: stored offsets may be older than the stored text.
func onRunes(text string, start, end int) bool {
	at := func(i int) bool { return i == len(text) || text[i]&0xC0 != 0x80 }
	return at(start) && at(end)
}

// nest makes the nodes of text[from:to] from marks in order of start, and gives back the marks that begin after to.
func nest(text string, from, to int, marks []marked) ([]inline, []marked) {
	var nodes []inline
	leaf := func(end int) {
		if end > from {
			nodes = append(nodes, inline{Text: text[from:end]})
		}
	}
	for len(marks) > 0 && marks[0].start < to {
		m := marks[0]
		marks = marks[1:]
		if m.start < from || m.end > to {
			if m.term != nil || m.start >= to {
				continue
			}
			m.start, m.end = max(m.start, from), min(m.end, to)
			if m.start >= m.end {
				continue
			}
		}
		leaf(m.start)
		n := inline{Said: m.said, Term: m.term}
		if m.term != nil {
			n.Kids = []inline{{Text: text[m.start:m.end]}}
		} else {
			n.Kids, marks = nest(text, m.start, m.end, marks)
		}
		nodes = append(nodes, n)
		from = m.end
	}
	leaf(to)
	return nodes, marks
}

// paragraphsAt gives each paragraph's first byte in the article's text.
func paragraphsAt(paragraphs []string) []int {
	at := make([]int, len(paragraphs))
	n := 0
	for i, p := range paragraphs {
		at[i] = n
		n += len(p) + 1
	}
	return at
}

// anchors lets the first stretch of each mark keep its anchor, and takes it from the others; seen gathers what was kept.
// A mark that found no place, because its offsets cross another's, has none: nothing may lead to it.
func anchors(nodes []inline, seen map[string]bool) {
	once := func(id *string) {
		if *id != "" && seen[*id] {
			*id = ""
		}
		seen[*id] = true
	}
	for i := range nodes {
		n := &nodes[i]
		if n.Said != nil {
			once(&n.Said.ID)
		}
		if n.Term != nil {
			t := *n.Term
			once(&t.ID)
			n.Term = &t
		}
		anchors(n.Kids, seen)
	}
}

// isField reports whether a span is of the field; "" counts as the text.
func isField(f, want arabic.Field) bool { return f == want || f == "" && want == arabic.Text }

// plain is the text of nodes without their marks.
func plain(nodes []inline) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text)
		b.WriteString(plain(n.Kids))
	}
	return b.String()
}
