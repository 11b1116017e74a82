package press

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
)

// anchor is a Sunday noon of an invented week.
var anchor = time.Date(2025, 6, 29, 12, 0, 0, 0, time.UTC)

func start(t *testing.T) *Press {
	t.Helper()
	p, err := Start(t.Context(), Options{Anchor: anchor})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// get asks the press for an address of its own over a real socket.
func get(t *testing.T, p *Press, address string) (*http.Response, []byte) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	host := u.Host
	u.Host = p.Addr()
	req, err := http.NewRequest("GET", u.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func TestEveryPageIsServed(t *testing.T) {
	p := start(t)
	all := p.Articles()
	if len(all) < 25 {
		t.Errorf("%d articles, want at least 25", len(all))
	}
	for _, address := range append(all, p.Feeds()...) {
		resp, body := get(t, p, address)
		if resp.StatusCode != 200 || len(body) < 500 {
			t.Errorf("%s: status %d, %d bytes", address, resp.StatusCode, len(body))
		}
		if bytes.Contains(body, []byte("{weekday")) || bytes.Contains(body, []byte("ZgotmplZ")) {
			t.Errorf("%s: a template shows through", address)
		}
	}
}

func TestFeedsNameTheirArticles(t *testing.T) {
	p := start(t)
	for i, s := range p.sites {
		_, body := get(t, p, p.Feeds()[i])
		for _, a := range s.articles {
			if !bytes.Contains(body, []byte(esc(s.url(a)))) {
				t.Errorf("%s: feed lacks %s", s.Key, s.url(a))
			}
		}
		_, front := get(t, p, s.home)
		if s.Feed != "sitemap" && !bytes.Contains(front, []byte(s.FeedPath)) {
			t.Errorf("%s: the front page does not name the feed", s.Key)
		}
	}
}

func TestPagesParse(t *testing.T) {
	p := start(t)
	for _, s := range p.sites {
		for _, a := range s.articles {
			_, body := get(t, p, s.url(a))
			if s.Charset == "windows-1256" {
				body, _ = charmap.Windows1256.NewDecoder().Bytes(body)
			}
			root, err := html.Parse(bytes.NewReader(body))
			if err != nil {
				t.Fatalf("%s: %v", s.url(a), err)
			}
			text := textOf(root)
			if !strings.Contains(text, a.Title) {
				t.Errorf("%s: page lacks its title %q", s.url(a), a.Title)
			}
			for _, para := range a.Body {
				if !strings.Contains(text, para.Text) {
					t.Errorf("%s: page lacks %.40q", s.url(a), para.Text)
				}
			}
		}
	}
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func TestOldSiteHidesItsCharset(t *testing.T) {
	p := start(t)
	i := slices.IndexFunc(p.sites, func(s *site) bool { return s.Charset == "windows-1256" })
	s := p.sites[i]
	resp, body := get(t, p, s.url(s.articles[0]))
	if got := resp.Header.Get("Content-Type"); got != "text/html" {
		t.Errorf("content type %q tells more than an old server would", got)
	}
	if bytes.Contains(bytes.ToLower(body), []byte("charset")) {
		t.Error("the page names a charset")
	}
	if bytes.Contains(body, []byte("السيل")) {
		t.Error("the page is UTF-8")
	}
}

func TestAggregatorFuses(t *testing.T) {
	p := start(t)
	s := p.sites[len(p.sites)-1]
	for _, want := range []string{"المصدر: وكالة الضفاف للأنباء<br>", "كلمات دلالية: ", "إقرأ أيضاً:<br>", "الاتحاد: ندرسونقل", "th, June 2025 GMT", "یة"} {
		_, body := get(t, p, s.url(s.articles[0]))
		if !bytes.Contains(body, []byte(want)) {
			t.Errorf("the fused page lacks %q", want)
		}
	}
}

func TestConditionalRequest(t *testing.T) {
	s := start(t)
	rec := httptest.NewRecorder()
	req := httptest.NewRequest("GET", s.Feeds()[0], nil)
	s.ServeHTTP(rec, req)
	tag := rec.Header().Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	req.Header.Set("If-None-Match", tag)
	rec = httptest.NewRecorder()
	s.ServeHTTP(rec, req)
	if rec.Code != http.StatusNotModified {
		t.Errorf("status %d, want 304", rec.Code)
	}
}

func TestDatesFollowTheAnchor(t *testing.T) {
	thursday := time.Date(2024, 2, 29, 9, 5, 0, 0, time.FixedZone("", 3*3600))
	for _, c := range []struct{ name, got, want string }{
		{"weekday", fillDates("أمس الأول {weekday -2}", thursday), "أمس الأول الثلاثاء"},
		{"across a month", fillDates("{levant +1} و{tunis 0}", thursday), "1 آذار و29 فيفري"},
		{"twin months", printed(thursday, "twin"), "الخميس 29 شباط/فبراير 2024 | 09:05"},
		{"half day", printed(thursday, "egypt"), "الخميس، 29 فبراير 2024 09:05 ص"},
		{"Arabic digits", printed(thursday, "indic"), "٢٩ فبراير ٢٠٢٤"},
		{"ordinal", printed(thursday, "ordinal"), "29th, February 2024 GMT"},
		{"eleventh", ordinal(11), "th"},
		{"second", ordinal(22), "nd"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestNothingIsPublishedAheadOfTheAnchor(t *testing.T) {
	for hour := range 24 {
		at := anchor.Add(time.Duration(hour) * time.Hour)
		sites, err := open("1", at)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sites {
			for _, a := range s.articles {
				if a.When.After(at) || at.Sub(a.When) > 72*time.Hour {
					t.Errorf("at %s: %s is of %s", at, a.Slug, a.When)
				}
			}
		}
	}
}

func TestCopiesAreEdited(t *testing.T) {
	sites, err := open("1", anchor)
	if err != nil {
		t.Fatal(err)
	}
	copies := 0
	for _, s := range sites {
		for _, a := range s.articles {
			if a.original == nil {
				continue
			}
			copies++
			if len(a.Body) > len(a.original.Body) || a.Title == a.original.Title {
				t.Errorf("%s is no edited copy", a.Slug)
			}
			if a.When.Before(a.original.When) {
				t.Errorf("%s appeared before its original", a.Slug)
			}
		}
	}
	if copies < 6 {
		t.Errorf("%d copies, want at least 6", copies)
	}
}

func TestReadArticleRefuses(t *testing.T) {
	if _, err := readArticle("x", "no header here\n\ntext"); err == nil {
		t.Error("a line without colon passed")
	}
	if _, err := readOutlets("one\ttwo"); err == nil {
		t.Error("a short row passed")
	}
}

func TestEverySwapFindsItsWords(t *testing.T) {
	drafts, err := readDrafts(articleFiles)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drafts {
		var before strings.Builder
		if d.copied != nil {
			for _, p := range d.copied.paragraphs() {
				before.WriteString(p.Text)
			}
		}
		for i := 0; i < len(d.swaps); i += 2 {
			if !strings.Contains(before.String(), d.swaps[i]) {
				t.Errorf("%s: %q is not in the original", d.name, d.swaps[i])
			}
		}
	}
}
