package extract

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad/dates"
)

// pageOf makes an article's page with the given head and the given lines between its headline and its text.
func pageOf(head, lines string) Page {
	return Page{URL: "https://www.zahra.example/news/7", Body: []byte("<html lang=ar><head>" + head + "</head><body><main><h1>جسر المشاة يربط ضفتي النهر</h1>" + lines + "<div class=article-body>" + story + "</div></main></body></html>")}
}

// only gives the one document of a page.
func only(t *testing.T, p Page) Document {
	t.Helper()
	r := Documents(p)
	if len(r.Documents) != 1 {
		t.Fatalf("%d documents, kind %s, %s", len(r.Documents), r.Kind, r.Reason)
	}
	return r.Documents[0]
}

func TestTitleWithoutSite(t *testing.T) {
	const want = "جسر المشاة يربط ضفتي النهر"
	for name, head := range map[string]string{
		"after a dash":              `<title>` + want + ` - صحيفة الزهراء</title>`,
		"after a stroke":            `<title>` + want + ` | صحيفة الزهراء</title>`,
		"before it":                 `<title>صحيفة الزهراء | ` + want + `</title>`,
		"with the address":          `<title>` + want + ` - صحيفة الزهراء - zahra.example</title>`,
		"in og:title too":           `<meta property="og:site_name" content="صحيفة الزهراء"><meta property="og:title" content="` + want + ` - صحيفة الزهراء">`,
		"with the section between":  `<title>` + want + ` | محليات | صحيفة الزهراء</title>`,
		"no title but the headline": ``,
	} {
		t.Run(name, func(t *testing.T) {
			if d := only(t, pageOf(head, "")); d.Title != want {
				t.Errorf("title %q", d.Title)
			}
		})
	}
}

func TestSiteInTitle(t *testing.T) {
	for title, want := range map[string]string{
		"جسر جديد - صحيفة الزهراء":    "صحيفة الزهراء",
		"جسر جديد | محليات | الزهراء": "الزهراء",
		"الزهراء :: جسر جديد":         "الزهراء",
		"الزهراء | محليات | جسر جديد": "الزهراء",
		"جسر جديد":                         "",
		"جسر جديد في المدينة":              "",
		"جسر جديد – صحيفة الزهراء الجديدة": "صحيفة الزهراء الجديدة",
	} {
		if got := siteInTitle(&evidence{titles: []string{title}}, "جسر جديد"); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

func TestAuthors(t *testing.T) {
	for name, c := range map[string]struct {
		head, lines string
		want        []string
	}{
		"a person in JSON-LD":                  {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"جسر","author":{"@type":"Person","name":"ميساء الرفاعي"}}</script>`, "", []string{"ميساء الرفاعي"}},
		"an organisation in JSON-LD":           {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"جسر","author":{"@type":"Organization","name":"صحيفة الزهراء"}}</script>`, "", nil},
		"the web developer":                    {`<meta name=author content="Developed by Web Solutions">`, "", nil},
		"admin":                                {`<meta name=author content="admin">`, "", nil},
		"the section":                          {`<meta property="article:section" content="ثقافة وفنون"><meta property="article:author" content="ثقافة وفنون">`, "", nil},
		"the section, and a byline":            {`<meta property="article:section" content="ثقافة وفنون"><meta property="article:author" content="ثقافة وفنون">`, "<p>كتبت: ميساء الرفاعي</p>", []string{"ميساء الرفاعي"}},
		"a byline":                             {"", "<div class=byline>كتب: نادر السلمان</div>", []string{"نادر السلمان"}},
		"a byline after the date":              {"", "<div>السبت 4 نوفمبر 2023 - 09:30 | كتب: نادر السلمان</div>", []string{"نادر السلمان"}},
		"a byline before the date":             {"", "<div>بقلم: ليلى القاضي | 4 نوفمبر 2023</div>", []string{"ليلى القاضي"}},
		"a page of one's own":                  {`<meta property="article:author" content="https://facebook.example/zahra">`, "", nil},
		"two people":                           {"", "<div class=byline>بقلم: ليلى القاضي، نادر السلمان</div>", []string{"ليلى القاضي", "نادر السلمان"}},
		"an agency, which is a credit instead": {"", "<div class=byline>رويترز</div>", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, only(t, pageOf(c.head, c.lines)).Authors); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPublishedByReliability(t *testing.T) {
	const widget = `<div id=today>الجمعة 20 سبتمبر 2024</div>`
	for name, c := range map[string]struct {
		head, lines, day string
		precision        dates.Precision
		origin           dates.Origin
	}{
		"a meta":                           {`<meta property="article:published_time" content="2023-11-04T09:30:00+03:00">`, "", "2023-11-04", dates.Instant, dates.FromMeta},
		"a meta in Arabic words":           {`<meta property="article:published_time" content="السبت 4 نوفمبر 2023 - 09:30 ص">`, "", "2023-11-04", dates.Minute, dates.FromMeta},
		"JSON-LD in a graph":               {`<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":"NewsArticle","datePublished":"2023-11-04"}]}</script>`, "", "2023-11-04", dates.DayOnly, dates.FromJSONLD},
		"a time element":                   {"", `<time datetime="2023-11-04T09:30">أمس</time>`, "2023-11-04", dates.Minute, dates.FromTimeTag},
		"words near the headline":          {"", "<p>السبت 20 ربيع الآخر 1445 هـ - 4 نوفمبر 2023 م</p>", "2023-11-04", dates.DayOnly, dates.FromVisible},
		"a label":                          {"", "<p>تاريخ النشر:04.11.2023 | آخر تحديث:05.11.2023</p>", "2023-11-04", dates.DayOnly, dates.FromVisible},
		"a Z that is no zone":              {`<meta property="article:published_time" content="2023-11-04T09:30:00Z">`, "<p>4 نوفمبر 2023 - 09:30</p>", "2023-11-04", dates.Minute, dates.FromMeta},
		"a Z that is one":                  {`<meta property="article:published_time" content="2023-11-04T06:30:00Z">`, "<p>4 نوفمبر 2023 - 09:30</p>", "2023-11-04", dates.Instant, dates.FromMeta},
		"a meta that no date can be":       {`<meta property="article:published_time" content="غير معروف">`, "<p>4 نوفمبر 2023</p>", "2023-11-04", dates.DayOnly, dates.FromVisible},
		"seconds since 1970":               {`<meta name="created" content="1699080000">`, "", "2023-11-04", dates.Instant, dates.FromMeta},
		"a widget of today's day is none":  {"", widget, "", "", ""},
		"what a reader is told in passing": {"", "<p>منذ 3 ساعات</p>", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := pageOf(c.head, c.lines)
			if c.lines == widget { // it stands at the page's top, not under the headline
				p = Page{Body: []byte("<html><body><header>" + widget + "</header><main><h1>جسر المشاة يربط ضفتي النهر</h1><div class=article-body>" + story + "</div></main></body></html>")}
			}
			d := only(t, p).Published
			if d.Day.String() != c.day || d.Precision != c.precision || d.Origin != c.origin {
				t.Errorf("%s %s %s, want %s %s %s", d.Day, d.Precision, d.Origin, c.day, c.precision, c.origin)
			}
		})
	}
}

func TestChangedBefore(t *testing.T) {
	at := func(s string) dates.Date {
		m, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return dates.Date{Day: dates.DayOf(m), Time: m, Precision: dates.Instant}
	}
	day := func(s string) dates.Date {
		d, err := dates.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return dates.Date{Day: d, Precision: dates.DayOnly}
	}
	for name, c := range map[string]struct {
		modified, published dates.Date
		want                bool
	}{
		"an hour before":             {at("2023-11-04T08:00:00Z"), at("2023-11-04T09:00:00Z"), true},
		"an hour after":              {at("2023-11-04T10:00:00Z"), at("2023-11-04T09:00:00Z"), false},
		"the same moment":            {at("2023-11-04T12:00:00+03:00"), at("2023-11-04T09:00:00Z"), false},
		"a day before":               {day("2023-11-03"), at("2023-11-04T09:00:00Z"), true},
		"the same day, no time":      {day("2023-11-04"), at("2023-11-04T09:00:00Z"), false},
		"nothing known of the other": {day("2023-11-04"), dates.Date{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := changedBefore(c.modified, c.published); got != c.want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestCanonicalAddress(t *testing.T) {
	for name, c := range map[string]struct{ head, want string }{
		"its own":               {`<link rel=canonical href="https://zahra.example/news/seven">`, "https://zahra.example/news/seven"},
		"relative":              {`<link rel=canonical href="/news/seven">`, "https://www.zahra.example/news/seven"},
		"an address of numbers": {`<meta property="og:url" content="http://10.0.3.17/news/7">`, ""},
		"the site's front":      {`<link rel=canonical href="https://zahra.example/">`, ""},
		"none":                  {``, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := only(t, pageOf(c.head, "")).CanonicalURL; got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestTags(t *testing.T) {
	for name, c := range map[string]struct {
		head, after string
		want        []string
	}{
		"links to label pages":     {"", `<div class=tags><a href="/tag/1">جسر المشاة</a> <a href="/tag/2">بلدية الزهراء</a></div>`, []string{"جسر المشاة", "بلدية الزهراء"}},
		"a list without a name":    {"", `<ul><li><a rel=tag href="/x/1">جسر المشاة</a></li><li><a rel=tag href="/x/2">بلدية الزهراء</a></li></ul>`, []string{"جسر المشاة", "بلدية الزهراء"}},
		"a post's footer":          {"", `<div class=post-footer><span class=post-labels>التسميات: <a rel=tag href="/l/1">جسر المشاة</a>، <a rel=tag href="/l/2">النهر</a></span></div>`, []string{"جسر المشاة", "النهر"}},
		"metas":                    {`<meta property="article:tag" content="جسر المشاة"><meta property="article:tag" content="النهر">`, "", []string{"جسر المشاة", "النهر"}},
		"keywords":                 {`<meta name=keywords content="جسر المشاة، بلدية الزهراء">`, "", []string{"جسر المشاة", "بلدية الزهراء"}},
		"the headline's own words": {`<meta name=keywords content="جسر,المشاة,يربط,ضفتي,النهر">`, "", nil},
		"the menu":                 {"", `<nav><a href="/tag/s">سياسة</a><a href="/tag/e">اقتصاد</a></nav>`, nil},
		"a line":                   {"", `<p>كلمات دلالية: جسر المشاة، بلدية الزهراء</p>`, []string{"جسر المشاة", "بلدية الزهراء"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := pageOf(c.head, "")
			p.Body = []byte(string(p.Body[:len(p.Body)-len("</main></body></html>")]) + c.after + "</main></body></html>")
			if diff := cmp.Diff(c.want, only(t, p).Tags); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestClockLine(t *testing.T) {
	for line, want := range map[string]bool{"20:00": true, "8:30 مساء": true, "٠٨:٣٠ ص": true, "14:05 بتوقيت غرينتش": true, "2-1": true, "الساعة": false, "قال 20": false, "1448": false, "": false} {
		if isClockLine(line) != want {
			t.Errorf("%q: %v", line, !want)
		}
	}
}

func TestMarksOfNames(t *testing.T) {
	for name, want := range map[string]mark{
		"post-footer":     markDrop,
		"site-footer":     markDrop | markHard,
		"article-body":    markBody,
		"relatedStories":  markRelated | markDrop,
		"has-sidebar":     0,
		"wp-caption-text": markCaption,
		"entry-meta":      markByline,
		"node__submitted": markByline,
		"cookie-consent":  markDrop | markHard,
		"postBody":        markBody,
		"no-comments":     0,
		"content":         0,
	} {
		if got := markOfName(name); got != want {
			t.Errorf("%s: %b, want %b", name, got, want)
		}
	}
}
