package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
)

// press gives n articles; the first tries to be a formula in every field.
func press(n int) iter.Seq2[*isnad.Article, error] {
	return func(yield func(*isnad.Article, error) bool) {
		for i := range n {
			original := i == 0
			a := &isnad.Article{ID: fmt.Sprintf("a%d", i), Copy: "a0", Original: &original, Keywords: []isnad.Keyword{{Text: "ميناء"}, {Text: "جسر"}},
				Document: extract.Document{Title: "خبر، \"مهم\"\n", Authors: []string{"سلمى", "باسل"}, Source: extract.Outlet{Name: "المرفأ"}, Paragraphs: []string{"😀 قالت سلمى الجسر آمن"},
					Published: dates.Date{Day: dates.Day{Year: 2024, Month: 3, Day: 5}, Time: time.Date(2024, 3, 5, 10, 0, 0, 0, time.FixedZone("", 3*3600)), Precision: dates.Instant}}}
			if i == 0 {
				a.Title, a.Source.Name, a.Tags = `=HYPERLINK("http://evil.example","اضغط")`, "+1+1", []string{"@SUM(A1)"}
			}
			at := strings.Index(a.Text(), "الجسر")
			a.Statements = []attribution.Statement{{ID: a.ID + ".1", Span: arabic.Span{Start: at, End: len(a.Text())}, Content: "الجسر آمن", Act: attribution.State, Confidence: .75,
				Speaker: attribution.Speaker{Name: "-سلمى"}, Relays: []attribution.Relay{{Name: "وكالة"}, {Name: "أخرى"}}}}
			if !yield(a, nil) {
				return
			}
		}
	}
}

func readCSV(t *testing.T, b []byte) []map[string]string {
	t.Helper()
	text, ok := strings.CutPrefix(string(b), "\uFEFF")
	if !ok {
		t.Fatal("no byte order mark: a spreadsheet takes Arabic for Latin letters")
	}
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := Articles(&b, CSV, press(2)); err != nil {
		t.Fatal(err)
	}
	rows := readCSV(t, b.Bytes())
	if len(rows) != 2 || rows[1]["title"] != "خبر، \"مهم\"\n" || rows[1]["authors"] != "سلمى; باسل" || rows[1]["published"] != "2024-03-05" || rows[1]["published_precision"] != "instant" || rows[1]["published_time"] != "2024-03-05T10:00:00+03:00" || rows[1]["published_clock"] != "2024-03-05T10:00:00" || rows[1]["original"] != "false" || rows[1]["keywords"] != "ميناء; جسر" {
		t.Errorf("rows %v", rows)
	}
	for column, value := range rows[0] {
		if value != "" && strings.ContainsAny(value[:1], "=+-@") {
			t.Errorf("%s is a formula: %s", column, value)
		}
	}
	b.Reset()
	if err := Statements(&b, CSV, press(1)); err != nil {
		t.Fatal(err)
	}
	rows = readCSV(t, b.Bytes())
	if r := rows[0]; len(rows) != 1 || r["speaker"] != "'-سلمى" || r["relays"] != "وكالة; أخرى" || r["start"] != "12" || r["end"] != "21" || r["confidence"] != "0.75" || r["said"] != "2024-03-05" {
		t.Errorf("rows %v", rows)
	}
}

func TestInert(t *testing.T) {
	for in, want := range map[string]string{"": "", "نص": "نص", "=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t=1": "'\t=1", "\r": "'\r", " =1": "' =1", "\u200f=1": "'\u200f=1", "\u00a0+1": "'\u00a0+1", "＝1": "'＝1", "1-2": "1-2", "a=b": "a=b", "|x": "'|x"} {
		if got := inert(in); got != want {
			t.Errorf("inert(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestParquet writes more than a group of rows and reads all back.
func TestParquet(t *testing.T) {
	var b bytes.Buffer
	if err := Articles(&b, Parquet, press(700)); err != nil {
		t.Fatal(err)
	}
	rows, err := parquet.Read[articleRow](bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 700 {
		t.Fatalf("%d rows, want 700", len(rows))
	}
	i := 0
	for a := range press(700) {
		want := articleRowOf(a)
		if d := cmp.Diff(want, rows[i], cmp.Comparer(func(a, b []string) bool { return strings.Join(a, "\x00") == strings.Join(b, "\x00") }),
			cmp.Comparer(func(a, b *time.Time) bool { return a == b || a != nil && b != nil && a.Equal(*b) })); d != "" {
			t.Fatalf("row %d: %s", i, d)
		}
		i++
	}
	b.Reset()
	if err := Statements(&b, Parquet, press(3)); err != nil {
		t.Fatal(err)
	}
	said, err := parquet.Read[statementRow](bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(said) != 3 || said[2].Content != "الجسر آمن" || said[2].Start != 12 || len(said[2].Relays) != 2 {
		t.Errorf("statements %+v, %v", said, err)
	}
	var again bytes.Buffer
	if err := Statements(&again, Parquet, press(3)); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the same articles give other bytes, %v", err)
	}
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// TestWhen: each precision fills the columns that it can, and no more.
func TestWhen(t *testing.T) {
	d := dates.Day{Year: 2024, Month: 3, Day: 5}
	east := time.FixedZone("", 3*3600)
	for _, c := range []struct {
		date dates.Date
		want string // day, precision, moment, clock
	}{
		{dates.Date{Day: d, Precision: dates.Instant, Time: time.Date(2024, 3, 5, 1, 30, 15, 250e6, east)}, "2024-03-05 instant 2024-03-04T22:30:15.25Z 2024-03-05T01:30:15.25Z"},
		{dates.Date{Day: d, Precision: dates.Minute, Time: time.Date(2024, 3, 5, 1, 30, 0, 0, time.UTC)}, "2024-03-05 minute – 2024-03-05T01:30:00Z"},
		{dates.Date{Day: d, Precision: dates.DayOnly}, "2024-03-05 day – –"},
		{dates.Date{Day: dates.Day{Year: 2024, Month: 3, Day: 1}, Precision: dates.MonthOnly}, "2024-03-01 month – –"},
		{dates.Date{Precision: dates.WeekdayOf, Weekday: "sunday"}, "– weekday – –"},
		{dates.Date{}, "–  – –"},
	} {
		var b bytes.Buffer
		one := func(yield func(*isnad.Article, error) bool) {
			yield(&isnad.Article{ID: "a", Document: extract.Document{Published: c.date}}, nil)
		}
		if err := Articles(&b, Parquet, one); err != nil {
			t.Fatal(err)
		}
		rows, err := parquet.Read[articleRow](bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil || len(rows) != 1 {
			t.Fatal(rows, err)
		}
		show := func(x *time.Time, layout string) string {
			if x == nil {
				return "–"
			}
			return x.UTC().Format(layout)
		}
		day := func(n *int32) string { return or(cell(reflect.ValueOf(n), ""), "–") }
		r := rows[0]
		got := fmt.Sprintf("%s %s %s %s", day(r.Published), r.Precision, show(r.Time, time.RFC3339Nano), show(r.Clock, time.RFC3339Nano))
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.date, got, c.want)
		}
	}
}

func TestBroken(t *testing.T) {
	boom := errors.New("boom")
	broken := func(yield func(*isnad.Article, error) bool) { yield(nil, boom) }
	for _, f := range []Format{CSV, Parquet} {
		if err := Articles(&bytes.Buffer{}, f, broken); !errors.Is(err, boom) {
			t.Errorf("%s: %v", f, err)
		}
	}
	if err := Articles(&bytes.Buffer{}, "xlsx", press(1)); !errors.Is(err, isnad.ErrUnsupported) {
		t.Errorf("xlsx: %v", err)
	}
}
