package web

import (
	"slices"
	"strings"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
)

// Confidence from which a statement is shown without a word of doubt, and below which it is shown as unclear.
// attribution.Statement says what the figures mean.
const (
	sureFrom    = 0.9
	unclearFrom = 0.5
)

// card is a statement as a card shows it: the words, the chain, when, and how the speaker was found.
type card struct {
	ID        string // anchor of the card; empty in lists
	No        int    // number within the article; 0 in lists
	Mark      string // anchor of the words in the text
	Act       string // family
	Cue       string // as written, else the act's name
	Kind      string
	Content   string
	Quoted    bool
	Chain     chain
	Chip      chip
	How       string
	Doubt     string
	ByHand    string // that the speaker was set right by hand
	Correct   string // address of the page on which an editor sets the speaker right
	Nested    bool
	Short     string      // the chain in one line; a short card has no more, its words stand in the text
	Others    []crossLink // other wordings
	Article   string      // address of the words, in lists
	Title     string      // of the article, in lists
	Published when        // of the article, in lists
}

// crossLink leads from one statement to another.
type crossLink struct{ Href, Text string }

// chip is a time as written and the day it was taken for.
type chip struct {
	Text string
	Day  when
	Note string
}

// IsZero reports whether there is nothing to show.
func (c chip) IsZero() bool { return c == chip{} }

func (c clock) cardOf(a *isnad.Article, s *attribution.Statement, brief bool) card {
	k := card{
		Act: familyOf(s.Act), Cue: s.Cue, Kind: c.or("kind", string(s.Kind)), Content: s.Content,
		Quoted: s.Kind == attribution.Direct && !strings.ContainsAny(s.Content, "«»“”\""),
		Chain:  c.chainOf(a, s, brief), Nested: s.Nested, Doubt: c.doubt(s),
	}
	if k.Cue == "" {
		k.Cue = c.or("act", string(s.Act))
	}
	if s.Speaker.How != "" {
		k.How = c.t("how", c.or("how", string(s.Speaker.How)))
	}
	if s.Corrected {
		k.ByHand, k.How = c.t("correct.by-hand"), ""
	}
	k.Chip = c.chipOf(s.Time)
	return k
}

// doubt says in words how sure the statement is, and nothing where it is sure.
func (c clock) doubt(s *attribution.Statement) string {
	switch {
	case s.Speaker.Name == "":
		return c.t("article.speaker-unclear")
	case s.Confidence < unclearFrom:
		return c.t("unclear")
	case s.Confidence < sureFrom:
		return c.t("probable")
	}
	return ""
}

func (c clock) chipOf(e dates.Expression) chip {
	if e.IsZero() {
		return chip{}
	}
	k := chip{Text: e.Text, Day: c.span(e.From, e.To)}
	if e.Conflict != "" {
		k.Note = c.t("time.conflict", e.Conflict)
	}
	return k
}

// inList adds to a card what it needs away from its article.
func (c clock) inList(a *isnad.Article, k card) card {
	k.Article, k.Title, k.Published = articleHref(a.ID), a.Title, c.date(a.Published)
	return k
}

// inOrder gives the article's statements as its page numbers them: those of the title first, then by place.
func inOrder(a *isnad.Article) []*attribution.Statement {
	list := make([]*attribution.Statement, len(a.Statements))
	for i := range a.Statements {
		list[i] = &a.Statements[i]
	}
	slices.SortStableFunc(list, func(s, t *attribution.Statement) int {
		if s.Field != t.Field {
			if s.Field == "title" {
				return -1
			}
			if t.Field == "title" {
				return 1
			}
		}
		if s.Start != t.Start {
			return s.Start - t.Start
		}
		return t.End - s.End
	})
	return list
}
