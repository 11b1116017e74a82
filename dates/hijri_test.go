package dates

import (
	"testing"
	"time"
)

func TestHijri(t *testing.T) {
	tests := []struct {
		year, month, day int
		want             string
	}{
		{1436, 1, 1, "2014-10-25"}, {1436, 10, 1, "2015-07-17"}, {1436, 12, 10, "2015-09-23"}, {1444, 9, 1, "2023-03-23"},
		{1444, 12, 10, "2023-06-28"}, {1445, 4, 20, "2023-11-04"}, {1446, 1, 1, "2024-07-07"}, {1356, 1, 1, "1937-03-14"},
	}
	for _, tt := range tests {
		if got, ok := Hijri(tt.year, tt.month, tt.day); !ok || got.String() != tt.want {
			t.Errorf("Hijri(%d, %d, %d) = %s %v, want %s", tt.year, tt.month, tt.day, got, ok, tt.want)
		}
	}
	for _, bad := range [][3]int{{1445, 13, 1}, {1445, 1, 31}, {0, 1, 1}, {1445, 2, 0}} {
		if got, ok := Hijri(bad[0], bad[1], bad[2]); ok {
			t.Errorf("Hijri(%v) = %s", bad, got)
		}
	}
}

// TestHijriRoundTrip checks that each day of the table's years has one Hijri date, and the tabular calendar outside the
// table stays within two days of it at its edge.
func TestHijriRoundTrip(t *testing.T) {
	last := 0
	for d := (Day{1938, time.January, 1}); d.Before(Day{2076, time.January, 1}); d = d.Add(13) {
		y, m, n := hijriOf(d)
		if got, ok := Hijri(y, m, n); got != d || !ok && n != 30 {
			t.Fatalf("%s is %d-%d-%d, which is %s", d, y, m, n, got)
		}
		last = y
	}
	if last < 1490 {
		t.Fatalf("ended in %d", last)
	}
	if off := abs(tabularHijri(1400, 1, 1).Sub(hijriDay(1400, 1, 1))); off > 2 {
		t.Errorf("the tabular calendar is %d days off", off)
	}
}

func TestFeasts(t *testing.T) {
	for _, tt := range []struct {
		got  Day
		want string
	}{
		{easter(2023), "2023-04-09"}, {easter(2016), "2016-03-27"}, {orthodoxEaster(2023), "2023-04-16"}, {orthodoxEaster(2016), "2016-05-01"},
		{hebrewDay(5784, 7, 1), "2023-09-16"}, {hebrewDay(5784, 7, 10), "2023-09-25"}, {hebrewDay(5784, 1, 15), "2024-04-23"},
		{hebrewDay(5785, 7, 1), "2024-10-03"}, {hebrewDay(5784, 9, 25), "2023-12-08"}, {hebrewDay(5784, 12, 14), "2024-03-24"}, {hebrewDay(5783, 12, 14), "2023-03-07"},
		{nthWeekdayFrom(Day{2016, 11, 1}, time.Thursday, 4), "2016-11-24"},
	} {
		if tt.got.String() != tt.want {
			t.Errorf("%s, want %s", tt.got, tt.want)
		}
	}
	for _, f := range feasts() {
		if d := f.in(2021); d.IsZero() || d.Year < 2020 || d.Year > 2022 {
			t.Errorf("%s falls on %s in 2021", f.name, d)
		}
	}
}

func TestFirstDay(t *testing.T) {
	for country, want := range map[string]time.Weekday{"SA": time.Sunday, "EG": time.Saturday, "LB": time.Monday, "TN": time.Monday, "": time.Monday} {
		if got := FirstDay(country); got != want {
			t.Errorf("FirstDay(%q) = %s", country, got)
		}
	}
	if WeekendStart("SA") != time.Friday || WeekendStart("LB") != time.Saturday {
		t.Errorf("WeekendStart: %s, %s", WeekendStart("SA"), WeekendStart("LB"))
	}
}
