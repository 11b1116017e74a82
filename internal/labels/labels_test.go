package labels

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCut(t *testing.T) {
	for name, c := range map[string]struct {
		line, text string
		want       []string
	}{
		"names that editors give often":    {"قطاع غزة الولايات المتحدة", "", []string{"قطاع غزة", "الولايات المتحدة"}},
		"a name that the article says":     {"بلدية الزهراء جسر المشاة", "افتتحت بلدية الزهراء أمس جسر المشاة الجديد", []string{"بلدية الزهراء", "جسر المشاة"}},
		"one word":                         {"روسيا", "", []string{"روسيا"}},
		"a noun annexed to a definite one": {"جسر المشاة", "", []string{"جسر المشاة"}},
		"nothing":                          {"", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Cut(strings.Fields(c.line), c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCountAndParse(t *testing.T) {
	lists := [][]string{{"جسر المشاة", "النهر"}, {"جسر المشاة"}, {"جسر قديم"}}
	tables := Count(lists, 2, 2)
	tables.Known[3], tables.Unknown[4] = 1.25, -2
	again, err := Parse(string(tables.WordLines()), string(tables.PhraseLines()), string(tables.WeightLines()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tables, again); diff != "" {
		t.Error(diff)
	}
	if p := tables.Words["جسر"]; p != (Place{First: 3, Before: 3}) {
		t.Errorf("the bridge stands %+v", p)
	}
	if tables.Phrases[Key("جسر المشاة")] != 2 || len(tables.Phrases) != 1 {
		t.Errorf("phrases %v", tables.Phrases)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, in := range map[string][3]string{
		"a word with too few fields": {"جسر\t1\n", "", ""},
		"a count that is none":       {"", "جسر\tx\n", ""},
		"too many weights":           {"", "", strings.Repeat("1\t1\t1\n", Features+1)},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Parse(in[0], in[1], in[2]); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestAnnexed(t *testing.T) {
	for pair, want := range map[[2]string]bool{{"جسر", "المشاه"}: true, {"الجسر", "المشاه"}: false, {"في", "المشاه"}: false, {"جسر", "قديم"}: false} {
		if got := learned().annexed(pair[0], pair[1]); got != want {
			t.Errorf("%v is %v", pair, got)
		}
	}
}
