package story

import (
	"fmt"
	"strings"
	"testing"

	"isnad"
	"isnad/dates"
)

// shelved is a story as its list shows it, told in a month of an invented year.
func shelved(id, title string, month int, people, keywords []string) *isnad.Story {
	s := &isnad.Story{ID: id, Title: title, TitleOf: id, Last: dates.Date{Day: dates.Day{Year: 2031, Month: 1, Day: 3}.Add(30 * (month - 1))}}
	for _, p := range people {
		s.People = append(s.People, isnad.Person{Key: "person:" + p, Name: p, Articles: 1})
	}
	for _, k := range keywords {
		s.Keywords = append(s.Keywords, isnad.Keyword{Text: k, Score: 1})
	}
	return s
}

// crowd fills a shelf with stories that have nothing to do with others, so that what is shared is rare.
func crowd(s *Shelf, n int) {
	for i := range n {
		s.Put(shelved(fmt.Sprint("x", i), "خبر", 1, []string{fmt.Sprint("فلان", i)}, []string{fmt.Sprint("كلمة", i)}))
	}
}

func TestThread(t *testing.T) {
	s := NewShelf(0)
	crowd(s, 500)
	bridge := shelved("a", "إغلاق جسر القناديل", 1, []string{"سلمى"}, []string{"جسر القناديل", "الشاحنات", "الرمانة"})
	s.Put(bridge)
	next := shelved("b", "جسر القناديل يفتح", 3, []string{"سلمى"}, []string{"جسر القناديل", "الشاحنات"})
	for _, tt := range []struct {
		name  string
		story *isnad.Story
		want  string
	}{
		{"same people and matter", next, "a"},
		{"a year later", shelved("b", "جسر", 14, []string{"سلمى"}, []string{"جسر القناديل", "الشاحنات"}), ""},
		{"the person alone", shelved("b", "جسر", 3, []string{"سلمى"}, []string{"المسرح"}), ""},
		{"the matter alone", shelved("b", "جسر", 3, []string{"ليلى"}, []string{"جسر القناديل", "الشاحنات"}), ""},
		{"nothing", shelved("b", "مسرح", 3, nil, nil), ""},
	} {
		if got := s.Thread(tt.story); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	next.Thread = "a"
	s.Put(next)
	if got := s.Thread(shelved("c", "جسر القناديل", 5, []string{"سلمى"}, []string{"جسر القناديل", "الشاحنات"})); got != "a" {
		t.Errorf("the third of a thread: %q", got)
	}
}

func TestRelated(t *testing.T) {
	s := NewShelf(0)
	crowd(s, 500)
	s.Put(shelved("a", "إغلاق جسر القناديل", 1, []string{"سلمى"}, []string{"جسر القناديل", "الشاحنات"}))
	s.Put(shelved("b", "نسخة بالعنوان نفسه", 3, []string{"سلمى"}, []string{"جسر القناديل", "الشاحنات"}))
	got := s.Related(shelved("c", "نسخة بالعنوان نفسه", 3, []string{"سلمى"}, []string{"جسر القناديل", "المسرح"}))
	if len(got) != 1 || got[0].ID != "a" || got[0].Score <= 0 || got[0].Score >= 1 {
		t.Fatalf("related: %+v", got)
	}
	for _, part := range []string{"«سلمى»", "«جسر القناديل»", "قبل شهرين"} {
		if !strings.Contains(got[0].Why, part) {
			t.Errorf("the reason %q does not say %q", got[0].Why, part)
		}
	}
	s.Remove("a")
	if got := s.Related(shelved("c", "خبر", 3, []string{"ليلى"}, nil)); len(got) != 0 {
		t.Errorf("related to nothing: %+v", got)
	}
}

func TestShelfIsBounded(t *testing.T) {
	s := NewShelf(50)
	for i := range 500 {
		st := shelved(fmt.Sprint("x", i), "خبر", 1, []string{"سلمى"}, []string{fmt.Sprint("كلمة", i)})
		st.Last.Day = st.Last.Day.Add(i)
		s.Put(st)
	}
	if s.n > 50 || len(s.books) > 100 || s.Has("x0") || !s.Has("x499") {
		t.Errorf("%d stories in %d books", s.n, len(s.books))
	}
	if len(s.people["person:سلمى"]) > 100 {
		t.Errorf("%d postings", len(s.people["person:سلمى"]))
	}
}
