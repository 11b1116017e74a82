package arabic

import "testing"

// TestStemSurvivesAMissingHamza: much of the press leaves it out, so a word is found from both spellings.
func TestStemSurvivesAMissingHamza(t *testing.T) {
	for _, pair := range [][2]string{
		{"إنقاذ", "انقاذ"}, {"الإعلان", "الاعلان"}, {"أحزاب", "احزاب"}, {"الأطفال", "الاطفال"}, {"الإرهاب", "الارهاب"}, {"أعمال", "اعمال"},
	} {
		if a, b := Stem(pair[0]), Stem(pair[1]); a != b {
			t.Errorf("%s has stem %s, %s has %s", pair[0], a, pair[1], b)
		}
	}
}
