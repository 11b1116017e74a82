package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"isnad"
)

// kind gives err the root's kind, keeping its text.
func kind(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows), errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w (%w)", isnad.ErrNotFound, err)
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	if k := kindOf[e.Code()&0xff]; k != nil && !errors.Is(err, k) {
		return fmt.Errorf("%w: %w", k, err)
	}
	return err
}

// kindOf tells the root's kind of SQLite's primary result codes.
var kindOf = map[int]error{
	lib.SQLITE_FULL:    isnad.ErrFull,
	lib.SQLITE_CORRUPT: isnad.ErrCorrupt,
	lib.SQLITE_NOTADB:  isnad.ErrCorrupt,
	lib.SQLITE_BUSY:    isnad.ErrConflict,
	lib.SQLITE_LOCKED:  isnad.ErrConflict,
}

// diskFailed reports whether err says that the disk did not take what was written: nothing on it can be trusted then.
func diskFailed(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == lib.SQLITE_IOERR
}
