package eval

import (
	"os"
	"testing"
)

// TestExtract holds our own scores to their floors and prints them with the misses under -v; `isnad eval extract` sets them beside the rivals'.
// It reads the one article in nine that the learned tables did not: a sparser sample is mostly of articles that they did read, and with 430
// boundaries two samples differ by a point and a half.
func TestExtract(t *testing.T) {
	shared := FindShared(".")
	if shared == "" {
		t.Skip("no folder of gold data beside the repository")
	}
	r, err := extractReport(shared, extractSystems[:1], 9)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Misses {
		t.Log(m)
	}
	for _, b := range BelowFloor(&r) {
		t.Error(b)
	}
	r.WriteTable(os.Stdout)
}

// TestShingles holds the metric to the benchmark's definition on a case counted by hand.
func TestShingles(t *testing.T) {
	var s shingleScore
	s.add("a b c d e", "a b c d f") // gold abcd bcde, found abcd bcdf
	p, r, f := s.means()
	if p != 0.5 || r != 0.5 || f != 0.5 {
		t.Errorf("precision %v, recall %v, F1 %v, want a half each", p, r, f)
	}
}
