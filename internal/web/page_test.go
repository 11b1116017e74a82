package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"isnad"
)

// find gives the elements with the class, in order of the page.
func find(t *testing.T, page, class string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return under(doc, class)
}

func under(root *html.Node, class string) []*html.Node {
	var list []*html.Node
	for n := range root.Descendants() {
		for name := range strings.FieldsSeq(attr(n, "class")) {
			if name == class {
				list = append(list, n)
			}
		}
	}
	return list
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// words is the text of an element with its white space made single.
func wordsOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestArticleText: what is marked in the text is the stored text, whole and unchanged.
func TestArticleText(t *testing.T) {
	f := archive(t)
	page := get(t, newSite(t, f), "/a/5hv1p").Body.String()
	a, err := f.Article(context.Background(), "5hv1p")
	if err != nil {
		t.Fatal(err)
	}
	paragraphs := find(t, page, "para")
	if len(paragraphs) != len(a.Paragraphs) {
		t.Fatalf("%d paragraphs, want %d", len(paragraphs), len(a.Paragraphs))
	}
	for i, p := range paragraphs {
		var b strings.Builder
		for d := range p.FirstChild.Descendants() {
			if d.Type == html.TextNode && attr(d.Parent, "class") != "ref" {
				b.WriteString(d.Data)
			}
		}
		if b.String() != a.Paragraphs[i] {
			t.Errorf("paragraph %d:\n%s\nwant\n%s", i, b.String(), a.Paragraphs[i])
		}
	}
}

// TestArticleStatements: the marked words, the chain from speaker to outlet, and the ways between text and card.
func TestArticleStatements(t *testing.T) {
	page := get(t, newSite(t, archive(t)), "/a/5hv1p").Body.String()
	var marks []string
	for _, m := range find(t, page, "said") {
		marks = append(marks, attr(m, "data-act")+" "+attr(m, "id")+" "+strings.TrimSpace(wordsOf(m)))
	}
	want := []string{
		"report m1 الرصيف سيُفتح على مرحلتين ابتداءً من مطلع الشهر المقبل",
		"urge m2 أعيدوا العمّال قبل الحاويات، ثم أعيدوا الرافعات",
		"urge m3 العمّال أولًا، والحاويات بعدهم",
		"dispute m4 أن تكون النقابة قد وافقت على الجدول",
		"urge m5 الرافعة الثانية لم تُفحص منذ أربعة أعوام",
		"opinion m6 ما جرى «عطلٌ صغير في إدارة كبيرة»",
		"report m7 تعويضات العمّال ستُصرف قبل نهاية الشهر المقبل",
	}
	if d := cmp.Diff(want, marks); d != "" {
		t.Errorf("marked words: %s", d)
	}
	var chains []string
	for _, card := range find(t, page, "card") {
		chains = append(chains, wordsOf(under(card, "chain")[0]))
	}
	wantChains := []string{
		"القائل لمياء الرشيدي وزيرة النقل بيان الناشر صحيفة المنارة الثلاثاء 17 آذار/مارس 2026، 10:42",
		"القائل لمياء الرشيدي وزيرة النقل منشور الناقل The Salt Gazette بحسب الناشر صحيفة المنارة الثلاثاء 17 آذار/مارس 2026، 10:42",
		"القائل لمياء الرشيدي وزيرة النقل عبر الناقل وكالة الرمال للأنباء نقلًا عن الناشر صحيفة المنارة الثلاثاء 17 آذار/مارس 2026، 10:42",
		"القائل وديع النصّار نقيب عمّال المرفأ بلا ناقل مذكور الناشر صحيفة المنارة الثلاثاء 17 آذار/مارس 2026، 10:42",
		"القائل وديع النصّار نقيب عمّال المرفأ بلا ناقل مذكور الناشر صحيفة المنارة الثلاثاء 17 آذار/مارس 2026، 10:42",
		"القائل سامي الحديد أستاذ هندسة الموانئ بلا ناقل مذكور الناشر صحيفة المنارة الثلاثاء 17 آذار/مارس 2026، 10:42",
		"القائل مصادر في الوزارة لم يُسمَّ الناشر صحيفة المنارة الثلاثاء 17 آذار/مارس 2026، 10:42",
	}
	if d := cmp.Diff(wantChains, chains); d != "" {
		t.Errorf("chains: %s", d)
	}
}

// TestRelaysInOrder: relays are stored nearest to the article first, and shown in the order of the way.
func TestRelaysInOrder(t *testing.T) {
	f := archive(t)
	a, _ := f.Article(context.Background(), "5hv1p")
	s := &a.Statements[1]
	s.Relays = append(s.Relays, s.Relays[0])
	s.Relays[0].Name, s.Relays[1].Name = "near", "far"
	c := clock{languages()["ar"], readAt}
	if got := chainLine(c.chainOf(a, s, true)); got != "لمياء الرشيدي ← far ← near ← صحيفة المنارة" {
		t.Error(got)
	}
	s.Speaker.Name = "Salt"
	if got := chainLine(c.chainOf(a, s, true)); got != "Salt → far → near → صحيفة المنارة" {
		t.Error(got)
	}
}

func TestFrontGroupsByStory(t *testing.T) {
	page := get(t, newSite(t, archive(t)), "/").Body.String()
	var rows []string
	for _, r := range find(t, page, "row") {
		rows = append(rows, wordsOf(under(r, "reach")[0]))
	}
	want := []string{"إذاعة الشاطئ 3 أقوال", "صحيفة المنارة قولان", "وكالة الرمال للأنباء قولان", "The Salt Gazette", "حصاد الساعة"}
	if d := cmp.Diff(want, rows); d != "" {
		t.Error(d)
	}
	lead := find(t, page, "lead")
	if len(lead) != 1 {
		t.Fatalf("%d leads", len(lead))
	}
	if facts := wordsOf(under(lead[0], "facts")[0]); facts != "مقالات 4 مصادر 4 منابع مستقلة 3 نُسخ 1" {
		t.Error(facts)
	}
}

// TestFrontPages: following «older» shows every article once.
func TestFrontPages(t *testing.T) {
	f := &fake{}
	for i := range 95 {
		a := write(t, fmt.Sprintf("n%03d", i), manar, day(1+i/40, i%24, 0), fmt.Sprintf("خبر %d", i), "نصّ.")
		f.articles = append(f.articles, a.Article)
	}
	h := newSite(t, f)
	for _, start := range []string{"/", "/?source=manara.example"} {
		seen := map[string]int{}
		pages := 0
		for target := start; target != "" && pages < 10; pages++ {
			page := get(t, h, target).Body.String()
			target = ""
			doc, _ := html.Parse(strings.NewReader(page))
			for n := range doc.Descendants() {
				if id, ok := strings.CutPrefix(attr(n, "href"), "/a/"); ok {
					seen[id] = 1
				}
				if attr(n, "rel") == "next" {
					target = attr(n, "href")
				}
			}
		}
		if len(seen) != 95 || pages != 4 {
			t.Errorf("%s: %d articles on %d pages, want 95 on 4", start, len(seen), pages)
		}
	}
}

func TestSettings(t *testing.T) {
	h := newSite(t, archive(t))
	post := func(form url.Values, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "/settings", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	w := post(url.Values{"theme": {"dark"}, "lang": {"en"}, "back": {"/a/5hv1p?x=1"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/a/5hv1p?x=1" {
		t.Errorf("status %d to %q", w.Code, w.Header().Get("Location"))
	}
	if c := strings.Join(w.Header().Values("Set-Cookie"), " "); !strings.Contains(c, "isnad-theme=dark") || !strings.Contains(c, "isnad-lang=en") || !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Lax") {
		t.Errorf("cookies %q", c)
	}
	for _, back := range []string{"//evil.example", "https://evil.example", "/\\evil.example", "", "javascript:x", "/\t/evil.example"} {
		if to := post(url.Values{"back": {back}}).Header().Get("Location"); to != "/" {
			t.Errorf("back %q leads to %q", back, to)
		}
	}
	if w := post(url.Values{"theme": {"dark"}}, "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("a form of another site: status %d", w.Code)
	}
	if w := post(url.Values{"theme": {"neon"}, "lang": {"xx"}}); len(w.Header().Values("Set-Cookie")) != 0 {
		t.Errorf("unknown values were kept: %v", w.Header())
	}
}

func TestLanguageAndTheme(t *testing.T) {
	h := newSite(t, archive(t))
	for _, c := range []struct{ cookie, want string }{
		{"", `<html lang="ar" dir="rtl">`},
		{langCookie + "=en", `<html lang="en" dir="ltr">`},
		{themeCookie + "=dark", `<html lang="ar" dir="rtl" data-theme="dark">`},
		{langCookie + "=<x>; " + themeCookie + "=<x>", `<html lang="ar" dir="rtl">`},
	} {
		if page := get(t, h, "/", c.cookie).Body.String(); !strings.Contains(page, c.want) {
			t.Errorf("cookie %q: no %q in %.100s", c.cookie, c.want, page)
		}
	}
}

func TestErrorKinds(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
	}{
		{isnad.ErrNotFound, 404}, {isnad.ErrInvalid, 400}, {isnad.ErrBlocked, 403}, {isnad.ErrConflict, 409}, {isnad.ErrFull, 507},
		{isnad.ErrUnsupported, 501}, {isnad.ErrUnavailable, 503}, {context.DeadlineExceeded, 503}, {isnad.ErrCorrupt, 500}, {fmt.Errorf("secret path"), 500},
	} {
		f := archive(t)
		f.fail = fmt.Errorf("deep inside: %w", c.err)
		w := get(t, newSite(t, f), "/a/5hv1p")
		if w.Code != c.status {
			t.Errorf("%v: status %d, want %d", c.err, w.Code, c.status)
		}
		if strings.Contains(w.Body.String(), "deep inside") || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%v: the error's own text is shown", c.err)
		}
		if len(find(t, w.Body.String(), "note")) == 0 {
			t.Errorf("%v: the page does not say what to do", c.err)
		}
	}
}

func TestSearchTeaches(t *testing.T) {
	w := get(t, newSite(t, archive(t)), "/search?q=%22open")
	if !strings.Contains(w.Body.String(), "a quotation mark is open: close it with &#34;") {
		t.Errorf("the fault is not told: %s", w.Body)
	}
	if !strings.Contains(w.Body.String(), `<meta name="robots" content="noindex">`) {
		t.Error("search pages are open to robots")
	}
}

// TestHelpIsTrue: what the help offers can be asked.
func TestHelpIsTrue(t *testing.T) {
	f := archive(t)
	h, err := New(Options{Store: f, Index: f})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range languages() {
		for key, example := range w.text {
			if !strings.HasPrefix(key, "help.") || strings.HasSuffix(key, ".why") {
				continue
			}
			if r := get(t, h, "/search?q="+url.QueryEscape(example)); r.Code != http.StatusOK {
				t.Errorf("%s %q: status %d: %s", key, example, r.Code, wordsOf(find(t, r.Body.String(), "note")[0]))
			}
		}
	}
}

func TestSearchKeepsChoices(t *testing.T) {
	a := readAsk(url.Values{"q": {"الرافعات"}, "tab": {"articles"}, "source": {"b", "b", "a"}, "month": {"2026-03"}, "since": {"no"}, "page": {"3"}})
	if d := cmp.Diff("/search?month=2026-03&order=best&page=3&q=%D8%A7%D9%84%D8%B1%D8%A7%D9%81%D8%B9%D8%A7%D8%AA&source=b&source=a&tab=articles", a.href()); d != "" {
		t.Error(d)
	}
	q, err := a.query(parseWords)
	if err != nil {
		t.Fatal(err)
	}
	if q.Since.String() != "2026-03-01" || q.Until.String() != "2026-03-31" || q.Offset != 2*hitsPerPage {
		t.Errorf("query %+v", q)
	}
}

func TestShownHost(t *testing.T) {
	for host, want := range map[string]string{
		"manara.example":             "manara.example",
		"xn--mgbh0fb.example":        "مثال.example",
		"xn--80ak6aa92e.com":         "xn--80ak6aa92e.com", // Cyrillic letters that look Latin
		"xn--pple-43d.com":           "xn--pple-43d.com",   // one such among Latin ones
		"127.0.0.1":                  "127.0.0.1",
		"<script>alert(1)</script>x": "<script>alert(1)</script>x",
	} {
		if got := shownHost(host); got != want {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
}

func TestWebURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/x":        "https://a.example/x",
		"javascript:alert(1)":        "",
		"//a.example":                "",
		"https://user:pw@a.example/": "",
		"data:text/html,x":           "",
		"http://":                    "",
	} {
		if got := webURL(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// TestSinceVisit: who comes back after a while is told what is new.
func TestSinceVisit(t *testing.T) {
	h := newSite(t, archive(t))
	last := readAt.Unix() - 6*3600
	w := get(t, h, "/", fmt.Sprintf("%s=0.%d", seenCookie, last))
	var marks []string
	for _, m := range find(t, w.Body.String(), "fresh-mark") {
		marks = append(marks, wordsOf(m))
	}
	if d := cmp.Diff([]string{"وفيها جديد: مقال واحد", "جديد"}, marks); d != "" {
		t.Error(d)
	}
	only := get(t, h, "/?new=1", fmt.Sprintf("%s=0.%d", seenCookie, last)).Body.String()
	if rows := find(t, only, "row"); len(rows) != 2 {
		t.Errorf("%d stories changed, want 2", len(rows))
	}
	if c := w.Header().Get("Set-Cookie"); !strings.Contains(c, fmt.Sprintf("%d.%d", last, readAt.Unix())) {
		t.Errorf("cookie %q", c)
	}
	if w := get(t, h, "/"); len(find(t, w.Body.String(), "fresh-mark")) != 0 {
		t.Error("a first visit has nothing new")
	}
}

func TestCitations(t *testing.T) {
	f := archive(t)
	h := newSite(t, f)
	var boxes []string
	for _, b := range find(t, get(t, h, "/a/5hv1p").Body.String(), "citebox") {
		boxes = append(boxes, strings.Join(strings.Fields(wordsOf(b)), " "))
	}
	want := []string{
		"نوال الكرمي ، « الرشيدي: رصيف الملح يعود تدريجيًا، والعمّال أولًا »، صحيفة المنارة ، 17 آذار/مارس 2026. نسخة محفوظة في إسناد، 17/3/2026، 10:51. isnad.example/a/5hv1p",
		"نوال الكرمي . (2026, March 17). الرشيدي: رصيف الملح يعود تدريجيًا، والعمّال أولًا . صحيفة المنارة . https://manara.example/news/5hv1p . Archived in Isnad, https://isnad.example/a/5hv1p",
		"نوال الكرمي . “ الرشيدي: رصيف الملح يعود تدريجيًا، والعمّال أولًا .” صحيفة المنارة , March 17, 2026. https://manara.example/news/5hv1p . Archived March 17, 2026, in Isnad, https://isnad.example/a/5hv1p .",
	}
	if d := cmp.Diff(want, boxes); d != "" {
		t.Error(d)
	}
	bib := get(t, h, "/a/5hv1p/citation.bib").Body.String()
	if !strings.HasPrefix(bib, "@online{isnad-5hv1p,\n  title = {") || !strings.Contains(bib, "urldate = {2026-03-17}") {
		t.Error(bib)
	}
	if ris := get(t, h, "/a/5hv1p/citation.ris").Body.String(); !strings.HasPrefix(ris, "TY  - NEWS\r\n") || !strings.HasSuffix(ris, "ER  - \r\n") {
		t.Error(ris)
	}
}

// TestHoursInOrder: a store knows days; the page puts the hours of a day in order, and those without a day last.
func TestHoursInOrder(t *testing.T) {
	f := archive(t)
	articles := []*isnad.Article{f.articles[8], f.articles[5], f.articles[2], f.articles[0]}
	newestFirst(articles)
	var ids []string
	for _, a := range articles {
		ids = append(ids, a.ID)
	}
	if d := cmp.Diff([]string{"5hv1p", "8fs3k", "7kq2m", "1aa0z"}, ids); d != "" {
		t.Error(d)
	}
}

// TestPersonMatters: what a person speaks about leads to their statements about it.
func TestPersonMatters(t *testing.T) {
	page := get(t, newSite(t, archive(t)), "/p/lamia-rashid").Body.String()
	if !strings.Contains(page, "في أيّ موضوع") || !strings.Contains(page, "/search?order=best&amp;q=%D8%A7%D9%84%D8%B1%D8%A7%D9%81%D8%B9%D8%A7%D8%AA&amp;speaker=lamia-rashid") {
		t.Error("the matters are not shown")
	}
}
