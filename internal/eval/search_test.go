package eval

import "testing"

func TestSearchFloors(t *testing.T) {
	shared := FindShared(".")
	if shared == "" {
		t.Skip("no folder shared: the questions of ARCD are not here")
	}
	r, err := Search(shared)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range BelowFloor(&r) {
		t.Error(b)
	}
	for _, s := range r.Scores {
		t.Logf("%s %s %.4f", s.System, s.Measure, s.Value)
	}
}
