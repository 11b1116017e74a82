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
}

// Run fills the archive up to o.N articles and prints two tables: the classes of query at rest, and while articles are
// added one hundred at a time, unless o.AtRest. An archive made here holds nothing but invented mixtures of sentences: throw it away after.
func Run(ctx context.Context, e Engine, o Options, w io.Writer) error {
	if o.Queries <= 0 {
		o.Queries = 100
	}
	if o.Batch <= 0 {
		o.Batch = 1000
	}
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
	s, err := e.Stats(ctx)
	if err != nil {
		return err
	}
	g.skip(s.Articles)
	n := o.N - s.Articles
	if n <= 0 {
		return nil
	}
	spent, err := fill(ctx, e, g, n, o.Batch)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%d articles added in %.0f s: %.0f articles/s\n", n, spent.Seconds(), float64(n)/spent.Seconds())
	return err
}

func measureAll(ctx context.Context, e Engine, v *vocabulary, o Options) ([]Row, error) {
	var rows []Row
	for _, c := range v.classes() {
		if o.Only != "" && !slices.Contains(strings.Split(o.Only, ";"), c.name) {
			continue
		}
		r, err := measure(ctx, e, c, o.Queries)
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
			if _, err := fill(ctx, e, g, 100, 100); err != nil && ctx.Err() == nil {
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
