package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/arabic"
	"isnad/internal/alert"
	"isnad/internal/enginetest"
)

// stored is the press of the tests in a real archive.
func stored(t *testing.T) (isnad.Engine, http.Handler) {
	t.Helper()
	return storedOf(t, archive(t))
}

// storedOf is the articles of an archive in an engine.
func storedOf(t *testing.T, f *fake) (isnad.Engine, http.Handler) {
	t.Helper()
	db := enginetest.Open(t, nil)
	err := db.Update(t.Context(), func(tx isnad.Tx) error {
		for _, a := range f.articles {
			if err := tx.PutArticle(a, isnad.Terms{Title: arabic.Analyze(a.Title), Text: arabic.Analyze(a.Text())}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h, err := New(Options{Store: db, Index: db, Now: func() time.Time { return readAt }, Discover: discovered, Prepare: alert.Prepare})
	if err != nil {
		t.Fatal(err)
	}
	return db, h
}

// discovered stands for a reading of the address.
func discovered(_ context.Context, address string) ([]*isnad.Source, error) {
	switch {
	case strings.Contains(address, "private"):
		return nil, fmt.Errorf("discover: %w: 10.0.0.1", isnad.ErrBlocked)
	case strings.Contains(address, "empty"):
		return nil, nil
	}
	return []*isnad.Source{{ID: "new", URL: address, Kind: isnad.FeedSource, Title: "صحيفة جديدة"}}, nil
}

func post(t *testing.T, h http.Handler, target string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// speakers are those of the cards of an article's page.
func speakers(t *testing.T, h http.Handler) []string {
	t.Helper()
	var list []string
	for _, card := range find(t, get(t, h, "/a/5hv1p").Body.String(), "card") {
		who := under(card, "chain")[0]
		list = append(list, wordsOf(under(who, "who")[0]))
	}
	return list
}

// TestCorrect: an editor gives a statement to somebody else; the page, the list and the export say so, until it is withdrawn.
func TestCorrect(t *testing.T) {
	_, h := stored(t)
	before := speakers(t, h)
	form := get(t, h, "/a/5hv1p/correct/4")
	if form.Code != http.StatusOK || !strings.Contains(form.Body.String(), `value="lamia-rashid"`) {
		t.Fatalf("%d: the form does not offer whom the article names", form.Code)
	}
	content := "أن تكون النقابة قد وافقت على الجدول"
	if w := post(t, h, "/a/5hv1p/correct/4", url.Values{"content": {"شيء آخر"}, "speaker": {"sami-hadid"}}); w.Code != http.StatusConflict {
		t.Errorf("a form of other words: %d", w.Code)
	}
	if w := post(t, h, "/a/5hv1p/correct/4", url.Values{"content": {content}, "speaker": {"!other"}}); w.Code != http.StatusBadRequest {
		t.Errorf("another name, and none written: %d", w.Code)
	}
	if w := post(t, h, "/a/5hv1p/correct/4", url.Values{"content": {content}, "speaker": {"sami-hadid"}, "note": {"سُمّي في الجملة التالية"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	after := speakers(t, h)
	if !strings.Contains(after[3], "سامي الحديد") {
		t.Errorf("the speaker is %q", after[3])
	}
	listed := get(t, h, "/corrections").Body.String()
	for _, words := range []string{"وديع النصّار", "سامي الحديد", "سُمّي في الجملة التالية"} {
		if !strings.Contains(listed, words) {
			t.Errorf("the list does not say %q", words)
		}
	}
	if gold := get(t, h, "/corrections.jsonl").Body.String(); strings.Count(gold, "\n") != 1 || !strings.Contains(gold, content) {
		t.Errorf("export: %s", gold)
	}
	id := attr(find(t, listed, "told")[0].FirstChild, "value")
	if w := post(t, h, "/corrections/withdraw", url.Values{"id": {id}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	}
	if d := cmp.Diff(before, speakers(t, h)); d != "" {
		t.Error(d)
	}
}

// TestNoStatement: an editor says that nobody says anything there.
func TestNoStatement(t *testing.T) {
	_, h := stored(t)
	before := len(speakers(t, h))
	post(t, h, "/a/5hv1p/correct/7", url.Values{"content": {"تعويضات العمّال ستُصرف قبل نهاية الشهر المقبل"}, "speaker": {"!none"}})
	if after := len(speakers(t, h)); after != before-1 {
		t.Errorf("%d statements, before %d", after, before)
	}
	if w := get(t, h, "/a/5hv1p/correct/99"); w.Code != http.StatusNotFound {
		t.Errorf("no such statement: %d", w.Code)
	}
}

// TestManageSources: an editor pastes an address, pauses the source, goes on, and forgets it.
func TestManageSources(t *testing.T) {
	db, h := stored(t)
	for address, want := range map[string]int{"javascript:alert(1)": 400, "https://private.example": 422, "https://empty.example": 422, "": 400} {
		if w := post(t, h, "/sources", url.Values{"url": {address}}); w.Code != want {
			t.Errorf("%q: %d, want %d", address, w.Code, want)
		} else if strings.Contains(w.Body.String(), "10.0.0.1") {
			t.Error("the page tells what the guard saw")
		}
	}
	w := post(t, h, "/sources", url.Values{"url": {"jadida.example/feed"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sources?added=1" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	page := get(t, h, "/sources?added=1").Body.String()
	if !strings.Contains(page, "صحيفة جديدة") || !strings.Contains(page, "أُضيف مصدر واحد.") {
		t.Error("the new source is not shown")
	}
	change := func(do string, want int) *isnad.Source {
		if w := post(t, h, "/sources/change", url.Values{"id": {"new"}, "do": {do}}); w.Code != want {
			t.Errorf("%s: %d, want %d", do, w.Code, want)
		}
		s, _ := db.Source(t.Context(), "new")
		return s
	}
	if s := change("pause", http.StatusSeeOther); !s.Paused {
		t.Error("not paused")
	}
	if s := change("resume", http.StatusSeeOther); s.Paused || s.Health.NextPoll.IsZero() {
		t.Error("not resumed")
	}
	change("burn", http.StatusBadRequest)
	if s := change("drop", http.StatusSeeOther); s != nil {
		t.Error("not forgotten")
	}
	change("pause", http.StatusNotFound)
}

func TestState(t *testing.T) {
	_, h := stored(t)
	page := wordsOf(find(t, get(t, h, "/state").Body.String(), "facts")[0])
	if want := "مقالات 9 أقوال 15 لقطات محفوظة 0 مصادر تُقرأ 0"; page != want {
		t.Errorf("%q, want %q", page, want)
	}
}
