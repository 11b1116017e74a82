// Package gold reads files of the gold data, which lie outside the repository: plain or gzip, one thing a line. What the
// lines mean is for who asks. Start with [Lines].
package gold

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
)

// longestLine bounds a line, in bytes: an article with all that was found in it is far shorter.
const longestLine = 64 << 20

// file is an open file and what decompresses it.
type file struct {
	io.Reader
	close []func() error
}

// Close ends the use of both.
func (f file) Close() error {
	var all error
	for _, c := range f.close {
		all = errors.Join(all, c())
	}
	return all
}

// Open opens a file for reading, decompressed where its name ends in .gz.
func Open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || filepath.Ext(path) != ".gz" {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return file{z, []func() error{z.Close, f.Close}}, nil
}

// Read reads a whole file, decompressed where its name ends in .gz.
func Read(path string) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Lines gives the lines of a file without their ends; each is valid until the next. An error ends them.
func Lines(path string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		f, err := Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, longestLine)
		for lines.Scan() {
			if !yield(lines.Bytes(), nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, err)
		}
	}
}
