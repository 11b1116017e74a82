// Command rivals times Isnad beside what one would take instead, in one run on one machine: the body of a page
// (go-trafilatura, readeck's readability), the analysis of a text (bleve's and Snowball's Arabic), search (a bleve index,
// a plain FTS5 table) and feeds (gofeed alone).
//
// Figures are processor time, so that what else the machine does matters less; rounds of the systems take turns, and the
// least and the most of them are printed beside the middle. It asserts nothing.
//
//	go run ./internal/bench/rivals --shared ../shared --articles 20000
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"isnad/internal/bench"
)

func main() {
	shared := flag.String("shared", "../shared", "the folder of the gold data")
	articles := flag.Int("articles", 20_000, "articles in the archives that are searched")
	rounds := flag.Int("rounds", 5, "rounds of each system")
	flag.Parse()
	if err := run(*shared, *articles, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "rivals:", err)
		os.Exit(1)
	}
}

func run(shared string, articles, rounds int) error {
	data := filepath.Join(shared, "data")
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "subject\tsystem\tmiddle\tleast\tmost\tunit\ttimes ours\t")
	for _, subject := range []func(string, int) ([]system, error){pages, texts, feeds} {
		systems, err := subject(data, rounds)
		if err != nil {
			return err
		}
		write(t, systems)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	return searches(data, articles)
}

// system is one way to do a job, and the processor time of its rounds.
type system struct {
	subject, name, unit string
	per                 float64 // units of work in a round
	do                  func()
	took                []time.Duration
}

// turns runs the systems one after the other, so that a slow moment of the machine meets all of them.
func turns(systems []system, rounds int) []system {
	for range rounds {
		for i := range systems {
			before := bench.ProcessorTime()
			systems[i].do()
			systems[i].took = append(systems[i].took, bench.ProcessorTime()-before)
		}
	}
	return systems
}

// write prints work for each second of a processor; the first system is ours.
func write(t *tabwriter.Writer, systems []system) {
	ours := 0.0
	for i, s := range systems {
		slices.SortFunc(s.took, cmp.Compare)
		rate := func(i int) float64 { return s.per / max(s.took[i].Seconds(), 1e-9) }
		middle := rate(len(s.took) / 2)
		if i == 0 {
			ours = middle
		}
		fmt.Fprintf(t, "%s\t%s\t%.1f\t%.1f\t%.1f\t%s\t%.2f\t\n", s.subject, s.name, middle, rate(len(s.took)-1), rate(0), s.unit, middle/ours)
	}
}
