package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// arrangedSite is the press with a story of several articles, another story, and a list of what editors decide.
func arrangedSite(t *testing.T) (h http.Handler, one, other isnad.Story, decided *[]isnad.Decision) {
	t.Helper()
	f := archive(t)
	for _, s := range f.told() {
		if len(s.Members) > 2 && one.ID == "" {
			one = s
		} else {
			other = s
		}
	}
	if one.ID == "" || other.ID == "" {
		t.Fatal("the press has not two stories")
	}
	merged := one.Members[1].Article
	f.why = map[string][]isnad.Reason{merged: {{Kind: isnad.MergedStory, Words: "ضُمّت قصته إلى هذه", Of: "was-another"}}}
	f.was = map[string][]string{one.ID: {"was-another"}}
	moved, at := one.Members, readAt.Add(-time.Hour)
	f.decisions = []isnad.Decision{{Article: moved[2].Article, With: moved[0].Article, At: at}, {Article: moved[3].Article, With: moved[0].Article, At: at},
		{Article: moved[2].Article, At: at.Add(time.Minute)}, {Article: moved[2].Article, With: moved[1].Article, At: at.Add(2 * time.Minute)}}
	decided = new([]isnad.Decision)
	h, err := New(Options{Store: f, Index: f, Parse: parseWords, Now: func() time.Time { return readAt },
		Arrange: func(_ context.Context, d isnad.Decision) error { *decided = append(*decided, d); return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return h, one, other, decided
}

// TestArrange: what the form asks for becomes decisions that keep together what leaves together.
func TestArrange(t *testing.T) {
	h, one, other, _ := arrangedSite(t)
	page := get(t, h, arrangeHref(one.ID)).Body.String()
	for _, m := range one.Members {
		if !strings.Contains(page, `value="`+m.Article+`"`) {
			t.Errorf("%s cannot be chosen", m.Article)
		}
	}
	if !strings.Contains(get(t, h, storyHref(one.ID)).Body.String(), arrangeHref(one.ID)) {
		t.Error("the story's page does not lead there")
	}
	first, second := one.Members[0].Article, one.Members[1].Article
	with := other.Members[0].Article
	all := []isnad.Decision{}
	for _, m := range one.Members {
		all = append(all, isnad.Decision{Article: m.Article, With: with, At: readAt.UTC()})
	}
	for _, c := range []struct {
		name string
		form url.Values
		want []isnad.Decision
	}{
		{"taken out", url.Values{"do": {"apart"}, "article": {first}, "note": {"خبر آخر"}}, []isnad.Decision{{Article: first, At: readAt.UTC(), Note: "خبر آخر"}}},
		{"two taken out go together", url.Values{"do": {"apart"}, "article": {first, second}}, []isnad.Decision{{Article: first, At: readAt.UTC()}, {Article: second, With: first, At: readAt.UTC()}}},
		{"moved by the address of a page", url.Values{"do": {"join"}, "article": {second}, "with": {"https://isnad.example" + storyHref(other.ID) + "?lang=ar#t"}}, []isnad.Decision{{Article: second, With: with, At: readAt.UTC()}}},
		{"moved by the address of an article", url.Values{"do": {"join"}, "article": {second}, "with": {articleHref(with)}}, []isnad.Decision{{Article: second, With: with, At: readAt.UTC()}}},
		{"merged by an id, whatever is chosen", url.Values{"do": {"merge"}, "article": {first}, "with": {" " + other.ID + " "}}, all},
		{"a merge undone", url.Values{"do": {"undo"}, "was": {"was-another"}}, []isnad.Decision{{Article: second, At: readAt.UTC()}}},
		{"what was moved by hand", url.Values{"do": {"undo"}, "was": {"hand:" + readAt.Add(-time.Hour).UTC().Format(time.RFC3339Nano)}}, []isnad.Decision{{Article: one.Members[3].Article, At: readAt.UTC()}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, _, _, decided := arrangedSite(t)
			w := post(t, h, arrangeHref(one.ID), c.form)
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != storyHref(c.want[0].Article) {
				t.Errorf("%d to %q", w.Code, w.Header().Get("Location"))
			}
			if d := cmp.Diff(c.want, *decided); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestArrangeRefused: what cannot be done is said above the form, keeps what was written, and decides nothing.
func TestArrangeRefused(t *testing.T) {
	h, one, other, decided := arrangedSite(t)
	var all []string
	for _, m := range one.Members {
		all = append(all, m.Article)
	}
	ar := languages()["ar"]
	for _, c := range []struct {
		name string
		form url.Values
		key  string
	}{
		{"nothing chosen", url.Values{"do": {"apart"}}, "arrange.none"},
		{"nothing chosen to move", url.Values{"do": {"join"}, "with": {other.ID}}, "arrange.none"},
		{"everything taken out", url.Values{"do": {"apart"}, "article": all}, "arrange.all"},
		{"an article of another story", url.Values{"do": {"apart"}, "article": {other.Members[0].Article}}, "arrange.changed"},
		{"no other story named", url.Values{"do": {"join"}, "article": all[:1], "with": {"  "}}, "arrange.no-story"},
		{"a story that is not there", url.Values{"do": {"join"}, "article": all[:1], "with": {"/story/nowhere"}}, "arrange.no-story"},
		{"the same story", url.Values{"do": {"merge"}, "with": {articleHref(all[1])}}, "arrange.same"},
		{"no such merge", url.Values{"do": {"undo"}, "was": {"never"}}, "arrange.changed"},
		{"a move that a later one took back", url.Values{"do": {"undo"}, "was": {"hand:" + readAt.Add(-59*time.Minute).UTC().Format(time.RFC3339Nano)}}, "arrange.changed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := post(t, h, arrangeHref(one.ID), c.form)
			notes := find(t, w.Body.String(), "note")
			if w.Code != http.StatusBadRequest || len(notes) != 1 || wordsOf(notes[0]) != ar.t(c.key) || attr(notes[0], "role") != "alert" {
				t.Errorf("%d, with %d notes", w.Code, len(notes))
			}
			if with := strings.TrimSpace(c.form.Get("with")); with != "" && !strings.Contains(w.Body.String(), `value="`+with+`"`) {
				t.Error("what was written is gone")
			}
		})
	}
	if w := post(t, h, arrangeHref(one.ID), url.Values{"do": {"burn"}}); w.Code != http.StatusBadRequest {
		t.Errorf("an act that there is not: %d", w.Code)
	}
	if w := post(t, h, arrangeHref("nowhere"), url.Values{"do": {"apart"}}); w.Code != http.StatusNotFound {
		t.Errorf("a story that is not there: %d", w.Code)
	}
	r := httptest.NewRequest(http.MethodPost, arrangeHref(one.ID), strings.NewReader(url.Values{"do": {"apart"}, "article": all[:1]}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusForbidden {
		t.Errorf("a form of another site: %d", w.Code)
	}
	if len(*decided) != 0 {
		t.Errorf("decided: %+v", *decided)
	}
	if w := get(t, newSite(t, archive(t)), arrangeHref(one.ID)); w.Code != http.StatusNotImplemented {
		t.Errorf("where nobody carries decisions out: %d", w.Code)
	}
}
