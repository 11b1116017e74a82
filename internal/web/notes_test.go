package web

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"isnad"
)

// everyNote is one of each kind, with what the pages say in Arabic and in English.
var everyNote = []struct {
	note   isnad.Note
	ar, en string
}{
	{isnad.Note{Code: isnad.NoSource, Name: "Gazette"}, "لا ناشر في الأرشيف باسم «Gazette».", "No outlet of the archive is called “Gazette”."},
	{isnad.Note{Code: isnad.NoSpeaker, Name: "زنبقي"}, "لا قائل في الأرشيف باسم «زنبقي».", "No speaker in the archive is called “زنبقي”."},
	{isnad.Note{Code: isnad.NoRelay, Name: "زنبقي"}, "لا ناقل في الأرشيف باسم «زنبقي».", "No relay in the archive is called “زنبقي”."},
	{isnad.Note{Code: isnad.NoEntity, Name: "زنبقي"}, "لا شخص ولا جهة ولا مكان في الأرشيف باسم «زنبقي».", "Nobody and nothing in the archive is called “زنبقي”."},
	{isnad.Note{Code: isnad.NoOutletIn, Name: "LB, TN"}, "لا يعرف الأرشيف ناشرًا مقرّه: لبنان، تونس.", "The archive knows of no outlet that sits in: Lebanon, Tunisia."},
	{isnad.Note{Code: isnad.CommonestOnly, Name: "2025", Count: 40}, "ما يبدأ بـ«2025»: بُحث عن أكثره ورودًا وحده.", "Of what begins with “2025”, only the commonest words were looked for."},
	{isnad.Note{Code: isnad.TotalEstimated, Count: 3000}, "العدد مقدّر من أحدث النتائج: 3,000.", "The total is estimated from the newest results: 3,000."},
	{isnad.Note{Code: isnad.TotalAtLeast}, "العدد هذا أو أكثر.", "The total is at least that."},
	{isnad.Note{Code: isnad.LikeliestOnly, Count: 3000}, "الترتيب لأرجح النتائج وحدها: 3,000.", "The order is that of the likeliest results alone: 3,000."},
	{isnad.Note{Code: isnad.NewestCounted, Count: 10000}, "عُدّت أحدث النتائج وحدها: 10,000.", "Only the newest results were counted: 10,000."},
	{isnad.Note{Code: isnad.SomeCounted, Count: 5}, "عُدّت نتيجة من كل 5.", "One result of every 5 was counted."},
	{isnad.Note{Code: isnad.RarerWords}, "الترتيب لما فيه أندر كلمات السؤال.", "The order is that of what holds the rarer words of the question."},
	{isnad.Note{Code: isnad.NewestArticles, Count: 10000}, "الأقوال أكثر من 10,000: الترتيب لما في أحدث المقالات.", "There are more than 10,000 statements: the order is that of those in the newest articles."},
}

// noted is an archive that tells something of every answer.
type noted struct {
	*fake
	list []isnad.Note
}

func (n noted) Search(ctx context.Context, q isnad.Query) (*isnad.Results, error) {
	r, err := n.fake.Search(ctx, q)
	if err == nil {
		for _, x := range n.list {
			r.TellPart(x)
		}
	}
	return r, err
}

func (n noted) Statements(ctx context.Context, q isnad.Query) (*isnad.StatementResults, error) {
	r, err := n.fake.Statements(ctx, q)
	if err == nil {
		for _, x := range n.list {
			r.TellPart(x)
		}
	}
	return r, err
}

// TestNotes: what is approximate is said in the reader's language, in digits of the reader's, whatever the tab.
func TestNotes(t *testing.T) {
	n := noted{fake: archive(t)}
	for _, x := range everyNote {
		n.list = append(n.list, x.note)
	}
	h, err := New(Options{Store: n.fake, Index: n, Archive: archiveOf{n.fake}, Parse: parseWords, Address: "https://isnad.example"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tab := range []string{"statements", "articles"} {
		for lang, said := range map[string]func(i int) string{"ar": func(i int) string { return everyNote[i].ar }, "en": func(i int) string { return everyNote[i].en }} {
			w := get(t, h, "/search?q=%D8%A7%D9%84%D8%B1%D8%A7%D9%81%D8%B9%D8%A7%D8%AA&tab="+tab, langCookie+"="+lang)
			if w.Code != http.StatusOK {
				t.Fatal(w.Code)
			}
			var want, got []string
			for i := range everyNote {
				want = append(want, said(i))
			}
			for _, e := range find(t, w.Body.String(), "caveat") {
				text := ""
				for n := range e.Descendants() {
					if n.Type == html.TextNode {
						text += n.Data
					}
				}
				got = append(got, text)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s in %s: %s", tab, lang, d)
			}
		}
	}
	eastern := clock{words: eastern()}
	if got := eastern.notes([]isnad.Note{{Code: isnad.NewestCounted, Count: 10000}})[0].Before; got != "عُدّت أحدث النتائج وحدها: ١٠٬٠٠٠." {
		t.Errorf("%q", got)
	}
}

// TestUnknownNote: a note of a kind that the pages have no words for is shown as the engine puts it.
func TestUnknownNote(t *testing.T) {
	got := clock{words: languages()["ar"]}.notes([]isnad.Note{{Code: "moon-phase"}})
	if d := cmp.Diff([]noteText{{Before: "moon-phase"}}, got); d != "" {
		t.Error(d)
	}
}
