package eval

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"isnad/attribution"
)

// TestStatementsFloors measures and compares with the floors; under -v it prints the report with its misses.
func TestStatementsFloors(t *testing.T) {
	shared := FindShared(".")
	if shared == "" {
		t.Skip("no folder of gold data beside the repository")
	}
	r, err := Statements(shared)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range BelowFloor(&r) {
		t.Error(b)
	}
	if testing.Verbose() {
		for _, m := range r.Misses {
			t.Log(m)
		}
		r.WriteTable(os.Stdout)
	}
}

// TestStatementsScorer checks that the measures here are those of the gold's own scorer.
func TestStatementsScorer(t *testing.T) {
	shared := FindShared(".")
	python, err := exec.LookPath("python3")
	if shared == "" || err != nil {
		t.Skip("no folder of gold data beside the repository, or no python3 to run its scorer")
	}
	dir := filepath.Join(shared, "data", "statements-dev")
	predictions := filepath.Join(t.TempDir(), "predictions.jsonl")
	if err := writePredictions(dir, predictions); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, filepath.Join(dir, "score.py"), filepath.Join(dir, "articles.jsonl"), filepath.Join(dir, "gold.json"), predictions).Output()
	if err != nil {
		t.Fatal(err)
	}
	theirs := map[string]float64{}
	if err := json.Unmarshal(out, &theirs); err != nil {
		t.Fatal(err)
	}
	ours, err := Statements(shared)
	if err != nil {
		t.Fatal(err)
	}
	for measure, key := range map[string]string{"detection precision": "P", "detection recall": "R", "detection F1": "F1",
		"direct quotations found": "direct_recall", "content": "content80", "speaker": "speaker", "relays": "relays",
		"relays where any": "relays_nonempty", "act": "act", "kind": "kind", "strict F1": "strictF1", "time of saying": "said_when"} {
		got, _ := ours.Value(measure)
		if d := got - theirs[key]; d > .0011 || d < -.0011 {
			t.Errorf("%s: %.4f here, %.4f by the gold's scorer", measure, got, theirs[key])
		}
	}
}

// writePredictions writes what was found in the interchange format, as far as the scorer reads it.
func writePredictions(dir, path string) error {
	gold, err := readGold(dir)
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for _, g := range gold {
		title, text := codePoints(g.text.Title), codePoints(g.text.text())
		found := attribution.Find(annotateText(g.text))
		for i := range found {
			o := text
			if found[i].Field == "title" {
				o = title
			}
			s := &found[i]
			s.Start, s.End, s.CueStart, s.CueEnd = o[s.Start], o[s.End], o[s.CueStart], o[s.CueEnd]
		}
		if err := enc.Encode(map[string]any{"id": g.ID, "statements": found}); err != nil {
			return err
		}
	}
	return f.Close()
}
