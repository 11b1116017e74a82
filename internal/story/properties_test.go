package story

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/extract"
)

// events are words of invented events; the articles of these tests are drawn from one of them, or from two.
var events = []string{
	"رصيف الملح الرمانة هيئة المرافئ سفينة رافعة افتتاح بحارة شحن قبطان ميناء",
	"حريق سوق الفخار دكاكين تعويض تجار إطفاء خسائر بضائع محترقة شرطة دخان",
	"مدرسة السنديان تلاميذ معلم امتحان نتائج مناهج كتب طباشير ناظر قسم ساحة",
	"مباراة الموج النخيل هدف حكم جمهور مدرب ملعب صافرة دوري كأس لاعب",
	"مستشفى الياسمين طبيب جراحة مريض دواء لقاح ممرضة سرير عيادة تحليل وباء",
}

// drawn gives articles of some days, some of them copies of an earlier one under another headline.
func drawn(r *rand.Rand, n int) []*isnad.Article {
	var out []*isnad.Article
	sentence := func(event string, words int) string {
		of := strings.Fields(event)
		var s []string
		for range words {
			s = append(s, of[r.IntN(len(of))])
		}
		return strings.Join(s, " ")
	}
	for i := range n {
		event := events[r.IntN(len(events))]
		if r.IntN(5) == 0 {
			event += " " + events[r.IntN(len(events))]
		}
		a := written(fmt.Sprintf("a%03d", i), sentence(event, 5), sentence(event, 12+r.IntN(30)), 3+i*6/n)
		if i > 0 && r.IntN(4) == 0 {
			a.Paragraphs = out[r.IntN(i)].Paragraphs
		}
		a.Source = extract.Outlet{Name: fmt.Sprint("صحيفة ", i%4)}
		out = append(out, a)
	}
	return out
}

// placesOf gives the story and the group of copies of every article on the desk.
func placesOf(d *Desk) map[string]spot {
	out := map[string]spot{}
	for id, i := range d.at {
		out[id] = spot{d.window[i].copy, d.window[i].story}
	}
	return out
}

// TestDeskTellsAllThatChanges: whatever comes, an article changes its story only where the placement says so, as merged or as a part;
// copies of one text are of one story, and a story is called by an article.
func TestDeskTellsAllThatChanges(t *testing.T) {
	merged, parted := 0, 0
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1))
		d := NewDesk(Options{})
		for _, a := range drawn(r, 70) {
			want := placesOf(d)
			at := d.Place(profiled(a))
			merged, parted = merged+len(at.Merged), parted+len(at.Parts)
			for id, was := range want {
				if slices.Contains(at.Merged, was.Story) {
					want[id] = spot{was.Copy, at.Story}
				}
			}
			want[a.ID] = spot{at.Copy, at.Story}
			if at.Copy == "" {
				want[a.ID] = spot{a.ID, at.Story}
			}
			for _, part := range at.Parts {
				for _, id := range part.Articles {
					want[id] = spot{want[id].Copy, part.Story}
				}
			}
			got := placesOf(d)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, %s: %s", seed, a.ID, diff)
			}
			ofCopy := map[string]string{}
			for id, p := range got {
				if other, ok := ofCopy[p.Copy]; ok && other != p.Story {
					t.Fatalf("seed %d, %s: copies %s are of %s and %s: %+v", seed, id, p.Copy, other, p.Story, at)
				}
				ofCopy[p.Copy] = p.Story
				if !d.Has(p.Story) {
					t.Fatalf("seed %d: %s is in %s, which no article is called", seed, id, p.Story)
				}
			}
		}
	}
	if merged == 0 {
		t.Error("nothing was ever merged: the articles prove nothing of it")
	}
	t.Logf("%d stories merged, %d parted", merged, parted)
}

// TestDeskGoesOn: a desk that is read anew from what was stored places what comes as the first desk does.
func TestDeskGoesOn(t *testing.T) {
	for seed := range uint64(6) {
		articles := drawn(rand.New(rand.NewPCG(seed, 2)), 60)
		d := NewDesk(Options{})
		for _, a := range articles[:40] {
			d.Place(profiled(a))
		}
		again := NewDesk(Options{})
		places := placesOf(d)
		for _, a := range articles[:40] {
			again.Load(profiled(a), places[a.ID].Copy, places[a.ID].Story)
		}
		for _, a := range articles[40:] {
			one, other := d.Place(profiled(a)), again.Place(profiled(a))
			if diff := cmp.Diff(one, other); diff != "" {
				t.Fatalf("seed %d, %s: %s", seed, a.ID, diff)
			}
		}
	}
}

// TestTellDoesNotMindTheOrder: a story told from its members in any order is the same story.
func TestTellDoesNotMindTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var members []isnad.Member
	for i, a := range drawn(r, 14) {
		a.Keywords = []isnad.Keyword{{Text: strings.Fields(a.Title)[0], Score: 1}}
		m := NewMember(a, nil)
		m.Copy = []string{"", "a001", "a002"}[i%3]
		members = append(members, m)
	}
	tell := func() *isnad.Story {
		s := &isnad.Story{ID: "a000", Members: slices.Clone(members)}
		Tell(s)
		return s
	}
	want := tell()
	for range 30 {
		r.Shuffle(len(members), func(i, k int) { members[i], members[k] = members[k], members[i] })
		if diff := cmp.Diff(want, tell()); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestCompareIsSound: of any two texts, what was kept, moved, reworded and removed makes up the first, and what was kept, moved,
// reworded and added the second, each sentence once.
func TestCompareIsSound(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 200 {
		a, b := told("", paragraphs(r)...), told("", paragraphs(r)...)
		before, after := map[string]int{}, map[string]int{}
		for _, e := range Compare(a, b).Sentences {
			if e.Kind != isnad.Added {
				before[e.Before]++
			}
			if e.Kind != isnad.Removed {
				after[e.After]++
			}
		}
		for name, x := range map[string][2]map[string]int{"before": {counted(a), before}, "after": {counted(b), after}} {
			if !maps.Equal(x[0], x[1]) {
				t.Fatalf("%s: %v, want %v", name, x[1], x[0])
			}
		}
	}
}

func paragraphs(r *rand.Rand) []string {
	var out []string
	for range r.IntN(6) {
		of := strings.Fields(events[r.IntN(2)])
		out = append(out, strings.Join([]string{of[r.IntN(4)], of[4+r.IntN(4)], of[8+r.IntN(3)], of[r.IntN(11)]}, " ")+".")
	}
	return out
}

func counted(a *isnad.Article) map[string]int {
	out := map[string]int{}
	for _, p := range a.Paragraphs {
		out[p]++
	}
	return out
}
