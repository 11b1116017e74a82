package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"isnad"
)

func newBackup(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FOLDER",
		Short: "Copy the archive, also while it is in use",
		Long: `Copies the archive into a new folder: the database as of one moment, then the stored pages, which are only ever added
to. The copy is itself an archive: --data FOLDER opens it, 'isnad restore' puts it back.`,
		Example: "  isnad backup /backups/2025-06-29",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				return a.backUp(c.Context(), o, filepath.Clean(args[0]))
			})
		},
	}
}

// backer is an engine that copies itself into a file.
type backer interface {
	Backup(ctx context.Context, path string) error
}

// unfinished ends the name of a backup's folder until all of it is on disk, so that whatever bears its own name is whole.
const unfinished = ".unfinished"

// backUp writes a backup beside its place and puts it there when it is whole. What an interrupted one left is written over.
func (a *app) backUp(ctx context.Context, o *opened, to string) error {
	file, ok := o.store.(backer)
	if !ok {
		return fmt.Errorf("%w: the database is backed up by its own means (pg_dump, or its server's), the captures by copying where they lie", isnad.ErrUnsupported)
	}
	if _, err := os.Stat(to); err == nil {
		return fmt.Errorf("%w: %s is there already\n       a backup wants a new folder", isnad.ErrConflict, to)
	}
	if err := os.RemoveAll(to + unfinished); err != nil {
		return err
	}
	if err := os.Mkdir(to+unfinished, 0o700); err != nil {
		return err
	}
	if err := file.Backup(ctx, filepath.Join(to+unfinished, "isnad.db")); err != nil {
		return err
	}
	if a.config.archive != "" {
		fmt.Fprintln(a.stderr, "the captures stay where --archive keeps them: back up the bucket with the means of its store")
	} else if err := copyTree(a.config.warc(), filepath.Join(to+unfinished, "warc")); err != nil {
		return err
	}
	return os.Rename(to+unfinished, to)
}

func newRestore(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FOLDER",
		Short: "Put a backup back, where no archive is",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if a.config.store != "" {
				return fmt.Errorf("%w: restore a PostgreSQL database by its own means; 'isnad move' copies a backup into an empty one", isnad.ErrUnsupported)
			}
			to := a.config.database()
			if _, err := os.Stat(to); err == nil {
				return fmt.Errorf("%w: there is an archive in %s\n       name another folder with --data, or move that one away", isnad.ErrConflict, a.config.data)
			}
			if a.config.archive == "" {
				if err := copyTree(filepath.Join(args[0], "warc"), a.config.warc()); err != nil {
					return err
				}
			}
			if err := copyFile(filepath.Join(args[0], "isnad.db"), to); err != nil {
				return err
			}
			return a.withArchive(c.Context(), readOnly, func(o *opened) error { return a.check(c, o) })
		},
	}
}

// copyTree copies a folder's files, each synced to disk. A folder that is not there is an empty one.
func copyTree(from, to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == from {
			return nil
		}
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, relative), 0o700)
		}
		return copyFile(path, filepath.Join(to, relative))
	})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	return writeWhole(to, nil, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}
