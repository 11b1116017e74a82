package eval

import (
	"os"
	"testing"
)

// TestDates prints the report with its misses under -v, and fails where a score fell below its floor.
func TestDates(t *testing.T) {
	shared := FindShared(".")
	if shared == "" {
		t.Skip("no folder of gold data beside the repository")
	}
	r, err := Dates(shared)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Misses {
		t.Log(m)
	}
	r.WriteTable(os.Stdout)
	for _, below := range BelowFloor(&r) {
		t.Error(below)
	}
}
