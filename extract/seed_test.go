package extract

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sharedFile reads a file of the development data, which lies outside the repository, or skips the test.
func sharedFile(t testing.TB, name string) []byte {
	t.Helper()
	dir := os.Getenv("ISNAD_SHARED")
	for at, _ := filepath.Abs("."); dir == "" && at != filepath.Dir(at); at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "shared", "data")); err == nil {
			dir = filepath.Join(at, "shared")
		}
	}
	if dir == "" {
		t.Skip("the development data (folder shared beside the repository) is not here")
	}
	data, err := os.ReadFile(filepath.Join(dir, "data", name))
	if err != nil {
		t.Skip(err)
	}
	return data
}

func TestSeedPage(t *testing.T) {
	r := Documents(Page{Body: sharedFile(t, "seed/page.txt")})
	var want []Document
	for line := range strings.Lines(string(sharedFile(t, "seed/articles.jsonl"))) {
		var d struct {
			Title      string
			Paragraphs []string
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		want = append(want, Document{Title: d.Title, Paragraphs: d.Paragraphs})
	}
	if len(r.Documents) != len(want) {
		t.Fatalf("%d documents, want %d", len(r.Documents), len(want))
	}
	for i, d := range r.Documents {
		if diff := cmp.Diff(want[i].Title, d.Title); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want[i].Paragraphs, d.Paragraphs); diff != "" {
			t.Error(diff)
		}
	}
	d := r.Documents[0]
	tags := []string{"الإدارة الأمريكية", "الجيش الإسرائيلي", "حركة حماس", "قطاع غزة", "الولايات المتحدة", "وقف إطلاق النار"}
	if diff := cmp.Diff(tags, d.Tags); diff != "" {
		t.Error(diff)
	}
	if d.Source.Name != "CNN Arabic" {
		t.Errorf("source %q", d.Source.Name)
	}
	if diff := cmp.Diff([]RelatedRef{{Title: want[1].Title}}, d.RelatedTo); diff != "" {
		t.Error(diff)
	}
	var kinds []string
	for _, d := range r.Documents {
		for _, r := range d.Repairs {
			kinds = append(kinds, r.Kind+" "+r.Found)
		}
	}
	if diff := cmp.Diff([]string{"persian-letter الولایات", "fused-heading الاتفاقوقد", "fused-label إعلانوكتب"}, kinds); diff != "" {
		t.Error(diff)
	}
}
