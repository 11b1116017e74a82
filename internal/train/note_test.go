package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNotesFitTheirTables reads the text file beside each learned table of the repository: its checksum must be that of the
// table, and it must say of what data, how well, and by which command the table was made.
func TestNotesFitTheirTables(t *testing.T) {
	n := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".txt" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		lines := strings.Split(string(text), "\n")
		if len(lines) < 4 || !strings.HasPrefix(lines[1], "sha256 ") {
			return nil
		}
		n++
		table, err := os.ReadFile(filepath.Join(filepath.Dir(path), lines[0]))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(table)
		if want := strings.TrimPrefix(lines[1], "sha256 "); hex.EncodeToString(sum[:]) != want || lines[2] != fmt.Sprintf("bytes %d", len(table)) {
			t.Errorf("%s is not the table that %s describes", lines[0], path)
		}
		if !strings.Contains(string(text), "made by: go run ./internal/train ") || !strings.Contains(string(text), "licence") && !strings.Contains(string(text), "CC ") && !strings.Contains(string(text), "alone") {
			t.Errorf("%s names no command or no terms", path)
		}
		return nil
	})
	if err != nil || n < 8 {
		t.Errorf("%d notes read, %v", n, err)
	}
}

func TestJobsAreTold(t *testing.T) {
	for name := range jobs {
		if err := run([]string{name, "more"}); err == nil {
			t.Errorf("%s takes a second argument", name)
		}
	}
	if err := run(nil); err == nil || !strings.Contains(err.Error(), "usage") {
		t.Errorf("no arguments: %v", err)
	}
}
