package arabic

import "testing"

func TestTransliterates(t *testing.T) {
	for _, c := range []struct {
		latin, folded string
		want          bool
	}{
		{"Google", "غوغل", true},
		{"google", "جوجل", true},
		{"Google", "كل", false},
		{"Google", "خليل", false},
		{"Google", "غوغليم", false},
		{"Rice", "رايس", true},
		{"Bush", "بوش", false}, // an Arabic word too,
		{"Blinken", "بلينكن", true},
		{"Blinken", "بلنكن", true},
		{"Macron", "ماكرون", true},
		{"Macron", "مكرون", true},
		{"Macron", "ماكينون", false},
		{"Obama", "اوباما", true},
		{"Obama", "باما", false},
		{"", "غوغل", false},
		{"Google", "", false},
		{"\xff", "غوغل", false},
	} {
		if got := Transliterates(c.latin, c.folded); got != c.want {
			t.Errorf("%q and %q: %v (sounds %q and %q)", c.latin, c.folded, got, soundsOf(c.latin), soundsOf(c.folded))
		}
	}
}

// FuzzTransliterates holds that any bytes end, and that a word never transliterates one with more sounds than its own.
func FuzzTransliterates(f *testing.F) {
	f.Add("Google", "غوغل")
	f.Add("\xff\x00", "\xffا")
	f.Fuzz(func(t *testing.T, latin, folded string) {
		if Transliterates(latin, folded) && len(soundsOf(folded)) > len(soundsOf(latin)) {
			t.Errorf("%q has more sounds than %q", folded, latin)
		}
	})
}
