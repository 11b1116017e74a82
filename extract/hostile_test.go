package extract

import (
	"bytes"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// story is an invented article of some paragraphs, for tests that need running text.
const story = `<p>أعلنت بلدية مدينة الزهراء الجديدة، صباح اليوم، افتتاح جسر للمشاة يربط ضفتي النهر، بعد أعمال استمرت ثلاثة أعوام.</p>
<p>وقال رئيس البلدية سامر الحلواني إن الجسر سيخدم نحو عشرين ألف شخص كل يوم، مضيفا أن كلفته لم تتجاوز ما كان مقررا له.</p>
<p>وأوضحت المهندسة ليلى القاضي أن أعمال الصيانة ستجري مرتين في السنة، وأن الإنارة تعمل بالطاقة الشمسية وحدها.</p>`

// TestHostilePages reads pages made to cost time or to break a reader; none may panic, and the deep ones keep their text.
func TestHostilePages(t *testing.T) {
	big := func(s string, size int) string { return strings.Repeat(s, size/len(s)+1) }
	size := 256 << 10
	if os.Getenv("ISNAD_LONG") != "" {
		size = 5 << 20 // the size for which the time is promised
	}
	pages := map[string]string{
		"2,000 nested elements":    strings.Repeat("<div>", 2000) + story + strings.Repeat("</div>", 2000),
		"200,000 nested elements":  strings.Repeat("<div>", 200_000) + story,
		"200,000 nested spans":     strings.Repeat("<span>", 200_000) + story,
		"200,000 nested lists":     strings.Repeat("<ul><li>", 200_000) + story,
		"200,000 nested tables":    strings.Repeat("<table><tr><td>", 200_000) + story,
		"200,000 nested links":     strings.Repeat("<a href=x>", 200_000) + story,
		"end tags alone":           big("</div></p></a>", size) + story,
		"paragraphs":               big("<p>ab", size),
		"paragraphs of text":       big("<p>قال المتحدث باسم البلدية إن العمل مستمر.</p>", size),
		"small blocks":             big("<div><a href=/x>خبر آخر من المدينة القديمة</a></div>", size),
		"breaks":                   big("نص<br>", size),
		"one long text":            "<p>" + big("كلمة ", size),
		"one long word":            "<p>" + big("ا", size),
		"one long class":           `<div class="` + big("related-ad ", size) + `">` + story,
		"many attributes":          "<div " + big("a=b ", size) + ">" + story,
		"open comment":             story + "<!--" + big("x-", size),
		"open script":              story + "<script>" + big("</scrip", size),
		"less-than signs":          big("<", size),
		"entities":                 "<p>" + big("&amp;&#1575;", size),
		"times":                    "<h1>عنوان الخبر في المدينة</h1>" + big(`<time datetime="2023-11-04">4 نوفمبر 2023</time>`, size),
		"metas":                    big(`<meta name=author content="سامر الحلواني">`, size) + story,
		"headings":                 big("<h1>عنوان طويل لخبر لا يقول شيئا</h1>", size),
		"labels":                   big("<p>المصدر: وكالة الزهراء</p>", size),
		"json":                     `<script type="application/ld+json">` + big(`{"a":[`, size) + `</script>` + story,
		"flat json":                `<script type="application/ld+json">[` + big(`{"@type":"NewsArticle","headline":"خبر"},`, size) + `{}]</script>` + story,
		"text lines":               big("عنوان قصير لخبر من المدينة\nقال المتحدث باسم البلدية إن العمل مستمر في الجسر الجديد منذ أيام.\n", size),
		"text of one line":         big("كلمة ", size),
		"text of labels":           big("المصدر:\nكلمات دلالية:\nإقرأ أيضاً:\n", size),
		"label of many words":      "عنوان الخبر في المدينة\n" + story + "\nكلمات دلالية: " + big("الجسر الجديد ", size),
		"fused word":               "<p>" + big("الجسروقد ", size),
		"fused paragraphs":         big("<p>أنجزوا الاتفاقوقد نقلت الوكالة عن رئيس البلدية أن العمل مستمر في الجسر</p>", size),
		"dates":                    big("<p>4 نوفمبر 2023</p>", size),
		"articles":                 big("<article><h2>عنوان لخبر من المدينة القديمة</h2><p>قال المتحدث باسم البلدية إن العمل مستمر.</p></article>", size),
		"tag links":                "<div class=article-body>" + story + "</div>" + big("<a rel=tag href=/tag/x>الجسر</a> ", size),
		"zero bytes":               string(make([]byte, size)),
		"high bytes":               big("\xff\xfe\xe4", size),
		"figures":                  big("<figure><figcaption>صورة</figcaption></figure>", size),
		"cards":                    big("<li><h3><a href=x>عنوان خبر طويل من المدينة القديمة</a></h3><p>قال المتحدث إن العمل مستمر في الجسر الجديد منذ أيام طويلة.</p></li>", size),
		"nested bodies":            strings.Repeat(`<div class="article-body">`, 200) + big(story, size),
		"forms and inputs":         big("<form><input><select><option>x", size),
		"unclosed quotes":          big(`<a href="`, size) + story,
		"alternating inline links": "<p>" + big("<a href=x>خبر</a> نص ", size),
	}
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			r := Documents(Page{Body: []byte(page), URL: "https://example.com/a", ContentType: "text/html"})
			if strings.Contains(name, "nested") && strings.Contains(name, "00") && !strings.Contains(name, "links") {
				if len(r.Documents) != 1 || len(r.Documents[0].Paragraphs) < 3 {
					t.Errorf("the article is lost: %v %q", r.Kind, r.Reason)
				}
			}
		})
	}
}

// TestMutatedPages reads six hundred pages made by breaking good ones at random, and the good ones cut anywhere.
func TestMutatedPages(t *testing.T) {
	good := []string{
		`<html><head><title>جسر جديد - صحيفة الزهراء</title><meta property="og:title" content="جسر جديد"></head><body><h1>جسر جديد في الزهراء</h1>` + story + `</body></html>`,
		"جسر جديد في مدينة الزهراء\nتاريخ النشر: 4 نوفمبر 2023\n" + strings.NewReplacer("<p>", "", "</p>", "").Replace(story) + "\nالمصدر: وكالة الزهراء\nكلمات دلالية: الجسر الزهراء\n",
		`<script type="application/ld+json">{"@type":"NewsArticle","headline":"جسر","datePublished":"2023-11-04T10:00:00Z","author":{"name":"سامر الحلواني"}}</script><div class="article-body">` + story + `</div><ul class="tags"><li><a rel=tag href=/tag/x>الجسر</a></ul>`,
	}
	rng := rand.New(rand.NewPCG(4, 2026))
	for i := range 600 {
		page := []byte(good[i%len(good)])
		for range 1 + rng.IntN(12) {
			page = mutate(rng, page)
		}
		Documents(Page{Body: page, ContentType: []string{"text/html", "", "text/html; charset=windows-1256"}[rng.IntN(3)]})
	}
}

// mutate breaks a page in one place: bytes changed, a stretch lost, doubled or moved.
func mutate(rng *rand.Rand, page []byte) []byte {
	if len(page) < 4 {
		return page
	}
	i := rng.IntN(len(page))
	j := min(len(page), i+1+rng.IntN(80))
	switch rng.IntN(5) {
	case 0:
		page = bytes.Clone(page)
		page[i] = byte(rng.IntN(256))
	case 1:
		page = append(bytes.Clone(page[:i]), page[j:]...)
	case 2:
		page = append(bytes.Clone(page[:j]), page[i:]...)
	case 3:
		page = append(bytes.Clone(page[j:]), page[i:j]...)
	case 4:
		tags := []string{"<div>", "</p>", "<a href=x>", "<table>", "<!--", "<script>", "\x00", "<p><p>", "</html>", "<![CDATA["}
		page = append(append(bytes.Clone(page[:i]), tags[rng.IntN(len(tags))]...), page[i:]...)
	}
	return page
}
