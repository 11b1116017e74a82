package archive

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// recover brings the folder to where writing can go on: the last file without a torn record at its end, and digests of
// all that is stored.
func (w *writer) recover(f *Folder) error {
	names, err := f.files()
	if err != nil {
		return err
	}
	known, last, err := openDigests(w.dir, w.opt.Remember)
	if err != nil {
		return err
	}
	w.known = known
	lastFile, lastOffset := unpackPlace(last)
	for i, name := range names {
		n := number(name)
		w.names[n] = name
		if n < lastFile {
			continue
		}
		from := int64(0)
		if n == lastFile {
			from = lastOffset
		}
		end, err := w.scan(name, n, from)
		if err != nil {
			return fmt.Errorf("archive: %s: %w", name, err)
		}
		if w.serial = n; i == len(names)-1 {
			return w.resume(name, end)
		}
	}
	return nil
}

// scan goes through a file from an offset on, remembers what is stored, and gives where the last whole
// record ends.
func (w *writer) scan(name string, n int, from int64) (end int64, err error) {
	file, err := os.Open(filepath.Join(w.dir, name))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil {
		return 0, err
	} else if from >= info.Size() {
		from = 0 // the file is not the one that the digests speak of
	}
	end = from
	err = readOwn(file, from, 256<<10, func(r Record) error {
		if r.torn || r.End == 0 || len(r.Findings) > 0 {
			return nil
		}
		end = r.End
		if r.Type == "response" && (from == 0 || r.Offset > from) {
			w.remember(&r, n, r.Offset)
		}
		return nil
	})
	return end, err
}

// readOwn reads a file of ours from an offset on; offsets are those of the file. Damage within a compressed member can make
// it swallow all that follows: where a pass ends without a record, another begins at the next member that can be found.
func readOwn(file *os.File, from int64, buffer int, fn func(Record) error) error {
	end := from
	for pos := from; pos >= 0; {
		if _, err := file.Seek(pos, io.SeekStart); err != nil {
			return err
		}
		err := readWARC(file, buffer, func(r Record) error {
			r.Offset += pos
			if r.End > 0 {
				r.End += pos
			}
			if !r.torn && r.End > 0 {
				end = r.End
			}
			return fn(r)
		})
		if err != nil {
			return err
		}
		if pos, err = nextMember(file, max(end, pos)+1); err != nil {
			return err
		}
	}
	return nil
}

// nextMember gives the next place from an offset on that may begin a gzip member, -1 where there is none.
func nextMember(file *os.File, from int64) (int64, error) {
	if _, err := file.Seek(from, io.SeekStart); err != nil {
		return -1, err
	}
	src := bufio.NewReaderSize(file, 64<<10)
	n := from
	for {
		b, err := src.Peek(src.Size())
		if i := bytes.Index(b, memberMark); i >= 0 {
			return n + int64(i), nil
		}
		if err == io.EOF {
			return -1, nil
		} else if err != nil {
			return -1, err
		}
		step, _ := src.Discard(len(b) - len(memberMark) + 1)
		n += int64(step)
	}
}

// remember keeps the digest of a response that a crash left out of the file of digests.
func (w *writer) remember(r *Record, n int, offset int64) {
	if _, _, body := splitHTTP(r.Block); len(body) >= smallest && r.Header.Get("Isnad-Error") == "" {
		if hex, ok := hexDigest(r.Header.Get("Warc-Payload-Digest")); ok {
			w.known.add(hex, n, offset)
		}
	}
}

// resume cuts a torn record off the last file and goes on writing there; a damaged file is left and a new one begun.
func (w *writer) resume(name string, end int64) error {
	path := filepath.Join(w.dir, name)
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return err
	}
	if info.Size() > end {
		if !cutShort(file, end, info.Size()) {
			return file.Close() // a new file is begun with the next record
		}
		if err := file.Truncate(end); err != nil {
			file.Close()
			return err
		}
		if err := file.Sync(); err != nil {
			file.Close()
			return err
		}
	}
	w.file, w.name, w.size = file, name, end
	return nil
}

// cutShort tells whether the bytes after end are what an interrupted write leaves: the beginning of a gzip member whose
// rest is missing, or zeros where the file grew before its data came. A whole member that is damaged is evidence still.
func cutShort(file *os.File, end, size int64) bool {
	const zeros = 512 // more than any member ends with
	last := make([]byte, min(size-end, zeros))
	if _, err := file.ReadAt(last, size-int64(len(last))); err != nil {
		return false
	}
	if len(bytes.TrimRight(last, "\x00")) == 0 {
		return true
	}
	z, err := gzip.NewReader(io.NewSectionReader(file, end, size-end))
	if err == nil {
		_, err = io.Copy(io.Discard, z)
	}
	return err == io.EOF || err == io.ErrUnexpectedEOF
}

// hexDigest turns the form of WARC into ours.
func hexDigest(labelled string) (string, bool) {
	kind, value, ok := strings.Cut(labelled, ":")
	if !ok || kind != "sha256" {
		return "", false
	}
	return unlabel(value)
}
