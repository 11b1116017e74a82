//go:build unix

package archive

import (
	"fmt"
	"syscall"
)

// Room gives how many bytes may still be written where the archive lies.
func (f *Folder) Room() (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(f.dir, &s); err != nil {
		return 0, fmt.Errorf("archive.Room(%s): %w", f.dir, err)
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}
