package story

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/attribution"
)

func told(title string, paragraphs ...string) *isnad.Article {
	a := &isnad.Article{ID: "a"}
	a.Title, a.Paragraphs = title, paragraphs
	return a
}

// lines writes edits one a line: the kind's first letter, then the words, pieces of a reworded sentence in brackets.
func lines(e isnad.Edits) (out []string) {
	for _, s := range e.Sentences {
		text := s.After
		if s.Kind == isnad.Removed {
			text = s.Before
		}
		if s.Kind == isnad.Reworded {
			text = ""
			for _, p := range s.Parts {
				switch p.Kind {
				case isnad.Kept:
					text += p.Text + " "
				case isnad.Removed:
					text += "[-" + p.Text + "] "
				case isnad.Added:
					text += "[+" + p.Text + "] "
				}
			}
			text = strings.TrimSpace(text)
		}
		out = append(out, string(s.Kind)+": "+text)
	}
	return out
}

func TestCompareSentences(t *testing.T) {
	base := told("افتتاح الرصيف", "افتتحت الهيئة الرصيف الجديد أمس.", "حضر عشرون تاجرا من المدينة. وغاب رئيس البلدية.")
	for _, tt := range []struct {
		name  string
		after *isnad.Article
		want  []string
	}{
		{"nothing", base, []string{"kept: افتتاح الرصيف", "kept: افتتحت الهيئة الرصيف الجديد أمس.", "kept: حضر عشرون تاجرا من المدينة.", "kept: وغاب رئيس البلدية."}},
		{"spelling alone", told("إفتتاح الرصيف", "افتتحت الهيئه الرصيف الجديد أمس.", "حضر عشرون تاجرا من المدينة.", "وغاب رئيس البلدية."),
			[]string{"kept: إفتتاح الرصيف", "kept: افتتحت الهيئه الرصيف الجديد أمس.", "kept: حضر عشرون تاجرا من المدينة.", "kept: وغاب رئيس البلدية."}},
		{"removed and added", told("افتتاح الرصيف", "افتتحت الهيئة الرصيف الجديد أمس.", "حضر عشرون تاجرا من المدينة. هطل مطر غزير."),
			[]string{"kept: افتتاح الرصيف", "kept: افتتحت الهيئة الرصيف الجديد أمس.", "kept: حضر عشرون تاجرا من المدينة.", "added: هطل مطر غزير.", "removed: وغاب رئيس البلدية."}},
		{"reworded", told("افتتاح الرصيف", "افتتحت الهيئة الرصيف الجديد أمس.", "حضر ثلاثون تاجرا من المدينة والقرى. وغاب رئيس البلدية."),
			[]string{"kept: افتتاح الرصيف", "kept: افتتحت الهيئة الرصيف الجديد أمس.", "reworded: حضر [-عشرون] [+ثلاثون] تاجرا من المدينة [+والقرى.]", "kept: وغاب رئيس البلدية."}},
		{"moved", told("افتتاح الرصيف", "وغاب رئيس البلدية. افتتحت الهيئة الرصيف الجديد أمس. حضر عشرون تاجرا من المدينة."),
			[]string{"kept: افتتاح الرصيف", "moved: وغاب رئيس البلدية.", "kept: افتتحت الهيئة الرصيف الجديد أمس.", "kept: حضر عشرون تاجرا من المدينة."}},
		{"emptied", told("افتتاح الرصيف"), []string{"kept: افتتاح الرصيف", "removed: افتتحت الهيئة الرصيف الجديد أمس.", "removed: حضر عشرون تاجرا من المدينة.", "removed: وغاب رئيس البلدية."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, lines(Compare(base, tt.after))); d != "" {
				t.Error(d)
			}
		})
	}
}

// The pieces of a wording give each rendering back, word for word.
func TestWordingIsComplete(t *testing.T) {
	texts := []string{"", "قال: «نعم، نبقى»!", "قال الوزير: «لا نبقى هنا»", "كلمة", "أ ب ج د أ ب", "ب أ د ج"}
	for _, a := range texts {
		for _, b := range texts {
			var before, after []string
			for _, p := range Wording(a, b) {
				if p.Kind != isnad.Added {
					before = append(before, folded(p.Text))
				}
				if p.Kind != isnad.Removed {
					after = append(after, folded(p.Text))
				}
			}
			if got := strings.Join(before, " "); got != folded(a) {
				t.Errorf("%q to %q: before is %q", a, b, got)
			}
			if got := strings.Join(after, " "); got != folded(b) {
				t.Errorf("%q to %q: after is %q", a, b, got)
			}
		}
	}
}

func TestCommonOfLongLists(t *testing.T) {
	n := 5000
	pairs := common(n, n+1, func(i, k int) bool { return i+1 == k })
	if len(pairs) < 2000 {
		t.Errorf("%d pairs of a list shifted by one", len(pairs))
	}
}

func said(id, who, cue string, act attribution.Act, content string, relays ...string) attribution.Statement {
	s := attribution.Statement{ID: id, Cue: cue, Act: act, Content: content, Speaker: attribution.Speaker{Name: who}}
	for _, r := range relays {
		s.Relays = append(s.Relays, attribution.Relay{Name: r})
	}
	return s
}

func TestCompareStatements(t *testing.T) {
	port := "الميناء سيفتح أبوابه للسفن الكبيرة في الربيع"
	before := said("b", "سلمى الرافعي", "أكدت", attribution.Stress, port, "وكالة الساحل")
	for _, tt := range []struct {
		name  string
		after []attribution.Statement
		want  string
	}{
		{"the same", []attribution.Statement{said("a", "سلمى الرافعي", "أكدت", attribution.Stress, port, "وكالة الساحل")}, ""},
		{"removed", nil, "removed: حُذف القول"},
		{"softened by its verb", []attribution.Statement{said("a", "سلمى الرافعي", "رجحت", attribution.Believe, port, "وكالة الساحل")}, "softened: «أكدت» صارت «رجحت»"},
		{"softened by doubt", []attribution.Statement{said("a", "سلمى الرافعي", "أكدت", attribution.Stress, "الميناء ربما يفتح أبوابه للسفن الكبيرة في الربيع", "وكالة الساحل")},
			"softened: زيد فيه ما يدلّ على الشك: ربما؛ تغيّر لفظه"},
		{"given to another", []attribution.Statement{said("a", "نبيل الشامخ", "أكدت", attribution.Stress, port, "وكالة الساحل")}, "reattributed: نُسب إلى نبيل الشامخ بعد سلمى الرافعي"},
		{"through another", []attribution.Statement{said("a", "سلمى الرافعي", "أكدت", attribution.Stress, port)}, "reattributed: تغيّر الناقل: «وكالة الساحل» ثم «غير مسمّى»"},
		{"other words", []attribution.Statement{said("a", "سلمى الرافعي", "أكدت", attribution.Stress, "الميناء سيفتح أبوابه للسفن الصغيرة في الربيع", "وكالة الساحل")}, "reworded: تغيّر لفظه"},
		{"another matter", []attribution.Statement{said("a", "سلمى الرافعي", "أكدت", attribution.Stress, "أجور العمال تصرف نهاية الشهر", "وكالة الساحل")},
			"removed: حُذف القول | added: أُضيف القول"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range editStatements([]attribution.Statement{before}, tt.after) {
				got = append(got, fmt.Sprintf("%s: %s", e.Kind, e.Words))
			}
			if d := cmp.Diff(tt.want, strings.Join(got, " | ")); d != "" {
				t.Error(d)
			}
		})
	}
}

func FuzzWording(f *testing.F) {
	f.Add("قال: «نعم»", "قالت «لا»")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 2000 {
			t.Skip()
		}
		kept := 0
		for _, p := range Wording(a, b) {
			if p.Text == "" {
				t.Error("an empty part")
			}
			if p.Kind == isnad.Kept {
				kept += len(p.Text)
			}
		}
		if kept > len(b) {
			t.Errorf("kept %d bytes of %d", kept, len(b))
		}
	})
}
