package attribution

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad/arabic"
	"isnad/dates"
	"isnad/names"
)

// said is a statement as the tables below write it.
type said struct {
	Cue, Speaker, Content string
	Kind                  Kind
	Act                   Act
	Relays                []string
}

// findIn runs the stages before Find on a text, as the annotator does, and gives what is not nested.
func findIn(title, text string) []Statement {
	in := Input{Title: title, Text: text, Entities: names.Find(names.Input{Title: title, Text: text})}
	if day, err := dates.ParseDay("2021-06-10"); err == nil {
		in.Published = dates.Date{Day: day, Precision: dates.DayOnly}
	}
	anchor := dates.Anchor{Published: in.Published}
	in.Times = append(dates.Find(arabic.Title, title, anchor), dates.Find(arabic.Text, text, anchor)...)
	var out []Statement
	for _, s := range Find(in) {
		if !s.Nested {
			out = append(out, s)
		}
	}
	return out
}

func summary(ss []Statement) []said {
	var out []said
	for _, s := range ss {
		x := said{Cue: s.Cue, Speaker: s.Speaker.Name, Content: s.Content, Kind: s.Kind, Act: s.Act}
		for _, r := range s.Relays {
			x.Relays = append(x.Relays, r.Name)
		}
		out = append(out, x)
	}
	return out
}

func TestFindInText(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []said
	}{
		"verb, subject, أن": {
			"أكد المتحدث باسم بلدية الواحة أن الجسر سيفتح قريبا.",
			[]said{{"أكد", "المتحدث باسم بلدية الواحة", "الجسر سيفتح قريبا", Indirect, Stress, nil}},
		},
		"a pronoun stays with the content": {
			"وقالت وزارة النقل إنها أنهت المشروع.",
			[]said{{"وقالت", "وزارة النقل", "إنها أنهت المشروع", Indirect, State, nil}},
		},
		"colon and quotation": {
			"وقال مدير المتحف: «المعرض مفتوح للجميع. والدخول مجاني».",
			[]said{{"وقال", "مدير المتحف", "المعرض مفتوح للجميع. والدخول مجاني", Direct, State, nil}},
		},
		"quotation after أن": {
			"وأوضحت مصادر محلية أن \"الطريق مغلق منذ الصباح\".",
			[]said{{"وأوضحت", "مصادر محلية", "الطريق مغلق منذ الصباح", Mixed, State, nil}},
		},
		"a participle goes with the speaker of its sentence": {
			"قالت وزارة النقل إن الخط جاهز، مشيرة إلى أن التجارب انتهت.",
			[]said{
				{"قالت", "وزارة النقل", "الخط جاهز", Indirect, State, nil},
				{"مشيرة", "وزارة النقل", "التجارب انتهت", Indirect, State, nil},
			},
		},
		"an implied subject over paragraphs": {
			"أعلنت وزارة النقل عن تأجيل الافتتاح.\nوأضافت أن السبب فني.",
			[]said{
				{"أعلنت", "وزارة النقل", "تأجيل الافتتاح", Indirect, Announce, nil},
				{"وأضافت", "وزارة النقل", "السبب فني", Indirect, State, nil},
			},
		},
		"a bare object": {
			"أكدت وزارة النقل ضرورة صيانة الجسر.",
			[]said{{"أكدت", "وزارة النقل", "ضرورة صيانة الجسر", Indirect, Stress, nil}},
		},
		"a marker before": {
			"ووفق وزارة النقل، فإن الخط جاهز للعمل.",
			[]said{{"ووفق", "وزارة النقل", "الخط جاهز للعمل", Indirect, State, nil}},
		},
		"a marker after": {
			"أغلق الطريق الساحلي أمس بسبب العاصفة، بحسب مصادر محلية.",
			[]said{{"بحسب", "مصادر محلية", "أغلق الطريق الساحلي أمس بسبب العاصفة", Indirect, State, nil}},
		},
		"a marker with a verb": {
			"أغلق الطريق الساحلي بسبب العاصفة، وفق ما أعلنت وزارة النقل.",
			[]said{{"وفق ما أعلنت", "وزارة النقل", "أغلق الطريق الساحلي بسبب العاصفة", Indirect, Announce, nil}},
		},
		"a preposition of its own": {
			"دعت وزارة الصحة إلى تجنب السفر، محذرة من انتشار المرض.",
			[]said{
				{"دعت", "وزارة الصحة", "تجنب السفر", Indirect, Call, nil},
				{"محذرة", "وزارة الصحة", "انتشار المرض", Indirect, Warn, nil},
			},
		},
		"the preposition ب": {
			"طالبت نقابة الصيادين بفتح الميناء.",
			[]said{{"طالبت", "نقابة الصيادين", "بفتح الميناء", Indirect, Call, nil}},
		},
		"handed down by an agency": {
			"نقلت وكالة رويترز عن مسؤول محلي قوله إن السد ممتلئ.",
			[]said{{"قوله", "مسؤول محلي", "السد ممتلئ", Indirect, State, []string{"وكالة رويترز"}}},
		},
		"a trailing marker of an outlet is a channel": {
			"قال مسؤول محلي إن السد ممتلئ، بحسب وكالة رويترز.",
			[]said{{"قال", "مسؤول محلي", "السد ممتلئ", Indirect, State, []string{"وكالة رويترز"}}},
		},
		"described as": {
			"وصفت وزارة الخارجية القرار بأنه «خطوة خطيرة».",
			[]said{{"وصفت", "وزارة الخارجية", "القرار بأنه «خطوة خطيرة»", Mixed, State, nil}},
		},
		"as he put it is no content": {
			"وأكدت وزارة النقل أن الخط جاهز وفق تعبيرها.",
			[]said{{"وأكدت", "وزارة النقل", "الخط جاهز", Indirect, Stress, nil}},
		},
		"thanks, and for what": {
			"شكر رئيس النادي سامي عبد الله الجماهير على حضورها.",
			[]said{{"شكر", "سامي عبد الله", "حضورها", Indirect, Express, nil}},
		},
		"a feeling handed down": {
			"نقلت وكالة رويترز عن مسؤولين محليين استغرابهم من تأخر المشروع.",
			[]said{{"استغرابهم", "مسؤولين محليين", "تأخر المشروع", Indirect, Express, []string{"وكالة رويترز"}}},
		},
		"but they denied": {
			"قالت مصادر محلية إن الطريق مغلق لكنها نفت وجود إصابات.",
			[]said{
				{"قالت", "مصادر محلية", "الطريق مغلق", Indirect, State, nil},
				{"نفت", "مصادر محلية", "وجود إصابات", Indirect, Deny, nil},
			},
		},
		"a quotation before أن is a name": {
			"أعلن سامر الحلواني، المدير العام لشركة \"الواحة لإدارة رؤوس الأموال\"، أن \"السوق ستهدأ قبل نهاية العام\".",
			[]said{{"أعلن", "سامر الحلواني", "السوق ستهدأ قبل نهاية العام", Mixed, Announce, nil}},
		},
		"peoples behind a definite speaker": {
			"طالب بيان المسيرة الدول المجاورة بعقد لقاء عاجل.",
			[]said{{"طالب", "بيان المسيرة", "بعقد لقاء عاجل", Indirect, Call, nil}},
		},
		"peoples behind a verb in the masculine": {
			"شدد بيان البلدية على أن الطريق مغلق. ودعا الشعوب المجاورة إلى التعاون.",
			[]said{
				{"شدد", "بيان البلدية", "الطريق مغلق", Indirect, Stress, nil},
				{"ودعا", "بيان البلدية", "التعاون", Indirect, Call, nil},
			},
		},
		"what a message asks": {
			"ووجه رئيس البلدية سامي العون رسالة إلى المجالس المحلية، طالب فيها بإصلاح الجسر.",
			[]said{{"طالب", "سامي العون", "بإصلاح الجسر", Indirect, Call, nil}},
		},
		"a subject after أما": {
			"قال مسؤول محلي إن السد ممتلئ. أما وزارة النقل، فقد أكدت أن الطريق سالك.",
			[]said{
				{"قال", "مسؤول محلي", "السد ممتلئ", Indirect, State, nil},
				{"أكدت", "وزارة النقل", "الطريق سالك", Indirect, Stress, nil},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, summary(findIn("", c.text))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFindNothing(t *testing.T) {
	for name, text := range map[string]string{
		"بين between":                      "تقع القرية بين الجبل والبحر، ويعرف الزوار أن الطريق طويل.",
		"the article's own voice":          "يذكر أن الجسر بني قبل مئة عام.",
		"wished for, not said":             "يجب أن تعترف البلدية بأن الخطة قديمة.",
		"negated":                          "لم يقل الوزير إن الجسر جاهز.",
		"according to a norm":              "بني الجسر وفق أحدث المعايير العالمية.",
		"a city, not she condemns":         "وصلت القافلة إلى مدينة على ضفة النهر.",
		"would not be named":               "وصل مسؤول رفض الكشف عن اسمه إلى المدينة.",
		"a poem":                           "قفا نبك من ذكرى حبيب ومنزل\nبسقط اللوى بين الدخول فحومل",
		"another language":                 "The minister said that the bridge would open soon.",
		"nonsense":                         "\"\"\" « : قال قال : » ..",
		"an accusative, not who threatens": "هدد عددا من الجيران بنشر صورهم في الصحف المحلية.",
		"a condition, not a request":       "نادي المدينة فاز بالكأس.",
	} {
		t.Run(name, func(t *testing.T) {
			if got := findIn("", text); len(got) > 0 {
				t.Errorf("found %+v", summary(got))
			}
		})
	}
}

func TestFindInTitle(t *testing.T) {
	body := "قال مدير المرصد سليم العابد إن النجم بعيد."
	for name, c := range map[string]struct {
		title string
		want  []said
	}{
		"colon after a name":     {"العابد: النجم بعيد عن الأرض", []said{{":", "سليم العابد", "النجم بعيد عن الأرض", Direct, State, nil}}},
		"a subject, no speaker":  {"موسم الحصاد: توقعات بإنتاج وفير", nil},
		"a dateline":             {"تونس: أمطار غزيرة في الشمال", nil},
		"a rubric":               {"بالفيديو: لحظة سقوط الصخرة", nil},
		"verb after its subject": {"وزارة النقل تؤكد أن الخط جاهز", []said{{"تؤكد", "وزارة النقل", "الخط جاهز", Indirect, Stress, nil}}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []Statement
			for _, s := range findIn(c.title, body) {
				if s.Field == arabic.Title {
					got = append(got, s)
				}
			}
			if d := cmp.Diff(c.want, summary(got)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCircumstances(t *testing.T) {
	got := findIn("", "قالت وزارة النقل في بيان أمس إن الخط جاهز، مضيفة أن التجارب انتهت.")
	if len(got) != 2 {
		t.Fatalf("found %+v", summary(got))
	}
	for _, s := range got {
		if s.Time.From.String() != "2021-06-09" || s.Medium != "بيان" {
			t.Errorf("%s: time %v, medium %q", s.Cue, s.Time.From, s.Medium)
		}
	}
}

func TestOwnPublisherIsNoRelay(t *testing.T) {
	text := "قال مسؤول محلي إن السد ممتلئ، بحسب صحيفة الفجر الجديد."
	for _, s := range Find(Input{Text: text, Outlet: "الفجر الجديد"}) {
		if len(s.Relays) > 0 {
			t.Errorf("relays %v", s.Relays)
		}
	}
}

// TestOffsets checks that every span points at the words it gives.
func TestOffsets(t *testing.T) {
	text := "وقالَ مديرُ المتحف: «المعرض مفتوح». وأضاف أنّه مجاني، مؤكّداً أنّ الزيارات مستمرة."
	for _, s := range Find(Input{Text: text}) {
		if text[s.Start:s.End] != s.Content || text[s.CueStart:s.CueEnd] != s.Cue {
			t.Errorf("spans of %q point elsewhere", s.Cue)
		}
		if s.Confidence <= 0 || s.Confidence >= 1 || len(s.Trace) == 0 {
			t.Errorf("%q: confidence %v, trace %v", s.Cue, s.Confidence, s.Trace)
		}
	}
}

func TestSameInputSameOutput(t *testing.T) {
	text := strings.Repeat("أكدت وزارة النقل أن الخط جاهز، مشيرة إلى أن التجارب انتهت، بحسب وكالة رويترز.\n", 20)
	first := findIn("", text)
	for range 3 {
		if d := cmp.Diff(first, findIn("", text)); d != "" {
			t.Fatal(d)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "قال", "وقال: «", "\"قال إن\" \"", "أما فقد أكد أن", "وفق ما", "نقلت عن قوله إن", "ل\"ا\": ب\"", "كما\nقال"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		in := Input{Title: title, Text: text, Entities: names.Find(names.Input{Title: title, Text: text})}
		for _, s := range Find(in) {
			field := text
			if s.Field == arabic.Title {
				field = title
			}
			if s.Start < 0 || s.End > len(field) || s.Start >= s.End || field[s.Start:s.End] != s.Content {
				t.Fatalf("content span %d:%d", s.Start, s.End)
			}
			if s.CueStart > s.CueEnd || field[s.CueStart:s.CueEnd] != s.Cue {
				t.Fatalf("cue span %d:%d", s.CueStart, s.CueEnd)
			}
		}
	})
}

func ExampleFind() {
	text := "قالت وزارة النقل إن الجسر جاهز، مشيرة إلى أن الافتتاح قريب."
	for _, s := range Find(Input{Text: text}) {
		fmt.Printf("%s | %s | %s\n", s.Cue, s.Speaker.Name, s.Content)
	}
	// Output:
	// قالت | وزارة النقل | الجسر جاهز
	// مشيرة | وزارة النقل | الافتتاح قريب
}

func BenchmarkFind(b *testing.B) {
	paragraph := "قالت وزارة النقل في بيان إن الخط الجديد جاهز، مشيرة إلى أن التجارب انتهت. وأضاف مدير المشروع: «سنفتح المحطات تباعا». ووفق مصادر محلية، تأخر العمل شهرين.\n"
	for _, n := range []int{100, 1000} {
		in := Input{Text: strings.Repeat(paragraph, n)}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(in.Text)))
			for b.Loop() {
				Find(in)
			}
		})
	}
}
