package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad/dates"
)

func TestReadLabel(t *testing.T) {
	for line, want := range map[string]label{
		"المصدر: صحيفة الضفتين":          {kind: labelSource, value: "صحيفة الضفتين"},
		"إقرأ أيضاً:":                    {kind: labelRelated, alone: true},
		"اقرأ ايضا":                      {kind: labelRelated, alone: true},
		"نشر في 4 نوفمبر 2023":           {kind: labelDate, value: "4 نوفمبر 2023"},
		"الكلمات المفتاحية: جسر، مدينة":  {kind: labelTags, value: "جسر، مدينة"},
		"قال المصدر: إن الجسر لم يكتمل":  {},
		"إعلان الحكومة الجديدة في البلد": {},
	} {
		if got, _ := readLabel(line); got != want {
			t.Errorf("%q is %+v, want %+v", line, got, want)
		}
	}
}

func TestUnfuse(t *testing.T) {
	never := func(string) bool { return false }
	for in, want := range map[string]string{
		"الحلواني: أنجزنا المشروعوقد نقلت الإذاعة عنه أن المرحلة الثانية تبدأ بعد الشتاء": "الحلواني: أنجزنا المشروع",
		"قال عبدالرحمن الحلواني إن المرحلة الثانية من الجسر تبدأ بعد الشتاء القادم":       "",
		"وقال الحلواني إن المشروعات الجديدة في المدينة تبدأ بعد الشتاء القادم":            "",
	} {
		if head, _, _, _, _ := unfuseHeading(in, never); head != want {
			t.Errorf("%q gives the heading %q, want %q", in, head, want)
		}
	}
	for in, want := range map[string]string{"إعلانوقال رئيس البلدية": "وقال رئيس البلدية", "إعلانات المدينة كثيرة": "", "إعلان رئيس البلدية": ""} {
		if got, _, _, ok := unfuseLabel(in); ok != (want != "") || ok && got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestURLDate(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/2023/11/4/x":             "2023-11-04",
		"https://a.example/news/2023-11-04-x":       "2023-11-04",
		"https://a.example/2013/middle_east/8/3/x":  "2013-08-03",
		"https://a.example/article/20231/x":         "",
		"https://a.example/n/2023/13/45":            "",
		"https://a.example/story/11042023991/title": "",
	} {
		if got := urlDate(address).Day.String(); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestFeedFillsIn(t *testing.T) {
	day := dates.Date{Day: dates.Day{Year: 2023, Month: 11, Day: 4}, Precision: dates.DayOnly, Origin: dates.FromFeed}
	r := Documents(Page{Body: []byte("<html><body><h1>جسر جديد في المدينة القديمة</h1>" + story + "</body></html>"), Published: day})
	if len(r.Documents) != 1 || r.Documents[0].Published != day {
		t.Errorf("%v %+v", r.Kind, r.Documents)
	}
}

func TestTagLineSplit(t *testing.T) {
	d := &Document{Paragraphs: []string{"افتتحت البلدية حديقة عامة في حي البساتين قرب جسر المشاة."}}
	got := splitTags("بلدية الزهراء، جسر المشاة، حي البساتين", d)
	if diff := cmp.Diff([]string{"بلدية الزهراء", "جسر المشاة", "حي البساتين"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestByline(t *testing.T) {
	for in, want := range map[string][]string{
		"كتب: نادر السلمان":           {"نادر السلمان"},
		"نادر السلمان - مرسى النور":   {"نادر السلمان"},
		"فريق التحرير":                nil,
		"Developed By Some Company":   nil,
		"بقلم ليلى القاضي، هالة مراد": {"ليلى القاضي", "هالة مراد"},
	} {
		var d Document
		readAuthors(&d, in)
		if diff := cmp.Diff(want, d.Authors); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
}
