package ingest

import (
	"context"
	"fmt"

	"isnad"
	"isnad/internal/feed"
)

// Recovery makes articles again from archived captures, for a store that lost some: the last resort after damage.
type Recovery struct {
	Store   isnad.Store
	Archive isnad.Archive
	// Known reports whether the store has a record of the capture at that place.
	Known  func(place string) bool
	Report func(Problem)
}

// Run reads every capture of which the store has no article, and gives the number of articles that it stored. Captures
// that are damaged are reported; run twice it stores nothing the second time.
func (r *Recovery) Run(ctx context.Context) (int, error) {
	stored := 0
	for c, err := range r.Archive.Captures(ctx) {
		if err == nil {
			var n int
			n, err = r.capture(ctx, c)
			stored += n
			if err != nil {
				return stored, fmt.Errorf("ingest.Recovery: %w", err)
			}
			continue
		}
		if ctx.Err() != nil {
			return stored, ctx.Err()
		}
		r.Report(Problem{Where: "archive", Err: err})
	}
	return stored, nil
}

func (r *Recovery) capture(ctx context.Context, c *isnad.Capture) (int, error) {
	var batch []prepared
	if lost, err := r.lost(ctx, c); err != nil {
		return 0, err
	} else if lost {
		batch, err = guarded(func() []prepared {
			batch, _ := new(analysis).prepare(c, pageOf(c))
			return batch
		})
		if err != nil {
			r.Report(Problem{Where: c.WARC, Err: err})
		}
	}
	known := r.Known(c.WARC)
	if known && len(batch) == 0 {
		return 0, nil
	}
	stored := 0
	err := r.Store.Update(ctx, func(tx isnad.Tx) error {
		stored = 0
		if !known {
			if _, err := tx.AddCapture(c); err != nil {
				return err
			}
		}
		for _, item := range batch {
			if has, err := tx.HasArticle(item.article.ID); err != nil {
				return err
			} else if has {
				continue // a later capture of the same page stands
			}
			if err := tx.PutArticle(item.article, item.terms); err != nil {
				return err
			}
			stored++
		}
		return nil
	})
	return stored, err
}

// lost reports whether the capture may hold articles and the store has none of it. Feeds hold none: their pages do.
func (r *Recovery) lost(ctx context.Context, c *isnad.Capture) (bool, error) {
	if c.Error != "" || len(c.Body) == 0 || c.Status/100 != 2 && c.Status != 0 || isFeed(c) {
		return false, nil
	}
	for _, err := range r.Store.Articles(ctx, isnad.ArticleFilter{Digest: c.Digest, Limit: 1}) {
		return false, err
	}
	return true, nil
}

func isFeed(c *isnad.Capture) bool {
	_, err := feed.Parse(c.Body, c.Header.Get("Content-Type"), address(c))
	return err == nil
}
