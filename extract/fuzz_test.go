package extract

import (
	"testing"
	"unicode/utf8"
)

func FuzzDocuments(f *testing.F) {
	f.Add([]byte("<h1>عنوان</h1>"+story), "text/html")
	f.Add([]byte("عنوان الخبر في المدينة\nالمصدر: وكالة\nكلمات دلالية: أ ب ج د هـ\nإقرأ أيضاً:\nعنوان آخر للخبر\n"), "")
	f.Add([]byte(`<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle"}]}</script>`), "text/html; charset=x")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		r := Documents(Page{Body: body, ContentType: contentType, URL: "https://example.com/2023/11/4/a"})
		for _, d := range r.Documents {
			for _, p := range d.Paragraphs {
				if p == "" || !utf8.ValidString(p) {
					t.Errorf("paragraph %q", p)
				}
			}
			for _, b := range d.Blocks {
				if b.Paragraph < 0 || b.Paragraph >= len(d.Paragraphs) {
					t.Errorf("block %v of %d paragraphs", b, len(d.Paragraphs))
				}
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xc7\xe1\xe1\xe5"), "text/html; charset=windows-1256")
	f.Add([]byte("\xff\xfe\x27\x06"), "")
	f.Add([]byte("<meta charset=utf-16>x"), "text/html")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		text, charset, _ := Decode(body, contentType)
		if !utf8.ValidString(text) || charset == "" {
			t.Errorf("%q as %q", text, charset)
		}
	})
}
