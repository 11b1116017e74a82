package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"isnad"
	"isnad/internal/archive"
)

// opened is an archive, open: its engine (articles, index, queue), and the captures in warc/ beside it or in an object store.
type opened struct {
	store   isnad.Engine
	archive isnad.Archive
	room    func() (int64, error) // left for captures; nil where the archive cannot tell
	shared  bool                  // by several machines: hosts are fetched from in turns
}

// access says whether a missing archive is made.
type access bool

const (
	readOnly  access = false // an archive that is not there is an error that says how to make one
	readWrite access = true
)

// withArchive opens the archive that --store, --data and --archive name, runs fn and closes it.
func (a *app) withArchive(ctx context.Context, mode access, fn func(*opened) error) (err error) {
	o, err := openArchive(ctx, a.config, mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	return fn(o)
}

func openArchive(ctx context.Context, c config, mode access) (*opened, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if c.store != "" {
		return openParts(ctx, c, mode)
	}
	if mode == readOnly {
		if _, err := os.Stat(c.database()); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%w: no archive in %s\n       make one with 'isnad import FILE…' or 'isnad add URL', or name its folder with --data", isnad.ErrNotFound, c.data)
		}
	} else if err := os.MkdirAll(c.data, 0o700); errors.Is(err, syscall.ENOTDIR) {
		return nil, usage("--data %s is no folder: name one, or a place for one", c.data)
	} else if err != nil {
		return nil, err
	}
	return openParts(ctx, c, mode)
}

// openParts opens the engine and where the captures are, making them where they are not.
func openParts(ctx context.Context, c config, mode access) (*opened, error) {
	if c.archive != "" { // is asked for and never made; the engine may make an archive
		captures, room, err := c.openCaptures(ctx)
		if err != nil {
			return nil, err
		}
		store, err := c.openEngine(ctx, mode)
		if err != nil {
			return nil, errors.Join(err, captures.Close())
		}
		return &opened{store, captures, room, c.store != ""}, nil
	}
	store, err := c.openEngine(ctx, mode)
	if err != nil {
		return nil, err
	}
	captures, room, err := c.openCaptures(ctx) // makes its folder, where the engine could be opened
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return &opened{store, captures, room, c.store != ""}, nil
}

// openCaptures opens the archive that --archive names, else the folder warc beside the database.
func (c config) openCaptures(ctx context.Context) (isnad.Archive, func() (int64, error), error) {
	if c.archive == "" {
		folder, err := archive.Open(c.warc(), archive.Options{})
		if err != nil {
			return nil, nil, err
		}
		return folder, folder.Room, nil
	}
	bucket, err := archive.OpenBucket(ctx, c.archive, archive.BucketOptions{AccessKey: c.accessKey, SecretKey: c.secretKey})
	if errors.Is(err, isnad.ErrInvalid) || errors.Is(err, isnad.ErrNotFound) {
		return nil, nil, usage("--archive: %v", err)
	} else if errors.Is(err, isnad.ErrUnavailable) {
		return nil, nil, fmt.Errorf("%w\n       is the object store there, and does it speak what --archive says (s3:// with TLS, s3+http:// without)?", err)
	} else if err != nil {
		return nil, nil, err
	}
	return bucket, nil, nil
}

// warc is the folder of captures where --archive names no other place.
func (c config) warc() string { return filepath.Join(c.data, "warc") }

// database is the file where --store names no other place.
func (c config) database() string { return filepath.Join(c.data, "isnad.db") }

func (o *opened) Close() error { return errors.Join(o.archive.Close(), o.store.Close()) }
