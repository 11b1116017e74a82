package dates

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"isnad/arabic"
)

var update = flag.Bool("update", false, "write what is found into testdata/find as what is wanted")

// TestFindGoldens reads the texts of testdata/find, one a line, told from the day and country of the file's part "anchor",
// and compares all times found: words, days, distance, and what contradicts.
func TestFindGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/find/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) { testGolden(t, f) })
	}
}

func testGolden(t *testing.T, file string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range a.Files {
		parts[f.Name] = string(f.Data)
	}
	anchor := goldenAnchor(t, parts["anchor"])
	var b strings.Builder
	for text := range strings.Lines(parts["texts"]) {
		text = strings.TrimRight(text, "\n")
		b.WriteString(text + "\n")
		found := Find(arabic.Text, text, anchor)
		checkExpressions(t, text, found)
		for _, e := range found {
			b.WriteString("\t" + goldenLine(e) + "\n")
		}
	}
	if *update {
		a.Files = []txtar.File{a.Files[0], a.Files[1], {Name: "want", Data: []byte(b.String())}}
		if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(parts["want"], b.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// goldenAnchor reads "2021-09-15 SA"; "none" is no anchor.
func goldenAnchor(t *testing.T, line string) Anchor {
	t.Helper()
	day, country, _ := strings.Cut(strings.TrimSpace(line), " ")
	if day == "none" {
		return Anchor{Country: country}
	}
	return on(day, country)
}

func goldenLine(e Expression) string {
	line := e.Text + " = " + e.From.String()
	if e.From != e.To {
		line += ".." + e.To.String()
	}
	if e.Relative != "" {
		line += " (" + e.Relative + ")"
	}
	if !e.At.IsZero() {
		line += " at " + e.At.Format("15:04Z07:00")
	}
	if e.Conflict != "" {
		line += fmt.Sprintf(" ! %s, confidence %.1f", e.Conflict, e.Confidence)
	}
	return line
}
