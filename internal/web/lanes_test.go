package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTickRow: the labels of a timeline stay inside the drawing and beside each other.
func TestTickRow(t *testing.T) {
	for _, c := range []struct {
		lang string
		at   []float64
		want []stripTick
	}{
		{"ar", []float64{200, 150, 140, 12}, []stripTick{{"200.0", "196.0", 9, "الاثنين", "start"}, {"150.0", "146.0", 9, "الثلاثاء", "start"}, {"140.0", "136.0", 9, "", "start"}, {"12.0", "16.0", 9, "الخميس", "end"}}},
		{"en", []float64{128, 178, 188, 316}, []stripTick{{"128.0", "132.0", 9, "Monday", "start"}, {"178.0", "182.0", 9, "Tuesday", "start"}, {"188.0", "192.0", 9, "", "start"}, {"316.0", "312.0", 9, "Thursday", "end"}}},
		{"en", []float64{280, 316}, []stripTick{{"280.0", "284.0", 9, "Monday", "start"}, {"316.0", "312.0", 9, "", "end"}}},
	} {
		names := map[string][]string{"ar": {"الاثنين", "الثلاثاء", "الأربعاء", "الخميس"}, "en": {"Monday", "Tuesday", "Wednesday", "Thursday"}}[c.lang]
		row := tickRow{c: clock{words: languages()[c.lang]}, form: narrowStrip}
		var got []stripTick
		for i, px := range c.at {
			got = append(got, row.tick(px, 9, names[i]))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.lang, d)
		}
	}
}
