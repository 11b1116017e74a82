package posting

import (
	"encoding/binary"
	"errors"
	"fmt"

	"isnad"
)

const (
	leadBits = 3
	leadMask = 1<<leadBits - 1
)

var errDamaged = fmt.Errorf("%w: the index of words is damaged", isnad.ErrCorrupt)

// Posting is an article with a stem.
type Posting struct {
	Doc  uint32
	Freq uint8
	Lead uint8
}

// step reads the distance to a list's next article, and how many bytes it takes; a distance of 0 is damage. (It is short, so
// that it costs no call.)
func step(data []byte) (delta uint32, n int) {
	if delta, n = uint32(data[0]), 1; delta >= 0x80 {
		delta, n = longStep(data)
	}
	return
}

func longStep(data []byte) (delta uint32, n int) {
	v, n := binary.Uvarint(data)
	if n <= 0 || v > 1<<31 {
		return 0, 1
	}
	return uint32(v), n
}

// AppendStems appends the list of a stem, of articles below docs.
func (e Entry) AppendStems(dst []Posting, docs int) ([]Posting, error) {
	at := uint32(0) // one more than the article's number
	for data := e.data; len(data) > 0; {
		delta, n := step(data)
		rest := data[n:]
		if at += delta; delta == 0 || len(rest) == 0 || int(at) > docs {
			return dst, errDamaged
		}
		dst = append(dst, Posting{at - 1, rest[0] >> leadBits, rest[0] & leadMask})
		data = rest[1:]
	}
	return dst, nil
}

// AddTo puts the articles of the list, of any kind, into a set.
func (e Entry) AddTo(s Set) error {
	at, extra, words := uint32(0), 0, e.Key[0] == wordMark
	if e.Key[0] == stemMark {
		extra = 1
	}
	for data := e.data; len(data) > 0; {
		delta, n := step(data)
		rest := data[n:]
		if at += delta; delta == 0 || len(rest) < extra || int(at) > len(s)*64 {
			return errDamaged
		}
		s[(at-1)>>6] |= 1 << ((at - 1) & 63)
		if data = rest[extra:]; words {
			size, n := len(data), 1
			if size > 0 {
				size, n = sizeAt(data)
			}
			if size > len(data)-n {
				return errDamaged
			}
			data = data[n+size:]
		}
	}
	return nil
}

// sizeAt reads how many bytes the places of an article take, nearly always a number of one byte, and how many bytes that
// number takes.
func sizeAt(data []byte) (size, n int) {
	if size, n = int(data[0]), 1; size >= 0x80 {
		size, n = longSize(data)
	}
	return
}

func longSize(data []byte) (size, n int) {
	v, n := binary.Uvarint(data)
	if n <= 0 {
		return len(data), 1 // more than there are
	}
	return int(min(v, uint64(len(data)))), n
}

// Union merges two lists of stems that count as one word: occurrences add up, the first place is the earlier.
func Union(a, b []Posting) []Posting {
	if len(a) == 0 {
		return b
	}
	out := make([]Posting, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch x, y := a[0], b[0]; {
		case x.Doc < y.Doc:
			out, a = append(out, x), a[1:]
		case y.Doc < x.Doc:
			out, b = append(out, y), b[1:]
		default:
			out, a, b = append(out, Posting{x.Doc, min(x.Freq+y.Freq, isnad.MaxCount), min(x.Lead, y.Lead)}), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// IsDamaged reports an error of reading what is no index.
func IsDamaged(err error) bool { return errors.Is(err, errDamaged) }
