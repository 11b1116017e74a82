package bench

import (
	"fmt"
	"io"
	"time"
)

// progress tells how an archive grows: each line is of the articles since the line before.
type progress struct {
	w           io.Writer
	o           Options
	every, told int
	spent       time.Duration // of the clock, adding alone
	processor   time.Duration
}

func newProgress(w io.Writer, o Options) *progress {
	return &progress{w: w, o: o, every: max(1000, o.N/20), processor: o.Processor()}
}

// tell prints a line when enough articles were added since the last.
func (p *progress) tell(added int, spent time.Duration) {
	n := added - p.told
	if n < p.every {
		return
	}
	used := p.o.Processor()
	fmt.Fprintf(p.w, "%d added, %.0f/s by the clock, %.0f/s of processor time (articles made included)", added, rate(n, spent-p.spent), rate(n, used-p.processor))
	if p.o.Size != nil {
		fmt.Fprintf(p.w, ", %d MB on disk", p.o.Size()>>20)
	}
	fmt.Fprintf(p.w, ", memory %s\n", Memory())
	p.told, p.spent, p.processor = added, spent, used
}

func rate(n int, d time.Duration) float64 { return float64(n) / d.Seconds() }
