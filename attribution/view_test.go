package attribution

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad/arabic"
	"isnad/names"
)

// markedView reads a text as Find does, with its entities.
func markedView(text string) *view {
	r := newReader(Input{Text: text, Entities: names.Find(names.Input{Text: text})})
	v := newView(arabic.Text, text)
	r.mark(v)
	return v
}

func TestFusedAt(t *testing.T) {
	for name, c := range map[string]struct{ word, first string }{
		"tanween before a preposition": {"حديثٍللصحيفة", "حديثٍ"},
		"ta marbuta":                   {"وزارةالنقل", "وزارة"},
		"إنّ before an article":        {"إنّالجسر", "إنّ"},
		"بأنّ before a noun":           {"بأنّقطاع", "بأنّ"},
		"بأنّ before a number":         {"بأنّ4", "بأنّ"},
		"a pronoun is no word":         {"بأنّهما", ""},
		"an alif after fathatan":       {"شيئًا", ""},
		"ta marbuta with a vowel":      {"مدرسةٌ", ""},
		"a short word":                 {"إنّه", ""},
		"a plain word":                 {"الاستقلالية", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.word[:fusedAt(c.word)]; got != c.first {
				t.Errorf("cut after %q, want %q", got, c.first)
			}
		})
	}
}

func TestMute(t *testing.T) {
	for phraseText, want := range map[string]bool{
		"العملية الأخيرة":  true,
		"الحفريات الجديدة": true,
		"الانفجار الكبير":  true,
		"خطوة البلدية":     true,
		"التقرير السنوي":   false,
		"السلطات المحلية":  false,
		"الشركات الكبرى":   false,
		"المنظمات الدولية": false,
		"مساعدة الوزير":    false,
		"الإخوان":          false,
		"إدارة المتحف":     false,
		"المواطنة":         false,
	} {
		v := markedView(phraseText + " تؤكد")
		if got := v.mute(phrase{0, len(v.tokens) - 1}); got != want {
			t.Errorf("mute(%s) = %v", phraseText, got)
		}
	}
}

// TestQuotations tells which words stand inside a quotation, written with the words of each in brackets.
func TestQuotations(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"two shapes":             {"قال «نعم الآن» ومضى", "نعم الآن"},
		"one shape":              {"قال \"نعم الآن\" ومضى", "نعم الآن"},
		"nested":                 {"قال «سمعت \"نعم\" منه»", "سمعت نعم منه"},
		"the wrong way round":    {"قال ”نعم الآن“ ومضى", "نعم الآن"},
		"an opening mark closes": {"قال «نعم الآن « ومضى", "نعم الآن"},
		"closed by nothing":      {"كتب \"نعم الآن ومضى", ""},
		"carried on":             {"قال «نعم الآن\nوغدا أيضا» ومضى", "نعم الآن وغدا أيضا"},
		"closed by the paragraph": {
			"قال «نعم الآن\nومضى", "نعم الآن",
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := newView(arabic.Text, c.text)
			var in []string
			for _, w := range v.tokens {
				if w.shape == word && w.quote >= 0 {
					in = append(in, w.raw)
				}
			}
			if got := strings.Join(in, " "); got != c.want {
				t.Errorf("quoted %q, want %q", got, c.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"two":                  {"جاء سالم. ذهب سالم.", []string{"جاء سالم.", "ذهب سالم."}},
		"not inside quotation": {"قال «جاء. ذهب». ومضى.", []string{"قال «جاء. ذهب».", "ومضى."}},
		"an initial":           {"قال ن. كول نعم.", []string{"قال ن. كول نعم."}},
		"a letter's name":      {"قالت لورا ايه. كول نعم.", []string{"قالت لورا ايه. كول نعم."}},
		"a decimal":            {"بلغ 3.5 أمتار. ثم هدأ.", []string{"بلغ 3.5 أمتار.", "ثم هدأ."}},
		"paragraphs":           {"عنوان\nنص", []string{"عنوان", "نص"}},
	} {
		t.Run(name, func(t *testing.T) {
			v := newView(arabic.Text, c.text)
			var got []string
			for i := 0; i < len(v.tokens); i = v.ends[i] {
				got = append(got, strings.TrimSpace(v.slice(i, v.ends[i])))
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestTokensCover checks that tokens are in order, inside the text, and fold as the text does.
func TestTokensCover(t *testing.T) {
	for _, text := range []string{"", "«", "»»««", "قالَ: «نعم»\n\n«", "a\u200cb ١٢٬٣", strings.Repeat("«", 50), "إنّالجسر\nةةةةةةة"} {
		v := newView(arabic.Text, text)
		at := 0
		for _, w := range v.tokens {
			if w.start < at || w.end < w.start || w.end > len(text) {
				t.Fatalf("%q: token %d:%d after %d", text, w.start, w.end, at)
			}
			if w.shape == word && arabic.Fold(text[w.start:w.end]) != w.fold {
				t.Errorf("%q: fold %q", text, w.fold)
			}
			at = w.end
		}
	}
}

func TestVerbForms(t *testing.T) {
	for form, want := range map[string]string{
		"قال": "قال", "قالت": "قال", "قالوا": "قال", "يقولون": "قال", "وقال": "قال", "فقالت": "قال", "قائلين": "قال", "قوله": "قال",
		"سيعلن": "أعلن", "تعلنان": "أعلن", "معلنة": "أعلن", "دعتا": "دعا", "نفيا": "نفى", "ومؤكدين": "أكد", "جبل": "", "النهر": "",
	} {
		got := ""
		if f := lookUp(arabic.Fold(form)); len(f) > 0 {
			got = f[0].verb.lemma
		}
		if got != want {
			t.Errorf("lookUp(%s) = %q, want %q", form, got, want)
		}
	}
}

func TestAgreement(t *testing.T) {
	for name, c := range map[string]struct {
		speaker, verb agreement
		want          bool
	}{
		"alike":                   {agreement{'m', 's'}, agreement{'m', 's'}, true},
		"gender differs":          {agreement{'m', 's'}, agreement{'f', 's'}, false},
		"number differs":          {agreement{'m', 's'}, agreement{'m', 'p'}, false},
		"unknown fits":            {agreement{}, agreement{'f', 'p'}, true},
		"a body takes the plural": {agreement{'f', 's'}, agreement{'m', 'p'}, true},
	} {
		if got := c.speaker.fits(c.verb); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestVerbalNoun(t *testing.T) {
	for w, want := range map[string]bool{
		"استقبال": true, "انتخاب": true, "اجتماع": true, "إعلان": true, "تأكيد": true, "تعاون": true, "مقاومة": true, "إغلاقها": true,
		"الإعلان": false, "جبل": false, "مدينة": false, "كتاب": false,
	} {
		if got := verbalNoun(arabic.Fold(w)); got != want {
			t.Errorf("verbalNoun(%s) = %v", w, got)
		}
	}
}

func TestMarkersAreSane(t *testing.T) {
	for first, list := range markerTable() {
		for n, m := range list {
			if m.words[0] != first || len(m.words) == 0 {
				t.Errorf("%s: words %v", first, m.words)
			}
			if n > 0 && len(list[n-1].words) < len(m.words) {
				t.Errorf("%s: the longer of its markers does not come first", first)
			}
			switch m.after {
			case "np", "lnp", "verb", "self", "relay":
			default:
				t.Errorf("%s: after %q", first, m.after)
			}
		}
	}
}

// TestSecondSpeakers gives the speaker of the last statement found.
func TestLastSpeaker(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a body goes on":            {"أعلنت وزارة النقل أن الخط جاهز.\nوأضافت أن المحطات كاملة.", "وزارة النقل"},
		"a family name":             {"قال سليم العابد إن الخط جاهز.\nوأكد العابد أن المحطات كاملة.", "سليم العابد"},
		"she, not he":               {"قالت هالة العون إن الخط جاهز.\nوحضر سليم العابد.\nوأضافت أن المحطات كاملة.", "هالة العون"},
		"the source of a relay":     {"نقلت وكالة رويترز عن مسؤول محلي قوله إن الخط جاهز، مشيرا إلى أن المحطات كاملة.", "مسؤول محلي"},
		"a definite word for it":    {"قال مصدر مطلع إن الخط جاهز.\nوأضاف المصدر أن المحطات كاملة.", "مصدر مطلع"},
		"he who left said":          {"وصل سليم العابد إلى المحطة وقال إن الخط جاهز.", "سليم العابد"},
		"conjunction left out":      {"العمل مستمر، والجيش يعلن فتح الطريق.", "الجيش"},
		"two of them":               {"قال سليم العابد وهالة العون إن الخط جاهز.", "سليم العابد وهالة العون"},
		"the nearest verb's object": {"ووجه سليم العابد رسالة إلى السكان قال فيها: «نهنئكم جميعا بهذا الفوز».", "سليم العابد"},
	} {
		t.Run(name, func(t *testing.T) {
			got := findIn("", c.text)
			if len(got) == 0 || got[len(got)-1].Speaker.Name != c.want {
				t.Errorf("want %s of %+v", c.want, summary(got))
			}
		})
	}
}

// TestUnknownSpeaker keeps what nobody is known to have said at low confidence.
func TestUnknownSpeaker(t *testing.T) {
	for _, s := range findIn("", "وأضاف أن الخط جاهز للعمل.") {
		if s.Speaker.Name == "" && s.Confidence > unknownSpeaker {
			t.Errorf("confidence %v", s.Confidence)
		}
	}
}

// TestEvidenceIsBounded checks that evidence names only what a statement has, and that confidence lies between 0 and 1.
func TestEvidenceIsBounded(t *testing.T) {
	for _, s := range findIn("وزير النقل: الخط جاهز", "قال وزير النقل سليم العابد إن الخط جاهز، مؤكدا أن المحطات كاملة.") {
		if e := Evidence(s); len(e) < 4 || e[0] != "always" {
			t.Errorf("evidence %v", e)
		}
		if s.Confidence <= 0 || s.Confidence >= 1 {
			t.Errorf("confidence %v", s.Confidence)
		}
	}
}

// TestLongTexts checks that a text of one endless sentence, quotation or paragraph is read to its end.
func TestLongTexts(t *testing.T) {
	for name, text := range map[string]string{
		"one sentence":         strings.Repeat("قال سليم إن الخط جاهز و", 1000),
		"one quotation":        "قال سليم: «" + strings.Repeat("الخط جاهز للعمل. ", 1000) + "»",
		"opening marks":        strings.Repeat("قال سليم «", 1000),
		"straight marks":       strings.Repeat("قال \" سليم", 1000),
		"markers":              strings.Repeat("وفق وزارة النقل، بحسب ", 1000),
		"repeated paragraphs":  strings.Repeat("وزارة النقل تؤكد أن الخط جاهز للعمل.\n", 1000),
		"participles":          strings.Repeat("مؤكدا أن الخط جاهز، ", 1000),
		"adjectives in a row":  "قال " + strings.Repeat("الكبير ", 1500) + "إن الخط جاهز.",
		"colons":               strings.Repeat("سليم: ", 1000),
		"verbs without a word": strings.Repeat("قال ", 1500),
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range findIn("", text) {
				if text[s.Start:s.End] != s.Content {
					t.Fatalf("content at %d:%d", s.Start, s.End)
				}
			}
		})
	}
}
