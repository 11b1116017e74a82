package web

import (
	"fmt"
	"strings"
	"time"

	"isnad"
)

// spark is a story's articles over time in a few strokes.
type spark struct {
	Label string
	Path  string
}

const (
	sparkBars  = 16
	sparkWide  = 132 // units
	sparkHigh  = 24
	sparkLeast = 3 // articles
)

// sparkOf draws when a story's articles were published, nil where few have an hour.
func (c clock) sparkOf(st *isnad.Story) *spark {
	var times []time.Time
	for i := range st.Members {
		if p := st.Members[i].Published; hourOf(p) != "" {
			times = append(times, p.Time)
		}
	}
	if len(times) < sparkLeast {
		return nil
	}
	from, to := times[0], times[0]
	for _, t := range times {
		if t.Before(from) {
			from = t
		}
		if t.After(to) {
			to = t
		}
	}
	var counts [sparkBars]int
	most := 0
	for _, t := range times {
		at := 0
		if to.After(from) {
			at = min(sparkBars-1, int(sparkBars*t.Sub(from)/to.Sub(from)))
		}
		counts[at]++
		most = max(most, counts[at])
	}
	return &spark{c.sparkLabel(len(times), to.Sub(from)), c.sparkPath(counts[:], most)}
}

func (c clock) sparkLabel(n int, within time.Duration) string {
	span := c.count("ago.in-hour", max(1, int(within.Hours())))
	if within >= 48*time.Hour {
		span = c.count("ago.in-day", int(within.Hours()/24))
	}
	return c.t("front.spark", c.count("count.article", n), span)
}

func (c clock) sparkPath(counts []int, most int) string {
	var b strings.Builder
	slot := float64(sparkWide) / sparkBars
	for i, n := range counts {
		if n == 0 {
			continue
		}
		x := slot * float64(i)
		if c.dir == "rtl" {
			x = sparkWide - slot*float64(i+1)
		}
		h := float64(sparkHigh) * float64(n) / float64(most)
		fmt.Fprintf(&b, "M%s %sh%sv%sh-%[3]sz", units(x+.6), units(sparkHigh-h), units(slot-1.2), units(h))
	}
	return b.String()
}
