package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// packed is one file of a package.
type packed struct {
	name string // in the package
	path string // on this machine
	mode os.FileMode
}

// commonFiles are those that every platform's package holds: licences, the README, manual pages, completions.
func commonFiles(ctx context.Context, work string) ([]packed, error) {
	files := []packed{
		{"LICENSE", "LICENSE", 0o644}, {"NOTICE", "NOTICE", 0o644}, {"README.md", "README.md", 0o644},
		{"licences.md", filepath.Join("docs", "licences.md"), 0o644}, {"isnad.service", filepath.Join("deploy", "isnad.service"), 0o644},
	}
	help := filepath.Join(work, "help")
	c := exec.CommandContext(ctx, "go", "run", "./cmd/isnad", "help-files", help)
	if said, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("manual pages: %w\n%s", err, said)
	}
	err := filepath.WalkDir(help, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(help, path)
		files = append(files, packed{filepath.ToSlash(name), path, 0o644})
		return err
	})
	slices.SortFunc(files, func(a, b packed) int { return strings.Compare(a.name, b.name) })
	return files, err
}

// packTo writes the package, a zip for Windows and a gzipped tar elsewhere, and gives its name.
func packTo(name string, p platform, files []packed, at time.Time) (string, error) {
	write, ending := writeTar, ".tar.gz"
	if p.system == "windows" {
		write, ending = writeZip, ".zip"
	}
	f, err := os.Create(name + ending)
	if err != nil {
		return "", err
	}
	return name + ending, errors.Join(write(f, filepath.Base(name), files, at), f.Close())
}

func writeTar(w io.Writer, top string, files []packed, at time.Time) error {
	zipped, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := tar.NewWriter(zipped)
	for _, f := range files {
		content, err := os.ReadFile(f.path)
		if err != nil {
			return err
		}
		err = out.WriteHeader(&tar.Header{Name: top + "/" + f.name, Mode: int64(f.mode), Size: int64(len(content)), ModTime: at, Format: tar.FormatPAX})
		if err != nil {
			return err
		}
		if _, err := out.Write(content); err != nil {
			return err
		}
	}
	return errors.Join(out.Close(), zipped.Close())
}

func writeZip(w io.Writer, top string, files []packed, at time.Time) error {
	out := zip.NewWriter(w)
	for _, f := range files {
		content, err := os.ReadFile(f.path)
		if err != nil {
			return err
		}
		h := &zip.FileHeader{Name: top + "/" + f.name, Method: zip.Deflate, Modified: at}
		h.SetMode(f.mode)
		entry, err := out.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := entry.Write(content); err != nil {
			return err
		}
	}
	return out.Close()
}

// writeSums lists the files' checksums as sha256sum -c reads them.
func writeSums(path string, files []string) error {
	var lines strings.Builder
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(&lines, "%x  %s\n", sha256.Sum256(content), filepath.Base(name))
	}
	return os.WriteFile(path, []byte(lines.String()), 0o644)
}
