//go:build unix

package archive

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"isnad"
)

// lockFolder takes the lock of a folder until the file it gives is closed, or the process ends in any way.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%w: another process writes to %s", isnad.ErrConflict, dir)
	}
	return f, nil
}
