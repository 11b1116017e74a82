package letters

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// TestScoreTellsCharsets writes words in one charset and reads them in both.
func TestScoreTellsCharsets(t *testing.T) {
	charsets := []*charmap.Charmap{charmap.Windows1256, charmap.ISO8859_6}
	for _, text := range []string{"جسر جديد", "مدرسة الفنون", "وقال الوزير", "افتتاح معرض للكتاب", "ثقافة ومنوعات"} {
		for k, c := range charsets {
			b, err := c.NewEncoder().Bytes([]byte(text + " "))
			if err != nil {
				t.Fatal(err)
			}
			right, n := Arabic().Score(b, c.DecodeByte)
			wrong, _ := Arabic().Score(b, charsets[1-k].DecodeByte)
			if right <= wrong || right/float64(n) < -4 {
				t.Errorf("%q in %s: %.1f of %d pairs, read in the other %.1f", text, c, right, n, wrong)
			}
		}
	}
}

func TestIndex(t *testing.T) {
	seen := map[int]bool{}
	for _, r := range Alphabet {
		i := Index(r)
		if i < 0 || i >= edge || seen[i] {
			t.Errorf("%c has the place %d", r, i)
		}
		seen[i] = true
	}
	for _, r := range "x ـ،ئ۱" {
		if i := Index(r); (i == edge) == (r == 'ئ') {
			t.Errorf("%c has the place %d", r, i)
		}
	}
}

func TestLearn(t *testing.T) {
	table := Learn(map[string]float64{"با": 3, "بت": 1})
	if a, b := table[Index('ب')][Index('ا')], table[Index('ب')][Index('ت')]; a <= b || b <= table[Index('ب')][Index('ج')] {
		t.Errorf("ba %d, bt %d", a, b)
	}
	if table[edge][Index('ب')] != 0 {
		t.Error("every word begins with ba, so its log probability is 0")
	}
}

func TestParse(t *testing.T) {
	for name, text := range map[string]string{"too short": "1\t2\n", "empty": "", "no number": "x"} {
		t.Run(name, func(t *testing.T) {
			if _, err := Parse(text); err == nil {
				t.Error("no error")
			}
		})
	}
	if _, err := Parse(tableText); err != nil {
		t.Error(err)
	}
}
