package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"isnad/internal/learn"
)

// writeWeights writes a table and beside it NAME.txt with what it is: checksum, size, the lines given (data, licence,
// score, command).
func writeWeights(path string, table []byte, lines ...string) error {
	if err := os.WriteFile(path, table, 0o644); err != nil {
		return err
	}
	note := fmt.Sprintf("%s\nsha256 %x\nbytes %d\n", filepath.Base(path), sha256.Sum256(table), len(table))
	for _, l := range lines {
		note += l + "\n"
	}
	return os.WriteFile(path[:len(path)-len(filepath.Ext(path))]+".txt", []byte(note), 0o644)
}

// folds is the number of parts in cross-validation.
const folds = learn.Folds
