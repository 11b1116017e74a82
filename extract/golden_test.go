package extract

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what is found into testdata/pages as what is wanted")

// golden is what a page is wanted to give, as it stands in its file.
type golden struct {
	Kind      PageKind       `json:"kind"`
	Reason    string         `json:"reason,omitempty"`
	Documents []Document     `json:"documents,omitempty"`
	Related   [][]RelatedRef `json:"related,omitempty"`
}

// TestPages reads the pages of testdata/pages, all written for this test, and compares all that is found.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no pages", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) { testPage(t, f) })
	}
}

func testPage(t *testing.T, file string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range a.Files {
		parts[f.Name] = f.Data
	}
	r := Documents(Page{Body: parts["page"], URL: strings.TrimSpace(string(parts["url"]))})
	got := golden{Kind: r.Kind, Reason: r.Reason, Documents: r.Documents}
	for _, d := range r.Documents {
		got.Related = append(got.Related, d.RelatedTo)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	if *update {
		writeWant(t, file, a, b.Bytes())
		return
	}
	if diff := cmp.Diff(string(parts["want"]), b.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func writeWant(t *testing.T, file string, a *txtar.Archive, want []byte) {
	t.Helper()
	var kept []txtar.File
	for _, f := range a.Files {
		if f.Name != "want" {
			kept = append(kept, f)
		}
	}
	a.Files = append(kept, txtar.File{Name: "want", Data: want})
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
