package search_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/internal/search"
)

// shape writes a query in few words, to compare.
func shape(q isnad.Query) string {
	var b []string
	clauses := func(mark string, cs []isnad.Clause) {
		for _, c := range cs {
			var words []string
			for _, t := range c.Terms {
				words = append(words, t.Surface)
			}
			b = append(b, mark+string(c.Kind)+"("+strings.Join(words, " ")+")")
		}
	}
	clauses("", q.Clauses)
	clauses("-", q.Exclude)
	for _, f := range []struct {
		name   string
		values []string
	}{{"source", q.Sources}, {"country", q.Countries}, {"speaker", q.Speakers}, {"relay", q.Relays}, {"act", q.Acts}, {"entity", q.Entities}} {
		if len(f.values) > 0 {
			b = append(b, f.name+"="+strings.Join(f.values, "|"))
		}
	}
	if !q.Since.IsZero() || !q.Until.IsZero() {
		b = append(b, q.Since.String()+".."+q.Until.String())
	}
	if q.Ranked {
		b = append(b, "ranked")
	}
	if q.Expect != "" {
		b = append(b, string(q.Expect))
	}
	return strings.Join(b, " ")
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "  ", ""},
		{"words", "الدورى  الممتاز", "word(الدوري) word(الممتاز)"},
		{"two words in one", "غزة/رفح", "word(غزه) word(رفح)"},
		{"phrase", `"وقف إطلاق النار"`, "phrase(وقف اطلاق النار)"},
		{"phrase in guillemets", "«وقف إطلاق» النار", "phrase(وقف اطلاق) word(النار)"},
		{"phrase in curly marks", "“وقف إطلاق” النار", "phrase(وقف اطلاق) word(النار)"},
		{"phrase at a word", `هدنة"وقف إطلاق"`, "word(هدنه) phrase(وقف اطلاق)"},
		{"exclude", `هدنة -تركيا -"شرم الشيخ"`, "word(هدنه) -word(تركيا) -phrase(شرم الشيخ)"},
		{"a dash between spaces", "هدنة - تركيا", "word(هدنه) word(تركيا)"},
		{"a dash inside", "شرم-الشيخ", "word(شرم) word(الشيخ)"},
		{"prefix", "فلسط*", "prefix(فلسط)"},
		{"source", "هدنة source:cnn.com", "word(هدنه) source=cnn.com"},
		{"source in Arabic", "مصدر:الجزيرة هدنة مصدر:«سي إن إن»", "word(هدنه) source=الجزيرة|سي إن إن"},
		{"country", "بلد:تونس country:\"Saudi Arabia\" هدنة دولة:الإمارات country:eg", "word(هدنه) country=TN|SA|AE|EG"},
		{"space after the colon", "مصدر: الجزيرة هدنة", "word(هدنه) source=الجزيرة"},
		{"days", "since:2023-11-04 until:2023-11-30", "2023-11-04..2023-11-30"},
		{"days in Arabic", "منذ:2023-11-04 حتى:2023-11-30", "2023-11-04..2023-11-30"},
		{"Arabic digits", "منذ:٢٠٢٣-١١-٠٤", "2023-11-04.."},
		{"a month", "since:2024-02 until:2024-02", "2024-02-01..2024-02-29"},
		{"a year", "منذ:2023 حتى:2023", "2023-01-01..2023-12-31"},
		{"day as written in Arabic", `منذ:"4 نوفمبر 2023"`, "2023-11-04.."},
		{"speaker", `قائل:"أنتوني بلينكن" speaker:لافروف`, "speaker=أنتوني بلينكن|لافروف"},
		{"relay and entity", "ناقل:رويترز كيان:غزة", "relay=رويترز entity=غزة"},
		{"act", "act:deny فعل:نفى فعل:حذّر", "act=deny|deny|warn"},
		{"a colon that is none of ours", "بلينكن: الهدنة", "word(بلينكن) word(الهدنه)"},
		{"a question", "متى تنتهي الهدنة؟", "word(تنتهي) word(الهدنه) ranked day"},
		{"a question without its mark", "ماذا قال الوزير عن الهدنة", "word(قال) word(الوزير) word(عن) word(الهدنه) ranked"},
		{"a question in English", "who said that the truce holds", "word(said) word(that) word(the) word(truce) word(holds) ranked"},
		{"a number asked for", "كم عدد الركاب؟", "word(عدد) word(الركاب) ranked number"},
		{"a year asked for", " - في أي عام وصل القطار؟ ", "word(في) word(عام) word(وصل) word(القطار) ranked day"},
		{"a pronoun after the interrogative", "من هو صاحب القطار؟", "word(صاحب) word(القطار) ranked"},
		{"nothing but an interrogative", "متى؟", "word(متي) ranked day"},
		{"a question with a quotation mark left open", `ماذا تعني كلمة "قطار؟`, "word(تعني) word(كلمه) word(قطار) ranked"},
		{"not yet a question", "من غزة", "word(من) word(غزه)"},
		{"a long text", `قال المتحدث إن السفن وصلت "إلى الميناء" محملة بالقمح والزيت والدواء للمدينة`,
			"word(قال) word(المتحدث) word(ان) word(السفن) word(وصلت) word(الي) word(الميناء) word(محمله) word(بالقمح) word(والزيت) word(والدواء) word(للمدينه) ranked"},
		{"a question within a source", "متى تنتهي الهدنة؟ مصدر:الجزيرة", "word(تنتهي) word(الهدنه) source=الجزيرة ranked day"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := search.Parse(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, shape(q)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestParseTeaches(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"open phrase", `"وقف إطلاق`, "never closed"},
		{"no day", "since:yesterday", "since:2023-11-04"},
		{"no such day", "since:2023-02-30", "no day"},
		{"days exchanged", "since:2024-01-02 until:2024-01-01", "exchange"},
		{"no such act", "act:sing", "announce"},
		{"no value", "source:", "source:cnn.com"},
		{"empty value", `source:""`, "needs a value"},
		{"excluded condition", "-source:cnn.com", "-word"},
		{"short prefix", "ف*", "at least 2 letters"},
		{"lone star", "*", "at least 2 letters"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := search.Parse(c.text)
			if !errors.Is(err, isnad.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Parse(%q) = %v, want ErrInvalid with %q", c.text, err, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"الدوري", `"وقف إطلاق" -تركيا`, "مصدر:الجزيرة منذ:2023", "فلسط*", "“a” «b» \"c", "since:", "-", "-*", "act:نفى", "؟", "\x00\xff", "a:b:c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := search.Parse(text)
		if err != nil {
			if !errors.Is(err, isnad.ErrInvalid) || !utf8.ValidString(err.Error()) {
				t.Fatalf("Parse(%q): %v, want ErrInvalid in valid UTF-8", text, err)
			}
			return
		}
		for _, c := range append(q.Clauses, q.Exclude...) {
			if len(c.Terms) == 0 {
				t.Fatalf("Parse(%q): clause %q without terms", text, c.Text)
			}
			for _, term := range c.Terms {
				if term.Surface == "" {
					t.Fatalf("Parse(%q): an empty term in %q", text, c.Text)
				}
			}
		}
		if !q.Since.IsZero() && !q.Until.IsZero() && q.Until.Before(q.Since) {
			t.Fatalf("Parse(%q): from %v until %v", text, q.Since, q.Until)
		}
	})
}

// TestParseSpellings holds that a word asks for all spellings of its class whichever it is written in, and so does one that is excluded.
func TestParseSpellings(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"أميركا", "امريكا"}, {"أمريكا", "اميركا"}, {"الأمريكية", "اميركي"}, {"Google", "غوغل"}, {"بجوجل", "google"},
		{"trump", "ترمب"}, {"ترمب", "ترامب"},
	} {
		q, err := search.Parse(c.text + " -" + c.text)
		if err != nil {
			t.Fatal(err)
		}
		for _, clause := range append(q.Clauses, q.Exclude...) {
			if !slices.Contains(clause.Terms[0].Variants, c.want) {
				t.Errorf("%s asks for %v, not for %s", c.text, clause.Terms[0].Variants, c.want)
			}
		}
	}
	if q, _ := search.Parse("محمد"); len(q.Clauses[0].Terms[0].Variants) != 0 {
		t.Errorf("محمد asks for %v", q.Clauses[0].Terms[0].Variants)
	}
}
