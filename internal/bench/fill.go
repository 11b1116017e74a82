package bench

import (
	"context"
	"time"

	"isnad"
)

// fill adds n articles in transactions of batch articles, and gives how long it took apart from making them. It tells, if
// asked to, how many are in after each transaction.
func fill(ctx context.Context, store isnad.Store, g *Generator, n, batch int, tell func(added int, spent time.Duration)) (time.Duration, error) {
	type made struct {
		articles []*isnad.Article
		terms    []isnad.Terms
	}
	batches := make(chan made, 2)
	go func() {
		defer close(batches)
		for n > 0 {
			var m made
			for range min(batch, n) {
				a, t := g.Next()
				m.articles, m.terms = append(m.articles, a), append(m.terms, t)
			}
			n -= len(m.articles)
			select {
			case batches <- m:
			case <-ctx.Done():
				return
			}
		}
	}()
	var spent time.Duration
	added := 0
	for m := range batches {
		start := time.Now()
		err := store.Update(ctx, func(tx isnad.Tx) error {
			for i, a := range m.articles {
				if err := tx.PutArticle(a, m.terms[i]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return spent, err
		}
		spent += time.Since(start)
		if added += len(m.articles); tell != nil {
			tell(added, spent)
		}
	}
	return spent, ctx.Err()
}
