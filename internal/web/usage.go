package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"isnad"
	"isnad/arabic"
	compare "isnad/internal/story"
)

// usage counts the words of a story by outlet, without judging them: what one outlet calls «سيل» another may call
// «تصريف».
type usage struct {
	Outlets []link
	Words   []string // words of text that were counted, by outlet
	Rows    []usageRow
}

type usageRow struct {
	Term   link
	Counts []int
	All    int
}

// spread is how far the counts of outlets lie apart.
func (r usageRow) spread() int { return slices.Max(r.Counts) - slices.Min(r.Counts) }

const (
	usageOutlets  = 8
	usageTerms    = 12
	usageFrequent = 40 // words among which those are chosen
	usageFrom     = 3  // times a word stands in the story
)

// usageOf counts, in the texts that outlets wrote themselves, the words whose use differs most among the frequent ones;
// nil where fewer than two outlets did.
func usageOf(c clock, list []*carrier) *usage {
	out := &usage{}
	count := map[string][]int{}
	forms := map[string]map[string]int{}
	for _, l := range list {
		texts := ownTexts(l)
		if len(texts) == 0 || len(out.Outlets) == usageOutlets {
			continue
		}
		i, words := len(out.Outlets), 0
		out.Outlets = append(out.Outlets, link{l.name, l.href})
		for _, text := range texts {
			for _, t := range arabic.Analyze(text) {
				words++
				if t.Stop || utf8.RuneCountInString(t.Stem) < 3 || strings.ContainsAny(t.Stem, "0123456789") {
					continue
				}
				if count[t.Stem] == nil {
					count[t.Stem], forms[t.Stem] = make([]int, usageOutlets), map[string]int{}
				}
				count[t.Stem][i]++
				forms[t.Stem][text[t.Start:t.End]]++
			}
		}
		out.Words = append(out.Words, c.number(words))
	}
	if len(out.Outlets) < 2 {
		return nil
	}
	for stem, counts := range count {
		if all := total(counts); all >= usageFrom {
			form := byCount(forms[stem])[0].name
			out.Rows = append(out.Rows, usageRow{link{form, searchFor(form)}, counts[:len(out.Outlets)], all})
		}
	}
	slices.SortFunc(out.Rows, func(a, b usageRow) int { return cmp.Or(b.All-a.All, strings.Compare(a.Term.Text, b.Term.Text)) })
	out.Rows = out.Rows[:min(len(out.Rows), usageFrequent)]
	slices.SortStableFunc(out.Rows, func(a, b usageRow) int { return b.spread() - a.spread() })
	out.Rows = out.Rows[:min(len(out.Rows), usageTerms)]
	return out
}

// ownTexts are titles and texts of a carrier's articles that are no copies.
func ownTexts(l *carrier) []string {
	var texts []string
	for _, a := range l.articles {
		if partOf(l, a) != copyPart && (a.Lang == "" || a.Lang == "ar") {
			texts = append(texts, a.Title, a.Text())
		}
	}
	return texts
}

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

const (
	copiesListed  = 24
	copiesShown   = 6 // copies whose changes are shown
	changesListed = 8
)

// copyFolds gives the story's groups of copies, largest first.
func (c clock) copyFolds(list []*carrier) []copyFold {
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
	var folds []copyFold
	for _, id := range order {
		g := groups[id]
		i := slices.IndexFunc(g, func(a *isnad.Article) bool { return !isCopy(a) })
		if len(g) < 2 || i < 0 {
			continue
		}
		original := g[i]
		g = slices.DeleteFunc(slices.Clone(g), func(a *isnad.Article) bool { return a == original })
		slices.SortStableFunc(g, func(a, b *isnad.Article) int { return earlier(a.Published, b.Published) })
		folds = append(folds, c.copyFold(original, g, of))
	}
	return folds
}

func (c clock) copyFold(original *isnad.Article, copies []*isnad.Article, of map[*isnad.Article]*carrier) copyFold {
	f := copyFold{Head: c.count("count.copy", len(copies)), First: link{titleOf(original), articleHref(original.ID)}, Outlet: carrierName(original)}
	for i, a := range copies {
		if i == copiesListed {
			f.Rest = c.count("count.copy", len(copies)-i)
			break
		}
		f.Copies = append(f.Copies, c.copied(original, a, of[a], i < copiesShown))
	}
	return f
}

func (c clock) copied(original, a *isnad.Article, l *carrier, show bool) copied {
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
	if show {
		k.Changes = list[:min(len(list), changesListed)]
	}
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
