package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/arabic"
)

func terms(text string) []isnad.ClauseTerm {
	var out []isnad.ClauseTerm
	for _, t := range arabic.Analyze(text) {
		out = append(out, isnad.ClauseTerm{Surface: t.Surface, Stem: t.Stem})
	}
	return out
}

func clause(kind isnad.ClauseKind, text string) isnad.Clause {
	return isnad.Clause{Kind: kind, Text: text, Terms: terms(text)}
}

// all asks for every one of the words.
func all(text string) isnad.Query {
	var q isnad.Query
	for _, w := range strings.Fields(text) {
		q.Clauses = append(q.Clauses, clause(isnad.WordClause, w))
	}
	return q
}

// ranked asks for the best of any of the words.
func ranked(text string) isnad.Query {
	q := all(text)
	q.Ranked = true
	return q
}

func phrase(text string) isnad.Query {
	return isnad.Query{Clauses: []isnad.Clause{clause(isnad.PhraseClause, text)}}
}

func prefix(text string) isnad.Query {
	return isnad.Query{Clauses: []isnad.Clause{clause(isnad.PrefixClause, text)}}
}

func without(q isnad.Query, c isnad.Clause) isnad.Query {
	q.Exclude = append(q.Exclude, c)
	return q
}

func search(t *testing.T, e Engine, q isnad.Query) *isnad.Results {
	t.Helper()
	r, err := e.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("Search(%+v): %v", q, err)
	}
	return r
}

func hitIDs(r *isnad.Results) []string {
	got := []string{}
	for _, h := range r.Hits {
		got = append(got, h.ID)
	}
	return got
}

// wantHits checks which articles are found, in order.
func wantHits(t *testing.T, e Engine, q isnad.Query, want ...string) {
	t.Helper()
	r := search(t, e, q)
	if d := cmp.Diff(append([]string{}, want...), hitIDs(r)); d != "" {
		t.Errorf("Search(%+v) (-want +got):\n%s", q.Clauses, d)
	}
	if r.Total != len(want) || r.Approximate {
		t.Errorf("Search(%+v): total %d approximate %v, want exactly %d", q.Clauses, r.Total, r.Approximate, len(want))
	}
}
