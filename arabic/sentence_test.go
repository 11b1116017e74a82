package arabic

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "وصل القطار. نزل الركاب! هل عاد أحد؟ لا", []string{"وصل القطار.", "نزل الركاب!", "هل عاد أحد؟", "لا"}},
		{"quotation", "قال: «جئنا. رأينا. عدنا» ثم سكت. ومضى.", []string{"قال: «جئنا. رأينا. عدنا» ثم سكت.", "ومضى."}},
		{"stop before the closing mark", "قال: «عدنا.» ثم سكت.", []string{"قال: «عدنا.» ثم سكت."}},
		{"straight quotes", `كتب "لا. لن نعود!" ورحل. انتهى.`, []string{`كتب "لا. لن نعود!" ورحل.`, "انتهى."}},
		{"curly quotes", "كتب “لا. لن نعود” ورحل. انتهى.", []string{"كتب “لا. لن نعود” ورحل.", "انتهى."}},
		{"nested", "قال «سمعته يقول \"لا. أبدا.\" ثم خرج. وحده» وسكت. تم.", []string{"قال «سمعته يقول \"لا. أبدا.\" ثم خرج. وحده» وسكت.", "تم."}},
		{"unclosed", "قال: «جئنا. ثم عدنا. وسكت.", []string{"قال: «جئنا.", "ثم عدنا.", "وسكت."}},
		{"lines", "عنوان\nجملة. أخرى\n\nثالثة", []string{"عنوان", "جملة.", "أخرى", "ثالثة"}},
		{"quotation over lines", "قال «نعم.\nلا.» ومضى", []string{"قال «نعم.", "لا.»", "ومضى"}},
		{"abbreviation", "قال د. سعد إن م. ليلى وصلت. تم.", []string{"قال د. سعد إن م. ليلى وصلت.", "تم."}},
		{"initials", "كتبت ج. ك. نوارس رواية. نشرت.", []string{"كتبت ج. ك. نوارس رواية.", "نشرت."}},
		{"number and host", "بلغ 3.5 مليون في example.com اليوم. تم.", []string{"بلغ 3.5 مليون في example.com اليوم.", "تم."}},
		{"dots", "سكت... ثم قال. تم", []string{"سكت...", "ثم قال.", "تم"}},
		{"no space after", "وصل القطار.نزل الركاب.", []string{"وصل القطار.", "نزل الركاب."}},
		{"empty", " \n\u200f\n ", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, r := range Sentences(tc.text) {
				got = append(got, r.In(tc.text))
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// sentencesHold are the properties of sentences that hold for any bytes.
func sentencesHold(t *testing.T, s string) {
	t.Helper()
	last := 0
	for _, r := range Sentences(s) {
		if r.Start < last || r.End <= r.Start || r.End > len(s) || strings.Contains(r.In(s), "\n") {
			t.Fatalf("sentence %+v after %d in %q", r, last, s)
		}
		last = r.End
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{"«ا. ب", "\"ا.\" ب.", ".", "«»»«.", "ا\xff. ب"} {
		f.Add(s)
	}
	f.Fuzz(sentencesHold)
}
