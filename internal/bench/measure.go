package bench

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"isnad"
)

// Engine is what is measured.
type Engine interface {
	isnad.Store
	isnad.Index
	isnad.StatementIndex
}

// Row is the figures of one class of query.
type Row struct {
	Class       string
	P50, P95    time.Duration
	CPU50       time.Duration // processor time of the whole process
	CPU95       time.Duration
	Own50       time.Duration // processor time of the thread that asks alone
	Own95       time.Duration
	Matches     int     // median of the totals
	Approximate float64 // share of the answers that call themselves approximate
	Queries     int
}

func measure(ctx context.Context, e Engine, c class, o Options) (Row, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	n := o.Queries
	times, used, own, totals, approximate := make([]time.Duration, n), make([]time.Duration, n), make([]time.Duration, n), make([]int, n), 0
	for i := range n {
		a := c.make()
		start, before, mine := time.Now(), o.Processor(), threadTime()
		total, about, err := answer(ctx, e, a)
		if err != nil {
			return Row{}, fmt.Errorf("%s: %w", c.name, err)
		}
		times[i], used[i], own[i], totals[i] = time.Since(start), o.Processor()-before, threadTime()-mine, total
		if about {
			approximate++
		}
	}
	slices.Sort(times)
	slices.Sort(used)
	slices.Sort(own)
	slices.Sort(totals)
	return Row{Class: c.name, P50: times[n/2], P95: times[n*95/100], CPU50: used[n/2], CPU95: used[n*95/100],
		Own50: own[n/2], Own95: own[n*95/100], Matches: totals[n/2], Approximate: float64(approximate) / float64(n), Queries: n}, nil
}

func answer(ctx context.Context, e Engine, a ask) (total int, approximate bool, err error) {
	switch {
	case a.facet != "":
		f, err := e.Facets(ctx, a.query, a.facet, 10)
		if err != nil {
			return 0, false, err
		}
		return f.Counted, f.Approximate, nil
	case a.statements:
		r, err := e.Statements(ctx, a.query)
		if err != nil {
			return 0, false, err
		}
		return r.Total, r.Approximate, nil
	}
	r, err := e.Search(ctx, a.query)
	if err != nil {
		return 0, false, err
	}
	return r.Total, r.Approximate, nil
}

func writeTable(w io.Writer, title string, rows []Row) error {
	fmt.Fprintln(w, title)
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "class\tp50 ms\tp95 ms\tcpu p50\tcpu p95\town p50\town p95\tmatches\tapproximate\t")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%.0f %%\t\n", r.Class, ms(r.P50), ms(r.P95), ms(r.CPU50), ms(r.CPU95), ms(r.Own50), ms(r.Own95), r.Matches, 100*r.Approximate)
	}
	return t.Flush()
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
