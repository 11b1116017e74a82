package eval

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-dateparser/date"
	"github.com/markusmobius/go-htmldate"

	"isnad/dates"
	"isnad/extract"
)

// parserConfig gives go-dateparser its best chance: Arabic, the anchor as now, days before months, dates in the past.
func parserConfig(day dates.Day) *dateparser.Configuration {
	cfg := &dateparser.Configuration{Languages: []string{"ar", "en"}, DateOrder: dateparser.DMY, PreferredDateSource: dateparser.Past}
	if !day.IsZero() {
		cfg.CurrentTime = day.Midnight().Add(12 * time.Hour)
	}
	return cfg
}

// rivalTimes gives what go-dateparser's search finds in a text; its results carry no offsets, so its words are sought in order.
func rivalTimes(text string, day dates.Day) []goldTime {
	_, found, err := dateparser.Search(parserConfig(day), text)
	if err != nil {
		return nil
	}
	points := codePoints(text)
	var out []goldTime
	from := 0
	for _, f := range found {
		i := strings.Index(text[from:], f.Text)
		if i < 0 || f.Text == "" {
			continue
		}
		start, end := from+i, from+i+len(f.Text)
		from = end
		a, b := periodOf(f.Date)
		out = append(out, goldTime{Start: points[start], End: points[end], Text: f.Text, From: a.String(), To: b.String()})
	}
	return out
}

// periodOf widens a rival's moment to the period it says it knows.
func periodOf(d date.Date) (from, to dates.Day) {
	day := dates.DayOf(d.Time)
	switch d.Period {
	case date.Month:
		from = dates.Day{Year: day.Year, Month: day.Month, Day: 1}
		return from, dates.DayOf(time.Date(day.Year, day.Month+1, 0, 0, 0, 0, 0, time.UTC))
	case date.Year:
		return dates.Day{Year: day.Year, Month: 1, Day: 1}, dates.Day{Year: day.Year, Month: 12, Day: 31}
	}
	return day, day
}

//go:embed dates_forms.tsv
var datesForms string

// formTally counts right, wrong and missing answers to dates of publication as written.
type formTally struct{ right, wrong, n int }

func (t *formTally) add(got, want string) {
	t.n++
	switch {
	case got == want:
		t.right++
	case got != "":
		t.wrong++
	}
}

// scoreForms reads dates of publication in the forms of the Arab press. The rivals are asked for the day alone.
func scoreForms(r *Report) {
	var ours, parser, html formTally
	for line := range strings.Lines(datesForms) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(fields) != 3 {
			continue
		}
		want := fields[1] + " " + fields[2]
		d, ok := dates.Parse(fields[0])
		got := ""
		if ok {
			got = d.Day.String() + " " + string(d.Precision)
		}
		if ours.add(got, want); got != want {
			r.Misses = append(r.Misses, fmt.Sprintf("form %q: %s, not %s", fields[0], got, want))
		}
		parser.add(parserDay(fields[0]), fields[1])
		html.add(htmlDay([]byte("<html><body><article><time>"+fields[0]+"</time><p>"+strings.Repeat("نص ", 30)+"</p></article></body></html>"), ""), fields[1])
	}
	for _, t := range []struct {
		system string
		formTally
	}{{"isnad", ours}, {"go-dateparser", parser}, {"go-htmldate", html}} {
		r.Add(t.system, "publication forms right", share(t.right, t.n), t.n)
		r.Add(t.system, "publication forms wrong", share(t.wrong, t.n), t.n)
	}
}

// parserDay asks go-dateparser for one date.
func parserDay(text string) string {
	d, err := dateparser.Parse(parserConfig(dates.Day{}), text)
	if err != nil || d.IsZero() {
		return ""
	}
	return dates.DayOf(d.Time).String()
}

// htmlDay asks go-htmldate, in its extensive mode, for the original date of a page.
func htmlDay(page []byte, url string) string {
	res, err := htmldate.FromReader(bytes.NewReader(page), htmldate.Options{UseOriginalDate: true, URL: url})
	if err != nil || res.DateTime.IsZero() {
		return ""
	}
	return dates.DayOf(res.DateTime).String()
}

// scorePages compares the day of publication of whole pages, found by package extract with these dates, and by go-htmldate.
func scorePages(r *Report, dir string) error {
	golds, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(golds) == 0 {
		return err
	}
	var ours, html formTally
	for _, path := range golds {
		var gold struct{ URL, Date, Published string }
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(b, &gold); err != nil {
			return fmt.Errorf("eval.scorePages(%q): %w", path, err)
		}
		page, err := os.ReadFile(strings.TrimSuffix(path, ".json") + ".html")
		if err != nil {
			return err
		}
		want := gold.Date
		if want == "" {
			want = gold.Published
		}
		want = want[:min(10, len(want))]
		got := ""
		if res := extract.Documents(extract.Page{URL: gold.URL, Body: page}); len(res.Documents) > 0 {
			got = res.Documents[0].Published.Day.String()
		}
		if ours.add(got, want); got != want {
			r.Misses = append(r.Misses, fmt.Sprintf("page %s: %s, not %s", filepath.Base(path), got, want))
		}
		html.add(htmlDay(page, gold.URL), want)
	}
	r.Add("isnad", "page dates right", share(ours.right, ours.n), ours.n)
	r.Add("go-htmldate", "page dates right", share(html.right, html.n), html.n)
	return nil
}

// scoreSpeed measures megabytes of text per second, ours and the rival's, on the same articles in the same run.
func scoreSpeed(r *Report, dir string) error {
	gold, err := readGold(dir)
	if err != nil {
		return err
	}
	speed := func(n int, find func(text string, day dates.Day)) float64 {
		bytes, start := 0, time.Now()
		for _, g := range gold[:n] {
			day, _ := dates.ParseDay(g.text.Published[:min(10, len(g.text.Published))])
			text := g.text.text()
			find(text, day)
			bytes += len(text)
		}
		return float64(bytes) / 1e6 / time.Since(start).Seconds()
	}
	best := 0.0
	for range 5 {
		best = max(best, speed(len(gold), func(text string, day dates.Day) {
			dates.Find("text", text, dates.Anchor{Published: dates.Date{Day: day}})
		}))
	}
	r.Add("isnad", "MB/s", best, len(gold))
	few := min(10, len(gold))
	r.Add("go-dateparser", "MB/s", speed(few, func(text string, day dates.Day) { rivalTimes(text, day) }), few)
	return nil
}
