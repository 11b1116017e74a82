package eval

import (
	"os"
	"path/filepath"
)

// FindShared looks for the folder of gold data: $ISNAD_SHARED, else a folder "shared" with "data" in it beside or
// above start. It returns "" where there is none.
func FindShared(start string) string {
	if dir := os.Getenv("ISNAD_SHARED"); dir != "" {
		return dir
	}
	dir, err := filepath.Abs(start)
	if err != nil {
		return ""
	}
	for {
		if s, err := os.Stat(filepath.Join(dir, "shared", "data")); err == nil && s.IsDir() {
			return filepath.Join(dir, "shared")
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
