package names

import (
	"slices"
	"testing"
)

// TestChoose: one phrase, several meanings; what stands around decides.
func TestChoose(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Input
		key  string // that one entity has
		not  string // that none has
	}{
		{"a head noun makes an outlet", Input{Text: "وذكرت صحيفة الرياض أن المشروع تأجل."}, "outlet:alriyadh", "capital:SA:الرياض"},
		{"no head noun, a place", Input{Text: "وصل الوفد إلى الرياض مساء."}, "capital:SA:الرياض", "outlet:alriyadh"},
		{"the article's own outlet", Input{Text: "وقال المهندس كريم الدباغ لـ«الوطن» إن العمل بدأ.", Host: "alwatan.com.sa"}, "outlet:alwatan_sa", ""},
		{"the outlet of the nisba", Input{Text: "ونقلت صحيفة الوطن القطرية عن مصدر ذلك."}, "", "outlet:alwatan_sa"},
		{"Amman by its shadda", Input{Text: "وصل الوفد إلى عمّان مساء."}, "capital:JO:عمان", "country:OM"},
		{"Amman by its country", Input{Text: "قال مسؤول أردني إن الوفد وصل إلى عمان."}, "capital:JO:عمان", "country:OM"},
		{"Oman by its nisba", Input{Text: "قال مسؤول عماني إن الوفد وصل إلى عمان."}, "country:OM", "capital:JO:عمان"},
		{"an agency is no newspaper", Input{Text: "ظهر نقاش داخل الكتلة، وفقا لوكالة الأنباء الحكومية."}, "", "outlet:alanba_kw"},
		{"the newspaper that an agency is not", Input{Text: "ظهر نقاش داخل الكتلة، وفقا لصحيفة الأنباء الكويتية."}, "outlet:alanba_kw", ""},
		{"an agency in brackets", Input{Text: "القاهرة (رويترز) - قال مسؤول ذلك."}, "outlet:reuters", ""},
		{"a surname behind a title", Input{Text: "قال الرئيس صالح إن الحوار مستمر في اليمن."}, "person:ali-abdullah-saleh", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := Find(c.in)
			check(t, c.in, list)
			has := func(key string) bool { return slices.ContainsFunc(list, func(e Entity) bool { return e.Key == key }) }
			if c.key != "" && !has(c.key) || c.not != "" && has(c.not) {
				t.Errorf("want %q, not %q, in %+v", c.key, c.not, list)
			}
		})
	}
}
