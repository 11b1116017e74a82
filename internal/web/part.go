package web

import (
	"fmt"
	"net/url"
	"sort"
	"strconv"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
)

// A page is at most 100 KB. What an article's page weighs beside its text was measured on the largest articles of the
// archives at hand; the estimate is on the safe side.
const (
	partBytes      = 56_000 // of the estimate, a part
	statementBytes = 1300   // of a card, a note and a mark, without the words
	mentionBytes   = 230    // of a name or date that is marked
)

// parts cuts a long article where paragraphs end, so that each part is one page, and gives the first paragraph of each.
func parts(a *isnad.Article) []int {
	starts := paragraphsAt(a.Paragraphs)
	cost := make([]int, len(a.Paragraphs))
	at := func(offset int) int { return max(0, sort.SearchInts(starts, offset+1)-1) }
	for i, p := range a.Paragraphs {
		cost[i] = len(p) + 60
	}
	if len(cost) == 0 {
		return []int{0}
	}
	for i := range a.Statements {
		if s := &a.Statements[i]; isField(s.Field, arabic.Text) {
			cost[at(s.Start)] += statementBytes + 2*len(s.Content)
		}
	}
	for _, e := range a.Entities {
		for _, m := range e.Mentions {
			if isField(m.Field, arabic.Text) {
				cost[at(m.Start)] += mentionBytes
			}
		}
	}
	for _, e := range a.Times {
		if isField(e.Field, arabic.Text) {
			cost[at(e.Start)] += 2 * mentionBytes
		}
	}
	list, sum := []int{0}, 0
	for i, c := range cost {
		if sum > 0 && sum+c > partBytes {
			list, sum = append(list, i), 0
		}
		sum += c
	}
	return list
}

// partOfStatement numbers the part, 1 the first, in which a statement's words stand.
func partOfStatement(a *isnad.Article, st *attribution.Statement) int {
	list := parts(a)
	if len(list) == 1 || !isField(st.Field, arabic.Text) {
		return 1
	}
	paragraph := max(0, sort.SearchInts(paragraphsAt(a.Paragraphs), st.Start+1)-1)
	return sort.SearchInts(list, paragraph+1)
}

// partHref is the address of a part of an article.
func partHref(a *isnad.Article, part int) string {
	if part <= 1 {
		return articleHref(a.ID)
	}
	return articleHref(a.ID) + "?part=" + strconv.Itoa(part)
}

// readPart is the part that an address asks for, of so many.
func readPart(q url.Values, of int) int {
	n, err := strconv.Atoi(q.Get("part"))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, of)
}

// cutToPart leaves of the page what belongs to one part of the text.
func (p *articlePage) cutToPart(c clock, g *gloss, list []int, part int) {
	if len(list) < 2 {
		return
	}
	from, to := list[part-1], len(p.Paragraphs)
	if part < len(list) {
		to = list[part]
	}
	p.Paragraphs = p.Paragraphs[from:to]
	var cards []card
	for i, k := range p.Cards {
		if partOfStatement(g.article, g.statements[i]) == part {
			cards = append(cards, k)
		}
	}
	p.Cards = cards
	p.Part = c.t("article.part", part, len(list))
	for i := range list {
		p.Parts = append(p.Parts, tab{Name: c.number(i + 1), Href: partHref(g.article, i+1), Current: i+1 == part})
	}
}

// stretch is the first and the last byte of a part.
func stretch(a *isnad.Article, list []int, part int) (from, to int) {
	starts := paragraphsAt(a.Paragraphs)
	if part > 1 {
		from = starts[list[part-1]]
	}
	if part < len(list) {
		return from, starts[list[part]] - 1
	}
	return from, len(a.Text())
}

// anchorOf is the anchor of a statement of that number.
func anchorOf(no int) string { return fmt.Sprintf("#m%d", no) }
