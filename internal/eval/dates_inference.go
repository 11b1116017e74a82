package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"isnad/arabic"
	"isnad/dates"
	"isnad/internal/gold"
)

// scoreInference hides the day of publication of every fourth article and asks what its own words fix: how often there is
// an answer, and how often it is the day or weekday of the page's stamp. (Many of the others were written shortly before midnight.)
func scoreInference(r *Report, set, path string) error {
	b, err := gold.Read(path)
	if err != nil {
		return err
	}
	asked, answered, right := 0, 0, 0
	for i, line := range bytes.Split(b, []byte("\n")) {
		if i%4 != 0 || len(line) == 0 {
			continue
		}
		var a goldText
		if err := json.Unmarshal(line, &a); err != nil {
			return fmt.Errorf("eval.scoreInference(%q): %w", set, err)
		}
		day, err := dates.ParseDay(a.Published[:min(10, len(a.Published))])
		if err != nil {
			continue
		}
		asked++
		d, ok := dates.Infer(dates.Find(arabic.Text, a.text(), dates.Anchor{}))
		if !ok {
			continue
		}
		answered++
		if d.Day == day || d.Day.IsZero() && d.Weekday == strings.ToLower(day.Weekday().String()) {
			right++
		}
	}
	r.Add("isnad", set+" undated: answered", share(answered, asked), asked)
	r.Add("isnad", set+" undated: right", share(right, answered), answered)
	return nil
}
