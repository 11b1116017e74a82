package names

import (
	"slices"
	"testing"
)

// TestLinks holds one case for each way a mention is tied to its entity; people and bodies are invented where they can be.
func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name, text, entity string
		typ                Type
		mentions           []string
		role               string
	}{
		{"title before the name", "التقى وزير النقل السوري سالم المرزوقي الوفد. وقال المرزوقي إن اللقاء مثمر.", "سالم المرزوقي", Person,
			[]string{"سالم المرزوقي", "المرزوقي"}, "وزير النقل السوري"},
		{"apposition after the name", "وصل سالم المرزوقي، وزير النقل السوري، إلى حلب.", "سالم المرزوقي", Person, []string{"سالم المرزوقي"}, "وزير النقل السوري"},
		{"office between commas", "وقال رئيس هيئة الموانئ، كريم الدباغ، إن العمل بدأ.", "كريم الدباغ", Person, []string{"كريم الدباغ"}, "رئيس هيئة الموانئ"},
		{"two offices and a rank", "أوضح المتحدث باسم وزارة الدفاع، العقيد كريم الدباغ، ذلك.", "كريم الدباغ", Person, []string{"كريم الدباغ"}, "المتحدث باسم وزارة الدفاع"},
		{"role alone later", "أعلن مدير مستشفى النور كريم الدباغ ذلك أمس. وأضاف المدير أن العدد زاد.", "كريم الدباغ", Person, []string{"كريم الدباغ", "المدير"}, "مدير مستشفى النور"},
		{"curated office without its holder's title", "اجتمع لافروف بالوفد. وشدد وزير الخارجية الروسي على الحوار.", "سيرغي لافروف", Person,
			[]string{"لافروف", "وزير الخارجية الروسي"}, ""},
		{"king by one name", "استقبل الملك سلمان الوفد في الرياض.", "سلمان بن عبدالعزيز", Person, []string{"سلمان"}, "الملك"},
		{"head noun decides", "وذكرت صحيفة الرياض أن المشروع تأجل.", "الرياض", Outlet, []string{"الرياض"}, ""},
		{"place without head noun", "وصل الوفد إلى الرياض مساء.", "الرياض", Place, []string{"الرياض"}, ""},
		{"swallowed article", "وأرسل طلبا للأمم المتحدة أمس.", "الأمم المتحدة", Organisation, []string{"لأمم المتحدة"}, ""},
		{"unnamed sources", "وقالت مصادر مطلعة إن الاتفاق قريب.", "مصادر مطلعة", Anonymous, []string{"مصادر مطلعة"}, ""},
		{"officials of a country", "وأكد مسؤولون إسرائيليون ذلك.", "مسؤولون إسرائيليون", Group, []string{"مسؤولون إسرائيليون"}, ""},
		{"a source that hides", "ونقل عن مسؤول أميركي رفض الكشف عن اسمه ذلك.", "مسؤول أميركي", Anonymous, []string{"مسؤول أميركي"}, ""},
		{"kunya of a curated person", "وقال أبو مازن إن المصالحة قريبة.", "محمود عباس", Person, []string{"أبو مازن"}, ""},
		{"a given name that is a role noun", "أكد رئيس النادي الشرقي مساعد الزنبيلي ذلك. وقال مساعد الزنبيلي إن الفريق جاهز. وأضاف الزنبيلي كلاما.", "مساعد الزنبيلي", Person,
			[]string{"مساعد الزنبيلي", "مساعد الزنبيلي", "الزنبيلي"}, "رئيس النادي الشرقي"},
		{"a surname that is a plant", "وأوضح مازن الشيح أن النتائج جيدة.", "مازن الشيح", Person, []string{"مازن الشيح"}, ""},
		{"a surname that is a trade", "وذكر ناصر الشاعر وعثمان محمد الأغبش ذلك.", "ناصر الشاعر", Person, []string{"ناصر الشاعر"}, ""},
		{"role, pronoun, name", "وقالت متحدثة باسم الشركة هي تالا القيقب إن العمل بدأ.", "تالا القيقب", Person, []string{"تالا القيقب"}, "متحدثة باسم الشركة"},
		{"a name fused with the next word", "وقال رئيس اللجنة خالد المرزوقيبتنحي الأعضاء.", "خالد المرزوقي", Person, []string{"خالد المرزوقي"}, "رئيس اللجنة"},
		{"no clinging conjunction", "وصل لافروف وبلينكن أمس.", "أنتوني بلينكن", Person, []string{"بلينكن"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := Input{Text: c.text}
			list := Find(in)
			check(t, in, list)
			e := find(list, c.entity)
			if e == nil {
				t.Fatalf("not found among %+v", list)
			}
			var got []string
			for _, m := range e.Mentions {
				got = append(got, m.Text)
			}
			if e.Type != c.typ || !slices.Equal(got, c.mentions) || c.role != "" && !slices.Contains(e.Roles, c.role) {
				t.Errorf("%s, mentions %q, roles %q", e.Type, got, e.Roles)
			}
		})
	}
}

// TestHomeOutlet: an ambiguous alias means the article's own outlet in its own pages.
func TestHomeOutlet(t *testing.T) {
	text := "وقال المهندس كريم الدباغ لـ«الوطن» إن العمل بدأ."
	home := Find(Input{Text: text, Host: "www.alwatan.com.sa"})
	if !slices.ContainsFunc(home, func(e Entity) bool { return e.Key == "outlet:alwatan_sa" }) {
		t.Errorf("its own outlet is not found: %+v", home)
	}
}

// TestNoNames: what names nobody gives no person.
func TestNoNames(t *testing.T) {
	for _, text := range []string{
		"", "…", "1234 5678", "The quick brown fox", "قفا نبك من ذكرى حبيب ومنزل بسقط اللوى بين الدخول فحومل",
		"النمو الاقتصادي في العالم يحتاج إلى حل سياسي ومصدر دخل.",
	} {
		for _, e := range Find(Input{Text: text}) {
			if e.Type == Person || e.Type == Anonymous {
				t.Errorf("%q: %+v", text, e)
			}
		}
	}
}
