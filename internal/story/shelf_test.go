package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"isnad"
	"isnad/dates"
)

// shelved is a story as its list shows it, told on a day of an invented year.
func shelved(id, title string, day int, people, keywords []string) *isnad.Story {
	s := &isnad.Story{ID: id, Title: title, TitleOf: id, Last: dates.Date{Day: dates.Day{Year: 2031, Month: 1, Day: 3}.Add(day)}}
	for _, p := range people {
		s.People = append(s.People, isnad.Person{Key: "person:" + p, Name: p, Articles: 1})
	}
	for i, k := range keywords {
		s.Keywords = append(s.Keywords, isnad.Keyword{Text: k, Score: 1 - float64(i)/10})
	}
	return s
}

func shelfOf(stories ...*isnad.Story) *Shelf {
	s := NewShelf(0)
	for _, st := range stories {
		s.Put(st)
	}
	return s
}

func TestThread(t *testing.T) {
	matter := []string{"جسر القناديل", "الشاحنات", "ترميم الجسر"}
	s := shelfOf(shelved("a", "إغلاق جسر القناديل أمام الشاحنات", 0, []string{"سلمى القرنفل"}, matter))
	for _, tt := range []struct {
		name  string
		story *isnad.Story
		want  string
	}{
		{"same people and matter", shelved("b", "جسر القناديل يفتح للشاحنات", 60, []string{"سلمى القرنفل"}, matter), "a"},
		{"a year later", shelved("b", "جسر القناديل يفتح للشاحنات", 400, []string{"سلمى القرنفل"}, matter), ""},
		{"told before", shelved("b", "جسر القناديل يفتح للشاحنات", -1, []string{"سلمى القرنفل"}, matter), ""},
		{"the person alone", shelved("b", "سلمى القرنفل تزور المسرح البلدي", 60, []string{"سلمى القرنفل"}, []string{"المسرح البلدي", "عروض الأطفال"}), ""},
		{"the matter alone", shelved("b", "جسر القناديل يفتح للشاحنات", 60, []string{"ليلى الياسمين"}, matter), ""},
		{"a bulletin", shelved("b", "نشرة الثامنة: جسر القناديل والشاحنات", 60, []string{"سلمى القرنفل"}, matter), ""},
		{"a word that everything has", shelved("b", "سلمى القرنفل: قال اليوم", 60, []string{"سلمى القرنفل"}, []string{"الرئيس", "اليوم"}), ""},
		{"nothing", shelved("b", "", 60, nil, nil), ""},
	} {
		if got := s.Thread(tt.story); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestThreadDoesNotDrift: each story agrees with the one before it, but the last has nothing of those with which the thread began.
func TestThreadDoesNotDrift(t *testing.T) {
	who := []string{"سلمى القرنفل"}
	matters := []string{"جسر القناديل", "ترميم الرصيف", "أجور البحارة", "مدرسة الملاحة", "سوق الأسماك", "رخص الصيد", "متحف المراكب", "حديقة المنارة", "فندق الشاطئ", "ملعب البلدة"}
	s := NewShelf(0)
	threads := map[string]int{}
	for i := range 8 {
		st := shelved(fmt.Sprint("s", i), matters[i]+" و"+matters[i+1], 10*i, who, matters[i:i+2])
		if st.Thread = s.Thread(st); st.Thread != "" {
			threads[st.Thread]++
		}
		s.Put(st)
	}
	if threads["s0"] == 0 || threads["s0"] > threadCore {
		t.Errorf("the first thread has %d stories after its first, of %v", threads["s0"], threads)
	}
}

// TestThreadHolds: whatever else is on the shelf, the same story is of the same thread, and a shelf that is made anew says so too.
func TestThreadHolds(t *testing.T) {
	matter := []string{"جسر القناديل", "ترميم الجسر"}
	a := shelved("a", "إغلاق جسر القناديل", 0, []string{"سلمى القرنفل"}, matter)
	b := shelved("b", "ترميم جسر القناديل", 30, []string{"سلمى القرنفل"}, matter)
	b.Thread = "a"
	c := shelved("c", "جسر القناديل بعد ترميمه", 60, []string{"سلمى القرنفل"}, matter)
	small := shelfOf(a, b)
	large := NewShelf(0)
	for i := range 800 {
		large.Put(shelved(fmt.Sprint("x", i), fmt.Sprint("خبر عن المرفأ ", i), i%60, []string{"سلمى القرنفل"}, []string{fmt.Sprint("قارب ", i)}))
	}
	large.Put(a)
	large.Put(b)
	large.forget()
	for name, s := range map[string]*Shelf{"small": small, "large": large} {
		if got := s.Thread(c); got != "a" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestRelated(t *testing.T) {
	s := shelfOf(
		shelved("a", "إغلاق جسر القناديل أمام الشاحنات", 0, []string{"سلمى القرنفل"}, []string{"جسر القناديل", "الشاحنات"}),
		shelved("b", "جسر القناديل يعود", 60, []string{"سلمى القرنفل"}, []string{"جسر القناديل", "المسرح البلدي"}))
	got := s.Related(shelved("c", "جسر القناديل يعود", 60, []string{"سلمى القرنفل"}, []string{"جسر القناديل", "المسرح البلدي"}))
	if len(got) != 1 || got[0].ID != "a" || got[0].Score <= 0 || got[0].Score >= 1 {
		t.Fatalf("related: %+v", got)
	}
	for _, part := range []string{"«سلمى القرنفل»", "«جسر القناديل»", "قبل شهرين"} {
		if !strings.Contains(got[0].Why, part) {
			t.Errorf("the reason %q does not say %q", got[0].Why, part)
		}
	}
	s.Remove("a")
	if got := s.Related(shelved("c", "خبر عن السوق", 60, []string{"ليلى الياسمين"}, nil)); len(got) != 0 {
		t.Errorf("related to nothing: %+v", got)
	}
}

// TestACopyIsNeverRelated: the same text again, under the same headline, another or a lengthened one, years later or before.
func TestACopyIsNeverRelated(t *testing.T) {
	words := []string{"جسر القناديل", "ترميم الجسر", "الشاحنات", "رصيف الملح"}
	people := []string{"سلمى القرنفل", "وديع الرمان"}
	for _, title := range []string{"إغلاق جسر القناديل للترميم", "إغْلاق جِسر القناديل للترميم", "عاجل | إغلاق جسر القناديل للترميم"} {
		for _, day := range []int{0, 3, 90, 900} {
			s := shelfOf(shelved("a", "إغلاق جسر القناديل للترميم", 0, people, words))
			copied := shelved("b", title, day, people, words)
			if got := s.Related(copied); len(got) > 0 {
				t.Errorf("%s after %d days: %+v", title, day, got)
			}
		}
	}
}

// TestRelatedSaysWhy: whatever is related has a reason, is no story of the same id, and stands once.
func TestRelatedSaysWhy(t *testing.T) {
	s := NewShelf(0)
	subjects := []string{"جسر القناديل", "ترميم الرصيف", "أجور البحارة", "مدرسة الملاحة", "سوق الأسماك"}
	for i := range 60 {
		st := shelved(fmt.Sprint("s", i), fmt.Sprint(subjects[i%5], " ", subjects[(i*3+1)%5], " ", i), i, []string{fmt.Sprint("فلان القرنفل", i%4)}, []string{subjects[i%5], subjects[(i*3+1)%5]})
		related := s.Related(st)
		var seen []string
		for _, r := range related {
			if r.Why == "" || r.ID == st.ID || slices.Contains(seen, r.ID) {
				t.Errorf("%s: %+v", st.Title, r)
			}
			seen = append(seen, r.ID)
		}
		if len(related) > mostRelated {
			t.Errorf("%s: %d", st.Title, len(related))
		}
		s.Put(st)
	}
}

func TestShelfIsBounded(t *testing.T) {
	s := NewShelf(50)
	for i := range 500 {
		st := shelved(fmt.Sprint("x", i), "أجور البحارة", i, []string{"سلمى القرنفل"}, []string{fmt.Sprint("كلمة", i)})
		st.Thread = s.Thread(st)
		s.Put(st)
	}
	if s.n > 50 || len(s.books) > 100 || s.Has("x0") || !s.Has("x499") {
		t.Errorf("%d stories in %d books", s.n, len(s.books))
	}
	for term, list := range s.matter {
		if len(list) > 100 {
			t.Errorf("%d postings of %x", len(list), term)
		}
	}
	for thread, core := range s.cores {
		if len(core) > threadCore {
			t.Errorf("%d stories in the core of %s", len(core), thread)
		}
	}
}
