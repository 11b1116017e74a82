package arabic

import "testing"

func TestSoundKey(t *testing.T) {
	for _, group := range [][]string{
		{"Blinken", "بلينكن", "بلنكن"}, {"غوغل", "جوجل", "Google", "قوقل"}, {"نتنياهو", "نتانياهو", "Netanyahu"},
		{"ترامب", "ترمب", "Trump"}, {"أميركا", "أمريكا", "America"}, {"Macron", "ماكرون"}, {"Ghaffar", "غفار", "الغفار"},
		{"Schröder", "شرودر"}, {"Zelensky", "زيلينسكي", "زلنسكي"}, {"Khaled", "خالد"}, {"Obama", "أوباما"},
	} {
		for _, name := range group[1:] {
			if got, want := SoundKey(name), SoundKey(group[0]); got != want {
				t.Errorf("SoundKey(%s) = %q, SoundKey(%s) = %q", name, got, group[0], want)
			}
		}
	}
	for _, pair := range [][2]string{{"ترامب", "أوباما"}, {"Macron", "Merkel"}, {"قطر", "مصر"}} {
		if SoundKey(pair[0]) == SoundKey(pair[1]) {
			t.Errorf("%s and %s share the key %q", pair[0], pair[1], SoundKey(pair[0]))
		}
	}
}

func FuzzSoundKey(f *testing.F) {
	f.Add("Tsch\xff")
	f.Add("الİstanbul")
	f.Fuzz(func(t *testing.T, s string) {
		if k := SoundKey(s); len(k) > 2*len(s)+2 {
			t.Errorf("SoundKey(%q) = %q", s, k)
		}
	})
}
