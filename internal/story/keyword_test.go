package story

import (
	"slices"
	"strings"
	"testing"

	"isnad"
)

func TestKeywords(t *testing.T) {
	a := written("a", "وقف إطلاق النار في السودان", "بدأ وقف إطلاق النار في السودان. ورحبت الخرطوم بوقف إطلاق النار، وقال متحدث إن وقف إطلاق النار صامد.", 3)
	got := Keywords(a, isnad.TermsOf(a))
	if len(got) == 0 || len(got) > mostKeywords {
		t.Fatalf("%d keywords", len(got))
	}
	if !slices.ContainsFunc(got, func(k isnad.Keyword) bool { return k.Text == "وقف إطلاق النار" }) {
		t.Errorf("the phrase as written is not among %v", got)
	}
	for i, k := range got {
		if k.Score <= 0 || k.Score > 1 || i > 0 && k.Score > got[i-1].Score {
			t.Errorf("%q scored %v", k.Text, k.Score)
		}
		if !strings.Contains(a.Title+a.Text(), k.Text) {
			t.Errorf("%q does not stand in the text", k.Text)
		}
	}
	if got := Keywords(written("b", "", "", 3), isnad.Terms{}); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

// A spelling with a clitic gives way to the one without.
func TestSpelling(t *testing.T) {
	c := candidate{forms: []spelling{{"بلبنان", 3}, {"لبنان", 1}, {"ولبنان", 2}}}
	if got := c.spelling(); got != "لبنان" {
		t.Errorf("%q", got)
	}
}

func TestSpaced(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"مجلس الأمن", "مجلس الأمن"}, {"مجلس  الأمن", "مجلس الأمن"}, {"مجلس\nالأمن", "مجلس الأمن"}, {"a\u00a0b", "a b"},
		{"مجلس\u2003الأمن", "مجلس الأمن"}, {"", ""}, {" a", "a"},
	} {
		if got := spaced(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
