package story

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// drifting gives articles that bridge two events: those of the first, what tells of both, and those of the second.
func drifting() []*isnad.Article {
	const bridge = "ناقش مجلس الرمانة افتتاح رصيف الملح وسفنه وحريق سوق الفخار وتعويض تجاره"
	port := func(i int) *isnad.Article {
		return written(fmt.Sprintf("p%d", i), "رصيف الملح في الرمانة يستقبل السفن",
			fmt.Sprintf("استقبل رصيف الملح في الرمانة السفينة %s وحيا البحارة عمال الميناء والرافعات", []string{"الأولى", "الثانية", "الثالثة"}[i]), 3)
	}
	fire := func(i int) *isnad.Article {
		return written(fmt.Sprintf("q%d", i), "حريق سوق الفخار في الرمانة وتعويض التجار",
			fmt.Sprintf("أخمد رجال الإطفاء حريق سوق الفخار وقدر %s خسائر الدكاكين والبضائع المحترقة", []string{"الخبير", "المحافظ", "النقيب"}[i]), 4)
	}
	return []*isnad.Article{port(0), port(1), written("b", "رصيف الملح وحريق سوق الفخار في الرمانة", bridge, 3), fire(0), fire(1), port(2), fire(2)}
}

// deskOf puts the articles on a desk as one story, whatever the desk would say.
func deskOf(o Options, articles []*isnad.Article) (*Desk, *Profile) {
	d := NewDesk(o)
	var last *Profile
	for _, a := range articles {
		last = NewProfile(a, isnad.TermsOf(a))
		d.Load(last, "", articles[0].ID)
	}
	return d, last
}

func TestSplit(t *testing.T) {
	articles := drifting()
	firsts := []*isnad.Article{articles[0], articles[1], articles[5]}
	fires := []*isnad.Article{articles[3], articles[4], articles[6]}
	both := slices.Concat(firsts, fires)
	for name, tt := range map[string]struct {
		articles []*isnad.Article
		held     string
		want     []Part
	}{
		"two events":              {both, "", []Part{{"q0", []string{"q0", "q1", "q2"}}}},
		"the order does not tell": {[]*isnad.Article{articles[0], articles[6], articles[3], articles[1], articles[4]}, "", []Part{{"q0", []string{"q0", "q1", "q2"}}}},
		"one event":               {firsts, "", nil},
		"a straggler":             {append(slices.Clone(firsts), fires[0]), "", nil},
		"an editor's stays":       {both, "q0", []Part{{"q1", []string{"q1", "q2"}}}},
		"the founder's part":      {append([]*isnad.Article{fires[0]}, both...), "", []Part{{"p0", []string{"p0", "p1", "p2"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			d, last := deskOf(Options{Held: func(id string) bool { return id == tt.held }}, tt.articles)
			got := d.split(last, tt.articles[0].ID)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			for _, part := range got {
				for _, id := range part.Articles {
					if s, _ := d.Story(id); s != part.Story {
						t.Errorf("the desk has %s in %s", id, s)
					}
				}
			}
			if again := d.split(last, tt.articles[0].ID); again != nil {
				t.Errorf("split twice: %v", again)
			}
		})
	}
}

// TestStoriesByArrival holds that the lists of arrivals by story say what the window says, whatever was placed, moved and forgotten.
func TestStoriesByArrival(t *testing.T) {
	d := NewDesk(Options{Limit: 5})
	for round := range 3 {
		for i, a := range drifting() {
			b := *a
			b.ID = fmt.Sprint(a.ID, "-", round)
			d.Place(NewProfile(&b, isnad.TermsOf(&b)))
			if i == 3 {
				d.Move(d.window[len(d.window)-1].story, "elsewhere")
			}
			want := map[string][]int32{}
			for i := range d.window {
				if d.window[i].profile != nil {
					want[d.window[i].story] = append(want[d.window[i].story], int32(i))
				}
			}
			if diff := cmp.Diff(want, d.stories); diff != "" {
				t.Fatal(diff)
			}
		}
	}
}
