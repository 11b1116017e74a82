package extract

import (
	"strings"
	"testing"
)

// written are invented texts by language, a headline and a paragraph each.
var written = []struct{ name, lang, title, text string }{
	{"Arabic", "ar", "جسر جديد للمشاة في المدينة", "أعلنت البلدية افتتاح جسر للمشاة يربط ضفتي النهر، وقال رئيسها إن كلفته لم تتجاوز ما كان مقررا له في الموازنة."},
	{"Arabic with Persian letters", "ar", "البلدیة تفتتح الجسر الجدید", "أعلنت البلدیة افتتاح جسر للمشاة یربط ضفتي النهر، وقال رئیسها إن کلفته لم تتجاوز ما کان مقررا له في الموازنة."},
	{"Persian", "fa", "پل جدید عابران پیاده در شهر افتتاح شد", "شهرداری اعلام کرد که پل عابر پیاده دو سوی رودخانه را به هم وصل می\u200cکند و هزینه آن از بودجه تعیین شده بیشتر نشده است."},
	{"Urdu", "ur", "شہر میں پیدل چلنے والوں کے لیے نیا پل", "بلدیہ نے اعلان کیا ہے کہ نیا پل دریا کے دونوں کناروں کو ملاتا ہے اور اس کی لاگت مقررہ رقم سے زیادہ نہیں ہوئی۔"},
	{"Central Kurdish", "ckb", "پردێکی نوێ بۆ پیادەڕۆ لە شارەکە کرایەوە", "شارەوانی ڕایگەیاند کە پردەکە هەردوو کەناری ڕووبارەکە بەیەکەوە دەبەستێتەوە و تێچووەکەی لە بودجەی دیاریکراو زیاتر نەبووە."},
	{"Pashto", "ps", "په ښار کې د پلي تګ نوی پل پرانیستل شو", "ښاروالۍ اعلان وکړ چې دا پل د سیند دواړه غاړې سره نښلوي او لګښت یې له ټاکل شوې بودجې څخه زیات نه دی."},
	{"English", "en", "New footbridge opens in the city", "The city council said that the new footbridge links the two banks of the river and that it was built for less than the sum planned."},
}

func TestLanguage(t *testing.T) {
	for _, w := range written {
		t.Run(w.name, func(t *testing.T) {
			for _, d := range []Document{{Title: w.title}, {Title: w.title, Paragraphs: []string{w.text}}, {Paragraphs: []string{w.text}},
				{Title: w.title, Paragraphs: strings.Split(strings.Repeat(w.text+"\n", 40), "\n")}} {
				lang, ok := language(&d)
				if lang != w.lang || ok != (w.lang == "ar") {
					t.Errorf("%q, %d paragraphs: %q, Arabic %v", d.Title, len(d.Paragraphs), lang, ok)
				}
			}
		})
	}
}

// TestPageLanguage reads pages in each language: only Arabic ones are articles to keep.
func TestPageLanguage(t *testing.T) {
	for _, w := range written {
		t.Run(w.name, func(t *testing.T) {
			page := "<html lang=ar><body><h1>" + w.title + "</h1><p>" + strings.Repeat(w.text+"</p><p>", 3) + "</p></body></html>"
			r := Documents(Page{Body: []byte(page)})
			want := KindOtherLanguage
			if w.lang == "ar" {
				want = KindArticle
			}
			if r.Kind != want || len(r.Documents) != 1 || r.Documents[0].Lang != w.lang {
				t.Errorf("kind %s, reason %q, %d documents", r.Kind, r.Reason, len(r.Documents))
			}
		})
	}
}

func TestMixedLanguage(t *testing.T) {
	arabic, english, persian := written[0], written[6], written[2]
	for name, c := range map[string]struct {
		d    Document
		lang string
	}{
		"an Arabic article that quotes English":   {Document{Title: arabic.title, Paragraphs: []string{arabic.text, arabic.text, english.text, arabic.text}}, "ar"},
		"an English article with Arabic names":    {Document{Title: english.title, Paragraphs: []string{english.text, english.text, "سامر الحلواني", english.text}}, "en"},
		"an Arabic article that quotes Persian":   {Document{Title: arabic.title, Paragraphs: []string{arabic.text, arabic.text, persian.title}}, "ar"},
		"a Persian article with an Arabic title":  {Document{Title: "القدس", Paragraphs: []string{persian.text, persian.text}}, "fa"},
		"an Arabic article with names of players": {Document{Title: arabic.title, Paragraphs: []string{arabic.text + " John Smith, Peter Miller, Ann Lee", arabic.text}}, "ar"},
		"figures alone": {Document{Paragraphs: []string{"12 34 56", "7.5%"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if lang, _ := language(&c.d); lang != c.lang {
				t.Errorf("%q, want %q", lang, c.lang)
			}
		})
	}
}
