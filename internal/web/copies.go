package web

import (
	"slices"
	"strings"

	"isnad"
	compare "isnad/internal/story"
)

// copyFold is a group of copies of one article.
type copyFold struct {
	Head   string
	First  link // the article they are copies of
	Outlet string
	Copies []copied
	Rest   string
}

// copied is one copy with what it changed.
type copied struct {
	Outlet   link
	Title    link
	When     when
	Share    string // of the original's words
	Credit   string
	Changes  []editedSentence
	More     string
	Retitled bool
}

// changesListed is how many changed sentences of a copy are shown.
const changesListed = 8

// copyGroup is an article with its copies, earliest first.
type copyGroup struct {
	original *isnad.Article
	copies   []*isnad.Article
	of       map[*isnad.Article]*carrier
}

// foldsOf gives the story's groups of copies, largest first.
func foldsOf(list []*carrier) []copyGroup {
	groups := map[string][]*isnad.Article{}
	var order []string
	of := map[*isnad.Article]*carrier{}
	for _, l := range list {
		for _, a := range l.articles {
			of[a] = l
			if a.Copy == "" {
				continue
			}
			if groups[a.Copy] == nil {
				order = append(order, a.Copy)
			}
			groups[a.Copy] = append(groups[a.Copy], a)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return len(groups[b]) - len(groups[a]) })
	var folds []copyGroup
	for _, id := range order {
		g := groups[id]
		i := slices.IndexFunc(g, func(a *isnad.Article) bool { return !isCopy(a) })
		if len(g) < 2 || i < 0 {
			continue
		}
		original := g[i]
		g = slices.DeleteFunc(slices.Clone(g), func(a *isnad.Article) bool { return a == original })
		slices.SortStableFunc(g, func(a, b *isnad.Article) int { return earlier(a.Published, b.Published) })
		folds = append(folds, copyGroup{original, g, of})
	}
	return folds
}

// copyWeights are the weights of all copies, group by group.
func copyWeights(groups []copyGroup) (weights []int) {
	for _, g := range groups {
		for _, a := range g.copies {
			w := lineBytes + len(a.Title)
			if len(a.Paragraphs) > 0 {
				w += 7 * changeBytes
			}
			weights = append(weights, w)
		}
	}
	return weights
}

// copyFolds gives of every group the copies that the page holds.
func (c clock) copyFolds(groups []copyGroup, view storyView, weights []int) []copyFold {
	from, to := view.within(copiesPart, weights)
	var list []copyFold
	at := 0
	for _, g := range groups {
		first, last := max(from-at, 0), min(to-at, len(g.copies))
		if first < last {
			list = append(list, c.copyFold(g, first, last))
		}
		at += len(g.copies)
	}
	return list
}

func (c clock) copyFold(g copyGroup, from, to int) copyFold {
	f := copyFold{Head: c.count("count.copy", len(g.copies)), First: link{titleOf(g.original), articleHref(g.original.ID)}, Outlet: carrierName(g.original)}
	for _, a := range g.copies[from:to] {
		f.Copies = append(f.Copies, c.copied(g.original, a, g.of[a]))
	}
	if n := len(g.copies) - to; n > 0 {
		f.Rest = c.count("count.copy", n)
	}
	return f
}

func (c clock) copied(original, a *isnad.Article, l *carrier) copied {
	k := copied{Outlet: link{l.name, l.href}, Title: link{titleOf(a), articleHref(a.ID)}, When: c.date(a.Published), Credit: c.t("relay.uncredited")}
	for _, t := range l.takings {
		if t.credited && t.by == a {
			k.Credit = c.verb(t) + " " + t.from.name
		}
	}
	k.Retitled = a.Title != original.Title
	if len(a.Paragraphs) == 0 || len(original.Paragraphs) == 0 {
		return k // its text was not read: nothing to compare
	}
	edits := compare.Compare(untitled(original), untitled(a)).Sentences
	k.Share = c.t("copy.share", c.percent(keptWords(edits), len(strings.Fields(original.Text()))))
	list := c.sentences(edits)
	k.Changes = list[:min(len(list), changesListed)]
	if n := len(list) - len(k.Changes); n > 0 {
		k.More = c.count("count.change", n)
	}
	return k
}

// untitled is the article's text alone: what a copy is called says nothing of how much it took.
func untitled(a *isnad.Article) *isnad.Article {
	out := &isnad.Article{ID: a.ID}
	out.Paragraphs = a.Paragraphs
	return out
}

// keptWords counts the words of the earlier text that stand in the later.
func keptWords(edits []isnad.SentenceEdit) int {
	n := 0
	for _, e := range edits {
		switch e.Kind {
		case isnad.Kept, isnad.Moved:
			n += len(strings.Fields(e.Before))
		case isnad.Reworded:
			for _, p := range e.Parts {
				if p.Kind == isnad.Kept {
					n += len(strings.Fields(p.Text))
				}
			}
		}
	}
	return n
}
