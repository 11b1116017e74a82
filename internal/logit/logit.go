// Package logit learns small logistic models over named evidence: which pieces of evidence make a yes likely. The weights
// are rounded to whole steps so that a table of int8 holds them, and the same examples give the same table.
//
// Start with [Train].
package logit

import (
	"math"
	"slices"
)

// Step is the number of table steps in one natural unit of log odds.
const Step = 16

// Example is evidence and what it turned out to be.
type Example struct {
	Evidence []string
	Yes      bool
}

// Train fits weights by full-batch gradient descent with a ridge, so no seed and no order matters, and rounds them to int8.
// Evidence seen fewer than twice gets no weight.
func Train(examples []Example, ridge float64, rounds int) map[string]int8 {
	names := frequent(examples)
	index := make(map[string]int, len(names))
	for i, n := range names {
		index[n] = i
	}
	rows := make([][]int, len(examples))
	for i, e := range examples {
		for _, n := range e.Evidence {
			if k, ok := index[n]; ok {
				rows[i] = append(rows[i], k)
			}
		}
	}
	w := descend(examples, rows, len(names), ridge, rounds)
	out := map[string]int8{}
	for i, n := range names {
		if v := math.Round(w[i] * Step); v != 0 {
			out[n] = int8(max(-127, min(127, v)))
		}
	}
	return out
}

func descend(examples []Example, rows [][]int, n int, ridge float64, rounds int) []float64 {
	w, gradient := make([]float64, n), make([]float64, n)
	for range rounds {
		for k := range gradient {
			gradient[k] = -ridge * w[k]
		}
		for i, row := range rows {
			miss := -predict(w, row)
			if examples[i].Yes {
				miss++
			}
			for _, k := range row {
				gradient[k] += miss
			}
		}
		for k := range w {
			w[k] += 2 * gradient[k] / float64(len(examples))
		}
	}
	return w
}

func predict(w []float64, row []int) float64 {
	var sum float64
	for _, k := range row {
		sum += w[k]
	}
	return 1 / (1 + math.Exp(-sum))
}

// frequent gives the evidence that occurs at least twice, sorted.
func frequent(examples []Example) []string {
	count := map[string]int{}
	for _, e := range examples {
		for _, n := range e.Evidence {
			count[n]++
		}
	}
	var names []string
	for n, c := range count {
		if c >= 2 {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// Odds gives the probability of a yes under a table.
func Odds(table map[string]int8, evidence []string) float64 {
	sum := 0
	for _, e := range evidence {
		sum += int(table[e])
	}
	return 1 / (1 + math.Exp(-float64(sum)/Step))
}

// Fit fits weights to rows of numbers by full-batch gradient descent with a ridge, so no seed and no order matters. All rows
// have the same length.
func Fit(rows [][]float64, yes []bool, ridge float64, rounds int) []float64 {
	if len(rows) == 0 {
		return nil
	}
	w, gradient := make([]float64, len(rows[0])), make([]float64, len(rows[0]))
	for range rounds {
		for k := range gradient {
			gradient[k] = -ridge * w[k]
		}
		for i, row := range rows {
			var sum float64
			for k, x := range row {
				sum += w[k] * x
			}
			miss := -1 / (1 + math.Exp(-sum))
			if yes[i] {
				miss++
			}
			for k, x := range row {
				gradient[k] += miss * x
			}
		}
		for k := range w {
			w[k] += gradient[k] / float64(len(rows))
		}
	}
	return w
}
