package eval

import "testing"

func TestStoryFloors(t *testing.T) {
	shared := FindShared(".")
	if shared == "" {
		t.Skip("no folder shared: the gold of copies and stories is not here")
	}
	r, err := Story(shared)
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
