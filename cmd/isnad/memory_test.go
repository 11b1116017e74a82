package main

import "testing"

func TestWorkMemory(t *testing.T) {
	for name, c := range map[string]struct {
		machine, container string
		want               int64
	}{
		"nothing known":       {"", "", leastMemory},
		"a small machine":     {"MemTotal:        1012345 kB\nMemFree: 5 kB\n", "max\n", leastMemory},
		"a middle one":        {"MemTotal:        6291456 kB\n", "", 1536 << 20},
		"a large one":         {"MemTotal:       65912345 kB\n", "max\n", mostMemory},
		"a container on it":   {"MemTotal:       65912345 kB\n", "1073741824\n", leastMemory},
		"a larger container":  {"MemTotal:       65912345 kB\n", "4294967296\n", 1 << 30},
		"not what is written": {"MemTotal: much", "-", leastMemory},
	} {
		t.Run(name, func(t *testing.T) {
			if got := workMemory(c.machine, c.container); got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
		})
	}
}
