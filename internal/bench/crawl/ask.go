package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"isnad"
	"isnad/internal/bench"
	"isnad/internal/search"
	"isnad/internal/sqlite"
)

// asked is how searches were answered while the crawl went on.
type asked struct {
	took    []time.Duration
	found   int // articles in all
	empty   int // searches that found none
	failure error
}

// ask searches for words that stand side by side in articles, two or three, ten times a second until ctx ends.
func ask(ctx context.Context, db *sqlite.DB, p *pages) (a asked) {
	random := rand.New(rand.NewPCG(4, 4))
	for ctx.Err() == nil {
		q, err := search.Parse(question(p, random))
		if err != nil {
			continue // it stood by chance like a query's own signs
		}
		begin := time.Now()
		results, err := db.Search(ctx, q)
		switch {
		case ctx.Err() != nil:
			return a
		case err != nil:
			a.failure = err
			return a
		}
		a.took, a.found = append(a.took, time.Since(begin)), a.found+results.Total
		if results.Total == 0 {
			a.empty++
		}
		select {
		case <-ctx.Done():
		case <-time.After(100 * time.Millisecond):
		}
	}
	return a
}

func question(p *pages, random *rand.Rand) string {
	for {
		a := p.articles[random.IntN(len(p.articles))]
		words := strings.Fields(a.Paragraphs[random.IntN(len(a.Paragraphs))])
		if n := 2 + random.IntN(2); len(words) > n {
			from := random.IntN(len(words) - n)
			return strings.Join(words[from:from+n], " ")
		}
	}
}

// fill stores so many made articles before the crawl, so that searches have something to look through.
func fill(ctx context.Context, db *sqlite.DB, shared string, n int) error {
	if n == 0 {
		return nil
	}
	g, err := bench.NewGenerator(filepath.Join(shared, "data", "articles"), 1, n)
	if err != nil {
		return err
	}
	for done := 0; done < n; done += 500 {
		err := db.Update(ctx, func(tx isnad.Tx) error {
			for range min(500, n-done) {
				a, t := g.Next()
				if err := tx.PutArticle(a, t); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("filling: %w", err)
		}
	}
	return nil
}
