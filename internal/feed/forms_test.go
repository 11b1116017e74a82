package feed

import (
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// channel wraps items in a channel of a made-up outlet.
func channel(items string) string {
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">` +
		`<channel><title>المرفأ</title><link>http://a.test/</link>` + items + `</channel></rss>`
}

func atomFeed(attr, entries string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom"` + attr + `><title>المرفأ</title>` + entries + `</feed>`
}

// TestForms reads feeds in the dialects and with the faults that are met.
func TestForms(t *testing.T) {
	type entry struct{ Title, URL, Author, Content string }
	for _, k := range []struct {
		name, body string
		want       []entry
	}{
		{"a title in CDATA with markup", channel(`<item><title><![CDATA[خبر <em>عاجل</em> & غيره]]></title><link><![CDATA[ http://a.test/1 ]]></link></item>`),
			[]entry{{"خبر عاجل & غيره", "http://a.test/1", "", ""}}},
		{"a title escaped twice", channel(`<item><title>&lt;b&gt;خبر&lt;/b&gt; &amp;quot;عاجل&amp;quot; &amp;amp; 5</title><link>http://a.test/1</link></item>`),
			[]entry{{`خبر "عاجل" & 5`, "http://a.test/1", "", ""}}},
		{"a lone ampersand", channel(`<item><title>سوق & مرفأ</title><link>http://a.test/1?a=1&b=2</link></item>`), []entry{{"سوق & مرفأ", "http://a.test/1?a=1&b=2", "", ""}}},
		{"an element left open", channel(`<item><title>خبر <b>عريض</title><link>http://a.test/1</link></item>`), []entry{{"خبر عريض", "http://a.test/1", "", ""}}},
		{"characters that XML has not", channel("<item><title>خبر\x0b\x01 عاجل&#x1;&#0;&#xFFFE;</title><link>http://a.test/1</link></item>"), []entry{{"خبر عاجل", "http://a.test/1", "", ""}}},
		{"entities of HTML", channel(`<item><title>&laquo;نص&raquo;&nbsp;&eacute;</title><link>http://a.test/1</link></item>`), []entry{{"«نص» é", "http://a.test/1", "", ""}}},
		{"entities of its own, none from a file", `<!DOCTYPE rss [<!ENTITY bahr "بحر"><!ENTITY file SYSTEM "file:///etc/passwd">]>` + channel(`<item><title>خبر &bahr; &file;</title><link>http://a.test/1</link></item>`),
			[]entry{{"خبر بحر &file;", "http://a.test/1", "", ""}}},
		{"capital letters", `<RSS VERSION="0.91"><CHANNEL><TITLE>t</TITLE><ITEM><TITLE>خبر</TITLE><LINK>http://a.test/1</LINK></ITEM></CHANNEL></RSS>`, []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"a warning before", "\n\n Warning: mysql_connect()\n" + channel(`<item><title>خبر</title><link>http://a.test/1</link></item>`), []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"something after", channel(`<item><title>خبر</title><link>http://a.test/1</link></item>`) + `<!-- cached --><script>x</script>`, []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"items beside the channel", `<rss version="2.0"><channel><title>t</title></channel><item><title>خبر</title><link>http://a.test/1</link></item></rss>`, []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"a link as Atom has it", channel(`<item><title>خبر</title><link href="http://a.test/1"/></item>`), []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"a link of Atom", channel(`<item><title>خبر</title><atom:link rel="self" href="http://a.test/s"/><atom:link rel="alternate" href="http://a.test/1"/></item>`), []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"a guid alone", channel(`<item><title>خبر</title><guid>http://a.test/g</guid></item>`), []entry{{"خبر", "http://a.test/g", "", ""}}},
		{"titles of media", channel(`<item><media:title>غيره</media:title><title>خبر</title><media:content url="http://a.test/i.jpg"><media:title>صورة</media:title></media:content><link>http://a.test/1</link></item>`), []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"xml:base in RSS", `<rss version="2.0" xml:base="http://b.test/dir/"><channel><title>t</title><item xml:base="sub/"><title>خبر</title><link>one.html</link></item></channel></rss>`, []entry{{"خبر", "http://b.test/dir/sub/one.html", "", ""}}},
		{"xml:base in Atom", atomFeed(` xml:base="http://b.test/dir/"`, `<entry xml:base="sub/"><title>خبر</title><link href="one.html"/></entry>`), []entry{{"خبر", "http://b.test/dir/sub/one.html", "", ""}}},
		{"relative links", atomFeed("", `<entry><title>خبر</title><link rel="self" href="/self"/><link rel="enclosure" href="/e.mp3"/><link rel="alternate" type="text/html" href="/alt"/></entry>`), []entry{{"خبر", "http://orig.test/alt", "", ""}}},
		{"XHTML in titles", atomFeed("", `<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">نص <i>مائل</i></div></title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>فقرة</p></div></content><link href="http://a.test/1"/></entry>`),
			[]entry{{"نص مائل", "http://a.test/1", "", "<p>فقرة</p>"}}},
		{"a prefix for Atom", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>t</a:title><a:entry><a:title>خبر</a:title><a:link href="http://a.test/1"/></a:entry></a:feed>`, []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>t</title><entry><title mode="escaped" type="text/html">&lt;b&gt;خبر&lt;/b&gt;</title><link rel="alternate" type="text/html" href="http://a.test/1"/></entry></feed>`, []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"RSS 0.90", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>t</title></channel><item><title>خبر</title><link>http://a.test/1</link></item></rdf:RDF>`, []entry{{"خبر", "http://a.test/1", "", ""}}},
		{"other prefixes", `<rss version="2.0" xmlns:x="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title><item><title>خبر</title><link>http://a.test/1</link><x:creator>سالم</x:creator><c:encoded><![CDATA[<p>نص</p>]]></c:encoded></item></channel></rss>`,
			[]entry{{"خبر", "http://a.test/1", "سالم", "<p>نص</p>"}}},
		{"cut within an entry", channel(`<item><title>أول</title><link>http://a.test/1</link></item><item><title>ثان</title><link>http://a.test/2</link><pubDa`)[:325], []entry{{"أول", "http://a.test/1", "", ""}, {"ثان", "http://a.test/2", "", ""}}},
		{"JSON with an address elsewhere", `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":1,"external_url":"http://b.test/2","title":"خبر","authors":[{"name":"سالم"}],"content_html":"<p>x</p>"}]}`, []entry{{"خبر", "http://b.test/2", "سالم", "<p>x</p>"}}},
		{"JSON that is cut", `{"version":"https://jsonfeed.org/version/1","title":"t","items":[{"id":"2","url":"http://b.test/2","title":"خبر"},{"id":"3","url":"http://b.te`, []entry{{"خبر", "http://b.test/2", "", ""}}},
	} {
		t.Run(k.name, func(t *testing.T) {
			for _, kind := range []string{"", "text/html", "application/octet-stream", "application/rss+xml; charset=utf-8"} {
				f, err := Parse([]byte(k.body), kind, "http://orig.test/feed")
				if err != nil {
					t.Fatal(err)
				}
				var got []entry
				for _, e := range f.Entries {
					got = append(got, entry{e.Title, e.URL, strings.Join(e.Authors, ";"), strings.TrimSpace(e.Content)})
				}
				if d := cmp.Diff(k.want, got); d != "" {
					t.Errorf("as %q: %s\n%q", kind, d, f.Findings)
				}
			}
		})
	}
}

// TestBytesOfAFeed reads one feed in every charset that feeds come in, declared rightly, wrongly and not at all.
func TestBytesOfAFeed(t *testing.T) {
	item := `<item><title>خبر عاجل من المرفأ</title><link>http://a.test/1</link></item>`
	declared := func(charset string) string {
		head := `<?xml version="1.0"?>`
		if charset != "" {
			head = `<?xml version="1.0" encoding="` + charset + `"?>`
		}
		return head + strings.TrimPrefix(channel(item), `<?xml version="1.0" encoding="utf-8"?>`)
	}
	wide := func(s string, big, mark bool) []byte {
		var b []byte
		if mark {
			s = "\uFEFF" + s
		}
		for _, u := range utf16.Encode([]rune(s)) {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	in := func(m *charmap.Charmap, s string) []byte {
		b, err := m.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(b)
	}
	for _, k := range []struct {
		name, kind string
		body       []byte
	}{
		{"UTF-8 with a mark", "", []byte("\uFEFF" + declared("utf-8"))},
		{"UTF-8 that says UTF-16", "", []byte(declared("utf-16"))},
		{"UTF-16LE", "", wide(declared("utf-16"), false, true)},
		{"UTF-16BE", "", wide(declared("utf-16"), true, true)},
		{"UTF-16LE without a mark", "", wide(declared("utf-16"), false, false)},
		{"UTF-16BE without a mark", "", wide(declared("utf-16"), true, false)},
		{"windows-1256", "", in(charmap.Windows1256, declared("windows-1256"))},
		{"windows-1256 undeclared", "", in(charmap.Windows1256, declared(""))},
		{"windows-1256 that says UTF-8", "", in(charmap.Windows1256, declared("utf-8"))},
		{"windows-1256 that says ISO-8859-1", "", in(charmap.Windows1256, declared("iso-8859-1"))},
		{"windows-1256 by its header", "text/xml; charset=windows-1256", in(charmap.Windows1256, declared(""))},
		{"ISO-8859-6", "", in(charmap.ISO8859_6, declared("iso-8859-6"))},
		{"ISO-8859-6 that says ISO-8859-1", "", in(charmap.ISO8859_6, declared("iso-8859-1"))},
		{"a header that lies", "text/xml; charset=us-ascii", []byte(declared("utf-8"))},
	} {
		t.Run(k.name, func(t *testing.T) {
			f, err := Parse(k.body, k.kind, "http://orig.test/feed")
			if err != nil || len(f.Entries) != 1 || f.Entries[0].Title != "خبر عاجل من المرفأ" || f.Title != "المرفأ" {
				t.Errorf("%+v, %v", f, err)
			}
		})
	}
}

func TestDatesOfFeeds(t *testing.T) {
	for _, k := range []struct{ text, want string }{
		{"Sat, 28 Jun 2025 09:00:00 +0300", "2025-06-28T06:00:00Z"},
		{"  Sat,  28  Jun  2025 09:00:00 +0300 ", "2025-06-28T06:00:00Z"},
		{"28 Jun 2025 09:00 EST", "2025-06-28T14:00:00Z"},
		{"Sat, 28 Jun 25 09:00:00 PDT", "2025-06-28T16:00:00Z"},
		{"Sat, 28 Jun 2025 09:00:00 UT", "2025-06-28T09:00:00Z"},
		{"Sat, 28 Jun 2025 09:00:00 Z", "2025-06-28T09:00:00Z"},
		{"Saturday, 28-Jun-25 09:00:00 GMT", "2025-06-28T09:00:00Z"},
		{"Sat, 28 June 2025 09:00:00 +03:00", "2025-06-28T06:00:00Z"},
		{"Sun, 28 Jun 2025 09:00:00 GMT", "2025-06-28T09:00:00Z"}, // another weekday than it was
		{"Sat Jun 28 09:00:00 2025", "2025-06-28T09:00:00Z"},
		{"2025-06-28T09:00Z", "2025-06-28T09:00:00Z"},
		{"2025-06-28T9:00:00Z", "2025-06-28T09:00:00Z"},
		{"2025-06-28T09:00:00.123+03:00", "2025-06-28T06:00:00Z"},
		{"2025-06-28T09:00:00+0300", "2025-06-28T06:00:00Z"},
		{"2025-06-28T09:00:00 +03:00", "2025-06-28T06:00:00Z"},
		{"20250628T090000Z", "2025-06-28T09:00:00Z"},
		{"2025-06-28 09:00:00", "2025-06-28T09:00:00Z"},
		{"2025/06/28 09:00", "2025-06-28T09:00:00Z"},
		{"28.06.2025 09:00", "2025-06-28T09:00:00Z"},
		{"28/06/2025 09:00", "2025-06-28T09:00:00Z"},
		{"1751101200", "2025-06-28T09:00:00Z"},
		{"1751101200000", "2025-06-28T09:00:00Z"},
		{"السبت، 28 يونيو 2025 09:00", "2025-06-28T09:00:00Z"},
		{"٢٨ حزيران ٢٠٢٥", "2025-06-28"},
		{"3 محرم 1447", "2025-06-28"},
		{"2025-06-28", "2025-06-28"},
		{"Jun 28, 2025", "2025-06-28"},
		{"Thu, 31 Jun 2025 09:00:00 GMT", ""},
		{"قريبا", ""},
	} {
		t.Run(k.text, func(t *testing.T) {
			f, err := Parse([]byte(channel(`<item><title>خبر</title><pubDate>`+k.text+`</pubDate></item>`)), "", "http://orig.test/feed")
			if err != nil {
				t.Fatal(err)
			}
			d, got := f.Entries[0].Published, ""
			switch {
			case !d.Time.IsZero():
				got = d.Time.UTC().Truncate(time.Second).Format(time.RFC3339)
			case !d.IsZero():
				got = d.Day.String()
			}
			if got != k.want {
				t.Errorf("%q, want %q", got, k.want)
			}
		})
	}
}

// TestBombs holds hostile feeds to what reading may take of memory; that it ends at all is what the test's own time says.
func TestBombs(t *testing.T) {
	var lol strings.Builder
	lol.WriteString(`<!DOCTYPE lolz [<!ENTITY a0 "lol">`)
	for i := '1'; i <= '9'; i++ {
		lol.WriteString(`<!ENTITY a` + string(i) + ` "` + strings.Repeat("&a"+string(i-1)+";", 10) + `">`)
	}
	lol.WriteString("]>")
	for name, body := range map[string]string{
		"billion laughs":     lol.String() + channel(`<item><title>ok &a9;</title><link>http://a.test/1</link></item>`),
		"quadratic blowup":   `<!DOCTYPE r [<!ENTITY a "` + strings.Repeat("a", 1000) + `">]>` + channel(`<item><title>`+strings.Repeat("&a;", 100_000)+`</title></item>`),
		"200,000 deep":       channel(`<item><title>x</title><description>` + strings.Repeat("<d>", 200_000) + `</description></item>`),
		"a document type":    `<!DOCTYPE rss [` + strings.Repeat("<!ENTITY ", 100_000) + channel(""),
		"200,000 items":      channel(strings.Repeat(`<item><title>x</title></item>`, 200_000)),
		"a title of 5 MB":    channel(`<item><title>` + strings.Repeat("ا ", 5<<20/3) + `</title><link>http://a.test/1</link></item>`),
		"attributes":         channel(`<item ` + strings.Repeat(`a="b" `, 200_000) + `><title>x</title></item>`),
		"JSON 200,000 deep":  `{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 200_000),
		"a sitemap too deep": `<urlset>` + strings.Repeat("<url>", 200_000),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f, err := Parse([]byte(body), "", "http://orig.test/feed")
			runtime.ReadMemStats(&after)
			if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<30 {
				t.Errorf("%d MB were allocated on the way", taken>>20)
			}
			if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 128<<20 {
				t.Errorf("%d MB held", held>>20)
			}
			if name == "billion laughs" && (err != nil || len(f.Entries) != 1) {
				t.Errorf("%+v, %v", f, err)
			}
		})
	}
}
