package learn

import (
	"math"
	"math/rand/v2"
)

// classifier is a log-linear model with a weight for each feature and class, learned by AdaGrad.
type classifier struct {
	weights, seen []float32
	classes       int
	rate, pull    float32
	dropped       float64 // share of features left out in each step
	random        *rand.Rand
	room          []uint32
}

func newClassifier(features, classes int) *classifier {
	n := features * classes
	return &classifier{weights: make([]float32, n), seen: make([]float32, n), classes: classes, rate: 0.1, pull: 0.001, dropped: 0.3,
		random: rand.New(rand.NewPCG(19, 23))}
}

// learn takes one step and gives the class the model would have chosen before it.
func (m *classifier) learn(features []uint32, right int) (guess int) {
	m.room = m.room[:0]
	for _, f := range features {
		if m.random.Float64() >= m.dropped {
			m.room = append(m.room, f)
		}
	}
	features = m.room
	p := m.shares(features)
	for k := range p {
		if p[k] > p[guess] {
			guess = k
		}
	}
	for k := range p {
		g := float32(p[k])
		if k == right {
			g--
		}
		if g > -1e-4 && g < 1e-4 {
			continue
		}
		for _, f := range features {
			i := int(f)*m.classes + k
			d := g + m.pull*m.weights[i]
			m.seen[i] += d * d
			m.weights[i] -= m.rate * d / (1e-2 + float32(math.Sqrt(float64(m.seen[i]))))
		}
	}
	return guess
}

// shares gives each class's probability.
func (m *classifier) shares(features []uint32) []float64 {
	p := make([]float64, m.classes)
	top := math.Inf(-1)
	for k := range p {
		for _, f := range features {
			p[k] += float64(m.weights[int(f)*m.classes+k])
		}
		top = math.Max(top, p[k])
	}
	sum := 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// bytes gives the weights as signed bytes in rows of the given width, the greatest as 127.
func (m *classifier) bytes(width int) []byte {
	top := float32(0)
	for _, w := range m.weights {
		top = max(top, w, -w)
	}
	out := make([]byte, len(m.weights)/m.classes*width)
	for i, w := range m.weights {
		out[i/m.classes*width+i%m.classes] = byte(int8(math.Round(float64(w * 127 / top))))
	}
	return out
}
