package press

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// feed renders the site's feed in the form that outlets.tsv names.
func (s *site) feed() ([]byte, string, error) {
	write, kind := s.writeRSS, "application/rss+xml"
	switch s.Feed {
	case "atom":
		write, kind = s.writeAtom, "application/atom+xml; charset=utf-8"
	case "sitemap":
		write, kind = s.writeSitemap, "text/xml"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=%q?>\n", s.Charset)
	write(&b)
	body, err := s.encode(b.Bytes())
	return body, kind, err
}

// esc escapes text for XML; it cannot fail on a buffer.
func esc(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text))
	return b.String()
}

func (s *site) writeRSS(b *bytes.Buffer) {
	fmt.Fprintf(b, "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n")
	fmt.Fprintf(b, "<title>%s</title><link>%s</link><description>%s</description><language>ar</language>\n", esc(s.Name), esc(s.home), esc("آخر الأخبار"))
	for i := len(s.articles) - 1; i >= 0; i-- {
		a := s.articles[i]
		fmt.Fprintf(b, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"false\">%d</guid>", esc(a.Title), esc(s.url(a)), a.Number)
		fmt.Fprintf(b, "<pubDate>%s</pubDate><category>%s</category>", s.pubDate(a.When), esc(a.Section))
		fmt.Fprintf(b, "<description><![CDATA[<p>%s</p>]]></description></item>\n", a.Lead)
	}
	fmt.Fprintf(b, "</channel>\n</rss>\n")
}

// pubDate is as RFC 822 has it, save on the old site, which prints Arabic where a machine expects English.
func (s *site) pubDate(t time.Time) string {
	if s.Layout == "table" {
		return printed(t, s.DateForm)
	}
	return t.Format(time.RFC1123Z)
}

func (s *site) writeAtom(b *bytes.Buffer) {
	fmt.Fprintf(b, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ar\">\n<title>%s</title><id>%s</id><link href=\"%s\"/><link rel=\"self\" href=\"%s\"/>\n",
		esc(s.Name), esc(s.home), esc(s.home), esc(strings.TrimSuffix(s.home, "/")+s.FeedPath))
	fmt.Fprintf(b, "<updated>%s</updated>\n", s.anchor.Format(time.RFC3339))
	for i := len(s.articles) - 1; i >= 0; i-- {
		a := s.articles[i]
		fmt.Fprintf(b, "<entry><title>%s</title><link href=\"%s\"/><id>tag:%s,2024:%d</id>", esc(a.Title), esc(s.url(a)), s.Host(), a.Number)
		fmt.Fprintf(b, "<published>%s</published><updated>%[1]s</updated><summary>%s</summary>", a.When.Format(time.RFC3339), esc(a.Lead))
		if a.Author != "" {
			fmt.Fprintf(b, "<author><name>%s</name></author>", esc(a.Author))
		}
		fmt.Fprintf(b, "</entry>\n")
	}
	fmt.Fprintf(b, "</feed>\n")
}

func (s *site) writeSitemap(b *bytes.Buffer) {
	fmt.Fprintf(b, "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n")
	for i := len(s.articles) - 1; i >= 0; i-- {
		a := s.articles[i]
		fmt.Fprintf(b, "<url><loc>%s</loc><news:news><news:publication><news:name>%s</news:name><news:language>ar</news:language></news:publication>", esc(s.url(a)), esc(s.Name))
		fmt.Fprintf(b, "<news:publication_date>%s</news:publication_date><news:title>%s</news:title></news:news></url>\n", a.When.Format(time.RFC3339), esc(a.Title))
	}
	fmt.Fprintf(b, "</urlset>\n")
}
