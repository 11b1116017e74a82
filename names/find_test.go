package names

import (
	"strings"
	"testing"
)

// check fails where a mention does not point at its own words.
func check(t *testing.T, in Input, list []Entity) {
	t.Helper()
	seen := map[string]bool{}
	for _, e := range list {
		if e.Key == "" || e.Name == "" || len(e.Mentions) == 0 {
			t.Errorf("entity without key, name or mention: %+v", e)
		}
		if seen[e.Key] {
			t.Errorf("key %q twice", e.Key)
		}
		seen[e.Key] = true
		for _, m := range e.Mentions {
			text := in.Text
			if m.Field == "title" {
				text = in.Title
			}
			if m.Start < 0 || m.End > len(text) || m.Start >= m.End || text[m.Start:m.End] != m.Text {
				t.Errorf("mention %+v is not its slice", m)
			}
		}
	}
}

func find(list []Entity, name string) *Entity {
	for i := range list {
		if list[i].Name == name {
			return &list[i]
		}
	}
	return nil
}

func TestFindLinks(t *testing.T) {
	in := Input{
		Title: "وزير الخارجية الأميركي يصل إلى عمّان",
		Text: "قال وزير الخارجية الأمريكي أنتوني بلينكن إن الزيارة مهمة، وأضاف بلينكن أن مصادر مطلعة نقلت إليه ذلك.\n" +
			"ونقلت وكالة رويترز عن مسؤول رفض الكشف عن اسمه أن الوزير سيبقى يومين.",
	}
	list := Find(in)
	check(t, in, list)
	e := find(list, "أنتوني بلينكن")
	if e == nil || len(e.Mentions) < 3 || e.Latin != "Antony Blinken" {
		t.Fatalf("the minister was not gathered: %+v", e)
	}
	if m := e.Mentions[0]; m.Field != "title" || m.How != ByRole {
		t.Errorf("the title's role was not tied to him: %+v", m)
	}
	if r := find(list, "رويترز"); r == nil || r.Type != Outlet {
		t.Errorf("no agency in %+v", list)
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name, "مسؤول") && e.Type != Anonymous {
			t.Errorf("%q is %s", e.Name, e.Type)
		}
	}
}

func TestOneKeyForSpellings(t *testing.T) {
	a := Find(Input{Text: "وصل بنيامين نتنياهو أمس."})
	b := Find(Input{Text: "وصل نتانياهو أمس."})
	if len(a) == 0 || len(b) == 0 || a[0].Key != b[0].Key {
		t.Errorf("two keys: %+v %+v", a, b)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("عنوان", "قال وزير الدفاع الفريق أول سالم المرزوقي لـ«الوطن» (واس) إنّ مصادر مطلعة")
	f.Add("", "والرئيس. أ.ف.ب ـ للـرئيس \xff\xfe")
	f.Fuzz(func(t *testing.T, title, text string) {
		in := Input{Title: title, Text: text, Host: "alwatan.com.sa"}
		check(t, in, Find(in))
	})
}

func TestFindIsDeterministic(t *testing.T) {
	in := Input{Text: strings.Repeat("التقى وزير الدفاع السوري سالم المرزوقي نظيره خليل الحداد في دمشق، وقال المرزوقي لوكالة سانا إن الوزير مرتاح.\n", 4)}
	a, b := Find(in), Find(in)
	if len(a) == 0 || len(a) != len(b) {
		t.Fatalf("%d and %d entities", len(a), len(b))
	}
	for i := range a {
		if a[i].Key != b[i].Key || len(a[i].Mentions) != len(b[i].Mentions) {
			t.Errorf("entity %d differs: %+v %+v", i, a[i], b[i])
		}
	}
}

// TestFindGrowsWithTheText counts allocations, not time: twice the text takes about twice as many.
func TestFindGrowsWithTheText(t *testing.T) {
	unit := "قال رئيس الوزراء الأردني كمال الزعبي إن مصادر مطلعة أبلغت صحيفة الشروق بذلك. وأضاف الزعبي أمس في عمان.\n"
	count := func(n int) float64 {
		in := Input{Text: strings.Repeat(unit, n)}
		return testing.AllocsPerRun(2, func() { Find(in) })
	}
	if one, two := count(100), count(400); two > 6*one {
		t.Errorf("%v allocations, then %v for four times the text", one, two)
	}
}

func TestFindMany(t *testing.T) {
	// A long text with ever new names must not take quadratic time; the loop ends or the test times out.
	var b strings.Builder
	letters := []rune("بتثجحخدذرزسشصضطظعغفقكلمنهوي")
	for i := 0; b.Len() < 1<<20; i++ {
		n := []rune{letters[i%27], 'ا', letters[i/27%27], letters[i/729%27], 'ي'}
		b.WriteString("قال الوزير سالم " + string(n) + " إن المسؤول " + "حضر.\n")
	}
	check(t, Input{Text: b.String()}, Find(Input{Text: b.String()}))
}
