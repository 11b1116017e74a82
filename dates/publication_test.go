package dates

import (
	"os"
	"strings"
	"testing"
	"time"
)

// testRows gives the fields of a table of testdata.
func testRows(t *testing.T, file string) [][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func TestPublicationForms(t *testing.T) {
	for _, file := range []string{"months.tsv", "publication.tsv"} {
		for _, row := range testRows(t, file) {
			t.Run(row[0], func(t *testing.T) {
				d, ok := Parse(row[0])
				if !ok || d.Day.String() != row[1] || string(d.Precision) != row[2] {
					t.Fatalf("%v %q %v, want %s %s", d.Day, d.Precision, ok, row[1], row[2])
				}
				if len(row) > 3 && d.Time.Format(time.RFC3339) != row[3] {
					t.Errorf("the moment is %s, want %s", d.Time.Format(time.RFC3339), row[3])
				}
				if len(row) == 3 && row[2] == "day" && !d.Time.IsZero() {
					t.Errorf("a clock time is made up: %s", d.Time)
				}
				if !strings.Contains(row[0], d.Text) || d.Text == "" {
					t.Errorf("the words %q do not stand in the text", d.Text)
				}
			})
		}
	}
}

// TestMonthsAlone checks that a month's name with a day is read wherever it stands in running text, whatever its system.
func TestMonthsAlone(t *testing.T) {
	for _, row := range rows(monthsTSV, 5) {
		if row[1] == "hijri" || row[3] == "english" || row[3] == "french" {
			continue
		}
		text := "وقع ذلك في 9 " + row[0] + " 2019 في المدينة"
		found := Find("text", text, Anchor{})
		if len(found) != 1 || found[0].From.Month != time.Month(number(row[2])) || found[0].From.Day != 9 || found[0].From != found[0].To {
			t.Errorf("%s: %s", row[0], told(found))
		}
	}
}

// TestHijriMonths checks that each Hijri month's name is read with a day and a year.
func TestHijriMonths(t *testing.T) {
	for _, row := range rows(monthsTSV, 5) {
		if row[1] != "hijri" {
			continue
		}
		want, _ := Hijri(1440, number(row[2]), 9)
		if found := Find("text", "وقع ذلك في 9 "+row[0]+" 1440هـ", Anchor{}); len(found) != 1 || found[0].From != want {
			t.Errorf("%s: %s, want %s", row[0], told(found), want)
		}
	}
}

// TestZones checks that each zone of the table is told after a clock time.
func TestZones(t *testing.T) {
	for _, z := range zones() {
		words := z.words
		if strings.HasPrefix(words, "توقيت") {
			words = "ب" + words
		}
		d, ok := Parse("4 نوفمبر 2023 18:20 " + words)
		want := Instant
		if z.iana == "local" {
			want = Minute
		}
		if !ok || d.Precision != want {
			t.Errorf("%s: %+v", words, d)
		}
		if loc := z.location(); loc != nil && !d.Time.Equal(time.Date(2023, 11, 4, 18, 20, 0, 0, loc)) {
			t.Errorf("%s: %s", words, d.Time)
		}
	}
}

// TestFeastsInText checks that each feast of the table is found with a year.
func TestFeastsInText(t *testing.T) {
	for _, f := range feasts() {
		found := Find("text", "وقع ذلك في "+f.name+" 2021", Anchor{})
		if len(found) != 1 || found[0].From.Year < 2020 || found[0].From.Year > 2022 {
			t.Errorf("%s: %s", f.name, told(found))
		}
	}
}
