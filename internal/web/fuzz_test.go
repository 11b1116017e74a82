package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

// FuzzHandlers sends any address, cookie and form: no answer may be a fault of ours, none may carry foreign markup.
func FuzzHandlers(f *testing.F) {
	for target := range everyPage {
		f.Add("GET", target, "ar", "/")
	}
	f.Add("POST", "/settings", "theme=dark&back=/a/5hv1p", "//evil.example")
	f.Add("GET", "/search?q=%22%3Cscript%3E&page=-1&order=zz&month=2026-13&since=x", "en", "\\\\x")
	h := http.Handler(nil)
	f.Fuzz(func(t *testing.T, method, target, cookie, body string) {
		if h == nil {
			h = newSite(t, archive(t))
		}
		r, err := http.NewRequest(method, target, strings.NewReader(body))
		if err != nil || r.URL.Host != "" || !strings.HasPrefix(r.URL.Path, "/") {
			t.Skip()
		}
		r.Host, r.RequestURI = "isnad.example", r.URL.RequestURI()
		r.Header.Set("Cookie", langCookie+"="+cookie+"; "+themeCookie+"="+cookie+"; "+seenCookie+"="+cookie)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Fatalf("%s %q: status %d", method, target, w.Code)
		}
		if location := w.Header().Get("Location"); strings.HasPrefix(location, "//") || strings.Contains(location, "://") {
			t.Fatalf("%s %q: leads away to %q", method, target, location)
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && !strings.HasSuffix(r.URL.Path, "/page") {
			checkMarkup(t, target, w.Body.String())
		}
	})
}

// FuzzInlines marks stretches anywhere: the text must come out whole and in order.
func FuzzInlines(f *testing.F) {
	f.Add("قالت الوزيرة إن الرصيف يُفتح غدًا", 10, 30, 12, 20, 28, 50)
	f.Add("abc", 0, 3, 0, 3, -5, 99)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int) {
		if len(text) > 5000 {
			t.Skip()
		}
		text = strings.ToValidUTF8(text, "")
		marks := []marked{
			{start: a, end: b, said: &saidMark{No: 1, ID: "m1"}}, {start: c, end: d, said: &saidMark{No: 2, ID: "m2"}},
			{start: e, end: g, term: &termMark{Href: "#n1"}}, {start: a, end: d, term: &termMark{Href: "#n2"}},
		}
		nodes := inlines(text, 0, marks)
		if got := plain(nodes); got != text {
			t.Fatalf("text %q became %q", text, got)
		}
		if !validNodes(nodes) {
			t.Fatalf("a leaf is cut within a character")
		}
	})
}

func validNodes(nodes []inline) bool {
	for _, n := range nodes {
		if !utf8.ValidString(n.Text) || !validNodes(n.Kids) {
			return false
		}
	}
	return true
}

// FuzzArticle shows an article whose offsets and texts are anything.
func FuzzArticle(f *testing.F) {
	f.Add("عنوان", "قال فلان إن الأمر انتهى.\nثم سكت.", "قال", 3, 20, 1, 5)
	archive := &fake{}
	h := newSite(f, archive)
	f.Fuzz(func(t *testing.T, title, text, cue string, a, b, c, d int) {
		if len(text) > 20000 {
			t.Skip()
		}
		x := &isnad.Article{ID: "x"}
		x.Title, x.Paragraphs = title, strings.Split(text, "\n")
		span, other := arabic.Span{Field: arabic.Text, Start: a, End: b}, arabic.Span{Field: arabic.Title, Start: c, End: d}
		x.Statements = []attribution.Statement{
			{Span: span, Cue: cue, CueStart: c, CueEnd: d, Content: text, Relays: []attribution.Relay{{Name: cue, Mention: cue}}},
			{Span: other, Cue: cue, CueStart: a, CueEnd: b, Content: title, Time: dates.Expression{Span: span, Text: cue}},
		}
		x.Entities = []names.Entity{{Name: cue, Mentions: []names.Mention{{Span: other, Text: cue}, {Span: span, Text: cue}}}}
		archive.articles = []*isnad.Article{x}
		w := get(t, h, "/a/x")
		if w.Code != http.StatusOK {
			t.Fatalf("status %d", w.Code)
		}
		checkLinks(t, w.Body.String())
	})
}

// checkLinks looks for links within the page that lead nowhere, and for anchors that stand twice.
func checkLinks(t *testing.T, page string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	anchors := map[string]bool{}
	for n := range doc.Descendants() {
		if id := attr(n, "id"); id != "" {
			if anchors[id] {
				t.Errorf("the anchor %q stands twice", id)
			}
			anchors[id] = true
		}
	}
	for n := range doc.Descendants() {
		if to, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && !anchors[to] {
			t.Errorf("a link leads to #%s, which is not there", to)
		}
	}
}
