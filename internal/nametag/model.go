package nametag

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// Model is a table of features with a weight per label, and the weights of one label after another.
type Model struct {
	prints []uint16 // fingerprint of the feature in each slot, 0 where empty
	rows   []int8   // labels weights per slot
	trans  [labels + 1][labels]int32
	scale  float32 // of the rows: a weight is row × scale
}

// probes bounds how far from its home a feature may lie.
const probes = 12

// slot gives where a feature's row begins, or -1.
func (m *Model) slot(h uint64) int {
	mask := len(m.prints) - 1
	want := print16(h)
	for i, n := int(h)&mask, 0; n < probes; i, n = (i+1)&mask, n+1 {
		switch m.prints[i] {
		case want:
			return i * labels
		case 0:
			return -1
		}
	}
	return -1
}

// print16 is never 0, which marks an empty slot.
func print16(h uint64) uint16 {
	if p := uint16(h >> 48); p != 0 {
		return p
	}
	return 1
}

// Tagger labels sentences with one model and keeps its buffers; it is not for use by several goroutines at once.
type Tagger struct {
	model *Model
	parts []parts
	feats []uint64
	score [][labels]int32
	back  [][labels]uint8
	out   []Label
	emits [][labels]int32
}

// NewTagger gives a tagger for the model.
func NewTagger(m *Model) *Tagger { return &Tagger{model: m, feats: make([]uint64, 0, maxFeatures)} }

// Tag gives one label per word of a sentence; the result is good until the next call. Labels are well formed: an I label
// follows a label of its kind.
func (t *Tagger) Tag(sentence []Token) []Label {
	t.parts = t.parts[:0]
	for _, w := range sentence {
		t.parts = append(t.parts, partsOf(w))
	}
	n := len(sentence)
	t.score, t.back, t.out, t.emits = grow(t.score, n), grow(t.back, n), grow(t.out, n), grow(t.emits, n)
	for i := range sentence {
		t.emit(i)
		t.step(i)
	}
	t.trace(len(sentence))
	return t.out
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// emit sums the weights of word i's features.
func (t *Tagger) emit(i int) {
	t.feats = features(t.feats[:0], t.parts, i)
	var sum [labels]int32
	for _, h := range t.feats {
		k := t.model.slot(h)
		if k < 0 {
			continue
		}
		row := t.model.rows[k : k+labels : k+labels]
		for y := range sum {
			sum[y] += int32(row[y])
		}
	}
	t.score[i], t.emits[i] = sum, sum
}

// Margin tells by how much the words [from, to) of the sentence last tagged speak for label y and its inside rather than
// for no name, on average per word; the unit is that of a log-odds.
func (t *Tagger) Margin(from, to int, y Label) float64 {
	var sum int32
	for i := from; i < to; i++ {
		k := y
		if i > from {
			k = y + 1
		}
		sum += t.emits[i][k] - t.emits[i][O]
	}
	return float64(sum) * float64(t.model.scale) / float64(to-from)
}

const never = math.MinInt32 / 4

// may reports whether label y can follow label x; x = labels stands for the sentence's start.
func may(x int, y Label) bool {
	return !y.Inside() || x < labels && Label(x).Kind() == y.Kind() && x != int(O)
}

// step extends the best paths to word i.
func (t *Tagger) step(i int) {
	for y := range labels {
		best, from := int32(never), 0
		if i == 0 {
			if may(labels, Label(y)) {
				best = t.model.trans[labels][y]
			}
		} else {
			for x := range labels {
				if v := t.score[i-1][x] + t.model.trans[x][y]; v > best && may(x, Label(y)) {
					best, from = v, x
				}
			}
		}
		t.score[i][y] += best
		t.back[i][y] = uint8(from)
	}
}

func (t *Tagger) trace(n int) {
	if n == 0 {
		return
	}
	best := 0
	for y := range labels {
		if t.score[n-1][y] > t.score[n-1][best] {
			best = y
		}
	}
	for i := n - 1; i >= 0; i-- {
		t.out[i] = Label(best)
		best = int(t.back[i][best])
	}
}

// Against tells by how much word i of the sentence last tagged speaks for no name rather than for the beginning or the
// inside of the likeliest, as log-odds; below zero where it speaks for a name.
func (t *Tagger) Against(i int) float64 {
	e := &t.emits[i]
	return float64(e[O]-slices.Max(e[1:])) * float64(t.model.scale)
}

const magic = "isnad nametag 2\n"

// MarshalBinary gives the model's bytes: a line that says what they are, the rest deflated.
func (m *Model) MarshalBinary() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(magic)
	b, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	for _, v := range []any{uint32(len(m.prints)), m.scale, m.trans, m.prints, m.rows} {
		if err := binary.Write(b, binary.LittleEndian, v); err != nil {
			return nil, err
		}
	}
	if err := b.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (m *Model) UnmarshalBinary(data []byte) error {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return errors.New("nametag: not a model of this version")
	}
	r := bufio.NewReader(flate.NewReader(bytes.NewReader(rest)))
	var n uint32
	if err := binary.Read(r, binary.LittleEndian, &n); err != nil || n == 0 || n&(n-1) != 0 || n > 1<<22 {
		return errors.New("nametag: bad table size")
	}
	m.prints, m.rows = make([]uint16, n), make([]int8, int(n)*labels)
	for _, v := range []any{&m.scale, &m.trans, m.prints, m.rows} {
		if err := binary.Read(r, binary.LittleEndian, v); err != nil {
			return err
		}
	}
	return nil
}
