package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"isnad/arabic"
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
