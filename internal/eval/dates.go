package eval

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"isnad/dates"
)

// Dates scores package dates: the times of the statement gold and of the seed, Microsoft's cases of dates and periods
// that fit news, dates of publication as outlets write them, and its speed, each beside go-dateparser or go-htmldate
// where those can answer.
func Dates(shared string) (Report, error) {
	r := Report{Subject: "dates"}
	data := filepath.Join(shared, "data")
	for _, set := range []string{"statements-dev", "seed"} {
		if err := scoreTimes(&r, set, filepath.Join(data, set)); err != nil {
			return r, err
		}
	}
	for _, file := range recognizerFiles {
		if err := scoreRecognizers(&r, filepath.Join(data, "time", "recognizers"), file); err != nil {
			return r, err
		}
	}
	scoreForms(&r)
	for _, set := range []string{"mayadeen-2023", "jawhara-2013-2017"} {
		if err := scoreInference(&r, set, filepath.Join(data, "articles", set+".jsonl.gz")); err != nil {
			return r, err
		}
	}
	if err := scorePages(&r, filepath.Join(data, "pages-ar")); err != nil {
		return r, err
	}
	return r, scoreSpeed(&r, filepath.Join(data, "statements-dev"))
}

// countries of the outlets in the gold, for the week's first day.
func countryOf(id string) string {
	switch {
	case strings.HasPrefix(id, "saudi"):
		return "SA"
	case strings.HasPrefix(id, "mayadeen"):
		return "LB"
	}
	return ""
}

// timeTally counts gold times, those found, those with the right days, and all predictions.
type timeTally struct{ gold, valued, found, right, predicted, extra int }

// scoreTimes compares the times found with the gold ones: found where they overlap, right where both days are equal.
func scoreTimes(r *Report, set, dir string) error {
	gold, err := readGold(dir)
	if err != nil {
		return err
	}
	var ours, theirs timeTally
	for _, g := range gold {
		day, _ := dates.ParseDay(g.text.Published[:min(10, len(g.text.Published))])
		anchor := dates.Anchor{Published: dates.Date{Day: day}, Country: countryOf(g.ID)}
		for _, field := range []string{"title", "text"} {
			text := g.text.text()
			if field == "title" {
				text = g.text.Title
			}
			want := fieldTimes(g.Times, field)
			r.Misses = append(r.Misses, ours.add(g.ID, text, want, foundTimes(text, anchor))...)
			theirs.add(g.ID, text, want, rivalTimes(text, day))
		}
	}
	ours.report(r, "isnad", set)
	theirs.report(r, "go-dateparser", set)
	return nil
}

func fieldTimes(times []goldTime, field string) []goldTime {
	var out []goldTime
	for _, t := range times {
		if t.Field == field {
			out = append(out, t)
		}
	}
	return out
}

// foundTimes gives our times with offsets in code points, as the gold has them.
func foundTimes(text string, anchor dates.Anchor) []goldTime {
	points := codePoints(text)
	var out []goldTime
	for _, e := range dates.Find("text", text, anchor) {
		out = append(out, goldTime{Start: points[e.Start], End: points[e.End], Text: e.Text, From: e.From.String(), To: e.To.String()})
	}
	return out
}

// add matches gold times with found ones in order, as the gold's own scorer does, and gives the misses as lines.
func (t *timeTally) add(id, text string, gold, found []goldTime) []string {
	used := make([]bool, len(found))
	var lines []string
	for _, g := range gold {
		t.gold++
		if g.From != "" {
			t.valued++
		}
		k := overlapping(g, found, used)
		if k < 0 {
			lines = append(lines, fmt.Sprintf("%s: missed %q", id, g.Text))
			continue
		}
		used[k] = true
		t.found++
		if g.From == "" {
			continue
		}
		if found[k].From == g.From && found[k].To == g.To {
			t.right++
		} else {
			lines = append(lines, fmt.Sprintf("%s: %q is %s to %s, gold %q %s to %s", id, found[k].Text, found[k].From, found[k].To, g.Text, g.From, g.To))
		}
	}
	for k, f := range found {
		t.predicted++
		if !used[k] {
			t.extra++
			lines = append(lines, fmt.Sprintf("%s: not in gold %q %s to %s", id, f.Text, f.From, f.To))
		}
	}
	return lines
}

func overlapping(g goldTime, found []goldTime, used []bool) int {
	for k, f := range found {
		if !used[k] && min(g.End, f.End) > max(g.Start, f.Start) {
			return k
		}
	}
	return -1
}

func (t *timeTally) report(r *Report, system, set string) {
	r.Add(system, set+" times found", share(t.found, t.gold), t.gold)
	if t.valued > 0 {
		r.Add(system, set+" times right", share(t.right, t.valued), t.valued)
	}
	r.Add(system, set+" times precision", share(t.predicted-t.extra, t.predicted), t.predicted)
}

// recognizerFile is one file of Microsoft's cases.
type recognizerFile struct{ name, measure string }

var recognizerFiles = []recognizerFile{{"DateParser", "recognizers dates"}, {"DatePeriodParser", "recognizers periods"}, {"HolidayParser", "recognizers holidays"}}

// recognizerCase is one case: an input, the moment it is told from, and what it names.
type recognizerCase struct {
	Input   string
	Context struct{ ReferenceDateTime string }
	Results []struct {
		Text  string
		Value struct{ FutureResolution, PastResolution map[string]string }
	}
}

//go:embed dates_left_out.tsv
var datesLeftOut string

// leftOut gives the cases that do not fit news, by file and index.
func leftOut() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(datesLeftOut) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) == 3 && !strings.HasPrefix(line, "#") {
			for _, n := range strings.Fields(fields[1]) {
				out[fields[0]+" "+n] = true
			}
		}
	}
	return out
}

// scoreRecognizers counts the cases whose days we give exactly, by either of the resolutions that a case allows.
func scoreRecognizers(r *Report, dir string, file recognizerFile) error {
	b, err := os.ReadFile(filepath.Join(dir, file.name+".json"))
	if err != nil {
		return err
	}
	var cases []recognizerCase
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(b), "\ufeff")), &cases); err != nil {
		return fmt.Errorf("eval.scoreRecognizers(%q): %w", file.name, err)
	}
	out := leftOut()
	right, theirs, n := 0, 0, 0
	for i, c := range cases {
		if out[file.name+" "+strconv.Itoa(i)] {
			continue
		}
		n++
		day, _ := dates.ParseDay(c.Context.ReferenceDateTime[:10])
		if c.answered(oursOf(c.Input, day)) {
			right++
		} else {
			r.Misses = append(r.Misses, fmt.Sprintf("%s %d: %v", file.name, i, oursOf(c.Input, day)))
		}
		if c.answered(rivalTimes(c.Input, day)) {
			theirs++
		}
	}
	r.Add("isnad", file.measure+" exact", share(right, n), n)
	r.Add("go-dateparser", file.measure+" exact", share(theirs, n), n)
	r.Notes = append(r.Notes, fmt.Sprintf("%s: %d of %d cases fit news; the others stand in dates_left_out.tsv with reasons", file.name, n, len(cases)))
	return nil
}

// oursOf gives what we find in a case: times, and the periods they bound.
func oursOf(input string, day dates.Day) []goldTime {
	points := codePoints(input)
	found := dates.Find("text", input, dates.Anchor{Published: dates.Date{Day: day}})
	var out []goldTime
	for _, e := range append(dates.Periods(input, found), found...) {
		out = append(out, goldTime{Start: points[e.Start], End: points[e.End], Text: e.Text, From: e.From.String(), To: e.To.String()})
	}
	return out
}

// answered reports whether for each result of the case something found overlaps its words and has its days. The cases end
// a calendar period on the day after it and a range on its last day; either is taken.
func (c recognizerCase) answered(found []goldTime) bool {
	for _, want := range c.Results {
		start := len([]rune(c.Input[:max(0, strings.Index(c.Input, want.Text))]))
		end := start + len([]rune(want.Text))
		ok := false
		for _, f := range found {
			if min(f.End, end) > max(f.Start, start) && (resolves(f, want.Value.PastResolution) || resolves(f, want.Value.FutureResolution)) {
				ok = true
			}
		}
		if !ok {
			return false
		}
	}
	return len(c.Results) > 0
}

func resolves(f goldTime, want map[string]string) bool {
	if d := want["date"]; d != "" {
		return f.From == d && f.To == d
	}
	end, err := dates.ParseDay(want["endDate"])
	return err == nil && f.From == want["startDate"] && (f.To == end.String() || f.To == end.Add(-1).String())
}
