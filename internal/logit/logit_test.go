package logit

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func examples() []Example {
	var out []Example
	for range 40 {
		out = append(out, Example{[]string{"always", "good"}, true}, Example{[]string{"always", "bad"}, false})
	}
	return append(out, Example{[]string{"always", "seen once"}, true})
}

func TestTrainSeparates(t *testing.T) {
	table := Train(examples(), .5, 400)
	for name, c := range map[string]struct {
		evidence []string
		low, top float64
	}{
		"evidence for a yes":  {[]string{"always", "good"}, .9, 1},
		"evidence for a no":   {[]string{"always", "bad"}, 0, .1},
		"nothing but the sum": {[]string{"always"}, .3, .7},
	} {
		t.Run(name, func(t *testing.T) {
			if p := Odds(table, c.evidence); p < c.low || p > c.top {
				t.Errorf("odds %.2f, want from %.2f to %.2f", p, c.low, c.top)
			}
		})
	}
	if _, ok := table["seen once"]; ok {
		t.Error("evidence seen once has a weight")
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	if d := cmp.Diff(Train(examples(), 1, 50), Train(examples(), 1, 50)); d != "" {
		t.Error(d)
	}
}

func TestFit(t *testing.T) {
	var rows [][]float64
	var yes []bool
	for i := range 50 {
		x := float64(i%10) - 4.5
		rows, yes = append(rows, []float64{1, x}), append(yes, x > 0)
	}
	w := Fit(rows, yes, .1, 2000)
	for _, x := range []float64{-4, -2, 2, 4} {
		if sum := w[0] + w[1]*x; (sum > 0) != (x > 0) {
			t.Errorf("at %v the sum is %.2f, weights %v", x, sum, w)
		}
	}
	if Fit(nil, nil, 1, 1) != nil {
		t.Error("weights of nothing")
	}
}
