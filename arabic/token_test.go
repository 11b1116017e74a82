package arabic

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTokens(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"words and marks", "قال: «نعم»، ثم مضى.", "قال/word :/colon «/quote نعم/word »/quote ،/comma ثم/word مضى/word ./stop"},
		{"vowels stay", "كِتَابٌ جـــديد", "كِتَابٌ/word جـــديد/word"},
		{"numbers", "1,250.5 و ١٢٬٥٠٠٫٢٥ و۱۲", "1,250.5/number و/word ١٢٬٥٠٠٫٢٥/number و/word ۱۲/number"},
		{"list of numbers", "1، 2, 3", "1/number ،/comma 2/number ,/comma 3/number"},
		{"dates and clocks", "4/8/2015 و2015-08-04 الساعة 10:30", "4/8/2015/date و/word 2015-08-04/date الساعة/word 10:30/clock"},
		{"score of a game", "فاز 3-1", "فاز/word 3-1/number"},
		{"percent", "٥٠٪", "٥٠/number ٪/symbol"},
		{"URL", "انظر https://example.com/a?b=1. ثم", "انظر/word https://example.com/a?b=1/url ./stop ثم/word"},
		{"URL in brackets", "(www.example.net)", "(/bracket www.example.net/url )/bracket"},
		{"bare host", "موقع example.org يقول", "موقع/word example.org/url يقول/word"},
		{"no host", "end.Next", "end/latin ./stop Next/latin"},
		{"email", "راسل press@example.com.", "راسل/word press@example.com/email ./stop"},
		{"handle and hashtag", "@marfa_news كتب #نهر_الملح!", "@marfa_news/handle كتب/word #نهر_الملح/hashtag !/stop"},
		{"lone signs", "@ # &", "@/symbol #/symbol &/symbol"},
		{"Latin inside", "الـBBC وiPhone", "الـ/word BBC/latin و/word iPhone/latin"},
		{"apostrophe", "l'Orient d’Arc 'x'", "l'Orient/latin d’Arc/latin '/quote x/latin '/quote"},
		{"abbreviations", "د. سعاد (أ ف ب) أ.ش.أ U.S.", "د./abbreviation سعاد/word (/bracket أ ف ب/abbreviation )/bracket أ.ش.أ/abbreviation U.S./abbreviation"},
		{"letters that only look like one", "أ فبعد د ب", "أ/word فبعد/word د/word ب/word"},
		{"run of stops", "لا... نعم؟؟", "لا/word .../stop نعم/word ؟؟/stop"},
		{"word and digits", "كوفيد19", "كوفيد/word 19/number"},
		{"controls", "\u200fنعم\u200e لا\ufeff", "نعم/word لا/word"},
		{"zero-width inside", "می\u200cخواهم", "می\u200cخواهم/word"},
		{"other scripts", "Москва 東京", "Москва/foreign 東京/foreign"},
		{"not UTF-8", "ا\xffب", "ا/word ب/word"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, k := range Tokens(tc.text) {
				got = append(got, k.In(tc.text)+"/"+k.Kind.String())
			}
			if d := cmp.Diff(tc.want, strings.Join(got, " ")); d != "" {
				t.Error(d)
			}
		})
	}
}

// tokensHold are the properties of tokens that hold for any bytes.
func tokensHold(t *testing.T, s string) {
	t.Helper()
	last := 0
	for _, k := range Tokens(s) {
		if k.Start < last || k.End <= k.Start || k.End > len(s) {
			t.Fatalf("token %+v after %d in %q", k, last, s)
		}
		if strings.ContainsAny(k.In(s), "\n\r") {
			t.Fatalf("token %q spans a line break", k.In(s))
		}
		if !utf8.RuneStart(s[k.Start]) && k.Kind.Lexical() {
			t.Fatalf("token %+v of %q starts inside a letter", k, s)
		}
		last = k.End
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"د. أ.ش.أ", "http://\xff", "1,2٬3/4", "#_@a.b.co", "l'", "أ ف ب", "U.S", "\u200f1:2:3:4"} {
		f.Add(s)
	}
	f.Fuzz(tokensHold)
}
