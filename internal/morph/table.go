package morph

import (
	"encoding/binary"
	"errors"
	"slices"
)

// Table maps words to small numbers without keeping the words: for each word a fingerprint of 16 bits beside its value. A
// word that is not in it is taken for one that is about once in 15,000 times, which the learner lives with.
//
// Layout: "MTB1", bucket bits (1 byte), value width (1 byte), a count byte per bucket, then per bucket its fingerprints
// and values, little endian.
type Table struct {
	bits   uint8
	width  uint8
	starts []uint32
	cells  []byte // fingerprint and value in turn
}

var errTable = errors.New("morph: not a word table")

// OpenTable reads a table; the bytes are kept, not copied.
func OpenTable(b []byte) (*Table, error) {
	if len(b) < 6 || string(b[:4]) != "MTB1" || b[4] > 24 || b[5] < 1 || b[5] > 2 {
		return nil, errTable
	}
	t := &Table{bits: b[4], width: b[5]}
	n := 1 << t.bits
	if len(b) < 6+n {
		return nil, errTable
	}
	t.starts = make([]uint32, n+1)
	for i, c := range b[6 : 6+n] {
		t.starts[i+1] = t.starts[i] + uint32(c)
	}
	t.cells = b[6+n:]
	if len(t.cells) != int(t.starts[n])*(2+int(t.width)) {
		return nil, errTable
	}
	return t, nil
}

// Get gives the value of a word by its hash, 0 where it is not known.
func (t *Table) Get(h hash) uint16 {
	x := h.mix()
	bucket := x >> (64 - t.bits)
	print := uint16(x)
	step := uint32(2 + t.width)
	for at, end := t.starts[bucket]*step, t.starts[bucket+1]*step; at < end; at += step {
		if binary.LittleEndian.Uint16(t.cells[at:]) != print {
			continue
		}
		if t.width == 1 {
			return uint16(t.cells[at+2])
		}
		return binary.LittleEndian.Uint16(t.cells[at+2:])
	}
	return 0
}

// Of gives the value of a word by its letters.
func (t *Table) Of(letters []byte) uint16 { return t.Get(hashStart.letters(letters)) }

// BuildTable writes a table of the words, given by their letters as strings; width is the size of a value in bytes.
// Where two words share bucket and fingerprint the greater value stays. The same words give the same bytes.
func BuildTable(values map[string]uint16, bits, width uint8) []byte {
	type cell struct{ print, value uint16 }
	buckets := make([][]cell, 1<<bits)
	for w, v := range values {
		x := hashStart.letters([]byte(w)).mix()
		b := x >> (64 - bits)
		i := slices.IndexFunc(buckets[b], func(c cell) bool { return c.print == uint16(x) })
		if i >= 0 {
			buckets[b][i].value = max(buckets[b][i].value, v)
			continue
		}
		if len(buckets[b]) < 255 {
			buckets[b] = append(buckets[b], cell{uint16(x), v})
		}
	}
	out := append([]byte("MTB1"), bits, width)
	for _, b := range buckets {
		out = append(out, byte(len(b)))
	}
	for _, b := range buckets {
		slices.SortFunc(b, func(x, y cell) int { return int(x.print) - int(y.print) })
		for _, c := range b {
			out = binary.LittleEndian.AppendUint16(out, c.print)
			if width == 1 {
				out = append(out, byte(c.value))
			} else {
				out = binary.LittleEndian.AppendUint16(out, c.value)
			}
		}
	}
	return out
}
