package main

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// dataRow is one embedded file and what its head says of its source.
type dataRow struct{ file, says string }

// outside are folders without data of the product; wordings and the demonstration press are text, not data.
var outside = map[string]bool{"testdata": true, "dist": true, "docs": true, "web": true, "press": true, "eval": true}

// dataRows lists the embedded text files, and the notes that lie beside learned weights.
func dataRows(root string) ([]dataRow, error) {
	var rows []dataRow
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if outside[name] || strings.HasPrefix(name, ".") && path != root {
				return filepath.SkipDir
			}
			return nil
		}
		if ending := filepath.Ext(name); ending != ".tsv" && ending != ".txt" {
			return nil
		}
		says, err := head(path)
		if says == "" {
			says = "written for Isnad; as the repository"
		}
		rows = append(rows, dataRow{filepath.ToSlash(path), says})
		return err
	})
	return rows, err
}

// speaksOfSource are the words by which a line of a head is told to speak of where the facts come from.
var speaksOfSource = []string{"licen", "source", "data:", "facts", "own list", "own work", "own reading", "cc by", "cc0", "counted on", "from the labels of"}

// head gives the lines at a file's beginning that speak of source or licence, joined.
func head(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var says []string
	note := !strings.HasSuffix(path, ".tsv") // the note beside learned weights has no comment signs
	for lines := bufio.NewScanner(f); lines.Scan() && len(says) < 4; {
		line, comment := strings.CutPrefix(lines.Text(), "#")
		if !comment && !(note && strings.HasPrefix(line, "data:")) {
			if note && len(says) == 0 && len(line) < 400 {
				continue
			}
			break
		}
		if slices.ContainsFunc(speaksOfSource, func(w string) bool { return strings.Contains(strings.ToLower(line), w) }) {
			says = append(says, strings.ReplaceAll(strings.TrimSpace(line), "|", "/"))
		}
	}
	return strings.Join(says, " "), nil
}
