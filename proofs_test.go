package isnad_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestProofsExist holds that every test that the promises of docs/durability.md name is there.
func TestProofsExist(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("docs", "durability.md"))
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, path := range goFiles(t) {
		if strings.HasSuffix(path, "_test.go") {
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			tests.Write(source)
		}
	}
	named := regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z]\w+`).FindAllString(string(page), -1)
	if len(named) < 40 {
		t.Errorf("only %d proofs are named", len(named))
	}
	for _, name := range named {
		if !strings.Contains(tests.String(), "func "+name+"(") {
			t.Errorf("docs/durability.md names %s, which is no test", name)
		}
	}
}
