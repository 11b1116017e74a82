package names

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// said gives the texts of an entity's mentions with how each was linked.
func said(e *Entity) (out [][2]string) {
	for _, m := range e.Mentions {
		out = append(out, [2]string{m.Text, string(m.How)})
	}
	return out
}

// TestLinking: how later mentions are tied to earlier ones.
func TestLinking(t *testing.T) {
	for _, c := range []struct {
		name, text, entity string
		want               [][2]string
	}{
		{"surname", "التقى سالم المرزوقي الوفد. وقال المرزوقي كلاما.", "سالم المرزوقي", [][2]string{{"سالم المرزوقي", "named"}, {"المرزوقي", "named"}}},
		{"office", "قال وزير النقل السوري سالم المرزوقي ذلك. وأضاف الوزير كلاما.", "سالم المرزوقي",
			[][2]string{{"سالم المرزوقي", "named"}, {"الوزير", "role"}}},
		{"office with its country", "التقى وزير النقل السوري سالم المرزوقي وزير النقل المغربي كريم الدباغ. وقال الوزير المغربي ذلك.", "كريم الدباغ",
			[][2]string{{"كريم الدباغ", "named"}, {"الوزير المغربي", "role"}}},
		{"office told before the name", "أعلن مدير المستشفى ذلك. وقال مدير المستشفى سالم المرزوقي كلاما.", "سالم المرزوقي",
			[][2]string{{"مدير المستشفى", "role"}, {"سالم المرزوقي", "named"}}},
		{"office of a curated person", "اجتمع لافروف بالوفد. وشدد وزير الخارجية الروسي على الحوار.", "سيرغي لافروف",
			[][2]string{{"لافروف", "named"}, {"وزير الخارجية الروسي", "role"}}},
		{"head of state is no head of government", "قال رئيس الوزراء السوري سالم المرزوقي ذلك. وأعلن الرئيس السوري كلاما.", "سالم المرزوقي", [][2]string{{"سالم المرزوقي", "named"}}},
		{"no woman for a man's office", "قال وزير النقل سالم المرزوقي ذلك. وأضافت الوزيرة كلاما.", "سالم المرزوقي", [][2]string{{"سالم المرزوقي", "named"}}},
		{"official of a country", "قال وزير النقل السوري سالم المرزوقي ذلك. وأوضح المسؤول السوري كلاما.", "سالم المرزوقي",
			[][2]string{{"سالم المرزوقي", "named"}, {"المسؤول السوري", "role"}}},
		{"a slip in a surname", "التقى أنطونيو غوتيريش الوفد. وقال غوتيرش كلاما.", "أنطونيو غوتيريش", [][2]string{{"أنطونيو غوتيريش", "named"}, {"غوتيرش", "named"}}},
		{"unnamed source again", "قال مسؤول أميركي كبير ذلك. وأضاف المسؤول كلاما.", "مسؤول أميركي كبير", [][2]string{{"مسؤول أميركي كبير", "role"}, {"المسؤول", "role"}}},
		{"sources again", "قالت مصادر أمنية ذلك. وأضافت المصادر كلاما.", "مصادر أمنية", [][2]string{{"مصادر أمنية", "role"}, {"المصادر", "role"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := Input{Text: c.text}
			list := Find(in)
			check(t, in, list)
			e := find(list, c.entity)
			if e == nil {
				t.Fatalf("not found among %+v", list)
			}
			if d := cmp.Diff(c.want, said(e)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestRoleOfTwo: two people who share a surname are two, and a role goes to whom it agrees with.
func TestRoleOfTwo(t *testing.T) {
	in := Input{Text: "قال وزير النقل سالم المرزوقي ذلك، وأكدت وزيرة الصحة هند المرزوقي كلاما. وأضافت الوزيرة شيئا."}
	list := Find(in)
	check(t, in, list)
	man, woman := find(list, "سالم المرزوقي"), find(list, "هند المرزوقي")
	if man == nil || woman == nil || man.Key == woman.Key {
		t.Fatalf("%+v", list)
	}
	if !slices.ContainsFunc(woman.Mentions, func(m Mention) bool { return m.Text == "الوزيرة" }) {
		t.Errorf("the minister is not her: %+v", woman)
	}
	if len(man.Mentions) != 1 {
		t.Errorf("he was given more: %+v", man)
	}
}

func TestLongerBody(t *testing.T) {
	k := &linker{bodies: []*gathered{{Entity: Entity{Name: "الحزب التقدمي العمالي"}}, {Entity: Entity{Name: "حزب النور"}}}}
	s := &span{typ: Organisation, from: 0, to: 2}
	for _, c := range []struct{ name, text, want string }{
		{"its beginning", "الحزب التقدمي", "الحزب التقدمي العمالي"}, {"another", "الحزب الوطني", ""}, {"part of a word", "الحزب التق", ""},
		{"the whole", "حزب النور", ""},
	} {
		got := ""
		if e := k.longer(s, c.text); e != nil {
			got = e.Name
		}
		if got != c.want {
			t.Errorf("%s: %q belongs to %q, want %q", c.name, c.text, got, c.want)
		}
	}
	if k.longer(&span{typ: Person, to: 2}, "الحزب التقدمي") != nil {
		t.Error("a person was taken for a party")
	}
}

// TestAgrees: which later role can be said of whom an earlier one was said of.
func TestAgrees(t *testing.T) {
	role := func(s string) Role {
		r, ok := ParseRole(s)
		if !ok {
			t.Fatalf("no role: %q", s)
		}
		return r
	}
	for _, c := range []struct {
		earlier, later string
		want           bool
	}{
		{"وزير الخارجية الأميركي", "الوزير", true}, {"وزير الخارجية الأميركي", "الوزير الأميركي", true}, {"وزير الخارجية الأميركي", "الوزير الروسي", false},
		{"وزير الخارجية الأميركي", "وزير الدفاع", false}, {"وزير الخارجية", "الوزيرة", false}, {"وزير الخارجية", "الوزراء", false},
		{"رئيس الوزراء الأردني", "الرئيس الأردني", false}, {"رئيس الوزراء الأردني", "رئيس الوزراء", true}, {"رئيس لجنة الدفاع", "الرئيس", true},
		{"مدير المستشفى", "المتحدث", false},
	} {
		if got := role(c.earlier).agrees(role(c.later)); got != c.want {
			t.Errorf("%q then %q: %v", c.earlier, c.later, got)
		}
	}
}

func TestPartsOf(t *testing.T) {
	if d := cmp.Diff([]string{"سالم", "زايد", "مرزوقي"}, partsOf("سالم بن زايد المرزوقي")); d != "" {
		t.Error(d)
	}
	if partsOf("") != nil {
		t.Error("parts of nothing")
	}
}

// TestScopeWithin: nisbas and places do not part two scopes.
func TestScopeWithin(t *testing.T) {
	for _, c := range []struct {
		short, long string
		want        bool
	}{
		{"", "الخارجية", true}, {"الخارجية", "الخارجية الأميركي", true}, {"الخارجية الأميركي", "الخارجية", true}, {"الدفاع", "الخارجية", false},
		{"خارجية فرنسا", "الخارجية الفرنسي", true}, {"«النهضة»", "حركة النهضة", true},
	} {
		if got := scopeWithin(c.short, c.long); got != c.want {
			t.Errorf("scopeWithin(%q, %q) = %v", c.short, c.long, got)
		}
	}
}
