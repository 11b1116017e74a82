package ingest

import (
	"testing"
	"time"

	"isnad"
)

// TestClockSteps moves the clock by years in both directions, with and without a restart between: no source is polled more
// than once for a step, and none falls silent.
func TestClockSteps(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine on a clock of its own: nothing for the race detector")
	}
	start := time.Date(2025, 6, 29, 0, 0, 0, 0, time.UTC)
	for _, k := range []struct {
		name    string
		restart bool
	}{{"running", false}, {"restarted", true}} {
		t.Run(k.name, func(t *testing.T) {
			sim := newSimulation(t, start, time.Minute)
			web := newMisbehaving(t, sim)
			const sources = 2
			for i := range sources {
				s := NewSource(web.address(i*ways), isnad.FeedSource, "")
				s.Interval = time.Hour
				simulatedTx{s: sim}.PutSource(s)
			}
			step := func(by, lasting time.Duration) (polls int) {
				before := len(requests{log: web.log}.to("/feed"))
				sim.now = sim.now.Add(by)
				if k.restart {
					sim.restart()
				}
				sim.run(sim.now.Add(lasting))
				return len(requests{log: web.log}.to("/feed")) - before
			}
			years := 3 * 365 * 24 * time.Hour
			if n := step(0, 24*time.Hour); n < sources*5 {
				t.Errorf("%d polls on a quiet day", n)
			}
			if n := step(years, 30*time.Minute); n > sources {
				t.Errorf("%d polls in the half hour after a step of years ahead", n)
			}
			if n := step(-years, 30*time.Minute); n > sources {
				t.Errorf("%d polls in the half hour after a step of years back", n)
			}
			if n := step(-48*time.Hour, 30*time.Minute); n > sources {
				t.Errorf("%d polls in the half hour after a step of days back", n)
			}
			if n := step(0, 48*time.Hour); n < sources {
				t.Errorf("%d polls in two days after the clock was put right: silenced", n)
			}
		})
	}
}
