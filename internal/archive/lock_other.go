//go:build !unix

package archive

import (
	"os"
	"path/filepath"
)

// lockFolder only opens the file: these systems are trusted to run one Isnad at a time.
func lockFolder(dir string) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o644)
}
