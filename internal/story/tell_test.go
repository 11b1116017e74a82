package story

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/dates"
	"isnad/extract"
)

// member is an article of an invented outlet at an hour of one day.
func member(id, outlet string, hour int, copy string, credits ...string) isnad.Member {
	m := isnad.Member{Article: id, Title: "افتتاح رصيف الملح في الرمانة", Source: extract.Outlet{Name: outlet}, Copy: copy, Credits: credits,
		Published: dates.Date{Day: dates.Day{Year: 2031, Month: 5, Day: 3}}}
	if hour > 0 {
		m.Published.Time = time.Date(2031, 5, 3, hour, 0, 0, 0, time.UTC)
	}
	return m
}

func TestOriginal(t *testing.T) {
	for _, tt := range []struct {
		name    string
		members []isnad.Member
		want    isnad.CopyGroup
	}{
		{"first of all", []isnad.Member{member("b", "المرفأ", 9, "a"), member("a", "الراصد", 8, "a")},
			isnad.CopyGroup{ID: "a", Original: "a", How: isnad.OriginalEarliest, Origin: "الراصد", Articles: []string{"a", "b"}}},
		{"the outlet that is credited", []isnad.Member{member("a", "الراصد", 8, "a", "المرفأ"), member("b", "المرفأ", 9, "a")},
			isnad.CopyGroup{ID: "a", Original: "b", How: isnad.OriginalCredited, Origin: "المرفأ", Articles: []string{"a", "b"}}},
		{"the agency's own", []isnad.Member{member("a", "الراصد", 8, "a", "واس"), member("b", "وكالة الأنباء السعودية", 9, "a")},
			isnad.CopyGroup{ID: "a", Original: "b", How: isnad.OriginalAgency, Origin: "وكالة الأنباء السعودية", Articles: []string{"a", "b"}}},
		{"an agency that is not held", []isnad.Member{member("a", "الراصد", 8, "a", "رويترز"), member("b", "المرفأ", 9, "a", "رويترز")},
			isnad.CopyGroup{ID: "a", Original: "a", How: isnad.OriginalEarliest, Origin: "رويترز", Articles: []string{"a", "b"}}},
		{"one day: who credits nobody", []isnad.Member{member("a", "الراصد", 0, "a", "رويترز"), member("b", "المرفأ", 0, "a")},
			isnad.CopyGroup{ID: "a", Original: "b", How: isnad.OriginalEarliest, Origin: "رويترز", Articles: []string{"a", "b"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &isnad.Story{ID: "a", Members: tt.members}
			Tell(s)
			if d := cmp.Diff([]isnad.CopyGroup{tt.want}, s.Copies); d != "" {
				t.Error(d)
			}
			for _, m := range s.Members {
				if m.Original != (m.Article == tt.want.Original) {
					t.Errorf("%s original: %v", m.Article, m.Original)
				}
			}
		})
	}
}

func TestTell(t *testing.T) {
	s := &isnad.Story{ID: "a", Members: []isnad.Member{
		member("c", "الضفاف", 11, "", "رويترز"), member("a", "الراصد", 8, "a"), member("b", "المرفأ", 9, "a"), member("d", "الميزان", 12, "", "رويترز"), member("e", "الراصد", 13, "")}}
	s.Members[0].Title, s.Members[3].Title = "شاهد.. ماذا جرى؟", "رصيف"
	s.Members[1].People = []isnad.Person{{Key: "p", Name: "سلمى"}}
	s.Members[2].People = []isnad.Person{{Key: "q", Name: "ليلى"}, {Key: "p", Name: "سلمى"}}
	Tell(s)
	if s.Articles != 5 || s.Earliest != "a" || s.First.Time.Hour() != 8 || s.Last.Time.Hour() != 13 {
		t.Errorf("articles %d, earliest %s, %v to %v", s.Articles, s.Earliest, s.First, s.Last)
	}
	if d := cmp.Diff([]string{"الراصد", "المرفأ", "الضفاف", "الميزان"}, s.Outlets); d != "" {
		t.Error(d)
	}
	want := []isnad.Origin{{Name: "الراصد", Article: "a", Articles: 3}, {Name: "رويترز", Article: "c", Articles: 2}}
	if d := cmp.Diff(want, s.Origins); d != "" {
		t.Errorf("independent origins: %s", d)
	}
	if s.Title != "افتتاح رصيف الملح في الرمانة" {
		t.Errorf("title %q", s.Title)
	}
	if len(s.People) != 2 || s.People[0].Name != "سلمى" || s.People[0].Articles != 2 {
		t.Errorf("people %+v", s.People)
	}
	undated := &isnad.Story{ID: "x", Members: []isnad.Member{{Article: "x", Title: "عنوان"}}}
	Tell(undated)
	if undated.Earliest != "x" || undated.Title != "عنوان" || len(undated.Origins) != 1 {
		t.Errorf("undated: %+v", undated)
	}
}
