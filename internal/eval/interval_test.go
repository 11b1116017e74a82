package eval

import (
	"math"
	"testing"
)

// TestIntervalOfAShare compares with what theory says of a share of 0.8 in 400 cases: 0.8 ± 1.96 × 0.02.
func TestIntervalOfAShare(t *testing.T) {
	values := make([]float64, 400)
	for i := range 320 {
		values[i] = 1
	}
	var r, again Report
	r.Mean("isnad", "share", values)
	again.Mean("isnad", "share", values)
	s := r.Scores[0]
	if s.Value != 0.8 || math.Abs(s.Low-0.761) > 0.01 || math.Abs(s.High-0.839) > 0.01 {
		t.Errorf("%+v, want about 0.761 to 0.839", s)
	}
	if again.Scores[0] != s {
		t.Errorf("another run gives another interval: %+v, %+v", s, again.Scores[0])
	}
}

func TestRivalsAndSingleCasesHaveNoInterval(t *testing.T) {
	var r Report
	r.Mean("rival", "share", []float64{1, 0, 1})
	r.Mean("isnad", "one", []float64{1})
	for _, s := range r.Scores {
		if s.Low != 0 || s.High != 0 {
			t.Errorf("%+v has an interval", s)
		}
	}
}
