package eval

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// Score is one measured figure. Low and High are an interval where one was estimated (bootstrap by article), else zero.
type Score struct {
	Subject string  `json:"subject"` // "statements", "dates" …
	System  string  `json:"system"`  // "isnad", or the rival measured in the same run
	Measure string  `json:"measure"` // "detection F1" …
	Value   float64 `json:"value"`
	Low     float64 `json:"low,omitempty"`
	High    float64 `json:"high,omitempty"`
	N       int     `json:"n,omitempty"` // cases behind the figure
}

// Report is what one evaluation found, with the worst misses as lines to read.
type Report struct {
	Subject string   `json:"subject"`
	Scores  []Score  `json:"scores"`
	Notes   []string `json:"notes,omitempty"`
	Misses  []string `json:"misses,omitempty"`
}

// Add appends a figure of the system named; "isnad" is ours.
func (r *Report) Add(system, measure string, value float64, n int) {
	r.Scores = append(r.Scores, Score{Subject: r.Subject, System: system, Measure: measure, Value: value, N: n})
}

// Value gives our own figure of the measure, and whether the report has it.
func (r *Report) Value(measure string) (float64, bool) {
	for _, s := range r.Scores {
		if s.System == "isnad" && s.Measure == measure {
			return s.Value, true
		}
	}
	return 0, false
}

// WriteTable writes the scores as columns of text.
func (r *Report) WriteTable(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintf(t, "subject\tsystem\tmeasure\tvalue\t95 %%\tn\n")
	for _, s := range r.Scores {
		fmt.Fprintf(t, "%s\t%s\t%s\t%.4f\t%s\t%d\n", s.Subject, s.System, s.Measure, s.Value, s.interval(), s.N)
	}
	return t.Flush()
}

// WriteMarkdown writes the scores as rows of a Markdown table, as docs/quality.md holds them. Its head is MarkdownHead.
func (r *Report) WriteMarkdown(w io.Writer) error {
	for _, s := range r.Scores {
		if _, err := fmt.Fprintf(w, "| %s | %s | %s | %.4f | %s | %d |\n", s.Subject, s.System, s.Measure, s.Value, s.interval(), s.N); err != nil {
			return err
		}
	}
	return nil
}

// MarkdownHead is the head of the table whose rows WriteMarkdown writes.
const MarkdownHead = "| subject | system | measure | value | 95 % | cases |\n|---|---|---|---|---|---|\n"

// interval is the score's interval as people read it, empty where none was estimated.
func (s *Score) interval() string {
	if s.High == 0 {
		return ""
	}
	return fmt.Sprintf("%.3f–%.3f", s.Low, s.High)
}
