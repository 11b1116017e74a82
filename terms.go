package isnad

import "isnad/arabic"

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
		Text:  an.AppendTerms(make([]arabic.Term, 0, len(text)/8), text),
	}
}
