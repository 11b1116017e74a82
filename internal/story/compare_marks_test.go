package story

import (
	"strings"
	"testing"
)

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		name, a, b, want string
		apart            bool
	}{
		{"differences are marked", "افتحوا البوابات بالتدريج واحفظوا القرى أولًا", "افتحوا البوابات بالتدريج واحفظوا القرى دائمًا", "افتحوا البوابات بالتدريج واحفظوا القرى [دائمًا]", false},
		{"inflection is no difference", "البوابة تُفتح غدًا مساءً", "بوابات تُفتح غدًا مساءً", "بوابات تُفتح غدًا مساءً", false},
		{"neighbours are one mark", "عاد القطار", "عاد القطار مساء أمس متأخرا", "عاد القطار [مساء أمس متأخرا]", false},
		{"two sentences: what is common", "افتحوا البوابات بالتدريج واحفظوا القرى أولًا", "ارفعوا البوابات شيئًا فشيئًا وصونوا القرى قبل المحاصيل", "ارفعوا [البوابات] شيئًا فشيئًا وصونوا [القرى] قبل المحاصيل", true},
		{"nothing", "", "", "", false},
	} {
		marks, apart := Marks(c.a, c.b)
		var got strings.Builder
		at := 0
		for _, m := range marks {
			got.WriteString(c.b[at:m.Start] + "[" + m.In(c.b) + "]")
			at = m.End
		}
		got.WriteString(c.b[at:])
		if got.String() != c.want || apart != c.apart {
			t.Errorf("%s: %s %v", c.name, got.String(), apart)
		}
	}
}
