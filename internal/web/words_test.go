package web

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad/dates"
)

func TestCount(t *testing.T) {
	ar, en := languages()["ar"], languages()["en"]
	for _, c := range []struct {
		n      int
		ar, en string
	}{
		{1, "مصدر واحد", "1 source"},
		{2, "مصدران", "2 sources"},
		{3, "3 مصادر", "3 sources"},
		{10, "10 مصادر", "10 sources"},
		{11, "11 مصدرًا", "11 sources"},
		{99, "99 مصدرًا", "99 sources"},
		{100, "100 مصدر", "100 sources"},
		{102, "102 مصدر", "102 sources"},
		{103, "103 مصادر", "103 sources"},
		{1204318, "1,204,318 مصدرًا", "1,204,318 sources"},
	} {
		if got := ar.count("count.source", c.n); got != c.ar {
			t.Errorf("%d in Arabic: %q, want %q", c.n, got, c.ar)
		}
		if got := en.count("count.source", c.n); got != c.en {
			t.Errorf("%d in English: %q, want %q", c.n, got, c.en)
		}
	}
}

func TestDates(t *testing.T) {
	at := time.Date(2025, 6, 27, 14, 5, 0, 0, beirut)
	friday := dates.DayOf(at)
	c := clock{languages()["ar"], time.Date(2025, 6, 29, 11, 0, 0, 0, beirut)}
	e := clock{languages()["en"], c.now}
	for _, x := range []struct {
		name string
		got  when
		want when
	}{
		{"with an hour", c.date(dates.Date{Day: friday, Time: at, Precision: dates.Instant}), when{"2025-06-27T14:05:00+03:00", "الجمعة 27 حزيران/يونيو 2025، 14:05"}},
		{"hour without zone", c.date(dates.Date{Day: friday, Time: at, Precision: dates.Minute}), when{"2025-06-27T14:05", "الجمعة 27 حزيران/يونيو 2025، 14:05"}},
		{"day only", c.date(dates.Date{Day: friday, Precision: dates.DayOnly}), when{"2025-06-27", "الجمعة 27 حزيران/يونيو 2025"}},
		{"an hour that is not known", c.date(dates.Date{Day: friday, Time: at, Precision: dates.DayOnly}), when{"2025-06-27", "الجمعة 27 حزيران/يونيو 2025"}},
		{"month only", c.date(dates.Date{Day: friday, Precision: dates.MonthOnly}), when{"2025-06", "حزيران/يونيو 2025"}},
		{"weekday only", c.date(dates.Date{Precision: dates.WeekdayOf, Weekday: "sunday"}), when{"", "الأحد"}},
		{"unknown", c.date(dates.Date{}), when{}},
		{"English", e.date(dates.Date{Day: friday, Time: at, Precision: dates.Instant}), when{"2025-06-27T14:05:00+03:00", "Friday 27 June 2025, 14:05"}},
		{"today", c.near(friday.Add(2)), when{"2025-06-29", "اليوم"}},
		{"yesterday", c.near(friday.Add(1)), when{"2025-06-28", "أمس"}},
		{"before that", c.near(friday), when{"2025-06-27", "الجمعة 27 حزيران/يونيو"}},
		{"another year", c.near(friday.Add(-365)), when{"2024-06-27", "الخميس 27 حزيران/يونيو 2024"}},
		{"a month", c.span(friday.Add(-26), friday.Add(3)), when{"2025-06", "حزيران/يونيو 2025"}},
		{"within a month", c.span(friday, friday.Add(2)), when{"2025-06-27", "من 27 إلى 29 حزيران/يونيو 2025"}},
		{"a year", c.span(dates.Day{Year: 2025, Month: 1, Day: 1}, dates.Day{Year: 2025, Month: 12, Day: 31}), when{"2025", "2025"}},
	} {
		if d := cmp.Diff(x.want, x.got); d != "" {
			t.Errorf("%s: %s", x.name, d)
		}
	}
	if got := c.hijri(); got != "4 محرّم 1447" {
		t.Errorf("Hijri: %q", got)
	}
}

func TestPercent(t *testing.T) {
	if got := languages()["ar"].percent(1, 3); got != "33\u200e%\u200e" {
		t.Errorf("%q", got)
	}
}

var usedKey = regexp.MustCompile(`(?:\{\{|\(| )(t|count) "([^"]+)"|\.t\("([^"]+)"[,)]|\.count\("([^"]+)",`)

// TestWordings: both languages have the same keys, and every key that templates and code name exists.
func TestWordings(t *testing.T) {
	ar, en := languages()["ar"].text, languages()["en"].text
	for key := range ar {
		base, form, _ := cutLast(key)
		plural := strings.Contains("zero two few many", form) && ar[base+".other"] != ""
		if en[key] == "" && !plural {
			t.Errorf("%q is in Arabic only", key)
		}
	}
	for key := range en {
		if _, ok := ar[key]; !ok {
			t.Errorf("%q is in English only", key)
		}
	}
	for _, file := range sourcesOfKeys(t) {
		for _, m := range usedKey.FindAllStringSubmatch(file, -1) {
			key := m[2] + m[3] + m[4]
			if m[1] == "count" || m[4] != "" {
				key += ".other"
			}
			if _, ok := ar[key]; !ok && !strings.HasSuffix(key, ".") {
				t.Errorf("%q is used, and not in the file", key)
			}
		}
	}
}

func cutLast(s string) (string, string, bool) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func sourcesOfKeys(t *testing.T) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(templates, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(templates, path)
		files = append(files, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return append(files, readCode(t)...)
}
