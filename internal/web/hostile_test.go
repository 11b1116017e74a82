package web

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// payloads are what strangers may put into a field.
var payloads = []string{
	`<script>window.pwned=1</script>`,
	`"><img src=x onerror="window.pwned=1">`,
	`' onmouseover='window.pwned=1' x='`,
	`javascript:window.pwned=1`,
	`</title></style></textarea></script><svg onload=window.pwned=1>`,
	`{{.Title}}<style>*{display:none}</style>`,
	"\u202eمقلوب\u2066<iframe srcdoc='<script>parent.pwned=1</script>'>",
	`<a href="data:text/html,<script>window.pwned=1</script>">x</a><base href=//evil.example>`,
	"--><!--<form action=//evil.example><input name=q>",
	"\x00\xff\xfe<math><mtext></mtext><mglyph><svg><mtext><textarea><path id='</textarea><img onerror=window.pwned=1 src=1>'>",
}

// hostile is an article that has the payload in every field.
func hostile(p string) *isnad.Article {
	span := arabic.Span{Field: arabic.Text, Start: 0, End: min(len(p), 12)}
	d := dates.Expression{Span: span, Text: p, Relative: p, Conflict: p}
	a := &isnad.Article{
		ID:       "hostile",
		Keywords: []isnad.Keyword{{Text: p}},
		Related:  []isnad.Related{{ID: p, Title: p, Why: p}, {Title: p}},
		Story:    p, Copy: p,
		Captured: isnad.Captured{At: readAt, Digest: p, WARC: p},
		Times:    []dates.Expression{d},
		Statements: []attribution.Statement{{
			ID: p, Span: span, Content: p, Kind: attribution.Kind(p), Cue: p, Act: attribution.Act(p),
			Speaker: attribution.Speaker{Name: p, Type: names.Type(p), Role: p, Mention: p, Entity: p, How: names.How(p)},
			Relays:  []attribution.Relay{{Name: p, Mention: p, Entity: p}}, Medium: p, Place: p, Addressee: p, Time: d, SameAs: []string{p},
		}},
		Entities: []names.Entity{{Key: p, Name: p, Type: names.Type(p), Latin: p, Country: p, Roles: []string{p}, Mentions: []names.Mention{{Span: span, Text: p}}}},
	}
	o := extract.Outlet{Name: p, Host: p}
	a.Document = extract.Document{
		URL: p, CanonicalURL: p, Title: p, Source: o, Via: []extract.Outlet{o}, Credits: []string{p}, Authors: []string{p}, Dateline: p,
		Section: p, Image: p, Lang: p, Paragraphs: []string{p, p}, Tags: []string{p}, Blocks: []extract.Block{{Paragraph: 1, Kind: extract.BlockKind(p)}},
		Repairs:   []extract.Repair{{Kind: p, Found: p, Became: p}},
		Published: dates.Date{Day: dates.DayOf(readAt), Time: readAt, Precision: dates.Precision(p), Text: p, Origin: dates.Origin(p), Weekday: p},
	}
	return a
}

// hostileArchive has the payload in articles and sources.
func hostileArchive(p string) *fake {
	return &fake{
		articles: []*isnad.Article{hostile(p)},
		sources:  []isnad.Source{{ID: p, URL: p, Title: p, Health: isnad.Health{Failures: 4, Reason: p, LastPoll: readAt}}},
		stats:    isnad.Stats{Articles: 1, Statements: 1},
	}
}

// hostilePages are the addresses under which the payload is shown, or is part of the address.
func hostilePages(p string) []string {
	q := url.QueryEscape(p)
	return []string{
		"/", "/a/hostile", "/a/hostile/citation.bib", "/a/hostile/citation.ris", "/a/hostile/article.json", "/people", "/sources",
		"/search?q=" + q, "/search?tab=articles&source=" + q + "&speaker=" + q + "&act=" + q + "&relay=" + q + "&month=" + q + "&order=" + q,
		"/search?tab=articles", "/search?speaker=" + q, "/?source=" + q + "&until=" + q, "/p/" + url.PathEscape(p), "/s/" + url.PathEscape(p), "/" + url.PathEscape(p),
	}
}

// TestNoMarkupFromContent parses every page as a browser does and looks for anything that is not ours.
func TestNoMarkupFromContent(t *testing.T) {
	for _, p := range payloads {
		h := newSite(t, hostileArchive(p))
		for _, target := range hostilePages(p) {
			w := get(t, h, target)
			if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
				continue
			}
			if strings.ContainsAny(w.Body.String(), "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") {
				t.Errorf("%s: a bidi override is shown (payload %q)", target, p)
			}
			checkMarkup(t, target, w.Body.String())
		}
	}
}

var foreignElements = map[string]bool{"iframe": true, "img": true, "style": true, "math": true, "base": true, "object": true, "embed": true, "textarea": true}

func checkMarkup(t *testing.T, target, page string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && foreignElements[n.Data] {
			t.Errorf("%s: an element %s that is not ours", target, n.Data)
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
				t.Errorf("%s: %s has the attribute %s", target, n.Data, a.Key)
			case (a.Key == "href" || a.Key == "src" || a.Key == "action") && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "//")):
				t.Errorf("%s: %s leads to %s", target, n.Data, a.Val)
			case n.Data == "script" && a.Key == "src" && !strings.HasPrefix(value, "/static/"):
				t.Errorf("%s: a script from %s", target, a.Val)
			}
		}
		if n.Data == "script" && n.FirstChild != nil {
			t.Errorf("%s: a script inline", target)
		}
	}
}

// TestHeaders: what every answer must carry, whatever it is.
func TestHeaders(t *testing.T) {
	h := newSite(t, archive(t))
	for target := range everyPage {
		w := get(t, h, target)
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "script-src 'unsafe") {
			t.Errorf("%s: policy %q", target, policy)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: without nosniff", target)
		}
	}
	stored := get(t, h, "/a/5hv1p/page").Header()
	if p := stored.Get("Content-Security-Policy"); !strings.HasPrefix(p, "sandbox;") || strings.Contains(p, "allow-") {
		t.Errorf("stored page: policy %q", p)
	}
	if kind := stored.Get("Content-Type"); kind != "text/html; charset=windows-1256" {
		t.Errorf("stored page: type %q", kind)
	}
}

// TestNoScriptRuns shows the hostile articles to a real browser.
func TestNoScriptRuns(t *testing.T) {
	ctx := browser(t)
	var said complaints
	said.listen(t, ctx)
	for _, p := range payloads {
		server := httptest.NewServer(newSite(t, hostileArchive(p)))
		for _, target := range hostilePages(p) {
			if strings.Contains(target, "citation") || strings.Contains(target, ".json") {
				continue // handed over as files
			}
			view{"ar", "light", 1280, 900}.open(t, ctx, server.URL+target)
			ran, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`"pwned" in window || document.querySelectorAll('iframe, img, base').length > 0`))
			if err != nil {
				t.Fatal(err)
			}
			if ran {
				t.Errorf("%s: content became markup or ran (payload %q)", target, p)
			}
		}
		server.Close()
	}
	for _, c := range said.take() {
		t.Errorf("console: %s", c)
	}
}
