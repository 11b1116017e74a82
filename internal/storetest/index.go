package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/attribution"
	"isnad/extract"
	"isnad/names"
)

// shelf is a small archive that the searches below are made in, newest last.
func shelf(t *testing.T, e Engine) {
	t.Helper()
	articles := []*isnad.Article{
		article(t, "a", "2024-01-10", "الدورى الممتاز يعود", "تنطلق مباريات الدورى في بندر يوم الجمعة."),
		article(t, "b", "2024-02-10", "قمة البحار", "اجتمع وزراء الولایات الساحلية في بندر، وقالت سلمى الرافعي إن الميناء جاهز."),
		article(t, "c", "2024-03-10", "الميناء الجديد", "الميناء الجديد جاهز. قال المهندس إن الميناء كبير."),
		article(t, "d", "2024-04-10", "طقس", "أمطار غزيرة في بندر."),
	}
	articles[2].Source = extract.Outlet{Name: "قناة الأفق", Host: "news.ufuq.example"}
	articles[1].Entities = []names.Entity{{Key: "p:salma", Name: "سلمى الرافعي", Latin: "Salma Rafii", Type: names.Person}}
	articles[1].Statements = []attribution.Statement{{Content: "الميناء جاهز", Act: attribution.Announce, Kind: attribution.Indirect,
		Speaker: attribution.Speaker{Name: "سلمى الرافعي", Entity: "p:salma", Type: names.Person}, Relays: []attribution.Relay{{Name: "وكالة الساحل"}}}}
	articles[2].Statements = []attribution.Statement{{Content: "الميناء كبير", Act: attribution.State, Speaker: attribution.Speaker{Name: "المهندس"}}}
	put(t, e, articles...)
}

func newest(q isnad.Query) isnad.Query {
	q.Order = isnad.NewestFirst
	return q
}

func testSearchWords(t *testing.T, e Engine) {
	shelf(t, e)
	for _, c := range []struct {
		name string
		q    isnad.Query
		want []string
	}{
		{"spelling of yeh", all("الدوري"), []string{"a"}},
		{"Persian letters", all("الولايات"), []string{"b"}},
		{"every word must occur", all("بندر الميناء"), []string{"b"}},
		{"clitics", all("ميناء"), []string{"c", "b"}},
		{"title and text", all("قمة جاهز"), []string{"b"}},
		{"nowhere", all("قطار"), nil},
		{"one of two nowhere", all("بندر قطار"), nil},
		{"stop words demand nothing beside others", all("الميناء في"), []string{"c", "b"}},
		{"a stop word alone is looked for as written", newest(all("إن")), []string{"c", "b"}},
		{"ranked takes any", newest(ranked("قطار الميناء بندر")), []string{"d", "c", "b", "a"}},
	} {
		t.Run(c.name, func(t *testing.T) { wantHits(t, e, c.q, c.want...) })
	}
}

func testSearchPhrase(t *testing.T, e Engine) {
	shelf(t, e)
	for _, c := range []struct {
		name string
		q    isnad.Query
		want []string
	}{
		{"side by side", phrase("الميناء الجديد"), []string{"c"}},
		{"not the other way", phrase("الجديد الميناء"), nil},
		{"as written, not inflected", phrase("ميناء جديد"), nil},
		{"folded", phrase("الدوري الممتاز"), []string{"a"}},
		{"with a stop word", phrase("في بندر"), []string{"d", "b", "a"}},
		{"not from title into text", phrase("يعود تنطلق"), nil},
		{"over a full stop", phrase("جاهز قال"), []string{"c"}},
		{"and a word", isnad.Query{Clauses: []isnad.Clause{clause(isnad.PhraseClause, "في بندر"), clause(isnad.WordClause, "أمطار")}}, []string{"d"}},
		{"and a word that is elsewhere", isnad.Query{Clauses: []isnad.Clause{clause(isnad.PhraseClause, "في بندر"), clause(isnad.WordClause, "كبير")}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) { wantHits(t, e, newest(c.q), c.want...) })
	}
}

func testSearchPrefix(t *testing.T, e Engine) {
	shelf(t, e)
	wantHits(t, e, newest(prefix("المي")), "c", "b")
	wantHits(t, e, newest(prefix("ممم")))
	q := prefix("المي")
	q.Clauses = append(q.Clauses, clause(isnad.WordClause, "وزراء"))
	wantHits(t, e, q, "b")
}

func testSearchExclude(t *testing.T, e Engine) {
	shelf(t, e)
	for _, c := range []struct {
		name string
		q    isnad.Query
		want []string
	}{
		{"word", without(all("بندر"), clause(isnad.WordClause, "أمطار")), []string{"b", "a"}},
		{"inflected", without(all("بندر"), clause(isnad.WordClause, "ميناء")), []string{"d", "a"}},
		{"phrase", without(all("الميناء"), clause(isnad.PhraseClause, "الميناء الجديد")), []string{"b"}},
		{"prefix", without(all("بندر"), clause(isnad.PrefixClause, "أمط")), []string{"b", "a"}},
		{"from a phrase", without(phrase("في بندر"), clause(isnad.WordClause, "أمطار")), []string{"b", "a"}},
		{"from a phrase and a word", without(isnad.Query{Clauses: []isnad.Clause{clause(isnad.PhraseClause, "في بندر"), clause(isnad.WordClause, "بندر")}}, clause(isnad.WordClause, "أمطار")), []string{"b", "a"}},
		{"from everything", without(isnad.Query{}, clause(isnad.WordClause, "بندر")), []string{"c"}},
		{"from a question", without(ranked("بندر الميناء"), clause(isnad.WordClause, "كبير")), []string{"d", "b", "a"}},
		{"a phrase from everything", without(isnad.Query{}, clause(isnad.PhraseClause, "في بندر")), []string{"c"}},
	} {
		t.Run(c.name, func(t *testing.T) { wantHits(t, e, newest(c.q), c.want...) })
	}
}

// testCountries narrows by the countries in which the directory of outlets says that outlets sit.
func testCountries(t *testing.T, e Engine) {
	for i, host := range []string{"www.okaz.com.sa", "mosaiquefm.net"} {
		a := article(t, fmt.Sprintf("of-%d", i), "2024-02-0"+strconv.Itoa(i+1), "المنارة", "المنارة الجديدة")
		a.Source = extract.Outlet{Host: host}
		a.Statements = []attribution.Statement{{Content: "المنارة الجديدة", Act: attribution.State, Speaker: attribution.Speaker{Name: "الحارس"}}}
		put(t, e, a)
	}
	for _, c := range []struct {
		name string
		q    isnad.Query
		want []string
	}{
		{"one country", isnad.Query{Countries: []string{"SA"}}, []string{"of-0"}},
		{"either", isnad.Query{Countries: []string{"SA", "TN"}}, []string{"of-1", "of-0"}},
		{"and an outlet of it", isnad.Query{Countries: []string{"TN"}, Sources: []string{"mosaiquefm.net"}}, []string{"of-1"}},
		{"and an outlet elsewhere", isnad.Query{Countries: []string{"SA"}, Sources: []string{"mosaiquefm.net"}}, nil},
		{"without outlets here", isnad.Query{Countries: []string{"JP"}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) { wantHits(t, e, newest(c.q), c.want...) })
	}
	found, err := e.Statements(context.Background(), isnad.Query{Countries: []string{"TN"}})
	if err != nil || len(found.Hits) != 1 || found.Hits[0].Article.ID != "of-1" {
		t.Errorf("statements of one country: %+v, %v", found, err)
	}
	matching, err := e.Matching(context.Background(), isnad.Query{Countries: []string{"TN"}}, []string{"of-0", "of-1"})
	if err != nil || len(matching) != 1 || matching[0].ID != "of-1" {
		t.Errorf("matching of one country: %+v, %v", matching, err)
	}
	if r := search(t, e, isnad.Query{Countries: []string{"JP"}}); !strings.Contains(r.Note, "JP") || !slices.Equal(r.Notes, []isnad.Note{{Code: isnad.NoOutletIn, Name: "JP"}}) {
		t.Errorf("note %q does not say of which country there is no outlet", r.Note)
	}
}

func testSearchFilters(t *testing.T, e Engine) {
	shelf(t, e)
	for _, c := range []struct {
		name string
		q    isnad.Query
		want []string
	}{
		{"nothing asked is everything", isnad.Query{}, []string{"d", "c", "b", "a"}},
		{"outlet by name", isnad.Query{Sources: []string{"قناة الأفق"}}, []string{"c"}},
		{"by a word of its name", isnad.Query{Sources: []string{"الافق"}}, []string{"c"}},
		{"by host", isnad.Query{Sources: []string{"news.ufuq.example"}}, []string{"c"}},
		{"by the end of its host", isnad.Query{Sources: []string{"UFUQ.example"}}, []string{"c"}},
		{"one of two", isnad.Query{Sources: []string{"ufuq.example", "marfa.example"}}, []string{"d", "c", "b", "a"}},
		{"unknown outlet", isnad.Query{Sources: []string{"لا أحد"}}, nil},
		{"speaker by key", isnad.Query{Speakers: []string{"p:salma"}}, []string{"b"}},
		{"speaker by name", isnad.Query{Speakers: []string{"الرافعي"}}, []string{"b"}},
		{"speaker without a key", isnad.Query{Speakers: []string{"المهندس"}}, []string{"c"}},
		{"relay", isnad.Query{Relays: []string{"وكالة الساحل"}}, []string{"b"}},
		{"any relay", isnad.Query{Relays: []string{isnad.AnyRelay}}, []string{"b"}},
		{"a relay is no speaker", isnad.Query{Speakers: []string{"وكالة الساحل"}}, nil},
		{"act", isnad.Query{Acts: []string{"announce"}}, []string{"b"}},
		{"either act", isnad.Query{Acts: []string{"announce", "state"}}, []string{"c", "b"}},
		{"entity by its Latin name", isnad.Query{Entities: []string{"Salma Rafii"}}, []string{"b"}},
	} {
		t.Run(c.name, func(t *testing.T) { wantHits(t, e, newest(c.q), c.want...) })
		t.Run(c.name+" and a word", func(t *testing.T) {
			q := c.q
			q.Clauses = all("الميناء").Clauses
			want := slices.DeleteFunc(slices.Clone(c.want), func(id string) bool { return id == "a" || id == "d" })
			wantHits(t, e, newest(q), want...)
		})
		t.Run(c.name+" and a phrase", func(t *testing.T) {
			q := c.q
			q.Clauses = phrase("الميناء الجديد").Clauses
			want := slices.DeleteFunc(slices.Clone(c.want), func(id string) bool { return id != "c" })
			wantHits(t, e, newest(q), want...)
		})
	}
	testCountries(t, e)
	if r := search(t, e, isnad.Query{Sources: []string{"لا أحد"}}); !strings.Contains(r.Note, "لا أحد") || !slices.Equal(r.Notes, []isnad.Note{{Code: isnad.NoSource, Name: "لا أحد"}}) {
		t.Errorf("note %q does not say which outlet is unknown", r.Note)
	}
}

func testSearchDays(t *testing.T, e Engine) {
	shelf(t, e)
	put(t, e, article(t, "undated", "", "بندر"))
	for _, c := range []struct {
		since, until string
		want         []string
	}{
		{"", "", []string{"d", "b", "a", "undated"}},
		{"2024-02-10", "", []string{"d", "b"}},
		{"", "2024-02-10", []string{"b", "a"}},
		{"2024-02-10", "2024-02-10", []string{"b"}},
		{"2024-02-11", "2024-02-12", nil},
		{"2025-01-01", "2024-01-01", nil},
	} {
		q := newest(all("بندر"))
		q.Since, q.Until = day(t, c.since), day(t, c.until)
		t.Run(c.since+".."+c.until, func(t *testing.T) { wantHits(t, e, q, c.want...) })
	}
}

func testSearchPages(t *testing.T, e Engine) {
	var articles []*isnad.Article
	for i, id := range ids(25) {
		articles = append(articles, article(t, id, day(t, "2024-01-01").Add(i).String(), "خبر "+strings.Repeat("ميناء ", 1+i%5), "نص"))
	}
	put(t, e, articles...)
	for _, order := range []isnad.Order{isnad.BestFirst, isnad.NewestFirst, isnad.OldestFirst} {
		t.Run(string(order), func(t *testing.T) {
			q := all("ميناء")
			q.Order, q.Limit = order, 100
			whole := search(t, e, q)
			var byCursor, byOffset []string
			q.Limit = 7
			for pages := 0; pages < 5; pages++ {
				r := search(t, e, q)
				byCursor = append(byCursor, hitIDs(r)...)
				if q.Cursor = r.Next; q.Cursor == "" {
					break
				}
			}
			q.Cursor = ""
			for q.Offset = 0; q.Offset < 28; q.Offset += 7 {
				byOffset = append(byOffset, hitIDs(search(t, e, q))...)
			}
			if d := cmp.Diff(hitIDs(whole), byCursor); d != "" {
				t.Errorf("by cursor:\n%s", d)
			}
			if d := cmp.Diff(hitIDs(whole), byOffset); d != "" {
				t.Errorf("by offset:\n%s", d)
			}
			if len(whole.Hits) != 25 || whole.Total != 25 {
				t.Errorf("%d hits, total %d, want 25", len(whole.Hits), whole.Total)
			}
		})
	}
	q := newest(all("ميناء"))
	wantOrder := hitIDs(search(t, e, q))
	if wantOrder[0] != "a0024" || len(wantOrder) != 10 {
		t.Errorf("newest first, ten by default: %v", wantOrder)
	}
	q.Cursor = "nonsense"
	if _, err := e.Search(context.Background(), q); !errors.Is(err, isnad.ErrInvalid) {
		t.Errorf("a cursor of nobody's: %v, want ErrInvalid", err)
	}
}

func testHighlights(t *testing.T, e Engine) {
	long := strings.Repeat("كلام لا صلة له بالموضوع يطول ويطول. ", 40)
	put(t, e, article(t, "a", "2024-01-01", "عودة الدورى", long, "ثم بدأ الدورى، وبدأت مبارياته.", long))
	r := search(t, e, all("الدوري"))
	h := r.Hits[0]
	if got := h.Title[h.TitleMarks[0].Start:h.TitleMarks[0].End]; got != "الدورى" {
		t.Errorf("title mark %q", got)
	}
	if len(h.Marks) != 1 || h.Snippet[h.Marks[0].Start:h.Marks[0].End] != "الدورى" {
		t.Errorf("marks %v in %q", h.Marks, h.Snippet)
	}
	if len(h.Snippet) > 1000 || strings.Contains(h.Snippet, "\n") {
		t.Errorf("snippet of %d bytes: %q", len(h.Snippet), h.Snippet)
	}
	h = search(t, e, phrase("الدورى وبدات")).Hits[0]
	if got := h.Snippet[h.Marks[0].Start:h.Marks[len(h.Marks)-1].End]; got != "الدورى، وبدأت" {
		t.Errorf("phrase marked as %q", got)
	}
}

func testLatinName(t *testing.T, e Engine) {
	a := article(t, "a", "2024-01-01", "وصول كاردونا", "وصل كاردونا إلى بندر.")
	a.Entities = []names.Entity{{Key: "p:c", Name: "كاردونا", Type: names.Person}}
	put(t, e, a, article(t, "b", "2024-01-01", "غير ذلك"))
	wantHits(t, e, all("Cardona"), "a")
}

// testSpellings has two spellings of one entity's name find each other, and two names of one sound not.
func testSpellings(t *testing.T, e Engine) {
	named := func(id, text, name, key string) *isnad.Article {
		a := article(t, id, "2024-01-01", "خبر "+text, "نص")
		a.Entities = []names.Entity{{Key: key, Name: name, Type: names.Person, Mentions: []names.Mention{{Text: text, How: names.Named}}}}
		return a
	}
	put(t, e, named("a", "كاردونا", "رامون كاردونا", "p:cardona"), named("b", "كردونا", "رامون كاردونا", "p:cardona"),
		named("c", "محمد", "محمد الساحلي", "p:m1"), named("d", "محمود", "محمود الساحلي", "p:m2"))
	wantHits(t, e, newest(all("كردونا")), "b", "a")
	wantHits(t, e, newest(all("كاردونا")), "b", "a")
	wantHits(t, e, newest(all("محمد")), "c")
	put(t, e, named("e", "غرغول", "شركة غرغول", "o:g"))
	wantHits(t, e, newest(all("جرجول")), "e") // a loan name that nobody else spells so
	if r := search(t, e, all("كردونا")); !slices.Contains(r.Variants, "كاردونا") {
		t.Errorf("variants %v do not tell the other spelling", r.Variants)
	}
}

func testSearchSeesCommitted(t *testing.T, e Engine) {
	update(t, e, func(tx isnad.Tx) error {
		a := article(t, "a", "2024-01-01", "سر")
		if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
			return err
		}
		wantHits(t, e, all("سر")) // not before it is committed
		return nil
	})
	wantHits(t, e, all("سر"), "a") // and at once after
}

func testFacets(t *testing.T, e Engine) {
	shelf(t, e)
	for _, c := range []struct {
		field isnad.FacetField
		q     isnad.Query
		want  []isnad.Facet
	}{
		{isnad.BySource, isnad.Query{}, []isnad.Facet{{Value: "marfa.example", Label: "صحيفة المرفأ", Count: 3}, {Value: "news.ufuq.example", Label: "قناة الأفق", Count: 1}}},
		{isnad.BySource, all("كبير"), []isnad.Facet{{Value: "news.ufuq.example", Label: "قناة الأفق", Count: 1}}},
		{isnad.ByMonth, all("الميناء"), []isnad.Facet{{Value: "2024-03", Count: 1}, {Value: "2024-02", Count: 1}}},
		{isnad.ByYear, isnad.Query{}, []isnad.Facet{{Value: "2024", Count: 4}}},
		{isnad.BySpeaker, phrase("الميناء جاهز"), []isnad.Facet{{Value: "p:salma", Label: "سلمى الرافعي", Count: 1}}},
		{isnad.ByAct, isnad.Query{}, []isnad.Facet{{Value: "announce", Count: 1}, {Value: "state", Count: 1}}},
		{isnad.BySource, all("قطار"), []isnad.Facet{}},
	} {
		t.Run(fmt.Sprint(c.field, len(c.q.Clauses)), func(t *testing.T) {
			f, err := e.Facets(context.Background(), c.q, c.field, 10)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, f.Values); d != "" || f.Approximate {
				t.Errorf("approximate %v\n%s", f.Approximate, d)
			}
		})
	}
	if _, err := e.Facets(context.Background(), isnad.Query{}, "colour", 3); !errors.Is(err, isnad.ErrInvalid) {
		t.Errorf("a field that is none: %v, want ErrInvalid", err)
	}
}
