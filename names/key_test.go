package names

import "testing"

// TestOneKey: two spellings or forms of one name have one key, two people have two.
func TestOneKey(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"long vowel", "وصل بنيامين نتنياهو أمس.", "وصل نتانياهو أمس.", true},
		{"foreign letter", "قال ترامب إنه فاز.", "قال ترمب إنه فاز.", true},
		{"hamza", "زار أنتوني بلينكن عمّان.", "زار انتوني بلينكين الرياض.", true},
		{"g", "قال سيرغي لافروف ذلك.", "قال سيرجي لافروف ذلك.", true},
		{"joined Abd", "قال الوزير عبد الله المرزوقي ذلك.", "قال الوزير عبدالله المرزوقي ذلك.", true},
		{"joined Abu", "قال الوزير سالم أبو زيد ذلك.", "قال الوزير سالم أبوزيد ذلك.", true},
		{"final ya", "قال الوزير سامي المرزوقي ذلك.", "قال الوزير سامى المرزوقى ذلك.", true},
		{"kunya", "قال محمود عباس ذلك.", "قال أبو مازن ذلك.", true},
		{"two people", "قال الوزير سالم المرزوقي ذلك.", "قال الوزير كريم المرزوقي ذلك.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := firstPerson(Find(Input{Text: c.a})), firstPerson(Find(Input{Text: c.b}))
			if a == nil || b == nil {
				t.Fatalf("nobody found: %+v, %+v", a, b)
			}
			if (a.Key == b.Key) != c.same {
				t.Errorf("keys %q and %q", a.Key, b.Key)
			}
		})
	}
}

func firstPerson(list []Entity) *Entity {
	for i := range list {
		if list[i].Type == Person {
			return &list[i]
		}
	}
	return nil
}

// TestUnnamedStayLocal: sources without a name have keys of their article alone, one for each source.
func TestUnnamedStayLocal(t *testing.T) {
	in := Input{Text: "قالت مصادر مطلعة إن الاتفاق قريب. وأكد مسؤول أميركي رفض الكشف عن اسمه ذلك، ونفى مسؤول روسي. وأضافت المصادر أن الوفد وصل."}
	keys := map[string]string{}
	for _, e := range Find(in) {
		if e.Type != Anonymous {
			continue
		}
		if e.Key[:len("local:")] != "local:" {
			t.Errorf("%q has key %q", e.Name, e.Key)
		}
		for _, m := range e.Mentions {
			keys[m.Text] = e.Key
		}
	}
	if len(keys) < 4 || keys["مصادر مطلعة"] != keys["المصادر"] || keys["مسؤول أميركي"] == keys["مسؤول روسي"] {
		t.Errorf("keys: %v", keys)
	}
}

func TestNameKey(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"عبد الله الزنبقي", "عبدالله الزنبقى"}, {"أبو بكر الدبّاغ", "ابوبكر الدباغ"}, {"هدى الحدّاد", "هدي الحداد"},
	} {
		if nameKey(c.a) != nameKey(c.b) {
			t.Errorf("%q and %q: %q and %q", c.a, c.b, nameKey(c.a), nameKey(c.b))
		}
	}
}
