package nametag

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Example is a sentence with its labels.
type Example struct {
	Words  []Token
	Labels []Label
}

// Options of a training run.
type Options struct {
	Seed   uint64
	Epochs int
	Rate   float64 // AdaGrad's first step
	Decay  float64 // pull towards zero per update
	Drop   float64 // share of features left out of each word at random, so that no single one is relied on
	Slots  int     // size of the table, a power of two
	Lean   float64 // what is taken off the score of "no name": recall for precision
}

// Defaults are the options by which the embedded model was made.
func Defaults() Options {
	return Options{Seed: 11, Epochs: 16, Rate: 0.05, Decay: 3e-3, Drop: 0.5, Slots: 1 << 19, Lean: 1.2}
}

// trainer holds the weights while they are learned.
type trainer struct {
	opt    Options
	index  map[uint64]int32
	hashes []uint64
	w, g2  []float32 // labels per feature
	tr     [labels + 1][labels]float64
	tr2    [labels + 1][labels]float64
	rng    *rand.Rand
}

// Train learns a conditional random field from the examples: same examples and options, same model.
func Train(examples []Example, opt Options) *Model {
	t := &trainer{opt: opt, index: map[uint64]int32{}, rng: rand.New(rand.NewPCG(opt.Seed, 1))}
	sets := t.read(examples)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	for range opt.Epochs {
		t.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(sets[i], examples[i].Labels)
		}
	}
	return t.model()
}

// read turns examples into feature numbers; features seen once are left out.
func (t *trainer) read(examples []Example) [][][]int32 {
	count := map[uint64]int{}
	t.each(examples, func(_, _ int, f []uint64) {
		for _, h := range f {
			count[h]++
		}
	})
	sets := make([][][]int32, len(examples))
	t.each(examples, func(i, _ int, f []uint64) {
		var ids []int32
		for _, h := range f {
			if count[h] > 1 {
				ids = append(ids, t.id(h))
			}
		}
		sets[i] = append(sets[i], ids)
	})
	t.w, t.g2 = make([]float32, len(t.hashes)*labels), make([]float32, len(t.hashes)*labels)
	return sets
}

func (t *trainer) each(examples []Example, f func(i, j int, feats []uint64)) {
	var ps []parts
	var feats []uint64
	for i, e := range examples {
		ps = ps[:0]
		for _, w := range e.Words {
			ps = append(ps, partsOf(w))
		}
		for j := range ps {
			feats = features(feats[:0], ps, j)
			f(i, j, feats)
		}
	}
}

func (t *trainer) id(h uint64) int32 {
	id, ok := t.index[h]
	if !ok {
		id = int32(len(t.hashes))
		t.index[h] = id
		t.hashes = append(t.hashes, h)
	}
	return id
}

// learn takes one step for one sentence.
func (t *trainer) learn(set [][]int32, gold []Label) {
	n := len(set)
	if n == 0 {
		return
	}
	kept := make([][]int32, n)
	emit := make([][labels]float64, n)
	for i, ids := range set {
		for _, id := range ids {
			if t.rng.Float64() >= t.opt.Drop {
				kept[i] = append(kept[i], id)
				for y := range labels {
					emit[i][y] += float64(t.w[int(id)*labels+y])
				}
			}
		}
	}
	node, pair := t.marginals(emit)
	for i := range kept {
		var grad [labels]float64
		for y := range labels {
			grad[y] = node[i][y]
		}
		grad[gold[i]]--
		t.update(kept[i], grad)
		x := labels
		if i > 0 {
			x = int(gold[i-1])
		}
		pair[x][gold[i]]--
	}
	t.updatePairs(&pair)
}

func (t *trainer) update(ids []int32, grad [labels]float64) {
	for _, id := range ids {
		w, g2 := t.w[int(id)*labels:int(id)*labels+labels], t.g2[int(id)*labels:int(id)*labels+labels]
		for y, g := range grad {
			if g > -1e-5 && g < 1e-5 {
				continue
			}
			g += t.opt.Decay * float64(w[y])
			g2[y] += float32(g * g)
			w[y] -= float32(t.opt.Rate * g / math.Sqrt(float64(g2[y])+1e-3))
		}
	}
}

func (t *trainer) updatePairs(pair *[labels + 1][labels]float64) {
	for x := range pair {
		for y, g := range pair[x] {
			if g != 0 {
				t.tr2[x][y] += g * g
				t.tr[x][y] -= t.opt.Rate * g / math.Sqrt(t.tr2[x][y]+1e-3)
			}
		}
	}
}

// marginals gives how probable each label of each word is, and how often each pair is expected.
func (t *trainer) marginals(emit [][labels]float64) ([][labels]float64, [labels + 1][labels]float64) {
	n := len(emit)
	var expTr [labels + 1][labels]float64
	for x := range expTr {
		for y := range labels {
			if may(x, Label(y)) {
				expTr[x][y] = math.Exp(t.tr[x][y])
			}
		}
	}
	alpha, beta := make([][labels]float64, n), make([][labels]float64, n)
	e := make([][labels]float64, n)
	for i := range emit {
		top := slices.Max(emit[i][:])
		for y := range labels {
			e[i][y] = math.Exp(emit[i][y] - top)
		}
	}
	for i := range n {
		for y := range labels {
			if i == 0 {
				alpha[0][y] = expTr[labels][y] * e[0][y]
				continue
			}
			for x := range labels {
				alpha[i][y] += alpha[i-1][x] * expTr[x][y]
			}
			alpha[i][y] *= e[i][y]
		}
		normalise(&alpha[i])
	}
	for y := range labels {
		beta[n-1][y] = 1
	}
	for i := n - 2; i >= 0; i-- {
		for x := range labels {
			for y := range labels {
				beta[i][x] += expTr[x][y] * e[i+1][y] * beta[i+1][y]
			}
		}
		normalise(&beta[i])
	}
	return expect(alpha, beta, e, &expTr)
}

func expect(alpha, beta, e [][labels]float64, expTr *[labels + 1][labels]float64) ([][labels]float64, [labels + 1][labels]float64) {
	var pair [labels + 1][labels]float64
	node := make([][labels]float64, len(alpha))
	for i := range alpha {
		for y := range labels {
			node[i][y] = alpha[i][y] * beta[i][y]
		}
		normalise(&node[i])
		if i == 0 {
			pair[labels] = node[0]
			continue
		}
		var sum float64
		var p [labels][labels]float64
		for x := range labels {
			for y := range labels {
				p[x][y] = alpha[i-1][x] * expTr[x][y] * e[i][y] * beta[i][y]
				sum += p[x][y]
			}
		}
		for x := range labels {
			for y := range labels {
				pair[x][y] += p[x][y] / sum
			}
		}
	}
	return node, pair
}

func normalise(v *[labels]float64) {
	var sum float64
	for _, x := range v {
		sum += x
	}
	for y := range v {
		v[y] /= sum
	}
}

// ranked is a feature with the size of its largest weight.
type ranked struct {
	id   int32
	size float32
}

// steps is into how many steps the greatest weights but a few are cut: fine enough for sums of a hundred of them, coarse
// enough for the stored table to be small.
const steps = 31

// model keeps the features that weigh most, as far as the table holds them, in eight bits.
func (t *trainer) model() *Model {
	all := make([]ranked, len(t.hashes))
	for id := range all {
		for _, w := range t.w[id*labels : id*labels+labels] {
			all[id].size = max(all[id].size, max(w, -w))
		}
		all[id].id = int32(id)
	}
	slices.SortFunc(all, func(a, b ranked) int {
		if a.size != b.size {
			if a.size > b.size {
				return -1
			}
			return 1
		}
		return int(a.id - b.id)
	})
	m := &Model{prints: make([]uint16, t.opt.Slots), rows: make([]int8, t.opt.Slots*labels)}
	m.scale = all[min(len(all)-1, 200)].size / steps
	for _, r := range all[:min(len(all), t.opt.Slots*90/100)] {
		if r.size > m.scale/2 {
			t.place(m, r.id)
		}
	}
	for x := range m.trans {
		for y := range labels {
			m.trans[x][y] = int32(math.Round(t.tr[x][y] / float64(m.scale)))
		}
		m.trans[x][O] -= int32(math.Round(t.opt.Lean / float64(m.scale)))
	}
	return m
}

// place enters a feature near its home; where that is full the feature, a lighter one than those there, is dropped.
func (t *trainer) place(m *Model, id int32) {
	h := t.hashes[id]
	mask := len(m.prints) - 1
	for i, n := int(h)&mask, 0; n < probes; i, n = (i+1)&mask, n+1 {
		if m.prints[i] == print16(h) {
			return
		}
		if m.prints[i] != 0 {
			continue
		}
		m.prints[i] = print16(h)
		for y := range labels {
			v := math.Round(float64(t.w[int(id)*labels+y] / m.scale))
			m.rows[i*labels+y] = int8(max(-127, min(127, v)))
		}
		return
	}
}
