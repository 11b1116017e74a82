package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"isnad"
	"isnad/dates"
)

const address = "http://almarfa.test/feeds/all"

// item is one RSS item; what is empty is left out.
func item(title, link, guid, date string) string {
	var b strings.Builder
	b.WriteString("<item>")
	for _, f := range []struct{ name, value string }{{"title", title}, {"link", link}, {"guid", guid}, {"pubDate", date}} {
		if f.value != "" {
			fmt.Fprintf(&b, "<%s>%s</%[1]s>", f.name, f.value)
		}
	}
	return b.String() + "</item>\n"
}

func rss2(items ...string) string {
	return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>صحيفة المرفأ</title><link>http://almarfa.test/</link>\n" +
		strings.Join(items, "") + "</channel></rss>"
}

func read(t *testing.T, body []byte, contentType string) *Feed {
	t.Helper()
	f, err := Parse(body, contentType, address)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// brief shows what matters of a feed in a line per entry.
func brief(f *Feed) []string {
	var out []string
	for _, e := range f.Entries {
		out = append(out, e.Title+" | "+e.URL+" | "+e.Published.Day.String())
	}
	return out
}

var (
	flood = item("سيل الوادعة يعزل ثلاث قرى", "/1", "a1", "Sun, 29 Jun 2025 10:00:00 +0300")
	dam   = item("بوابات السدّ تُفتح", "http://almarfa.test/2", "a2", "الأحد 29 حزيران/يونيو 2025 - 12:30")
	both  = []string{"سيل الوادعة يعزل ثلاث قرى | http://almarfa.test/1 | 2025-06-29", "بوابات السدّ تُفتح | http://almarfa.test/2 | 2025-06-29"}
)

func windows(s string) []byte {
	b, err := charmap.Windows1256.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return b
}

func TestFeedsOfEveryKind(t *testing.T) {
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(rss2(flood, dam)))
	good := rss2(flood, dam)
	for _, k := range []struct {
		name, contentType string
		body              []byte
	}{
		{"RSS 2.0", "application/rss+xml", []byte(good)},
		{"wrong content type", "text/html; charset=iso-8859-1", []byte(good)},
		{"byte order mark and blank lines", "", []byte("\uFEFF\n\n  " + good)},
		{"words before the feed", "", []byte("Warning: mysql_connect() on line 3\n" + good)},
		{"windows-1256, declared", "", windows(strings.Replace(good, "utf-8", "windows-1256", 1))},
		{"windows-1256, undeclared", "text/xml", windows(strings.Replace(good, ` encoding="utf-8"`, "", 1))},
		{"windows-1256, called UTF-8", "", windows(good)},
		{"UTF-8, called windows-1256", "", []byte(strings.Replace(good, "utf-8", "windows-1256", 1))},
		{"UTF-16", "", utf16},
		{"control characters", "", []byte(strings.Replace(good, "ثلاث", "\x03\x1Fثلاث", 1))},
		{"cut after the last entry", "", []byte(good[:len(good)-len("</channel></rss>")])},
		{"an entity that nobody knows, elsewhere", "", []byte(strings.Replace(good, "</channel>", "<copyright>&nosuch; & so</copyright></channel>", 1))},
		{"Atom", "", []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title>صحيفة المرفأ</title><link href="http://almarfa.test/"/>
			<entry><title type="html">سيل الوادعة &lt;b&gt;يعزل&lt;/b&gt; ثلاث قرى</title><id>a1</id><link href="/1"/><published>2025-06-29T10:00:00+03:00</published></entry>
			<entry><title>بوابات السدّ تُفتح</title><id>a2</id><link rel="alternate" href="2/../../2"/><updated>2025-06-29T10:00:00+03:00</updated></entry></feed>`)},
		{"RDF", "", []byte(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
			<channel><title>صحيفة المرفأ</title><link>http://almarfa.test/</link></channel>
			<item><title>سيل الوادعة يعزل ثلاث قرى</title><link>http://almarfa.test/1</link><dc:date>2025-06-29</dc:date></item>
			<item><title>بوابات السدّ تُفتح</title><link>http://almarfa.test/2</link><dc:date>2025-06-29T12:30+03:00</dc:date></item></rdf:RDF>`)},
		{"RSS 0.91", "", []byte(strings.Replace(good, `version="2.0"`, `version="0.91"`, 1))},
		{"JSON Feed", "", []byte(`{"version":"https://jsonfeed.org/version/1.1","title":"صحيفة المرفأ","home_page_url":"http://almarfa.test/","items":[
			{"id":"a1","url":"/1","title":"سيل الوادعة يعزل ثلاث قرى","content_text":"س","date_published":"2025-06-29T10:00:00+03:00"},
			{"id":"a2","url":"http://almarfa.test/2","title":"بوابات السدّ تُفتح","content_text":"س","date_published":"2025-06-29T12:30:00+03:00"}]}`)},
		{"news sitemap", "", []byte(newsSitemap)},
		{"news sitemap, compressed", "application/octet-stream", zipped(newsSitemap)},
	} {
		f := read(t, k.body, k.contentType)
		if diff := cmp.Diff(both, brief(f)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", k.name, diff)
		}
		if f.Title != "صحيفة المرفأ" {
			t.Errorf("%s: title %q", k.name, f.Title)
		}
	}
}

const newsSitemap = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> http://almarfa.test/1 </loc><news:news><news:publication><news:name>صحيفة المرفأ</news:name><news:language>ar</news:language></news:publication>
<news:publication_date>2025-06-29T10:00:00+03:00</news:publication_date><news:title>سيل الوادعة يعزل ثلاث قرى</news:title><news:keywords>سيل، سدّ الوادعة, الجُرف</news:keywords></news:news></url>
<url><loc>http://almarfa.test/2</loc><news:news><news:publication_date>2025-06-29</news:publication_date><news:title>بوابات السدّ تُفتح</news:title></news:news></url></urlset>`

func zipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.Bytes()
}

func TestBrokenFeedsAreReadAsFarAsTheyGo(t *testing.T) {
	good := rss2(flood, dam)
	for _, k := range []struct {
		name, body string
		least      int // entries
	}{
		{"cut within the second entry", good[:strings.Index(good, "تُفتح")], 1},
		{"cut within a tag", good[:strings.Index(good, "</guid>")+3], 1},
		{"cut within an open CDATA", rss2(flood, strings.Replace(dam, "بوابات", "<![CDATA[بوابات", 1)), 1},
		{"an element closed by another", rss2(flood, "<item><title>وسط</b></title><link>http://almarfa.test/3</link></item>", dam), 2},
		{"a lone ampersand", rss2(flood, item("ماء & كهرباء", "/3?a=1&b=2", "", ""), dam), 3},
		{"an HTML entity", rss2(item("ماء&nbsp;وكهرباء&hellip;", "/3", "", ""), dam), 2},
		{"a sitemap that is cut", newsSitemap[:strings.LastIndex(newsSitemap, "<news:title>")], 1},
	} {
		f, err := Parse([]byte(k.body), "", address)
		if err != nil {
			t.Errorf("%s: %v", k.name, err)
			continue
		}
		if len(f.Entries) < k.least {
			t.Errorf("%s: %v, want at least %d; findings %v", k.name, brief(f), k.least, f.Findings)
		}
	}
}

func TestWhatIsNoFeed(t *testing.T) {
	for _, k := range []struct {
		name, body string
		want       error
	}{
		{"page", "<!DOCTYPE html><html><head></head></html>", ErrPage},
		{"page with comment", "<!-- x --><HTML lang=ar>", ErrPage},
		{"empty", "", isnad.ErrInvalid},
		{"text", "صفحة غير موجودة", isnad.ErrInvalid},
		{"other XML", "<?xml version=\"1.0\"?><svg></svg>", isnad.ErrInvalid},
		{"other JSON", `{"error":"غير موجود"}`, nil},
		{"broken JSON", `{"version":"https://jsonfeed.org/version/1","items":[`, isnad.ErrInvalid},
		{"nothing but a beginning", "<rss", isnad.ErrInvalid},
	} {
		f, err := Parse([]byte(k.body), "", address)
		if k.want != nil && !errors.Is(err, k.want) {
			t.Errorf("%s: %v, want %v", k.name, err, k.want)
		}
		if k.want == nil && err == nil && len(f.Entries) > 0 {
			t.Errorf("%s: %v", k.name, brief(f))
		}
	}
}

func TestHostileFeedsAreBounded(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ها">` + strings.Repeat(`<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">`, 20) +
		`<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&b;&x;</title></channel></rss>`
	for name, body := range map[string]string{
		"deep":           "<rss><channel>" + strings.Repeat("<a>", 200_000),
		"deep and named": "<rss><channel><item>" + strings.Repeat("<media:group>", 200_000) + "</item></channel></rss>",
		"laughs":         laughs,
		"long title":     rss2(item(strings.Repeat("س", 5<<20), "/1", "", "")),
		"many entries":   rss2(strings.Repeat(flood, 20_000)),
		"many broken":    strings.Repeat("<item><title>x</b>", 100_000),
		"long attribute": "<rss a=\"" + strings.Repeat("x", 8<<20) + "\"><channel><title>س</title></channel></rss>",
		"tags unclosed":  "<rss><channel>" + strings.Repeat("<", 1<<20),
		"comments":       "<rss>" + strings.Repeat("<!--", 1<<18),
		"sitemap deep":   "<urlset>" + strings.Repeat("<url>", 200_000),
	} {
		// What grows with the square of its length would run into the time limit of all tests.
		f, _ := Parse([]byte(body), "", address)
		if f != nil {
			for _, e := range f.Entries {
				if len(e.Title) > maxTitle || strings.Contains(e.Title, "root:") {
					t.Errorf("%s: title of %d bytes", name, len(e.Title))
				}
			}
		}
	}
}

func TestStableIDs(t *testing.T) {
	ids := func(items ...string) []string {
		var out []string
		for _, e := range read(t, []byte(rss2(items...)), "").Entries {
			out = append(out, e.ID)
		}
		return out
	}
	if a, b := ids(item("قديم", "/1", "g", "")), ids(item("جديد", "/2?x", "g", "")); a[0] != b[0] {
		t.Errorf("a changed title and address changed the id: %v, %v", a, b)
	}
	if a, b := ids(item("قديم", "http://almarfa.test/1", "", "")), ids(item("جديد", "https://ALMARFA.test/1?utm_source=rss#top", "", "")); a[0] != b[0] {
		t.Errorf("campaign parameters changed the id: %v, %v", a, b)
	}
	if got := ids(item("أول", "/1", "same", ""), item("ثان", "/2", "same", ""), item("ثالث", "/3", "same", "")); len(got) != 3 {
		t.Errorf("one guid for all: ids %v", got)
	}
	if got := ids(item("بلا رابط", "", "", ""), item("بلا رابط آخر", "", "", ""), item("بلا رابط", "", "", "")); len(got) != 2 || got[0] == got[1] {
		t.Errorf("entries without link: ids %v", got)
	}
	if got := ids(item("مكرر", "/1", "g", ""), item("مكرر", "/1", "g", ""), item("آخر", "/2", "h", ""), item("غيره", "/3", "i", ""), item("وغيره", "/4", "j", "")); len(got) != 4 {
		t.Errorf("an entry that is there twice: ids %v", got)
	}
	if f := read(t, []byte(rss2(item("", "", "http://almarfa.test/guid", ""))), ""); len(f.Entries) != 1 || f.Entries[0].URL != "http://almarfa.test/guid" {
		t.Errorf("a guid that is an address: %+v", f.Entries)
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]dates.Date{
		"Sun, 29 Jun 2025 10:00:00 +0300": {Day: dates.Day{Year: 2025, Month: 6, Day: 29}, Precision: dates.Instant},
		"29 حزيران 2025":                  {Day: dates.Day{Year: 2025, Month: 6, Day: 29}, Precision: dates.DayOnly},
		"الأحد، 29 يونيو 2025 10:42 ص":    {Day: dates.Day{Year: 2025, Month: 6, Day: 29}, Precision: dates.Minute},
		"29 جوان 2025":                    {Day: dates.Day{Year: 2025, Month: 6, Day: 29}, Precision: dates.DayOnly},
		"قريبًا":                          {},
	} {
		got := read(t, []byte(rss2(item("س", "/1", "", text))), "").Entries[0].Published
		if got.Day != want.Day || got.Precision != want.Precision {
			t.Errorf("%s: %+v", text, got)
		}
		if !got.IsZero() && (got.Origin != dates.FromFeed || got.Text != text) {
			t.Errorf("%s: origin %q, text %q", text, got.Origin, got.Text)
		}
	}
}

func TestSitemapIndex(t *testing.T) {
	f := read(t, []byte(`<sitemapindex><sitemap><loc>http://a.test/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
		<sitemap><loc>/new.xml</loc><lastmod>2025-06-29</lastmod></sitemap></sitemapindex>`), "")
	if diff := cmp.Diff([]string{"http://almarfa.test/new.xml", "http://a.test/old.xml"}, f.Sitemaps); f.Kind != SitemapIndex || diff != "" {
		t.Errorf("kind %s (-want +got):\n%s", f.Kind, diff)
	}
}

func TestHowOften(t *testing.T) {
	for extra, want := range map[string]time.Duration{
		"<ttl>30</ttl>": 30 * time.Minute,
		`<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod><sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">4</sy:updateFrequency>`: 15 * time.Minute,
		"<ttl>soon</ttl>": 0,
	} {
		if got := read(t, []byte(rss2(extra, flood)), "").Every; got != want {
			t.Errorf("%s: %v, want %v", extra, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(rss2(flood, dam)), "application/rss+xml")
	f.Add([]byte(newsSitemap), "")
	f.Add(windows(rss2(flood)), "text/xml; charset=windows-1256")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1}]}`), "application/json")
	f.Add([]byte("<feed><entry><title>x"), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		got, err := Parse(body, contentType, address)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, e := range got.Entries {
			if e.ID == "" || seen[e.ID] {
				t.Errorf("id %q is empty or not the entry's own", e.ID)
			}
			seen[e.ID] = true
			if e.URL != "" && !strings.HasPrefix(e.URL, "http") {
				t.Errorf("address %q", e.URL)
			}
			if isnad.CleanText(e.Title) != e.Title {
				t.Errorf("title %q", e.Title)
			}
		}
	})
}
