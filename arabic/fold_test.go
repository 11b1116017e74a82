package arabic

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"marks", "كِتَابٌ", "كتاب"},
		{"tatweel", "محـــمد", "محمد"},
		{"alef", "أإآٱا", "ااااا"},
		{"alef decomposed", "ا\u0654ا\u0655ا\u0653", "ااا"},
		{"hamza seats", "أبناؤه أبنائه أبناءه", "ابناءه ابناءه ابناءه"},
		{"hamza decomposed", "مسو\u0654ول", "مسءول"},
		{"maqsura and marbuta", "الدورى المدرسة", "الدوري المدرسه"},
		{"Persian letters", "الولایات الأمریکیة", "الولايات الامريكيه"},
		{"presentation forms", "ﻣﺤﻤﺪ ﷲ ﻻ ﷺ", "محمد الله لا صلي الله عليه وسلم"},
		{"digits", "123 ١٢٣ ۱۲۳ ４", "123 123 123 4"},
		{"separators", "١٢٬٥٠٠٫٥", "12,500.5"},
		{"controls", "\u200fابن\u200c \u202bسينا\u202c\ufeff", "ابن سينا"},
		{"Latin", "Élysée ﬁn ＡＢＣ Straße", "elysee fin abc strasse"},
		{"space", "ا\u00a0ب\u3000ج", "ا ب ج"},
		{"not UTF-8", "ا\xff\xfeب", "ا\uFFFD\uFFFDب"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Fold(tc.in); got != tc.want {
				t.Errorf("Fold(%q) = %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}

func TestFoldMapRange(t *testing.T) {
	src := "قا\u200fلَتْ أُمُّ ﷲ ١٢٫٥ مـــن"
	f := FoldMap(src)
	for _, tc := range []struct{ folded, want string }{
		{"قالت", "قا\u200fلَتْ"}, {"ام", "أُمُّ"}, {"الله", "ﷲ"}, {"12.5", "١٢٫٥"}, {"من", "مـــن"},
	} {
		i := strings.Index(f.Text, tc.folded)
		if i < 0 {
			t.Fatalf("%q is not in %q", tc.folded, f.Text)
		}
		if got := f.Range(i, i+len(tc.folded)).In(src); got != tc.want {
			t.Errorf("Range of %q = %q, want %q", tc.folded, got, tc.want)
		}
		if got := f.Index(f.Start(i)); got != i {
			t.Errorf("Index(Start(%d)) = %d", i, got)
		}
	}
}

// foldHolds are the properties of folding that hold for any bytes.
func foldHolds(t *testing.T, s string) {
	t.Helper()
	f := FoldMap(s)
	if f.Text != Fold(s) {
		t.Fatalf("FoldMap and Fold disagree on %q", s)
	}
	if !utf8.ValidString(f.Text) {
		t.Fatalf("Fold(%q) is not UTF-8: %q", s, f.Text)
	}
	if again := Fold(f.Text); again != f.Text {
		t.Fatalf("folding %q twice: %q, then %q", s, f.Text, again)
	}
	last := 0
	for i := range len(f.Text) + 1 {
		at := f.Start(i)
		if at < last || at > len(s) {
			t.Fatalf("Start(%d) of %q = %d after %d", i, s, at, last)
		}
		last = at
		if e := f.End(i); i > 0 && (e <= f.Start(i-1) || e > len(s)) {
			t.Fatalf("End(%d) of %q = %d", i, s, e)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "ﷺ", "ا\u0654", "\xff\xd9", "و\u0654\u0654", "ڭ ی ۀ", "\u202e\u2066", "e\u0301ﬃ"} {
		f.Add(s)
	}
	f.Fuzz(foldHolds)
}
