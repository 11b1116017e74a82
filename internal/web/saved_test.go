package web

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/internal/alert"
	"isnad/internal/enginetest"
	"isnad/internal/search"
)

// TestAskText: an ask with its facets, in the query language, asks for the same.
func TestAskText(t *testing.T) {
	for _, target := range []string{
		"q=السدّ", "q=السدّ&source=a.example&source=صحيفة المرفأ&speaker=هند الزنبقي&act=deny&relay=رويترز",
		"since=2025-06-27&until=2025-07-01", "month=2025-06&q=\"ثلاث مراحل\" -كهرباء",
	} {
		values, err := url.ParseQuery(target)
		if err != nil {
			t.Fatal(err)
		}
		a := readAsk(values)
		want, err := a.query(search.Parse)
		if err != nil {
			t.Fatal(err)
		}
		got, err := search.Parse(a.text())
		if err != nil {
			t.Fatalf("%s: %v", a.text(), err)
		}
		got.Order, got.Limit, got.Offset = want.Order, want.Limit, want.Offset
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", a.text(), d)
		}
	}
}

// TestSavedSearch: a reader saves what they searched, sees what was found, is told by webhook, and forgets it.
func TestSavedSearch(t *testing.T) {
	db := enginetest.Open(t, nil)
	h, err := New(Options{Store: db, Index: db, Prepare: alert.Prepare, Now: func() time.Time { return readAt }})
	if err != nil {
		t.Fatal(err)
	}
	form := find(t, get(t, h, "/search?q=الرافعات&act=deny").Body.String(), "save")
	if len(form) != 1 {
		t.Fatal("the search cannot be saved")
	}
	fields := url.Values{"name": {"الرافعات"}}
	for n := range form[0].Descendants() {
		if attr(n, "type") == "hidden" {
			fields.Add(attr(n, "name"), attr(n, "value"))
		}
	}
	w := post(t, h, "/saved", fields)
	here := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(here, "/saved/") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	id := strings.TrimPrefix(here, "/saved/")
	x, err := db.SavedSearch(t.Context(), id)
	if err != nil || x.Text != "الرافعات act:deny" || x.Kind != isnad.SavedStatements {
		t.Fatalf("%+v %v", x, err)
	}
	finding := isnad.Finding{Search: id, Item: "1", At: readAt, Edited: true, Article: isnad.Hit{ID: "5hv1p", Title: "<b>رصيف</b>"}, Sentence: "نفى أن الرافعات فُحصت"}
	finding.Marks = []isnad.Mark{{Start: len("نفى أن "), End: len("نفى أن الرافعات")}}
	if err := db.MoveOn(t.Context(), 0, []isnad.Finding{finding}, nil); err != nil {
		t.Fatal(err)
	}
	page := get(t, h, here).Body.String()
	for _, part := range []string{"نفى أن <mark>الرافعات</mark> فُحصت", "&lt;b&gt;رصيف", "بعد تعديل", x.FeedKey + ".atom"} {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not show %q", part)
		}
	}
	if w := post(t, h, here, url.Values{"do": {"tell"}, "kind": {"mail"}, "target": {"nobody"}}); w.Code != http.StatusBadRequest {
		t.Errorf("no mail address: %d", w.Code)
	}
	if w := post(t, h, here, url.Values{"do": {"tell"}, "kind": {"webhook"}, "target": {"https://hooks.example/isnad"}}); w.Code != http.StatusSeeOther {
		t.Errorf("webhook: %d %s", w.Code, w.Body)
	}
	if x, _ := db.SavedSearch(t.Context(), id); len(x.Channels) != 1 || !strings.Contains(html.UnescapeString(get(t, h, here).Body.String()), x.Channels[0].Secret) {
		t.Errorf("%+v", x.Channels)
	}
	if w := post(t, h, "/saved", url.Values{"q": {`"مفتوحة`}}); w.Code != http.StatusBadRequest {
		t.Errorf("a query that cannot be read: %d", w.Code)
	}
	post(t, h, here, url.Values{"do": {"drop"}})
	if w := get(t, h, here); w.Code != http.StatusNotFound {
		t.Errorf("dropped: %d", w.Code)
	}
}

// TestSavedOfOthers: whose a saved search is is nobody else's business.
func TestSavedOfOthers(t *testing.T) {
	db, h := stored(t)
	x := isnad.SavedSearch{ID: "s1", Owner: "somebody", Name: "سرّي", Text: "سرّ", Kind: isnad.SavedArticles, Created: readAt}
	if err := db.PutSavedSearch(t.Context(), &x); err == nil {
		if w := get(t, h, "/saved/s1"); w.Code == http.StatusOK {
			t.Errorf("shown: %d", w.Code)
		}
	}
}
