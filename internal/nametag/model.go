package nametag

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"

	"isnad/internal/memo"
)

// Model is a table of features with a weight per label, and the weights of one label after another.
type Model struct {
	prints []uint16 // fingerprint of the feature in each slot, 0 where empty
	rows   []int8   // labels weights per slot
	trans  [labels + 1][labels]int32
	scale  float32 // of the rows: a weight is row × scale

	ready  sync.Once // what follows is made when the model is first used
	legal  [labels + 1][labels]int32
	words  *memo.Table[Token, known]
	edge   known
	lifted []byte    // the rows with 128 added to each weight, so that none is below zero
	idle   sync.Pool // of taggers
}

// known is a word as the model knows it, whatever stands beside it. Most words of a text are among those met before.
type known struct {
	parts parts
	sums  [places][labels]int16 // of the weights of what it says alone, for the word seen from each place
}

// remembered is how many words a model remembers.
const remembered = 1 << 16

// prepare makes what tagging needs beside the weights.
func (m *Model) prepare() {
	m.legal = m.trans
	for x := range m.legal {
		for y := range m.legal[x] {
			if !may(x, Label(y)) {
				m.legal[x][y] = 2 * never
			}
		}
	}
	m.words = memo.New[Token, known](remembered)
	m.lifted = make([]byte, len(m.rows))
	for i, w := range m.rows {
		m.lifted[i] = byte(int(w) + lift)
	}
	m.edge = m.know(edge)
}

// know sums what a word says alone.
func (m *Model) know(p parts) known {
	k := known{parts: p}
	var f adder
	for place := range places {
		f.n = 0
		if p.alone(&f, place); place == here {
			f.add(1, 1)
		}
		sum := m.sum(&f)
		for y, v := range sum {
			k.sums[place][y] = int16(v)
		}
	}
	return k
}

// find gives what the model knows of a word, whatever its gap.
func (m *Model) find(w Token) *known {
	w.Gap = 0
	h := m.words.Hash(w.Form) ^ mix(uint64(w.Flags)<<32|uint64(w.Class)<<16|uint64(w.Group))
	if k := m.words.Find(h, w); k != nil {
		return k
	}
	w.Form = strings.Clone(w.Form)
	return m.words.Keep(h, w, m.know(partsOf(w)))
}

// lift makes a weight of a row a number that is not below zero.
const lift = 128

// sum adds up the weights of features. The table is larger than what lies near the processor: it is asked for all features
// first, then for all rows, so that the memory answers many questions at once. Eight weights of a row are added at once, as
// 16-bit numbers in two words: maxFeatures times 255 fits.
func (m *Model) sum(f *adder) (sum [labels]int32) {
	var homes [maxFeatures]uint16
	mask := uint64(len(m.prints) - 1)
	for i := range f.n {
		homes[i] = m.prints[f.list[i].hash&mask]
	}
	var rows [maxFeatures]int32
	n := 0
	for i := range f.n {
		if homes[i] == 0 {
			continue
		}
		if k := m.slot(f.list[i].hash); k >= 0 {
			rows[n] = int32(k)
			n++
		}
	}
	var even, odd, last uint64
	for _, k := range rows[:n] {
		row := (*[labels]byte)(m.lifted[k:])
		w := binary.LittleEndian.Uint64(row[:8])
		even += w & lanes
		odd += w >> 8 & lanes
		last += uint64(row[8])
	}
	for y := range 4 {
		sum[2*y], sum[2*y+1] = int32(uint16(even>>(16*y))), int32(uint16(odd>>(16*y)))
	}
	sum[8] = int32(last)
	for y := range sum {
		sum[y] -= int32(n) * lift
	}
	return sum
}

// lanes are the lower halves of four 16-bit numbers.
const lanes = 0x00FF00FF00FF00FF

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
	gaps  []uint64
	known []*known
	feats adder
	score [][labels]int32
	back  [][labels]uint8
	out   []Label
	emits [][labels]int32
}

// NewTagger gives a tagger for the model, one that was given back where there is such.
func NewTagger(m *Model) *Tagger {
	m.ready.Do(m.prepare)
	if t, ok := m.idle.Get().(*Tagger); ok {
		return t
	}
	return &Tagger{model: m}
}

// Close gives the tagger back for the next text; it must not be used any more.
func (t *Tagger) Close() { t.model.idle.Put(t) }

// Tag gives one label per word of a sentence; the result is good until the next call. Labels are well formed: an I label
// follows a label of its kind.
func (t *Tagger) Tag(sentence []Token) []Label {
	t.gaps, t.known = t.gaps[:0], t.known[:0]
	for _, w := range sentence {
		t.known, t.gaps = append(t.known, t.model.find(w)), append(t.gaps, uint64(w.Gap))
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
	var near [places]*known
	for place := range places {
		near[place] = &t.model.edge
		if j := i + place - here; j >= 0 && j < len(t.known) {
			near[place] = t.known[j]
		}
	}
	t.feats.n = 0
	together(&t.feats, seen{
		&near[before2].parts, &near[before1].parts, &near[here].parts, &near[after1].parts, &near[after2].parts,
		t.gap(i - 1), t.gap(i), t.gap(i + 1)})
	sum := t.model.sum(&t.feats)
	for place, k := range near {
		for y := range sum {
			sum[y] += int32(k.sums[place][y])
		}
	}
	t.score[i], t.emits[i] = sum, sum
}

// gap is what stands before word i, nothing outside the sentence.
func (t *Tagger) gap(i int) uint64 {
	if i < 0 || i >= len(t.gaps) {
		return edge.gap
	}
	return t.gaps[i]
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
	if i == 0 {
		for y := range labels {
			t.score[0][y] += max(t.model.legal[labels][y], never)
			t.back[0][y] = 0
		}
		return
	}
	before := &t.score[i-1]
	for y := range labels {
		best, from := int32(never), 0
		for x := range labels {
			if v := before[x] + t.model.legal[x][y]; v > best {
				best, from = v, x
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
