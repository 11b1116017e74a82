package arabic

import (
	"fmt"
	"slices"
	"testing"
)

// TestSpellingsAreStems holds that every word of the list is what the analyser makes of it, else no text would ever have it, and
// that no word stands in two classes.
func TestSpellingsAreStems(t *testing.T) {
	seen := map[string]string{}
	for stem, class := range spellingClasses() {
		terms := Analyze(stem)
		if len(terms) != 1 || terms[0].Stem != stem || terms[0].Stop {
			t.Errorf("%s: the analyser gives %+v", stem, terms)
		}
		if n := len(class); n < 2 {
			t.Errorf("%s stands alone", stem)
		}
		for _, s := range class {
			if in, ok := seen[s]; ok && in != class[0] {
				t.Errorf("%s stands in the classes of %s and %s", s, in, class[0])
			}
			seen[s] = class[0]
		}
	}
	if len(seen) < 200 {
		t.Errorf("only %d words", len(seen))
	}
}

func TestSpellingsSymmetric(t *testing.T) {
	for stem := range spellingClasses() {
		for _, other := range Spellings(stem) {
			if !slices.Contains(Spellings(other), stem) {
				t.Errorf("%s finds %s, not the other way round", stem, other)
			}
		}
	}
	if got := Spellings("محمد"); len(got) != 0 {
		t.Errorf("محمد is also %v", got)
	}
}

func ExampleSpellings() {
	fmt.Println(Spellings("جوجل"))
	// Output: [غوغل قوقل google]
}
