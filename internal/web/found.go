package web

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
)

// How much of the sentence is shown around a statement, in runes.
const (
	before = 110
	after  = 70
)

// foundSaid is a found statement with the sentence it stands in.
func (s *site) foundSaid(v *visit, f *isnad.FoundStatement, q isnad.Query) (foundSaid, error) {
	a, st, err := s.carrier(v, f)
	if err != nil {
		return foundSaid{}, err
	}
	out := foundSaid{
		card: v.cardOf(a, st, true), Speaker: link{st.Speaker.Name, personHref(st.Speaker)},
		Sent: pieces(st.Content, matches(st.Content, q)), Link: markHref(a, st),
	}
	out.Title = titleOf(a)
	if out.Speaker.Text == "" {
		out.Speaker.Text = v.t("unnamed")
	}
	out.When = v.day(f.Said)
	if out.When.Text == "" {
		out.When = v.date(a.Published)
	}
	if isField(st.Field, arabic.Text) && a.In(st.Span) == st.Content {
		out.Before, out.After = around2(a.Text(), st.Start, st.End)
	}
	return out, nil
}

// carrier gives the article that carries a found statement, and the statement as that article has it. Where the article
// is gone meanwhile, what the index kept of it has to do.
func (s *site) carrier(v *visit, f *isnad.FoundStatement) (*isnad.Article, *attribution.Statement, error) {
	if f.Whole != nil {
		return f.Whole, statementIn(f.Whole, f), nil
	}
	a, err := s.store.Article(v.Context(), f.Article.ID)
	if errors.Is(err, isnad.ErrNotFound) {
		a, err = &isnad.Article{ID: f.Article.ID}, nil
		a.Title, a.Source.Name, a.Published = f.Article.Title, f.Article.Source, f.Article.Published
	}
	if err != nil {
		return nil, nil, err
	}
	return a, statementIn(a, f), nil
}

// statementIn is a found statement as its article has it now; where the article lost it, as it was found.
func statementIn(a *isnad.Article, f *isnad.FoundStatement) *attribution.Statement {
	for i := range a.Statements {
		st := &a.Statements[i]
		if st.Field == f.Field && st.Start == f.Start && st.End == f.End && st.CueStart == f.CueStart {
			return st
		}
	}
	return &f.Statement
}

// markHref is the address of the statement's words in its article.
func markHref(a *isnad.Article, st *attribution.Statement) string {
	for i, s := range inOrder(a) {
		if s == st {
			return partHref(a, partOfStatement(a, st)) + anchorOf(i+1)
		}
	}
	return articleHref(a.ID)
}

// around2 gives the words of the paragraph before and after a stretch, cut at words.
func around2(text string, start, end int) (string, string) {
	from, to := around(text, start, end)
	pre, post := text[from:start], text[end:to]
	if utf8.RuneCountInString(pre) > before {
		r := []rune(pre)
		pre = string(r[len(r)-before:])
		if i := strings.IndexByte(pre, ' '); i >= 0 {
			pre = pre[i+1:]
		}
		pre = "…" + pre
	}
	if utf8.RuneCountInString(post) > after {
		post = string([]rune(post)[:after])
		if i := strings.LastIndexByte(post, ' '); i > 0 {
			post = post[:i]
		}
		post += "…"
	}
	return pre, post
}

// matches finds the words of the query in a text, with the analyser that found the text.
func matches(text string, q isnad.Query) []isnad.Mark {
	if len(q.Clauses) == 0 {
		return nil
	}
	var marks []isnad.Mark
	for _, t := range arabic.Analyze(text) {
		if slices.ContainsFunc(q.Clauses, func(c isnad.Clause) bool { return hits(c, t) }) {
			marks = append(marks, isnad.Mark{Start: t.Start, End: t.End})
		}
	}
	return marks
}

// hits reports whether a word of the text is one of a clause's.
func hits(c isnad.Clause, t arabic.Term) bool {
	for _, want := range c.Terms {
		switch {
		case c.Kind == isnad.PrefixClause && strings.HasPrefix(t.Surface, want.Surface),
			t.Surface == want.Surface,
			c.Kind == isnad.WordClause && (t.Stem == want.Stem || slices.Contains(want.Variants, t.Stem)):
			return true
		}
	}
	return false
}
