package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// testMatching asks which of a few articles answer a query.
func testMatching(t *testing.T, e Engine) {
	put(t, e, article(t, "a", "2024-01-10", "فتح الجسر الكبير", "قال المهندس إن الجسر الكبير آمن."), article(t, "b", "2024-02-10", "إغلاق الجسر", "أغلق الجسر الصغير غدا."),
		article(t, "c", "", "طقس", "أمطار على الجسر الكبير."), article(t, "d", "2024-03-10", "الجسر", "الجسر الكبير."))
	since := all("الجسر")
	since.Since = day(t, "2024-02-01")
	question := all("الجسر هناك بعيد")
	question.Ranked = true
	source := isnad.Query{Sources: []string{"المرفأ"}}
	nowhere := isnad.Query{Sources: []string{"لا أحد"}}
	some := []string{"a", "b", "c", "none"}
	for _, c := range []struct {
		name string
		q    isnad.Query
		of   []string
		want []string
	}{
		{"a word", all("الجسر"), some, []string{"c", "a", "b"}},
		{"of one", all("الجسر"), []string{"b"}, []string{"b"}},
		{"of none", all("الجسر"), nil, nil},
		{"a phrase", phrase("الجسر الكبير"), some, []string{"c", "a"}},
		{"without a word", without(all("الجسر"), clause(isnad.WordClause, "آمن")), some, []string{"c", "b"}},
		{"without a phrase", without(all("الجسر"), clause(isnad.PhraseClause, "الجسر الكبير")), some, []string{"b"}},
		{"nothing but without", without(isnad.Query{}, clause(isnad.WordClause, "أمطار")), some, []string{"a", "b"}},
		{"a phrase and a word", isnad.Query{Clauses: append(phrase("الجسر الكبير").Clauses, all("آمن").Clauses...)}, some, []string{"a"}},
		{"since", since, some, []string{"b"}},
		{"a question asks for all its words", question, some, nil},
		{"an outlet", source, some, []string{"c", "a", "b"}},
		{"an outlet that is none", nowhere, some, nil},
		{"everything", isnad.Query{}, some, []string{"c", "a", "b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			hits, err := e.Matching(context.Background(), c.q, c.of)
			must(t, err)
			var got []string
			for _, h := range hits {
				got = append(got, h.ID)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
	hits, err := e.Matching(context.Background(), all("آمن"), some)
	must(t, err)
	if len(hits) != 1 || len(hits[0].Marks) == 0 {
		t.Errorf("what matched is not marked: %+v", hits)
	}
}

func testMatchingStatements(t *testing.T, e Engine) {
	speeches(t, e)
	since := isnad.Query{Since: day(t, "2024-02-01")}
	for _, c := range []struct {
		name string
		q    isnad.Query
		of   []string
		want []string
	}{
		{"all of one article", isnad.Query{}, []string{"a"}, []string{"الجسر آمن", "سنغلق السوق"}},
		{"a speaker's", isnad.Query{Speakers: []string{"p:nabil"}}, []string{"a", "b"}, []string{"الجسر آمن", "الجسر سيغلق غدا"}},
		{"words", all("جسر"), []string{"b", "c"}, []string{"الجسر سيغلق غدا", "الجسر كله آمن"}},
		{"an act", isnad.Query{Acts: []string{"warn"}}, []string{"a", "b", "c"}, []string{"سنغلق السوق"}},
		{"since it was said", since, []string{"a", "b", "c"}, []string{"الجسر كله آمن"}},
		{"none", isnad.Query{}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := e.MatchingStatements(context.Background(), c.q, c.of)
			must(t, err)
			var got []string
			for _, f := range found {
				got = append(got, f.Content)
				if f.Article.ID == "" || f.Said.IsZero() {
					t.Errorf("%+v", f)
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
