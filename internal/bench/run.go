package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Options say what to measure.
type Options struct {
	Articles string // the folder of collections (JSON Lines, gzip) whose sentences are used
	N        int    // articles in the archive; an archive that holds some gets the rest
	Queries  int    // of each class; 0 is 100
	Batch    int    // articles in one transaction; 0 is 1,000
	Seed     uint64
	// Thin stores only the first paragraphs of each article, though all words are indexed: a third of the space.
	Thin bool
	Only string // some classes alone, by their names with semicolons between, for work on them
	// AtRest leaves the second table out.
	AtRest bool
	// Processor is the processor time used so far by all that answers; nil is this process's.
	Processor func() time.Duration
	// Size is the bytes that the archive takes on disk; nil leaves them out of what is told while it is filled.
	Size func() int64
}

func (o Options) filled() Options {
	if o.Queries <= 0 {
		o.Queries = 100
	}
	if o.Batch <= 0 {
		o.Batch = 1000
	}
	if o.Processor == nil {
		o.Processor = ProcessorTime
	}
	return o
}

// Measured is what Measure found.
type Measured struct {
	Added     int           // articles added
	Took      time.Duration // adding them, apart from making them
	Processor time.Duration // the same as processor time, the making included
	Rows      []Row
}

// Measure fills the archive up to o.N articles and measures the classes of query at rest. With the same options the same is
// asked of every engine.
func Measure(ctx context.Context, e Engine, o Options) (*Measured, error) {
	o = o.filled()
	g, err := NewGenerator(o.Articles, o.Seed, o.N)
	if err != nil {
		return nil, err
	}
	before := o.Processor()
	n, took, err := addUp(ctx, e, g, o, nil)
	if err != nil {
		return nil, err
	}
	m := &Measured{Added: n, Took: took, Processor: o.Processor() - before}
	m.Rows, err = measureAll(ctx, e, newVocabulary(g, o.Seed), o)
	return m, err
}

// Run fills the archive up to o.N articles and prints two tables: the classes of query at rest, and while articles are
// added one hundred at a time, unless o.AtRest. An archive made here holds nothing but invented mixtures of sentences: throw it away after.
func Run(ctx context.Context, e Engine, o Options, w io.Writer) error {
	o = o.filled()
	g, err := NewGenerator(o.Articles, o.Seed, o.N)
	if err != nil {
		return err
	}
	g.thin = o.Thin
	if err := fillUp(ctx, e, g, o, w); err != nil {
		return err
	}
	v := newVocabulary(g, o.Seed)
	rest, err := measureAll(ctx, e, v, o)
	if err != nil {
		return err
	}
	if err := writeTable(w, fmt.Sprintf("%d articles, at rest", o.N), rest); err != nil {
		return err
	}
	if o.AtRest {
		return nil
	}
	busy, added, err := whileAdding(ctx, e, g, v, o)
	if err != nil {
		return err
	}
	return writeTable(w, fmt.Sprintf("%d articles, while %d were added", o.N, added), busy)
}

func fillUp(ctx context.Context, e Engine, g *Generator, o Options, w io.Writer) error {
	n, spent, err := addUp(ctx, e, g, o, newProgress(w, o).tell)
	if err != nil || n == 0 {
		return err
	}
	_, err = fmt.Fprintf(w, "%d articles added in %.0f s: %.0f articles/s\n", n, spent.Seconds(), float64(n)/spent.Seconds())
	return err
}

// addUp adds the articles that are missing, and gives how many these were.
func addUp(ctx context.Context, e Engine, g *Generator, o Options, tell func(int, time.Duration)) (n int, spent time.Duration, err error) {
	s, err := e.Stats(ctx)
	if err != nil {
		return 0, 0, err
	}
	g.skip(s.Articles)
	if n = o.N - s.Articles; n <= 0 {
		return 0, 0, nil
	}
	spent, err = fill(ctx, e, g, n, o.Batch, tell)
	return n, spent, err
}

func measureAll(ctx context.Context, e Engine, v *vocabulary, o Options) ([]Row, error) {
	var rows []Row
	for _, c := range v.classes() {
		if o.Only != "" && !slices.Contains(strings.Split(o.Only, ";"), c.name) {
			continue
		}
		r, err := measure(ctx, e, c, o)
		if err != nil {
			return nil, fmt.Errorf("bench.Run: %w", err)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// whileAdding measures while another goroutine adds articles, and gives how many it added.
func whileAdding(ctx context.Context, e Engine, g *Generator, v *vocabulary, o Options) ([]Row, int, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	done, before := make(chan error, 1), g.made
	adding := *v
	adding.g = &Generator{sentences: g.sentences, first: g.first} // the writer's generator moves on under it
	go func() {
		for ctx.Err() == nil {
			if _, err := fill(ctx, e, g, 100, 100, nil); err != nil && ctx.Err() == nil {
				done <- err
				return
			}
			pause(ctx, 100*time.Millisecond)
		}
		done <- nil
	}()
	rows, err := measureAll(ctx, e, &adding, o)
	stop()
	return rows, g.made - before, errors.Join(err, <-done)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
