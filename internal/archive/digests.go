package archive

import (
	"bufio"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// digests remembers where bodies are stored, the newest some millions of them. It is a hint: whoever uses it looks at the
// record. On disk it is 16 bytes for each body: half of a digest's first 16 bytes, then file number and offset.
type digests struct {
	older, newer map[uint64]uint64
	limit        int
	file         *os.File
}

const offsetBits = 40 // of a packed place; the file's number takes the rest

func packPlace(file int, offset int64) uint64 { return uint64(file)<<offsetBits | uint64(offset) }

func unpackPlace(p uint64) (file int, offset int64) {
	return int(p >> offsetBits), int64(p & (1<<offsetBits - 1))
}

// digestKey is the first eight bytes of a digest "sha256:…".
func digestKey(digest string) (uint64, bool) {
	_, digits, ok := strings.Cut(digest, ":")
	if !ok || len(digits) < 16 {
		return 0, false
	}
	b, err := hex.DecodeString(digits[:16])
	if err != nil {
		return 0, false
	}
	return binary.BigEndian.Uint64(b), true
}

// openDigests reads the file; last is the newest place that it knows, 0 where it knows none.
func openDigests(dir string, limit int) (d *digests, last uint64, err error) {
	d = &digests{older: map[uint64]uint64{}, newer: map[uint64]uint64{}, limit: limit}
	d.file, err = os.OpenFile(filepath.Join(dir, "digests"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, 0, err
	}
	r := bufio.NewReaderSize(d.file, 1<<20)
	var entry [16]byte
	size := int64(0)
	for {
		_, err := io.ReadFull(r, entry[:])
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return nil, 0, err
		}
		size += 16
		place := binary.BigEndian.Uint64(entry[8:])
		d.remember(binary.BigEndian.Uint64(entry[:8]), place)
		last = max(last, place)
	}
	if err := d.file.Truncate(size); err != nil {
		return nil, 0, err
	}
	_, err = d.file.Seek(size, io.SeekStart)
	return d, last, err
}

// remember keeps a place in memory. When half the limit is new, what was old before is forgotten.
func (d *digests) remember(key, place uint64) {
	if len(d.newer) >= max(d.limit/2, 1) {
		d.older, d.newer = d.newer, map[uint64]uint64{}
	}
	d.newer[key] = place
}

// add keeps a place in memory and on disk. A failure to write costs only a second copy of a body one day.
func (d *digests) add(digest string, file int, offset int64) {
	key, ok := digestKey(digest)
	if !ok {
		return
	}
	place := packPlace(file, offset)
	d.remember(key, place)
	var entry [16]byte
	binary.BigEndian.PutUint64(entry[:8], key)
	binary.BigEndian.PutUint64(entry[8:], place)
	d.file.Write(entry[:])
}

func (d *digests) find(digest string) (uint64, bool) {
	key, ok := digestKey(digest)
	if !ok {
		return 0, false
	}
	if p, ok := d.newer[key]; ok {
		return p, true
	}
	p, ok := d.older[key]
	return p, ok
}

// unlabel turns base32 digits into our form of a digest.
func unlabel(digits string) (string, bool) {
	sum, err := base32.StdEncoding.DecodeString(digits)
	if err != nil || len(sum) != 32 {
		return "", false
	}
	return "sha256:" + hex.EncodeToString(sum), true
}
