package arabic

import "testing"

func TestTag(t *testing.T) {
	for _, tc := range []struct {
		name, text, word string
		pos              POS
		want             Agreement
	}{
		{"perfect feminine", "وقالت الوزيرة سعاد المرجان إن الجسر آمن", "وقالت", Verb, Agreement{Third, Feminine, Singular}},
		{"perfect masculine", "وأضاف المتحدث أن القرية بخير", "وأضاف", Verb, Agreement{Third, Masculine, Singular}},
		{"perfect plural", "الصيادون قالوا إنهم عادوا", "قالوا", Verb, Agreement{Third, Masculine, Plural}},
		{"imperfect", "يؤكد الخبراء أن الموسم جيد", "يؤكد", Verb, Agreement{Third, Masculine, Singular}},
		{"future", "وستعلن الوزارة النتائج غدا", "وستعلن", Verb, Agreement{Third, Feminine, Singular}},
		{"feminine noun", "وصلت السفينة الكبيرة إلى الميناء", "السفينة", Noun, Agreement{Third, Feminine, Singular}},
		{"sound plural", "التقى المسؤولون في العاصمة", "المسؤولون", Noun, Agreement{Third, Masculine, Plural}},
		{"broken plural", "أفادت مصادر مطلعة بأن اللقاء تأجل", "مصادر", Noun, Agreement{Third, Masculine, Plural}},
		{"pronoun", "وهي تعمل في المدينة منذ عام", "وهي", Pronoun, Agreement{Third, Feminine, Singular}},
		{"preposition", "سافر إلى المدينة", "إلى", Preposition, Agreement{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, g := range Tag(tc.text, Tokens(tc.text)) {
				if g.In(tc.text) == tc.word {
					if g.POS != tc.pos || g.Agreement != tc.want {
						t.Errorf("%s is %v %+v, want %v %+v", tc.word, g.POS, g.Agreement, tc.pos, tc.want)
					}
					return
				}
			}
			t.Errorf("no token %s", tc.word)
		})
	}
}
