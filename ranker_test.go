package isnad_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"isnad"
	"isnad/arabic"
)

// termsOf makes an article's terms of a title and a text.
func termsOf(title, text string) isnad.Terms {
	return isnad.Terms{Title: arabic.Analyze(title), Text: arabic.Analyze(text)}
}

// asked makes the words of a query, each in so many of a thousand texts.
func asked(among int, words string) (out []isnad.Asked) {
	for _, t := range arabic.Analyze(words) {
		out = append(out, isnad.Asked{Surface: t.Surface, Stems: []string{t.Stem}, Stop: t.Stop, AmongStems: among, AmongSurface: among})
	}
	return out
}

func TestRankerOrder(t *testing.T) {
	filler := strings.Repeat("كلام آخر طويل عن شيء بعيد ", 12)
	for _, c := range []struct {
		name, query   string
		expect        isnad.Expectation
		better, worse isnad.Terms
	}{
		{"more of the words", "قطار المدينة", "", termsOf("", "وصل القطار إلى المدينة"), termsOf("", "وصل القطار إلى الميناء")},
		{"the word as written", "قطارات", "", termsOf("", "قطارات كثيرة"), termsOf("", "القطار كثير")},
		{"more often", "قطار", "", termsOf("", "قطار قطار قطار "+filler), termsOf("", "قطار شيء شيء "+filler)},
		{"in a shorter text", "قطار", "", termsOf("", "قطار سريع"), termsOf("", "قطار سريع "+filler)},
		{"in the title", "قطار", "", termsOf("القطار", filler), termsOf("كلام", "القطار "+filler)},
		{"near the beginning", "قطار", "", termsOf("", "القطار "+filler), termsOf("", filler+" القطار")},
		{"kin where the stem is missing", "بلجيكيا", "", termsOf("", "عاصمة بلجيكا بروكسل"), termsOf("", "عاصمة النمسا فيينا")},
		{"side by side", "القطار السريع", "", termsOf("", filler+"القطار السريع مر"), termsOf("", filler+"السريع القطار مر")},
		{"with the function word", "القطار عند الجسر", "", termsOf("", "القطار عند الجسر"), termsOf("", "القطار قرب الجسر")},
		{"a number near the words", "ركاب القطار", isnad.ExpectNumber, termsOf("", "ركاب القطار 300 راكب "+filler), termsOf("", "ركاب القطار كثيرون جدا "+filler)},
		{"a year near the words", "وصل القطار", isnad.ExpectDay, termsOf("", "وصل القطار سنة 1950 "+filler), termsOf("", "وصل القطار رقم 19500 "+filler)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := isnad.NewRanker(asked(10, c.query), c.expect, 1000, 30)
			if better, worse := r.Score(c.better), r.Score(c.worse); better <= worse {
				t.Errorf("%.4f is not above %.4f", better, worse)
			}
		})
	}
}

// TestRankerForgets has the score of a text not depend on those scored before.
func TestRankerForgets(t *testing.T) {
	r := isnad.NewRanker(asked(10, "قطار المدينة السريع"), isnad.ExpectNumber, 1000, 30)
	text, other := termsOf("القطار", "وصل القطار 30 إلى المدينة"), termsOf("قطار سريع 4", "المدينة مدن قطارات 5")
	first := r.Score(text)
	r.Score(other)
	if again := r.Score(text); again != first {
		t.Errorf("%v, then %v", first, again)
	}
}

func TestRankerNothing(t *testing.T) {
	for name, r := range map[string]*isnad.Ranker{
		"no words":            isnad.NewRanker(nil, "", 1000, 30),
		"stop words alone":    isnad.NewRanker(asked(1000, "في من"), "", 1000, 30),
		"words of no article": isnad.NewRanker(asked(0, "قططط"), "", 1000, 30),
	} {
		for _, terms := range []isnad.Terms{{}, termsOf("عنوان", "نص قصير"), termsOf("", "")} {
			if s := r.Score(terms); math.IsNaN(s) || s < 0 || s > .01 {
				t.Errorf("%s: %v", name, s)
			}
		}
	}
}

// TestRankerAddsNoLess holds what engines rely on that order by stems and places alone before the whole rule: it only adds.
func TestRankerAddsNoLess(t *testing.T) {
	words := strings.Fields("قطار مدينة جسر ميناء 1990 سفينة في على 40 مدرسة")
	for i := range 200 {
		text := make([]string, 0, 20)
		for j := range 20 {
			text = append(text, words[(i*7+j*j*(i%5+1))%len(words)])
		}
		terms := termsOf(words[i%len(words)], strings.Join(text, " "))
		q := asked(20, words[i%6]+" "+words[(i+3)%10])
		whole := isnad.NewRanker(q, isnad.ExpectNumber, 1000, 30).Score(terms)
		least, length := 0.0, 0.0
		for _, x := range append(terms.Title, terms.Text...) {
			if !x.Stop {
				length++
			}
		}
		for _, a := range q {
			n, first := 0.0, isnad.LeadSteps-1
			for _, x := range terms.Title {
				if x.Stem == a.Stems[0] && !a.Stop {
					n, first = n+isnad.TitleWeight, 0
				}
			}
			for _, x := range terms.Text {
				if x.Stem == a.Stems[0] && !a.Stop {
					n, first = n+1, min(first, isnad.LeadStep(x.Position))
				}
			}
			if n > 0 {
				least += isnad.BM25(min(n, isnad.MaxCount), length, 30, 20, 1000) + isnad.LeadWeight*isnad.Rarity(20, 1000)*isnad.Lead(first)
			}
		}
		if whole < least-1e-9 {
			t.Fatalf("%v: %.6f is less than the %.6f of its stems", text, whole, least)
		}
	}
}

func TestLeadStep(t *testing.T) {
	want := map[int]int{0: 0, 3: 0, 4: 1, 9: 1, 10: 2, 19: 2, 20: 3, 39: 3, 40: 4, 79: 4, 80: 5, 1 << 30: 5}
	for position, step := range want {
		if got := isnad.LeadStep(position); got != step {
			t.Errorf("place %d is in step %d, want %d", position, got, step)
		}
	}
	for step := 1; step < isnad.LeadSteps; step++ {
		if isnad.Lead(step) >= isnad.Lead(step-1) {
			t.Errorf("step %d is worth %v, no less than the one before", step, isnad.Lead(step))
		}
	}
}

func ExampleKinship() {
	fmt.Printf("%.2f %.2f\n", isnad.Kinship("بلجيكيا", "بلجيكا"), isnad.Kinship("قطار", "مدينة"))
	// Output: 0.62 0.00
}

func ExampleRanker() {
	query := []isnad.Asked{{Surface: "قطار", Stems: []string{"قطار"}, AmongStems: 12, AmongSurface: 9}}
	r := isnad.NewRanker(query, "", 1000, 150)
	early := isnad.Terms{Text: arabic.Analyze("القطار وصل اليوم بعد رحلة طويلة")}
	late := isnad.Terms{Text: arabic.Analyze("بعد رحلة طويلة وصل اليوم القطار")}
	fmt.Println(r.Score(early) > r.Score(late))
	// Output: true
}

func TestKinship(t *testing.T) {
	for _, c := range []struct {
		a, b string
		kin  bool
	}{
		{"بلجيكيا", "بلجيكا", true}, {"موناليزا", "مونليزا", true}, {"وزير", "قطار", false}, {"ا", "ب", false}, {"", "قطار", false}, {"قطار", "قطار", true},
	} {
		k := isnad.Kinship(c.a, c.b)
		if k > isnad.LeastKinship != c.kin || k < 0 || k > 1 || k != isnad.Kinship(c.b, c.a) {
			t.Errorf("%s, %s: %.2f, want kin %v", c.a, c.b, k, c.kin)
		}
	}
}
