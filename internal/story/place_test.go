package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"isnad"
	"isnad/arabic"
	"isnad/dates"
	"isnad/names"
)

// naming adds people and places that the text names.
func naming(a *isnad.Article, kind names.Type, list ...string) *isnad.Article {
	for _, n := range list {
		at := strings.Index(a.Text(), n)
		a.Entities = append(a.Entities, names.Entity{Key: string(kind) + ":" + n, Name: n, Type: kind,
			Mentions: []names.Mention{{Span: arabic.Span{Field: arabic.Text, Start: max(at, 0), End: max(at, 0) + len(n)}, Text: n, How: names.Named}}})
	}
	return a
}

func profiled(a *isnad.Article) *Profile { return NewProfile(a, isnad.TermsOf(a)) }

// Two stories that began apart are one once an article is like both and they are like each other; the first keeps its name.
func TestPlaceMerges(t *testing.T) {
	title := "افتتاح رصيف الملح في الرمانة"
	words := strings.Fields(harbour)
	one := written("a", title, strings.Join(words[:len(words)*2/3], " "), 3)
	two := written("b", "لمياء الرشيدي تفتتح رصيف الملح", strings.Join(words[len(words)/2:], " "), 3)
	both := written("c", title, harbour, 3)
	d := NewDesk(Options{})
	d.PlaceIn(profiled(one), "a", isnad.Reason{})
	d.PlaceIn(profiled(two), "b", isnad.Reason{})
	at := d.Place(profiled(both))
	other := map[string]string{"a": "b", "b": "a"}[at.Story]
	p, q := d.window[d.at["a"]].profile, d.window[d.at["b"]].profile
	if want := alike(p, q) >= mergeMean && alike(profiled(both), q) >= mergeLikeness && alike(profiled(both), p) >= mergeLikeness; slices.Contains(at.Merged, other) != want {
		t.Errorf("merged %v into %s, of likeness %.2f", at.Merged, at.Story, alike(p, q))
	}
	if len(at.Merged) > 0 {
		for _, id := range []string{"a", "b", "c"} {
			if got, _ := d.Story(id); got != at.Story {
				t.Errorf("%s is in %s after the merger into %s", id, got, at.Story)
			}
		}
	}
}

func TestMergingNeedsLikeStories(t *testing.T) {
	d := NewDesk(Options{})
	for i, text := range []string{harbour, cinema} {
		d.PlaceIn(profiled(written(fmt.Sprint(i), []string{"رصيف الملح", "صانعو الفخار"}[i], text, 3)), fmt.Sprint(i), isnad.Reason{})
	}
	p := profiled(written("x", "رصيف الملح", harbour, 3))
	at := Placement{Story: "0"}
	rivals := []likely{{story: "0", likeness: 2, members: []int{0}}, {story: "1", likeness: 2, members: []int{1}}}
	if got := d.merging(p, &at, rivals); len(got) != 0 {
		t.Errorf("stories that have nothing in common were merged: %v", got)
	}
	at.Story = "x"
	if got := d.merging(p, &at, rivals); len(got) != 0 {
		t.Errorf("a story that begins merged others: %v", got)
	}
}

func TestReasons(t *testing.T) {
	first := naming(naming(written("a", "افتتاح رصيف الملح", harbour, 3), names.Person, "لمياء الرشيدي"), names.Place, "الرمانة")
	again := naming(naming(written("d", "رصيف الملح يستقبل أولى السفن في الرمانة",
		"رست في رصيف الملح الجديد بمدينة الرمانة أولى السفن، ورحبت هيئة المرافئ ومديرتها لمياء الرشيدي بالبحارة", 5), names.Person, "لمياء الرشيدي"), names.Place, "الرمانة")
	d := NewDesk(Options{})
	if at := d.Place(profiled(first)); len(at.Why) != 0 {
		t.Errorf("the first of a story has reasons: %v", at.Why)
	}
	at := d.Place(profiled(again))
	want := map[isnad.ReasonKind]string{isnad.SameWords: "رصيف", isnad.SamePeople: "لمياء الرشيدي", isnad.SamePlace: "الرمانة", isnad.SameTime: "بينهما يومان"}
	for _, r := range at.Why {
		if !strings.Contains(r.Words, want[r.Kind]) || r.Of != "a" {
			t.Errorf("%s: %q of %q", r.Kind, r.Words, r.Of)
		}
		delete(want, r.Kind)
	}
	if len(want) > 0 {
		t.Errorf("nothing says %v: %v", want, at.Why)
	}
	copied := d.Place(profiled(written("e", "افتتاح رصيف الملح", harbour, 3)))
	if len(copied.Why) == 0 || copied.Why[0].Kind != isnad.SameText || copied.Why[0].Of != "a" || copied.Copy != "a" || copied.With != "a" {
		t.Errorf("a copy: %+v", copied)
	}
}

func TestDaysApart(t *testing.T) {
	for n, want := range map[int]string{0: "نُشرا في يوم واحد", -1: "بينهما يوم", 2: "بينهما يومان", 4: "بينهما 4 أيام"} {
		if got := daysApart(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

// What an editor took out stands alone: nothing joins it by itself.
func TestNothingJoinsAClosedStory(t *testing.T) {
	d := NewDesk(Options{})
	d.PlaceIn(profiled(written("a", "افتتاح رصيف الملح", harbour, 3)), "a"+Closed, isnad.Reason{Kind: isnad.ByEditor})
	if at := d.Place(profiled(written("b", "افتتاح رصيف الملح", harbour, 3))); at.Story != "b" || at.Copy != "" {
		t.Errorf("a copy joined it: %+v", at)
	}
}

func TestDeskOfDays(t *testing.T) {
	d := NewDesk(Options{Days: 2, Limit: 4})
	day := func(n int) dates.Day { return dates.Day{Year: 2031, Month: 5, Day: n} }
	if from, to := d.Near(day(10)); from != day(8) || to != day(12) {
		t.Errorf("near the tenth: %v to %v", from, to)
	}
	if !d.Open(day(10)) || d.Open(day(10)) {
		t.Error("a day is opened once")
	}
	for i := range 6 {
		p := profiled(written(fmt.Sprint(i), "خبر", fmt.Sprintf("كلمة%d أخرى%d ثالثة%d", i, i, i), 10+i))
		d.Load(p, "", p.ID)
	}
	if d.Has("0") || !d.Has("5") || !d.Open(day(10)) {
		t.Errorf("the day not looked at for longest is still here: %v", d.at)
	}
	d.Move("5", "4")
	if got, ok := d.Story("5"); !ok || got != "4" {
		t.Errorf("moved to %q", got)
	}
	if _, ok := d.Story("0"); ok {
		t.Error("what was forgotten has a story")
	}
	if d.Remove("nobody") != nil || d.Same("nobody") != nil {
		t.Error("nobody has ties")
	}
}

// Compacting keeps every article where it was.
func TestCompact(t *testing.T) {
	d := NewDesk(Options{})
	for i := range 30 {
		d.Place(profiled(written(fmt.Sprint(i), "خبر", strings.Repeat(fmt.Sprintf("كلمة%d ", i), 8), 3)))
	}
	for i := range 20 {
		d.Remove(fmt.Sprint(i))
	}
	d.compact()
	if len(d.window) != 10 || d.gone != 0 {
		t.Errorf("a window of %d with %d gone", len(d.window), d.gone)
	}
	for i := 20; i < 30; i++ {
		if s, ok := d.Story(fmt.Sprint(i)); !ok || s != fmt.Sprint(i) {
			t.Errorf("%d is in %q", i, s)
		}
	}
	if at := d.Place(profiled(written("x", "خبر", strings.Repeat("كلمة25 ", 8), 3))); at.Story != "25" {
		t.Errorf("a copy of what was kept went to %q", at.Story)
	}
}

func TestHeadline(t *testing.T) {
	titles := func(list ...string) (out []isnad.Member) {
		for i, s := range list {
			out = append(out, isnad.Member{Article: fmt.Sprint(i), Title: s})
		}
		return out
	}
	for _, tt := range []struct {
		name, want string
		members    []isnad.Member
	}{
		{"the one whose words the others share", "رصيف الملح الجديد يفتتح اليوم", titles("خبر من الرمانة اليوم مساء", "هيئة المرافئ تفتتح رصيف الملح الجديد", "رصيف الملح الجديد يفتتح اليوم")},
		{"not a question", "افتتاح رصيف الملح الجديد", titles("هل يفتتح رصيف الملح الجديد؟", "افتتاح رصيف الملح الجديد")},
		{"not an advertised picture", "افتتاح رصيف الملح الجديد", titles("بالصور.. افتتاح رصيف الملح الجديد", "افتتاح رصيف الملح الجديد")},
		{"one alone", "رصيف", titles("رصيف")},
		{"none", "", titles("")},
	} {
		if got, _ := headline(tt.members); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestKeywordForms(t *testing.T) {
	text := "قالت لمياء الرشيدي إن هيئة الأمم البحرية أقرت وقف صيد المرجان. ورحبت الرشيدي بوقف صيد المرجان. وشكرت الرشيدي للأمم البحرية قرارها، وبدأ وقف صيد المرجان أمس."
	a := naming(written("a", "وقف صيد المرجان", text, 3), names.Person, "لمياء الرشيدي")
	var got []string
	for _, k := range Keywords(a, isnad.TermsOf(a)) {
		got = append(got, k.Text)
	}
	for _, want := range []string{"وقف صيد المرجان", "لمياء الرشيدي"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
	for _, not := range []string{"صيد المرجان", "الرشيدي", "للأمم البحرية", "وقف صيد"} {
		if slices.Contains(got, not) {
			t.Errorf("%q is among %q", not, got)
		}
	}
}

func TestFullNames(t *testing.T) {
	a := written("a", "", "قال نبيل الشامخ لابنه سعيد الشامخ ولجارهما نبيل الصياد ولتوني", 3)
	naming(a, names.Person, "نبيل الشامخ", "سعيد الشامخ", "نبيل الصياد")
	got := fullNames(a)
	for part, want := range map[string]string{"سعيد": "سعيد الشامخ", "الصياد": "نبيل الصياد", "الشامخ": "", "نبيل": "", "نبيل الشامخ": "نبيل الشامخ"} {
		if got[arabic.Fold(part)] != want {
			t.Errorf("%s: %q, want %q", part, got[arabic.Fold(part)], want)
		}
	}
}
