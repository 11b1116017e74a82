package turns

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lines are two invented articles without labels between them, the first with a subheading.
var lines = strings.Split(`جسر جديد للمشاة يربط ضفتي النهر في الزهراء
أعلنت بلدية مدينة الزهراء الجديدة، صباح السبت، افتتاح جسر للمشاة يربط ضفتي النهر، بعد أعمال استمرت ثلاثة أعوام.
وقال رئيس البلدية سامر الحلواني إن الجسر سيخدم نحو عشرين ألف شخص كل يوم، مضيفا أن كلفته لم تتجاوز ما كان مقررا له.
الجسر يخدم ضفتي النهر كل يوم
وأوضحت المهندسة ليلى القاضي أن أعمال صيانة الجسر ستجري مرتين في السنة، وأن الإنارة تعمل بالطاقة الشمسية وحدها.
نادي الشراع يفوز بكأس الخليج الصغير
فاز نادي الشراع بكأس الخليج الصغير للمرة الثالثة، متقدما على نادي الميناء بدقيقتين في السباق الأخير.
وأهدى القبطان رامي البحري الكأس إلى أستاذه الذي توفي في الربيع.`, "\n")

func TestIsArticle(t *testing.T) {
	l := Read(lines)
	for i, want := range map[int]bool{3: false, 5: true} {
		if got := l.At(i).IsArticle(); got != want {
			t.Errorf("%q is an article's headline: %v; %+v", lines[i], got, l.At(i))
		}
	}
}

func TestAt(t *testing.T) {
	turn := Read(lines).At(5)
	if turn.Next < .7 || turn.Before > .2 || !turn.Ended || turn.Title < 4 {
		t.Errorf("%+v", turn)
	}
}

func TestLineKinds(t *testing.T) {
	for name, c := range map[string]struct {
		line            string
		headline, prose bool
	}{
		"a headline":       {"نادي الشراع يفوز بكأس الخليج الصغير", true, false},
		"a sentence":       {"فاز نادي الشراع بكأس الخليج الصغير للمرة الثالثة في تاريخه القصير.", false, true},
		"a point of three": {"3 - نادي الشراع يفوز بكأس الخليج", false, false},
		"a bullet":         {"• نادي الشراع يفوز بكأس الخليج", false, false},
		"a word":           {"رياضة", false, false},
		"a label":          {"كلمات دلالية عن الخبر:", false, false},
		"a long line":      {strings.Repeat("كلمة ", 30), true, true},
	} {
		t.Run(name, func(t *testing.T) {
			if IsHeadline(c.line) != c.headline || IsProse(c.line) != c.prose {
				t.Errorf("headline %v, prose %v", IsHeadline(c.line), IsProse(c.line))
			}
		})
	}
}

func TestEndsSentence(t *testing.T) {
	for text, want := range map[string]bool{"انتهى.": true, "هل انتهى؟": true, "قال: «انتهى.»": true, "انتهى": false, "قال:": true, "": false} {
		if EndsSentence(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestWeightsParse(t *testing.T) {
	w := learned()
	again, err := Parse(string(w.Text()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w, again); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"", "always\t1\n", "title\t1\n", "always\tx\n"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}
