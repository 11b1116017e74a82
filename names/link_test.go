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
		{"surname alone after a title", "وقال اللواء عبدالقادر العمودي ذلك، وأضاف اللواء العمودي شيئا.", "عبدالقادر العمودي", Person,
			[]string{"عبدالقادر العمودي", "العمودي"}, "اللواء"},
		{"office with a place behind it", "وفق ما أفاد به رئيس فرع الجمعية بمدنين، منجي الدباغ.", "منجي الدباغ", Person, []string{"منجي الدباغ"}, "رئيس فرع الجمعية"},
		{"deputy of a definite office", "قال مساعد المدرب سالم الدباغ ذلك.", "سالم الدباغ", Person, []string{"سالم الدباغ"}, "مساعد المدرب"},
		{"deputy with لـ", "وصل سالم الدباغ، النائب الأول لرئيس مجلس النواب، أمس.", "سالم الدباغ", Person, []string{"سالم الدباغ"}, "النائب الأول لرئيس مجلس النواب"},
		{"honorific of two words", "استقبل صاحب السمو الملكي الأمير سلطان المرزوقي الوفد.", "سلطان المرزوقي", Person, []string{"سلطان المرزوقي"}, "صاحب السمو الملكي"},
		{"row of names", "وضمت القائمة محمد السويدان، هاشم آل شبر، أسامة المرزوقي.", "هاشم آل شبر", Person, []string{"هاشم آل شبر"}, ""},
		{"row of quoted names", "وحضر \"أحمد المرزوقي\" و \"شيماء زخامة\" الحفل.", "شيماء زخامة", Person, []string{"شيماء زخامة"}, ""},
		{"university named after somebody", "زار الوفد جامعة الملك سالم الأهلية أمس.", "جامعة الملك سالم الأهلية", Organisation, []string{"جامعة الملك سالم الأهلية"}, ""},
		{"quarter named after somebody", "وقع الحادث في حي الشيخ رضوان أمس.", "الشيخ رضوان", Place, []string{"الشيخ رضوان"}, ""},
		{"no telephone number", "وعلى جوال سالم المرزوقي 0505442411 أو غيره.", "سالم المرزوقي", Person, []string{"سالم المرزوقي"}, ""},
		{"foreign name with the letter of a preposition", "فاجأ سيمون برودكين الحضور. وقال برودكين ذلك.", "سيمون برودكين", Person, []string{"سيمون برودكين", "برودكين"}, ""},
		{"and before a given name", "في حق الأعوان علي الدباغ وفؤاد الزنبقي بتهمة.", "فؤاد الزنبقي", Person, []string{"فؤاد الزنبقي"}, ""},
		{"city of science", "ودعا رئيس مدينة الملك عبد العزيز للعلوم والتقنية تركي المرزوقي إلى ذلك.", "تركي المرزوقي", Person, []string{"تركي المرزوقي"}, "رئيس مدينة الملك عبد العزيز للعلوم والتقنية"},
		{"street in the Maghreb", "انقطع التيار في نهج الطيب المرزوقي أمس.", "الطيب المرزوقي", Place, []string{"الطيب المرزوقي"}, ""},
		{"company in quotation marks", "وقال كبير محللي السوق في شركة \"كيه سي إم تريد\"، تيم ووترر، ذلك.", "كيه سي إم تريد", Organisation, []string{"كيه سي إم تريد"}, ""},
		{"verb before a surname", "أمّا من جانبه، حافظ ترامب على دعمه.", "دونالد ترامب", Person, []string{"ترامب"}, ""},
		{"surname that is an adjective, after a verb", "وقال حمدان العمري ذلك. ودعا العمري المتقدمين.", "حمدان العمري", Person, []string{"حمدان العمري", "العمري"}, ""},
		{"fused with a relative pronoun", "وأطيح بالرئيس السابق بيدرو كاستيوالذي اعتقل.", "بيدرو كاستيو", Person, []string{"بيدرو كاستيو"}, "الرئيس السابق"},
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

// TestNothingToName holds words that look like names and are none there.
func TestNothingToName(t *testing.T) {
	for _, c := range []struct{ name, text, not string }{
		{"thanks", "والآن بحمد الله وفرنا الأراضي الصناعية.", "حمد الله"},
		{"a verb", "قدمت الأمانة اعتذارا عما بدر من الشاب.", "بدر"},
		{"an adjective that is also a country", "تفاصيل المحادثات الإسرائيلية السعودية أمس.", "السعودية"},
		{"an adjective after a noun with the article", "وقعت الشركة السعودية للكهرباء الاتفاق.", "السعودية"},
		{"an adjective with tanwin", "واعتبرته شأناً داخلياً روسياً.", "روسياً"},
		{"a noun with a masculine adjective", "وأصيب بقطع في الرباط الداخلي للركبة.", "الرباط"},
		{"a rating", "خفضت الوكالة التصنيف إلى -AA مقابل ذلك.", "AA"},
		{"mercy", "انتقل إلى رحمة الله تعالى مساء أمس.", "الله"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, e := range Find(Input{Text: c.text}) {
				for _, m := range e.Mentions {
					if m.How == Named && m.Text == c.not {
						t.Errorf("found %+v", e)
					}
				}
			}
		})
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
