package names

import (
	"slices"
	"strings"
	"testing"

	"isnad/arabic"
)

func TestUnfuse(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"after a curated surname", "بقيادة محمد حمدان دقلوبتنحي القادة", "بقيادة|محمد|حمدان|دقلو|بتنحي|القادة"},
		{"after a listed surname", "وقال خالد المرزوقيبتنحي الأعضاء", "وقال|خالد|المرزوقي|بتنحي|الأعضاء"},
		{"a known word stays", "قال خالد المستشفيات كثيرة", "قال|خالد|المستشفيات|كثيرة"},
		{"no name before it", "في المرزوقيبتنحي", "في|المرزوقيبتنحي"},
		{"a rest that is no word", "قال خالد المرزوقيضظغ", "قال|خالد|المرزوقيضظغ"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLine(arabic.Text, c.text)
			l.unfuse()
			var got []string
			for i, w := range l.words {
				got = append(got, w.text)
				if l.text[w.start:w.end] != w.text || i > 0 && w.start < l.words[i-1].end {
					t.Errorf("word %q at %d is not its slice", w.text, w.start)
				}
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

// FuzzUnfuse checks that words stay slices of the text, in order, and that nothing is lost.
func FuzzUnfuse(f *testing.F) {
	f.Add("محمد حمدان دقلوبتنحي القادة")
	f.Add("خالد المرزوقيبتنحيبتنحي ـ")
	f.Fuzz(func(t *testing.T, text string) {
		l := newLine(arabic.Text, text)
		before := 0
		for _, w := range l.words {
			before += len(w.text)
		}
		l.unfuse()
		after, end := 0, 0
		for _, w := range l.words {
			if w.start < end || l.text[w.start:w.end] != w.text || w.fold == "" {
				t.Fatalf("word %+v", w)
			}
			after, end = after+len(w.text), w.end
		}
		if before != after {
			t.Errorf("%d bytes of words became %d", before, after)
		}
	})
}

// FuzzRoles checks that roles are slices of the text, in order and apart.
func FuzzRoles(f *testing.F) {
	f.Add("قال نائب رئيس مجلس الوزراء وزير الدفاع السابق «فلان» إن مصادر مطلعة في وزارة الخارجية")
	f.Add("لرئيس باسم. المتحدث باسم، ولي العهد نائب نائب نائب")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, r := range Roles(text) {
			if r.Start < end || r.End <= r.Start || r.End > len(text) || r.Noun == "" || r.Text == "" {
				t.Fatalf("role %+v in %q", r, text)
			}
			end = r.End
		}
		if r, ok := ParseRole(text); ok && !slices.Contains([]Type{Person, Group, Anonymous}, r.Type()) {
			t.Errorf("%+v is %s", r, r.Type())
		}
	})
}
