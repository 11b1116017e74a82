package story

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/dates"
)

// written makes an article of an invented outlet.
func written(id, title, text string, day int) *isnad.Article {
	a := &isnad.Article{ID: id}
	a.Title, a.Paragraphs = title, []string{text}
	a.Published.Day = dates.Day{Year: 2031, Month: 5, Day: day}
	return a
}

const harbour = "أعلنت هيئة المرافئ في مدينة الرمانة افتتاح رصيف الملح الجديد بعد ثلاث سنوات من العمل، " +
	"وقالت مديرة الهيئة لمياء الرشيدي إن الرصيف يستقبل عشرين سفينة في اليوم ويوفر ألف وظيفة لأبناء المدينة"

const cinema = "عرض نادي السينما في بلدة السنديان فيلما قصيرا عن صانعي الفخار وحضر المخرج فارس النجدي النقاش مع الجمهور مساء الخميس"

// spot is a placement without its reasons.
type spot struct{ Copy, Story string }

func placements(o Options, articles ...*isnad.Article) (out []spot) {
	d := NewDesk(o)
	for _, a := range articles {
		p := d.Place(NewProfile(a, isnad.TermsOf(a)))
		out = append(out, spot{p.Copy, p.Story})
	}
	return out
}

func TestPlace(t *testing.T) {
	title := "افتتاح رصيف الملح"
	first := written("a", title, harbour, 3)
	copied := written("b", title, "الرمانة – الراصد: "+harbour, 3)
	other := written("c", "فيلم عن الفخار", cinema, 3)
	again := written("d", "رصيف الملح يستقبل أولى السفن في الرمانة",
		"رست في رصيف الملح الجديد بمدينة الرمانة أولى السفن، ورحبت هيئة المرافئ ومديرتها لمياء الرشيدي بالبحارة", 4)
	late := written("e", title, harbour, 20)
	tests := map[string]struct {
		articles []*isnad.Article
		want     []spot
	}{
		"a copy with a dateline": {[]*isnad.Article{first, copied}, []spot{{"", "a"}, {"a", "a"}}},
		"another matter":         {[]*isnad.Article{first, other}, []spot{{"", "a"}, {"", "c"}}},
		"the matter goes on":     {[]*isnad.Article{first, again}, []spot{{"", "a"}, {"", "a"}}},
		"weeks later":            {[]*isnad.Article{first, late}, []spot{{"", "a"}, {"", "e"}}},
		"without text":           {[]*isnad.Article{written("x", "", "", 3), written("y", "", "", 3)}, []spot{{"", "x"}, {"", "y"}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, placements(Options{}, tt.articles...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The desk forgets the oldest arrivals, and with them everything that points to them.
func TestDeskIsBounded(t *testing.T) {
	d := NewDesk(Options{Limit: 20})
	for i := range 200 {
		a := written(fmt.Sprint(i), "خبر", strings.Repeat(fmt.Sprintf("كلمة%d ", i), 5), 3)
		d.Place(NewProfile(a, isnad.TermsOf(a)))
	}
	if len(d.at) > 20 || len(d.window) > 60 || len(d.shingles) > 200 || len(d.terms) > 400 {
		t.Errorf("kept %d articles in a window of %d, %d shingles, %d terms", len(d.at), len(d.window), len(d.shingles), len(d.terms))
	}
}

func TestContainment(t *testing.T) {
	tests := map[string]struct {
		a, b []uint32
		want float64
	}{
		"equal":       {[]uint32{1, 2, 3}, []uint32{1, 2, 3}, 1},
		"abridgement": {[]uint32{1, 2, 3, 4}, []uint32{2, 4}, 1},
		"half":        {[]uint32{1, 2, 3}, []uint32{2, 9}, .5},
		"apart":       {[]uint32{1}, []uint32{2}, 0},
		"empty":       {nil, []uint32{2}, 0},
	}
	for name, tt := range tests {
		if got := containment(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestDatelineEnd(t *testing.T) {
	tests := map[string]string{
		"الرمانة – الراصد: أعلنت الهيئة": " أعلنت الهيئة",
		"(الراصد) أعلنت":                 " أعلنت",
		"أعلنت الهيئة. وقالت: نعم":       "أعلنت الهيئة. وقالت: نعم",
		"": "",
	}
	for text, want := range tests {
		if got := text[datelineEnd(text):]; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
