package isnad

import (
	"slices"

	"isnad/arabic"
)

// Terms are the words by which an article is found. They are made by the one analyser, outside any transaction, so that
// many workers can make them while one writer stores.
type Terms struct {
	Title []arabic.Term
	Text  []arabic.Term
}

// TermsOf analyses the article's title and text. Workers that index many articles call [TermsWith].
func TermsOf(a *Article) Terms {
	return TermsWith(new(arabic.Analyzer), a)
}

// TermsWith does as [TermsOf] with an analyser that remembers the words it has met.
func TermsWith(an *arabic.Analyzer, a *Article) Terms {
	text := a.Text()
	return Terms{
		Title: an.AppendTerms(nil, a.Title),
		Text:  an.AppendTerms(make([]arabic.Term, 0, len(text)/9), text),
	}
}

// In gives the terms that begin in the span, with their places in the field. whole reports that the span cuts none of the
// field's words, so that they are the terms of its text alone.
func (t Terms) In(s arabic.Span) (terms []arabic.Term, whole bool) {
	all := t.Text
	if s.Field == arabic.Title {
		all = t.Title
	}
	byStart := func(term arabic.Term, at int) int { return term.Start - at }
	from, _ := slices.BinarySearchFunc(all, s.Start, byStart)
	to, _ := slices.BinarySearchFunc(all, s.End, byStart)
	to = max(from, to)
	return all[from:to], (from == 0 || all[from-1].End <= s.Start) && (to == 0 || all[to-1].End <= s.End)
}
