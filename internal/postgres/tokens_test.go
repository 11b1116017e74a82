package postgres_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"isnad"
	"isnad/arabic"
	"isnad/extract"
	"isnad/internal/postgres"
)

func titled(id, title string, paragraphs ...string) *isnad.Article {
	return &isnad.Article{ID: id, Document: extract.Document{Title: title, Paragraphs: paragraphs}}
}

func store(t *testing.T, db *postgres.DB, articles ...*isnad.Article) {
	t.Helper()
	err := db.Update(context.Background(), func(tx isnad.Tx) error {
		for _, a := range articles {
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func clauseOf(kind isnad.ClauseKind, text string) isnad.Clause {
	c := isnad.Clause{Kind: kind, Text: text}
	for _, t := range arabic.Analyze(text) {
		c.Terms = append(c.Terms, isnad.ClauseTerm{Surface: t.Surface, Stem: t.Stem})
	}
	return c
}

func found(t *testing.T, db *postgres.DB, q isnad.Query) string {
	t.Helper()
	q.Order = isnad.NewestFirst
	r, err := db.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return strings.Join(ids, " ")
}

// TestLongTexts looks for phrases in texts that have more words, or one word more often, than tsvector has positions for.
func TestLongTexts(t *testing.T) {
	db := open(t, empty(t))
	often := strings.Repeat("عاد إلى الميناء ثم إلى السوق. ", 400)
	var many strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&many, "كلمة%d ", i)
	}
	store(t, db, titled("short", "الميناء القديم", "فتح الرصيف البعيد أمس."), titled("often", "خبر", often, "فتح الرصيف البعيد أمس."), titled("many", "خبر", many.String(), "الرصيف فتح البعيد أمس."))
	for _, c := range []struct {
		name string
		q    isnad.Query
		want string
	}{
		{"at the end", isnad.Query{Clauses: []isnad.Clause{clauseOf(isnad.PhraseClause, "فتح الرصيف البعيد")}}, "short often"},
		{"in another order", isnad.Query{Clauses: []isnad.Clause{clauseOf(isnad.PhraseClause, "الرصيف فتح")}}, "many"},
		{"of the last words", isnad.Query{Clauses: []isnad.Clause{clauseOf(isnad.PhraseClause, "كلمة19998 كلمة19999")}}, "many"},
		{"without a phrase", isnad.Query{Clauses: []isnad.Clause{clauseOf(isnad.WordClause, "الرصيف")}, Exclude: []isnad.Clause{clauseOf(isnad.PhraseClause, "فتح الرصيف")}}, "many"},
		{"a phrase and without another", isnad.Query{Clauses: []isnad.Clause{clauseOf(isnad.PhraseClause, "البعيد أمس")}, Exclude: []isnad.Clause{clauseOf(isnad.PhraseClause, "الرصيف فتح")}}, "short often"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, want := strings.Fields(found(t, db, c.q)), strings.Fields(c.want)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("found %q, want %q", got, want)
			}
		})
	}
}

// TestVeryManyWords stores a text with more different words than a tsvector holds: it is found by its first words and its day.
func TestVeryManyWords(t *testing.T) {
	db := open(t, empty(t))
	var b strings.Builder
	for i := range 120_000 {
		fmt.Fprintf(&b, "كلمةطويلة%d ", i)
	}
	store(t, db, titled("huge", "فهرس", b.String()))
	if got := found(t, db, isnad.Query{}); got != "huge" {
		t.Errorf("of all: %q", got)
	}
	a, err := db.Article(context.Background(), "huge")
	if err != nil || a.Paragraphs[0] != b.String() {
		t.Errorf("the text is another than was stored, %v", err)
	}
}

// FuzzWords stores any text and finds it again by its first words, as a phrase, each by itself and by their beginning.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"الميناء القديم", `it's \ "quoted" & | ! <-> :* ( )`, "a\x00b \xff\xfe c", "`ظ '' ~a ^b =o1", "😀 \u200f\u202e x", strings.Repeat("ط", 500) + " آخر"} {
		f.Add(s)
	}
	n := 0
	var db *postgres.DB
	f.Fuzz(func(t *testing.T, s string) {
		if db == nil {
			db = open(t, empty(t)) // closed with the first input
			t.Cleanup(func() { db = nil })
		}
		n++
		id := fmt.Sprint("a", n)
		a := titled(id, s)
		store(t, db, a)
		terms := isnad.TermsOf(a).Title
		if len(terms) == 0 || len(terms) > 40 {
			return
		}
		c := isnad.Clause{Kind: isnad.PhraseClause}
		for _, w := range terms {
			c.Terms = append(c.Terms, isnad.ClauseTerm{Surface: w.Surface, Stem: w.Stem})
		}
		for _, q := range []isnad.Query{{Clauses: []isnad.Clause{c}}, {Clauses: []isnad.Clause{{Kind: isnad.PrefixClause, Terms: c.Terms[:1]}}}, {Clauses: []isnad.Clause{{Kind: isnad.WordClause, Terms: c.Terms}}}} {
			hits, err := db.Matching(context.Background(), q, []string{id})
			if err != nil || len(hits) != 1 {
				t.Errorf("%q is not found by %+v: %v, %v", s, q.Clauses, hits, err)
			}
		}
	})
}
