package web

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChanges(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		want                []change
	}{
		{"nothing", "فُتح الباب ليلًا", "فُتح الباب ليلًا", nil},
		{"a word for another", "سيل الوادي يهدّد ثلاث قرى", "سيل الوادي يعزل ثلاث قرى", []change{{"سيل الوادي", "ثلاث قرى", "يهدّد", "يعزل"}}},
		{"taken out at the end", "عاد القطار مساء أمس", "عاد القطار", []change{{"عاد القطار", "", "مساء أمس", ""}}},
		{"put in at the start", "عاد القطار", "أخيرًا عاد القطار", []change{{"", "عاد القطار", "", "أخيرًا"}}},
		{"two near each other are one", "فتحت البلدية خمس مدارس مساء", "فتحت الوزارة خمس ثانويات مساء", []change{{"فتحت", "مساء", "البلدية خمس مدارس", "الوزارة خمس ثانويات"}}},
		{"all", "نعم", "لا", []change{{"", "", "نعم", "لا"}}},
		{"empty", "", "", nil},
	} {
		got, ok := changes(c.before, c.after)
		if d := cmp.Diff(c.want, got); d != "" || !ok {
			t.Errorf("%s: %v %s", c.name, ok, d)
		}
	}
	if _, ok := changes(strings.Repeat("أ ", 700), strings.Repeat("ب ", 700)); ok {
		t.Error("1,400 changes are not too many")
	}
}

// TestEditsLead: the steps lead from the one list to the other, whatever they are.
func TestEditsLead(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		a, b := letters(r), letters(r)
		steps, ok := edits(len(a), len(b), func(i, j int) bool { return a[i] == b[j] })
		if !ok {
			t.Fatalf("%q to %q: no way", a, b)
		}
		var from, to strings.Builder
		for _, s := range steps {
			if s.kept || s.out {
				from.WriteByte(a[s.i])
			}
			if s.kept || !s.out {
				to.WriteByte(b[s.j])
			}
		}
		if from.String() != a || to.String() != b {
			t.Fatalf("%q to %q: the steps lead from %q to %q", a, b, from.String(), to.String())
		}
	}
}

func letters(r *rand.Rand) string {
	b := make([]byte, r.IntN(12))
	for i := range b {
		b[i] = "abc"[r.IntN(3)]
	}
	return string(b)
}

func TestCompared(t *testing.T) {
	for _, c := range []struct {
		name, a, b, want string
		shared           bool
	}{
		{"differences are marked", "افتحوا البوابات بالتدريج واحفظوا القرى أولًا", "افتحوا البوابات بالتدريج واحفظوا القرى دائمًا", "افتحوا البوابات بالتدريج واحفظوا القرى [دائمًا]", false},
		{"inflection is no difference", "البوابة تُفتح غدًا مساءً", "بوابات تُفتح غدًا مساءً", "بوابات تُفتح غدًا مساءً", false},
		{"two sentences: what is common", "افتحوا البوابات بالتدريج واحفظوا القرى أولًا", "ارفعوا البوابات شيئًا فشيئًا وصونوا القرى قبل المحاصيل", "ارفعوا [البوابات] شيئًا فشيئًا وصونوا [القرى] قبل المحاصيل", true},
	} {
		pieces, shared := compared(c.a, c.b)
		var got strings.Builder
		for _, p := range pieces {
			if p.Mark {
				got.WriteString("[" + p.Text + "]")
			} else {
				got.WriteString(p.Text)
			}
		}
		if got.String() != c.want || shared != c.shared {
			t.Errorf("%s: %s %v", c.name, got.String(), shared)
		}
	}
}
