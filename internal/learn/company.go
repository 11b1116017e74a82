package learn

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Company groups words by the words they keep company with: [Company.Add] counts sentences, [Company.Groups] divides the
// vocabulary: positive pointwise mutual information of a word with the words at two places before and behind it, brought
// to few dimensions, divided level by level by spherical k-means. The same sentences in the same order give the same groups.
type Company struct {
	opt   CompanyOptions
	rows  map[string]int32 // words, once chosen
	cols  map[string]int32
	cells []map[int32]int32
}

// CompanyOptions say how fine the groups are.
type CompanyOptions struct {
	Least    int   // a word must occur so often
	Contexts int   // how many of the most frequent words count as company
	Size     int   // dimensions that words are compared in
	Split    []int // into how many parts each level divides a group of the level above
	Seed     uint64
}

// NewCompany begins with the counts of words, which say what is a word at all and what is company.
func NewCompany(opt CompanyOptions, count map[string]int) *Company {
	words := make([]string, 0, len(count))
	for w, n := range count {
		if n >= opt.Least {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	c := &Company{opt: opt, rows: map[string]int32{}, cols: map[string]int32{}}
	for i, w := range words {
		c.rows[w] = int32(i)
		if i < opt.Contexts {
			c.cols[w] = int32(i)
		}
	}
	c.cells = make([]map[int32]int32, len(words))
	for i := range c.cells {
		c.cells[i] = map[int32]int32{}
	}
	return c
}

// offsets are the places, seen from a word, whose words are its company.
var offsets = []int{-2, -1, 1, 2}

// Add counts a sentence; marks may stand in it as words of their own.
func (c *Company) Add(sentence []string) {
	for i, w := range sentence {
		row, ok := c.rows[w]
		if !ok {
			continue
		}
		for k, d := range offsets {
			j := i + d
			col := int32(c.opt.Contexts)
			if j >= 0 && j < len(sentence) {
				if col, ok = c.cols[sentence[j]]; !ok {
					continue
				}
			} else if d != -1 && d != 1 {
				continue
			}
			c.cells[row][int32(k*(c.opt.Contexts+1))+col]++
		}
	}
}

// sparse is a matrix by rows.
type sparse struct {
	starts []int32
	cols   []int32
	vals   []float32
	width  int
}

// matrix turns the counts into positive pointwise mutual information.
func (c *Company) matrix() sparse {
	width := len(offsets) * (c.opt.Contexts + 1)
	colSum, rowSum, total := make([]float64, width), make([]float64, len(c.cells)), 0.0
	for r, cells := range c.cells {
		for k, n := range cells {
			colSum[k] += float64(n)
			rowSum[r] += float64(n)
			total += float64(n)
		}
	}
	var smooth float64
	for k := range colSum {
		colSum[k] = math.Pow(colSum[k], .75)
		smooth += colSum[k]
	}
	m := sparse{width: width, starts: []int32{0}}
	for r, cells := range c.cells {
		keys := make([]int32, 0, len(cells))
		for k := range cells {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			n := float64(cells[k])
			v := math.Log(n/rowSum[r]*smooth/colSum[k]) * n / (n + 1)
			if v > 0 {
				m.cols, m.vals = append(m.cols, k), append(m.vals, float32(v))
			}
		}
		m.starts = append(m.starts, int32(len(m.cols)))
	}
	return m
}

// times gives the matrix times x, which has k columns.
func (m *sparse) times(x []float32, k int) []float32 {
	n := len(m.starts) - 1
	out := make([]float32, n*k)
	for r := range n {
		to := out[r*k : r*k+k]
		for i := m.starts[r]; i < m.starts[r+1]; i++ {
			v, from := m.vals[i], x[int(m.cols[i])*k:int(m.cols[i])*k+k]
			for j := range to {
				to[j] += v * from[j]
			}
		}
	}
	return out
}

// timesBack gives the transposed matrix times x.
func (m *sparse) timesBack(x []float32, k int) []float32 {
	out := make([]float32, m.width*k)
	for r := range len(m.starts) - 1 {
		from := x[r*k : r*k+k]
		for i := m.starts[r]; i < m.starts[r+1]; i++ {
			v, to := m.vals[i], out[int(m.cols[i])*k:int(m.cols[i])*k+k]
			for j := range to {
				to[j] += v * from[j]
			}
		}
	}
	return out
}

// orthonormal makes the k columns of x orthogonal and of length one.
func orthonormal(x []float32, k int) {
	n := len(x) / k
	for j := range k {
		for i := range j {
			var dot float64
			for r := range n {
				dot += float64(x[r*k+j]) * float64(x[r*k+i])
			}
			for r := range n {
				x[r*k+j] -= float32(dot) * x[r*k+i]
			}
		}
		var sum float64
		for r := range n {
			sum += float64(x[r*k+j]) * float64(x[r*k+j])
		}
		scale := float32(1 / math.Sqrt(sum+1e-12))
		for r := range n {
			x[r*k+j] *= scale
		}
	}
}

// vectors gives each word its place in Size dimensions, of length one, by a randomised singular value decomposition.
func (c *Company) vectors() []float32 {
	k := c.opt.Size
	m := c.matrix()
	rng := rand.New(rand.NewPCG(c.opt.Seed, 2))
	q := make([]float32, m.width*k)
	for i := range q {
		q[i] = float32(rng.NormFloat64())
	}
	for range 4 {
		x := m.times(q, k)
		orthonormal(x, k)
		q = m.timesBack(x, k)
		orthonormal(q, k)
	}
	v := m.times(q, k)
	scale := make([]float64, k)
	for i, x := range v {
		scale[i%k] += float64(x) * float64(x)
	}
	for i := range v {
		v[i] /= float32(math.Pow(scale[i%k]+1e-9, .25))
	}
	for r := 0; r < len(v); r += k {
		unit(v[r : r+k])
	}
	return v
}

// unit makes v of length one.
func unit(v []float32) {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	scale := float32(1 / math.Sqrt(sum+1e-12))
	for i := range v {
		v[i] *= scale
	}
}

// Groups gives each word the number of its finest group, from 1 on; a group's number divided by the last split is that of
// the group above.
func (c *Company) Groups() map[string]uint16 {
	words := make([]string, len(c.rows))
	for w, i := range c.rows {
		words[i] = w
	}
	v := c.vectors()
	all := make([]int32, len(words))
	for i := range all {
		all[i] = int32(i)
	}
	group := make([]int, len(words))
	c.divide(v, all, group, 0)
	out := make(map[string]uint16, len(words))
	for i, w := range words {
		out[w] = uint16(group[i] + 1)
	}
	return out
}

// divide splits members into the parts of a level and each part further, and notes in group the way down.
func (c *Company) divide(v []float32, members []int32, group []int, level int) {
	if level == len(c.opt.Split) {
		return
	}
	n := c.opt.Split[level]
	parts := c.kmeans(v, members, n, uint64(level))
	for p, part := range parts {
		for _, i := range part {
			group[i] = group[i]*n + p
		}
		c.divide(v, part, group, level+1)
	}
}

// rounds is how often k-means assigns every word anew.
const rounds = 20

// kmeans divides members into at most n parts by the angle between their vectors.
func (c *Company) kmeans(v []float32, members []int32, n int, salt uint64) [][]int32 {
	k := c.opt.Size
	rng := rand.New(rand.NewPCG(c.opt.Seed+salt, uint64(len(members))))
	parts := make([][]int32, n)
	if len(members) == 0 {
		return parts
	}
	row := func(i int32) []float32 { return v[int(i)*k : int(i)*k+k] }
	centres := make([][]float32, n)
	for p := range centres {
		centres[p] = slices.Clone(row(members[rng.IntN(len(members))]))
	}
	for range rounds {
		for p := range parts {
			parts[p] = parts[p][:0]
		}
		for _, i := range members {
			at := nearest(centres, row(i))
			parts[at] = append(parts[at], i)
		}
		for p, part := range parts {
			if len(part) == 0 {
				copy(centres[p], row(members[rng.IntN(len(members))]))
				continue
			}
			clear(centres[p])
			for _, i := range part {
				for j, x := range row(i) {
					centres[p][j] += x
				}
			}
			unit(centres[p])
		}
	}
	return parts
}

// nearest gives the centre with the smallest angle to x.
func nearest(centres [][]float32, x []float32) int {
	best, at := float32(-2), 0
	for p, centre := range centres {
		var dot float32
		for j, y := range centre {
			dot += x[j] * y
		}
		if dot > best {
			best, at = dot, p
		}
	}
	return at
}
