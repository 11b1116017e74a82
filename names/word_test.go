package names

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad/arabic"
)

// TestNewLine: words without their marks, and what stands before each.
func TestNewLine(t *testing.T) {
	type cut struct {
		Text string
		Gap  gap
	}
	for _, c := range []struct {
		name, text string
		want       []cut
	}{
		{"spaces", "قال سالم", []cut{{"قال", gapStop}, {"سالم", gapSpace}}},
		{"comma", "سالم، وكريم", []cut{{"سالم", gapStop}, {"وكريم", gapComma}}},
		{"tying hyphen", "جان-بيير", []cut{{"جان", gapStop}, {"بيير", gapHyphen}}},
		{"parting hyphen", "القدس - وكالات", []cut{{"القدس", gapStop}, {"وكالات", gapComma}}},
		{"quotation marks", "حركة «حماس» تقول", []cut{{"حركة", gapStop}, {"حماس", gapQuote}, {"تقول", gapQuote}}},
		{"brackets", "حماس (غزة)", []cut{{"حماس", gapStop}, {"غزة", gapParen}}},
		{"colon", "لافروف: لا", []cut{{"لافروف", gapStop}, {"لا", gapColon}}},
		{"the greatest gap counts", "قال»: نعم", []cut{{"قال", gapStop}, {"نعم", gapColon}}},
		{"stop", "وصل. قال", []cut{{"وصل", gapStop}, {"قال", gapStop}}},
		{"line", "وصل\nقال", []cut{{"وصل", gapStop}, {"قال", gapStop}}},
		{"tatweel alone is no word", "ـ سالم", []cut{{"سالم", gapStop}}},
		{"marks stay in a word", "عُمَان", []cut{{"عُمَان", gapStop}}},
		{"digits", "القناة 12", []cut{{"القناة", gapStop}, {"12", gapSpace}}},
		{"Latin", "شركة BMW", []cut{{"شركة", gapStop}, {"BMW", gapSpace}}},
		{"nothing", " … ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []cut
			for _, w := range newLine(arabic.Text, c.text).words {
				got = append(got, cut{w.text, w.gap})
				if c.text[w.start:w.end] != w.text {
					t.Errorf("%q is not its slice", w.text)
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"hamza seats", "أإآٱ", "اااا"}, {"hamza on ya and waw", "ئؤ", "يو"}, {"alif maqsura", "مصطفى", "مصطفي"},
		{"ta marbuta", "غزة", "غزه"}, {"Persian letters", "کیپچ", "كيبج"}, {"vowels", "عُمَانُ", "عمان"}, {"tatweel", "مـــحمد", "محمد"},
		{"Latin", "Reuters", "reuters"}, {"digits", "٢۳", "23"}, {"invisible marks", "\u200fسالم\u200e", "سالم"}, {"as it is", "سالم", "سالم"}, {"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fold(c.in); got != c.want {
				t.Errorf("fold(%q) = %q, want %q", c.in, got, c.want)
			}
			if twice := fold(fold(c.in)); twice != fold(c.in) {
				t.Errorf("folding twice gives %q", twice)
			}
		})
	}
}

// TestSkipTo: which proclitics a name's first word carries.
func TestSkipTo(t *testing.T) {
	for _, c := range []struct {
		name, text, fold string
		prep             rune
	}{
		{"a name as it is", "بلينكن", "بلينكن", 0},
		{"and", "وبلينكن", "بلينكن", 0},
		{"and before a given name that is listed with it", "وفؤاد", "فواد", 0},
		{"a name that begins so", "وليد", "وليد", 0},
		{"to", "لدمشق", "دمشق", 'ل'},
		{"in", "ببغداد", "بغداد", 'ب'},
		{"a name with the letter of a preposition", "بشار", "بشار", 0},
		{"swallowed article", "للرياض", "الرياض", 'ل'},
		{"an unknown name after and", "وقصقوصيان", "قصقوصيان", 0},
		{"no ف before what is unknown", "فسفاط", "فسفاط", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newLine(arabic.Text, c.text).words[0].skipTo()
			if r.fold != c.fold || r.prep != c.prep {
				t.Errorf("skipTo(%q) = %q %q, want %q %q", c.text, r.fold, r.prep, c.fold, c.prep)
			}
		})
	}
}

func TestBytes(t *testing.T) {
	w := newLine(arabic.Text, "وَلِسالم").words[0]
	for n, want := range []int{0, 2 + 2, 4 + 4} {
		if got := w.bytes(n); got != want {
			t.Errorf("the first %d letters take %d bytes, want %d", n, got, want)
		}
	}
}

// TestWordKinds: what the lists and the lexicon say of a word by itself.
func TestWordKinds(t *testing.T) {
	kinds := map[string]func(word) bool{
		"ordinary": word.ordinary, "clear name": word.clearName, "unheard": word.unheard, "stop": word.stop, "digits": word.digits,
		"given": word.given, "rare": word.rare, "verb": word.verb, "scope": word.scope, "foreign": word.foreign,
	}
	for _, c := range []struct {
		text     string
		yes, not []string
	}{
		{"محمد", []string{"given"}, []string{"unheard", "stop", "verb", "rare"}},
		{"على", []string{"stop"}, []string{"clear name", "unheard"}},
		{"علي", nil, []string{"stop"}},
		{"قال", []string{"verb"}, []string{"clear name"}},
		{"وأضاف", []string{"verb"}, []string{"given"}},
		{"المدرب", []string{"ordinary"}, []string{"clear name", "given"}},
		{"الوفد", []string{"scope"}, []string{"given"}},
		{"قصقصوصي", []string{"unheard", "foreign", "rare"}, []string{"ordinary", "clear name"}},
		{"0505442411", []string{"digits"}, []string{"unheard"}},
		{"البيت", nil, []string{"digits", "foreign", "unheard"}},
	} {
		w := newLine(arabic.Text, c.text).words[0]
		for _, k := range c.yes {
			if !kinds[k](w) {
				t.Errorf("%q is not %s", c.text, k)
			}
		}
		for _, k := range c.not {
			if kinds[k](w) {
				t.Errorf("%q is %s", c.text, k)
			}
		}
	}
}
