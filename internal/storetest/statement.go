package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

// speeches is an archive of statements: two by one person under two spellings with one key, one of them made before the
// older article appeared.
func speeches(t *testing.T, e Engine) {
	t.Helper()
	say := func(who, key, content string, act attribution.Act, said string, relays ...string) attribution.Statement {
		s := attribution.Statement{Content: content, Act: act, Kind: attribution.Direct, Confidence: .5,
			Speaker: attribution.Speaker{Name: who, Entity: key, Type: names.Person}}
		if said != "" {
			s.Time = dates.Expression{From: day(t, said), To: day(t, said)}
		}
		for _, r := range relays {
			s.Relays = append(s.Relays, attribution.Relay{Name: r})
		}
		return s
	}
	a := article(t, "a", "2024-01-10", "خبر", "نص")
	a.Statements = []attribution.Statement{say("نبيل الشامخ", "p:nabil", "الجسر آمن", attribution.Stress, ""), say("ليلى", "", "سنغلق السوق", attribution.Warn, "", "وكالة الساحل")}
	b := article(t, "b", "2024-02-10", "خبر", "نص")
	b.Statements = []attribution.Statement{say("نبيل شامخ", "p:nabil", "الجسر سيغلق غدا", attribution.Announce, "2023-12-25")}
	c := article(t, "c", "2024-03-10", "خبر", "نص")
	c.Statements = []attribution.Statement{say("", "", "الجسر كله آمن", attribution.State, "")}
	put(t, e, a, b, c)
}

func testStatements(t *testing.T, e Engine) {
	speeches(t, e)
	speaker := isnad.Query{Speakers: []string{"p:nabil"}}
	oldest, since := speaker, isnad.Query{Since: day(t, "2024-01-01")}
	oldest.Order = isnad.OldestFirst
	between := isnad.Query{Since: day(t, "2023-12-01"), Until: day(t, "2023-12-31")}
	for _, c := range []struct {
		name string
		q    isnad.Query
		want []string
	}{
		{"all, latest said first", isnad.Query{}, []string{"الجسر كله آمن", "سنغلق السوق", "الجسر آمن", "الجسر سيغلق غدا"}},
		{"a person's", speaker, []string{"الجسر آمن", "الجسر سيغلق غدا"}},
		{"a person's in order of time", oldest, []string{"الجسر سيغلق غدا", "الجسر آمن"}},
		{"by act", isnad.Query{Acts: []string{"warn"}}, []string{"سنغلق السوق"}},
		{"by relay", isnad.Query{Relays: []string{"الساحل"}}, []string{"سنغلق السوق"}},
		{"by any relay", isnad.Query{Relays: []string{isnad.AnyRelay}}, []string{"سنغلق السوق"}},
		{"a person's by any relay", isnad.Query{Relays: []string{isnad.AnyRelay}, Speakers: speaker.Speakers}, []string{}},
		{"by words of the content", newest(all("جسر آمن")), []string{"الجسر كله آمن", "الجسر آمن"}},
		{"by a phrase", phrase("الجسر آمن"), []string{"الجسر آمن"}},
		{"by a phrase of a person", isnad.Query{Clauses: phrase("الجسر آمن").Clauses, Speakers: speaker.Speakers}, []string{"الجسر آمن"}},
		{"not by words of the article", all("نص"), []string{}},
		{"without a word", without(speaker, clause(isnad.WordClause, "غدا")), []string{"الجسر آمن"}},
		{"since it was said", since, []string{"الجسر كله آمن", "سنغلق السوق", "الجسر آمن"}},
		{"said within", between, []string{"الجسر سيغلق غدا"}},
		{"unknown speaker", isnad.Query{Speakers: []string{"لا أحد"}}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := e.Statements(context.Background(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			for _, h := range r.Hits {
				got = append(got, h.Content)
			}
			if d := cmp.Diff(c.want, got); d != "" || r.Total != len(c.want) {
				t.Errorf("total %d\n%s", r.Total, d)
			}
			c.q.Limit = -1
			if r, err := e.Statements(context.Background(), c.q); err != nil || r.Total != len(c.want) || len(r.Hits) > 0 || r.Next != "" {
				t.Errorf("counted: %+v, %v", r, err)
			}
		})
	}
	r, err := e.Statements(context.Background(), between)
	if err != nil || len(r.Hits) != 1 || r.Hits[0].Article.ID != "b" || r.Hits[0].Said != day(t, "2023-12-25") {
		t.Errorf("its article and day: %+v, %v", r, err)
	}
	nobody, err := e.Statements(context.Background(), isnad.Query{Speakers: []string{"لا أحد"}})
	must(t, err)
	if d := cmp.Diff([]isnad.Note{{Code: isnad.NoSpeaker, Name: "لا أحد"}}, nobody.Notes); d != "" || nobody.Approximate {
		t.Errorf("of a speaker whom the archive does not know: %s", d)
	}
	testStatementPages(t, e)
}

func testStatementPages(t *testing.T, e Engine) {
	a := article(t, "many", "2024-05-01", "خبر", "نص")
	for i := range 1500 { // more than an engine may want to index of one article
		a.Statements = append(a.Statements, attribution.Statement{Content: fmt.Sprintf("تصريح %d", i), Act: attribution.Deny})
	}
	put(t, e, a)
	seen := map[string]bool{}
	q := isnad.Query{Acts: []string{"deny"}, Limit: 300}
	for range 5 {
		r, err := e.Statements(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			seen[h.Content] = true
		}
		if q.Cursor = r.Next; q.Cursor == "" {
			break
		}
	}
	if len(seen) < 1000 {
		t.Errorf("%d different statements over the pages, want at least 1000", len(seen))
	}
}

// testCountSaid counts by month of saying, which is not that of the article where the sentence names a day.
func testCountSaid(t *testing.T, e Engine) {
	ctx := context.Background()
	speeches(t, e)
	month := func(s string) dates.Day { return day(t, s+"-01") }
	for _, c := range []struct {
		name, speaker string
		want          []isnad.SaidCount
	}{
		{"by key", "p:nabil", []isnad.SaidCount{{Month: month("2023-12"), Act: attribution.Announce, Count: 1}, {Month: month("2024-01"), Act: attribution.Stress, Count: 1}}},
		{"by name", "ليلى", []isnad.SaidCount{{Month: month("2024-01"), Act: attribution.Warn, Count: 1}}},
		{"nobody", "سعاد", nil},
	} {
		got, err := e.CountSaid(ctx, c.speaker)
		must(t, err)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	again := article(t, "d", "2024-01-20", "خبر", "نص")
	for range 150 { // more than a page of them
		again.Statements = append(again.Statements, attribution.Statement{Content: "الجسر آمن", Act: attribution.Stress, Speaker: attribution.Speaker{Name: "نبيل الشامخ", Entity: "p:nabil", Type: names.Person}})
	}
	put(t, e, again)
	update(t, e, func(tx isnad.Tx) error { return tx.DropArticle("b") })
	got, err := e.CountSaid(ctx, "p:nabil")
	must(t, err)
	if d := cmp.Diff([]isnad.SaidCount{{Month: month("2024-01"), Act: attribution.Stress, Count: 151}}, got); d != "" {
		t.Error(d)
	}
}

// testRankedStatements asks a question: what holds all its words comes first, over all pages, and nothing comes twice.
func testRankedStatements(t *testing.T, e Engine) {
	ctx := context.Background()
	a := article(t, "a", "2024-01-10", "خبر", "نص")
	for i := range 12 {
		content := []string{"الجسر مغلق", "الميناء مفتوح", "الجسر عند الميناء"}[i%3]
		a.Statements = append(a.Statements, attribution.Statement{Content: fmt.Sprintf("%s رقم %d", content, i), Act: attribution.State})
	}
	put(t, e, a)
	q := ranked("الجسر الميناء")
	q.Limit = 3
	var got []string
	for {
		r, err := e.Statements(ctx, q)
		must(t, err)
		if r.Total != 12 {
			t.Errorf("total %d", r.Total)
		}
		for _, h := range r.Hits {
			got = append(got, h.Content)
		}
		if q.Cursor = r.Next; q.Cursor == "" {
			break
		}
	}
	seen := map[string]bool{}
	for i, content := range got {
		if seen[content] || (i < 4) != strings.HasPrefix(content, "الجسر عند الميناء") {
			t.Errorf("place %d: %s", i, content)
		}
		seen[content] = true
	}
	if len(got) != 12 {
		t.Errorf("%d of 12 statements", len(got))
	}
}
