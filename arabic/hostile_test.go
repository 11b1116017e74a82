package arabic

import (
	"os"
	"strings"
	"testing"
)

// hostile are texts that nobody writes and that arrive all the same.
func hostile() map[string]string {
	n := 1 << 20
	return map[string]string{
		"one line":         strings.Repeat("قال الوزير إن العمل بدأ. ", n/40),
		"no space":         strings.Repeat("ب", n/2),
		"marks":            "ب" + strings.Repeat("\u064b\u0651", 10000) + "اب",
		"hamzas":           strings.Repeat("و\u0654", n/4),
		"controls":         strings.Repeat("\u202e\u2066ا\u200f", n/8),
		"not UTF-8":        strings.Repeat("\xff\xfe\xd9", n/3),
		"quotation marks":  strings.Repeat("«\"“", n/7),
		"brackets":         strings.Repeat("([{", n/3),
		"stops":            strings.Repeat(". ", n/2),
		"dotted":           strings.Repeat("aa.", n/3),
		"joined":           strings.Repeat("a-", n/2),
		"ats":              strings.Repeat("a@", n/16),
		"digits":           strings.Repeat("1,", n/2),
		"hashes":           strings.Repeat("#_", n/2),
		"abbreviations":    strings.Repeat("أ ف ", n/6),
		"tatweel":          strings.Repeat("ـ", n/2),
		"one long word":    strings.Repeat("وال", n/6),
		"ligatures":        strings.Repeat("ﷺ", n/3),
		"line breaks":      strings.Repeat("\n", n),
		"every code point": everyCodePoint(),
	}
}

func everyCodePoint() string {
	var b strings.Builder
	for r := rune(0); r <= 0x10FFFF; r += 7 {
		b.WriteRune(r)
	}
	return b.String()
}

// TestHostile: no panic, offsets valid, and a work that grows with the text alone (a quadratic step would run for
// minutes on these megabytes and meet the test's own limit).
func TestHostile(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) { allHold(t, text) })
	}
}

// allHold: everything that reads a text gives offsets within it.
func allHold(t *testing.T, text string) {
	t.Helper()
	f := FoldMap(text)
	if f.Text != Fold(text) {
		t.Error("FoldMap and Fold disagree")
	}
	for i := 0; i < len(f.Text); i += 1 + len(f.Text)/1000 {
		if r := f.Range(i, i+1); r.Start < 0 || r.End > len(text) || r.Start >= r.End {
			t.Fatalf("Range(%d) = %+v", i, r)
		}
	}
	tokensHold(t, text)
	sentencesHold(t, text)
	tokens := Tokens(text)
	Tag(text, tokens[:min(len(tokens), 2000)])
	last := 0
	for i, term := range Analyze(text) {
		if term.Start < last || term.End > len(text) || term.Start >= term.End || term.Surface == "" || term.Position != i {
			t.Fatalf("term %+v after %d", term, last)
		}
		last = term.End
	}
	Language(text)
	PlainSpelling(text)
	SoundKey(text[:min(len(text), 10000)])
}

// TestLongLine holds the same of lines of fifty megabytes: a step that is not linear would take hours, and the test's own limit ends it.
func TestLongLine(t *testing.T) {
	size := 2 << 20
	if os.Getenv("ISNAD_LONG") != "" {
		size = 50 << 20
	}
	for _, of := range []string{
		"قال الوزير، أمس الأربعاء، إن «العمل بدأ في ٢٥ مدرسة» (و ا س). ", "والمدرسة", "ب\u064b\u0651\u200f", "كلمة\u00a0b.c/d#e_و@f ", "\xd9ا\xff«\"",
	} {
		t.Run(of, func(t *testing.T) { allHold(t, strings.Repeat(of, size/len(of))) })
	}
}

// segmentHolds: the parts of a word tile it.
func segmentHolds(t *testing.T, word string) {
	t.Helper()
	s := Segment(word)
	at := 0
	step := func(r Range) {
		if r.Start != at || r.End < r.Start || r.End > len(word) {
			t.Fatalf("Segment(%q): part %+v after %d", word, r, at)
		}
		at = r.End
	}
	for _, r := range s.Proclitics() {
		step(r)
	}
	step(s.Stem)
	for _, r := range s.Enclitics() {
		step(r)
	}
	if at != len(word) {
		t.Fatalf("Segment(%q) ends at %d of %d", word, at, len(word))
	}
	Stem(word)
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{"وللمدرسة", "ألا", "للغة", "\u064eو", "مـــما", "", "وبـ", "لَلُّغة\u0651"} {
		f.Add(s)
	}
	f.Fuzz(segmentHolds)
}

func FuzzAnalyze(f *testing.F) {
	f.Add("#نهر_الملح @a_b http://a.b/ق?١=٢ 1,2 أ ف ب")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for i, term := range Analyze(s) {
			if term.Start < last || term.End <= term.Start || term.End > len(s) || term.Position != i {
				t.Fatalf("term %+v after %d in %q", term, last, s)
			}
			last = term.End
		}
		tokens := Tokens(s)
		for i, g := range Tag(s, tokens) {
			if g.Token != tokens[i] {
				t.Fatalf("tag %d is of another token", i)
			}
		}
	})
}
