package archive

import (
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"

	"isnad"
)

// lockFolder takes the lock of a folder until it is closed, or the process ends in any way.
func lockFolder(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, "lock"), flock.SetPermissions(0o644))
	switch ours, err := lock.TryLock(); {
	case err != nil:
		return nil, err
	case !ours:
		return nil, fmt.Errorf("%w: another process writes to %s", isnad.ErrConflict, dir)
	}
	return lock, nil
}
