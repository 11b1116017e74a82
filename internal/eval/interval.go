package eval

import (
	"math/rand/v2"
	"slices"
)

// rounds is how often a set is drawn anew for an interval.
const rounds = 1000

// Mean appends the mean of one value a case, for our own system with an interval of 95 %.
func (r *Report) Mean(system, measure string, values []float64) {
	r.Add(system, measure, mean(values, nil), len(values))
	if system != "isnad" {
		return
	}
	r.bootstrap(len(values), func(pick []int, into *Report) { into.Add(system, measure, mean(values, pick), len(pick)) })
}

// mean is that of the values picked, of all where pick is nil.
func mean(values []float64, pick []int) float64 {
	sum, n := 0.0, len(values)
	if pick == nil {
		for _, v := range values {
			sum += v
		}
		return sum / float64(max(n, 1))
	}
	for _, i := range pick {
		sum += values[i]
	}
	return sum / float64(max(len(pick), 1))
}

// bootstrap gives our scores that measure adds an interval of 95 %: what the middle 950 of a thousand sets give that are
// drawn from n cases (articles, pages, questions) with replacement, always the same ones.
func (r *Report) bootstrap(n int, measure func(pick []int, into *Report)) {
	if n < 2 {
		return
	}
	random := rand.New(rand.NewPCG(2023, 11))
	drawn := map[string][]float64{}
	pick := make([]int, n)
	for range rounds {
		for i := range pick {
			pick[i] = random.IntN(n)
		}
		var round Report
		measure(pick, &round)
		for _, s := range round.Scores {
			drawn[s.Measure] = append(drawn[s.Measure], s.Value)
		}
	}
	for i := range r.Scores {
		s := &r.Scores[i]
		if values := drawn[s.Measure]; s.System == "isnad" && len(values) == rounds {
			slices.Sort(values)
			s.Low, s.High = values[rounds*25/1000], values[rounds*975/1000]
		}
	}
}
