package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"isnad/internal/eval"
	"isnad/internal/logit"
)

func init() { jobs["attribution"] = trainAttribution }

// trainAttribution learns the weights of confidence of package attribution from the development gold of statements. It
// prints the cross-validated calibration first.
func trainAttribution(shared, root string, out io.Writer) error {
	report, err := eval.Statements(shared)
	if err != nil {
		return err
	}
	score := ""
	for _, s := range report.Scores {
		if strings.HasPrefix(s.Measure, "right at confidence") {
			fmt.Fprintf(out, "%s\t%.4f\tof %d\n", s.Measure, s.Value, s.N)
			score += fmt.Sprintf("; %s %.3f", s.Measure, s.Value)
		}
	}
	examples, err := eval.ConfidenceExamples(shared)
	if err != nil {
		return err
	}
	table := eval.TrainConfidence(examples)
	return writeWeights(filepath.Join(root, "attribution", "confidence.tsv"), confidenceTable(table),
		fmt.Sprintf("learned from %d statements found in 75 articles of the project's own gold (statements-dev); licence: as the repository", len(examples)),
		"cross-validated by article, five folds"+score,
		"made by: go run ./internal/train attribution")
}

// confidenceTable writes the weights one a line, sorted.
func confidenceTable(table map[string]int8) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# evidence\tweight in steps of 1/%d; made by go run ./internal/train attribution, see confidence.txt\n", logit.Step)
	names := make([]string, 0, len(table))
	for n := range table {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		fmt.Fprintf(&b, "%s\t%d\n", n, table[n])
	}
	return []byte(b.String())
}
