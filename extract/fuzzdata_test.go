package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzJSONLD(f *testing.F) {
	for _, seed := range []string{
		`{"@type":"NewsArticle","headline":"جسر","author":[{"name":"سامر الحلواني"},"ليلى القاضي"],"image":["a.jpg"],"keywords":"جسر، نهر"}`,
		`{"@graph":[{"@type":["Article","Thing"],"articleBody":"نص"},{"@type":"WebPage"}]}`,
		`//<![CDATA[` + "\n" + `{"@type":"Article","headline":"سطر` + "\n" + `مكسور"}//]]>`, `[[[[`, `{"@type":3,"author":{"name":{"name":1}}}`, `null`, ``,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, script string) {
		a := readJSONLD([]string{script})
		for _, s := range append(append([]string{a.headline, a.body}, a.authors...), a.keywords...) {
			if utf8.ValidString(script) && !utf8.ValidString(s) {
				t.Errorf("%q", s)
			}
		}
		readPageData([]string{script}, []string{"جسر"}, "https://a.example/jisr")
	})
}

func FuzzDump(f *testing.F) {
	for _, seed := range []string{
		"عنوان الخبر في المدينة\nتاريخ النشر: 4 نوفمبر 2023\nقال المتحدث إن العمل مستمر في الجسر الجديد منذ أيام طويلة.\nالمصدر: وكالات",
		"الرئيسية\nرياضة\nاقتصاد\nعنوان الخبر في المدينة\n" + strings.Repeat("قال المتحدث إن العمل مستمر في الجسر. ", 5), ":\n::\nالمصدر\n", "\n\n", "إقرأ أيضاً\nإقرأ أيضاً",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		drafts := readDump(text)
		for _, n := range drafts {
			d := n.document(drafts)
			for _, b := range d.Blocks {
				if b.Paragraph < 0 || b.Paragraph >= len(d.Paragraphs) {
					t.Fatalf("block %+v of %d paragraphs", b, len(d.Paragraphs))
				}
			}
			for _, p := range d.Paragraphs {
				if p == "" || utf8.ValidString(text) && !utf8.ValidString(p) {
					t.Errorf("paragraph %q", p)
				}
			}
		}
	})
}
