package morph

import "testing"

// TestProcliticsThatNobodyLeavesOut: a word that is far more frequent than what would be left without its first letter keeps it.
func TestProcliticsThatNobodyLeavesOut(t *testing.T) {
	for word, want := range map[string]string{
		"واتساب": "واتساب", "باليستي": "باليستي", "بطارية": "بطاري+ة", "وتوباغو": "و+توباغو", // the last is a name's second half
		"بواسطة": "ب+واسط+ة", "بمثابة": "ب+مثاب+ة", "وزملاؤها": "و+زملاؤ+ها", "بالأحرى": "ب+ال+أحرى", "بناؤه": "بناؤ+ه", "بإمكانه": "ب+إمكان+ه", // mostly met behind ب, and cut
		"والمدينة": "و+ال+مدين+ة", "بالقطار": "ب+ال+قطار", "وللمدرسة": "و+ل+ال+مدرس+ة", "وقال": "و+قال", "لمصر": "ل+مصر",
	} {
		w, ok := Spell(word)
		if !ok {
			t.Fatal(word)
		}
		if got := w.Write([]rune(word), Segment().Best(&w)); got != want {
			t.Errorf("%s is cut %s, not %s", word, got, want)
		}
	}
}
