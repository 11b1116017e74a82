package names

import (
	"slices"
	"testing"
)

// TestHomographs reads words that are a listed name here and something else there.
func TestHomographs(t *testing.T) {
	for name, c := range map[string]struct{ text, key, want string }{
		"a harbour is no president":             {"وصلت السفينة إلى مرسى النور مساء أمس.", "person:mohamed-morsi", "no"},
		"a university of the harbour":           {"زار الوزير جامعة مرسى النور.", "person:mohamed-morsi", "no"},
		"the president by his surname":          {"قال الرئيس مرسي إن الدستور سيعرض غدا.", "person:mohamed-morsi", "yes"},
		"the surname after the full name":       {"وصل محمد مرسي إلى القاهرة. وأضاف مرسي أن الدستور سيعرض غدا.", "person:mohamed-morsi", "yes"},
		"the port where a town is spoken of":    {"تقع مدينة مرسى الهادئة على البحر.", "person:mohamed-morsi", "no"},
		"a capital is a place":                  {"طلبت كييف من برلين صواريخ.", "capital:UA:كييف", "yes"},
		"part of a longer word is no capital":   {"كيفية العمل في المصنع.", "capital:UA:كييف", "no"},
		"Basim after a spokesman is a particle": {"قال المتحدث باسم البلدية إن الطريق مفتوح.", "name:باسم-البلديه", "no"},
	} {
		t.Run(name, func(t *testing.T) {
			got := "no"
			if slices.ContainsFunc(Find(Input{Text: c.text}), func(e Entity) bool { return e.Key == c.key }) {
				got = "yes"
			}
			if got != c.want {
				t.Errorf("%s: %s, want %s", c.key, got, c.want)
			}
		})
	}
}
