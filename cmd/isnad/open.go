package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/sqlite"
)

// opened is an archive's folder, open: isnad.db (articles, index, queue) and warc/ (captures).
type opened struct {
	store   *sqlite.DB
	archive *archive.Folder
}

// access says whether a missing archive is made.
type access bool

const (
	readOnly  access = false // an archive that is not there is an error that says how to make one
	readWrite access = true
)

// withArchive opens the archive that --data names, runs fn and closes it.
func (a *app) withArchive(ctx context.Context, mode access, fn func(*opened) error) (err error) {
	o, err := openArchive(ctx, a.config.data, mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	return fn(o)
}

func openArchive(ctx context.Context, dir string, mode access) (*opened, error) {
	database := filepath.Join(dir, "isnad.db")
	if mode == readOnly {
		if _, err := os.Stat(database); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%w: no archive in %s\n       make one with 'isnad import FILE…' or 'isnad add URL', or name its folder with --data", isnad.ErrNotFound, dir)
		}
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return openFiles(ctx, database, filepath.Join(dir, "warc"))
}

// openFiles opens a database and a folder of captures, making them where they are not.
func openFiles(ctx context.Context, database, warc string) (*opened, error) {
	store, err := sqlite.Open(ctx, database, sqlite.Options{})
	if err != nil {
		return nil, err
	}
	captures, err := archive.Open(warc, archive.Options{})
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return &opened{store, captures}, nil
}

func (o *opened) Close() error { return errors.Join(o.archive.Close(), o.store.Close()) }
