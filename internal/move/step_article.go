package move

import (
	"context"
	"runtime"
	"strconv"
	"sync"

	"isnad"
	"isnad/arabic"
)

// How much shares a transaction: enough that syncing to disk costs little, few enough that a kill repeats seconds at most.
const (
	batchArticles = 200
	batchRows     = 1000
	batchBodies   = 50
)

func moveCaptures(ctx context.Context, r *stepRun) error {
	stats, err := r.From.Stats(ctx)
	if err != nil {
		return err
	}
	r.total = stats.Captures
	n := batchRows
	if r.ToArchive != nil {
		n = batchBodies
	}
	return inBatches(ctx, r, r.bodies(ctx, r.From.Recorded(ctx, r.number())), n, func(tx isnad.Tx, c *moved) error {
		if c.was != "" && c.was != c.Capture.WARC {
			if err := tx.SaveProgress(placePrefix+c.was, c.Capture.WARC); err != nil {
				return err
			}
		}
		_, err := tx.AddCapture(&c.Capture)
		return err
	}, func(c *moved) string { return strconv.FormatInt(c.Number, 10) })
}

// moved is a capture with the place where it was.
type moved struct {
	isnad.Record
	was string
}

// bodies copies the bodies of captures to the other archive, where there is one, on the way.
func (r *stepRun) bodies(ctx context.Context, walk func(func(isnad.Record, error) bool)) func(func(moved, error) bool) {
	return func(yield func(moved, error) bool) {
		for record, err := range walk {
			m := moved{record, record.Capture.WARC}
			if err == nil && r.ToArchive != nil && m.was != "" {
				m.Capture.WARC, err = r.copyBody(ctx, &record.Capture)
			}
			if !yield(m, err) {
				return
			}
		}
	}
}

// copyBody copies one capture to the other archive and gives its place there. One that cannot be read any more keeps its
// place: 'isnad check' names it there as here.
func (r *stepRun) copyBody(ctx context.Context, c *isnad.Capture) (string, error) {
	whole, err := r.FromArchive.Read(ctx, c.WARC)
	if missing(err) {
		return c.WARC, nil
	}
	if err != nil {
		return "", err
	}
	if err := r.ToArchive.Append(ctx, whole); err != nil {
		return "", err
	}
	return whole.WARC, nil
}

// place gives where a capture lies after the move.
func (m *Mover) place(ctx context.Context, was string) (string, error) {
	if was == "" || m.ToArchive == nil {
		return was, nil
	}
	now, err := m.To.Progress(ctx, placePrefix+was)
	if now == "" {
		now = was
	}
	return now, err
}

// carried is an article ready to be stored, with its earlier editions.
type carried struct {
	article  *isnad.Article
	terms    isnad.Terms
	editions []isnad.Edition
}

func moveArticles(ctx context.Context, r *stepRun) error {
	stats, err := r.From.Stats(ctx)
	if err != nil {
		return err
	}
	r.total = stats.Articles
	corrections, err := r.corrections(ctx)
	if err != nil {
		return err
	}
	var batch []*isnad.Article
	for a, err := range r.From.Articles(ctx, isnad.ArticleFilter{}) {
		if err != nil {
			return err
		}
		if batch = append(batch, a); len(batch) == batchArticles {
			if err := r.articles(ctx, batch, corrections); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return r.articles(ctx, batch, corrections)
}

// corrections gives those of every article: articles are stored as they were found, and corrected again at the end.
func (r *stepRun) corrections(ctx context.Context) (map[string][]isnad.Correction, error) {
	all, err := r.From.Corrections(ctx, isnad.CorrectionFilter{})
	of := map[string][]isnad.Correction{}
	for _, c := range all {
		of[c.Article] = append(of[c.Article], c)
	}
	return of, err
}

// articles stores those that an earlier run has not.
func (r *stepRun) articles(ctx context.Context, batch []*isnad.Article, corrections map[string][]isnad.Correction) error {
	fresh, err := r.missing(ctx, batch)
	if err != nil {
		return err
	}
	items := make([]carried, len(fresh))
	for i, a := range fresh {
		for _, c := range corrections[a.ID] {
			a = isnad.Uncorrected(a, &c)
		}
		if items[i], err = r.carry(ctx, a); err != nil {
			return err
		}
	}
	analyse(items)
	err = r.To.Update(ctx, func(tx isnad.Tx) error {
		for _, it := range items {
			if err := tx.PutArticle(it.article, it.terms); err != nil {
				return err
			}
			for i := range it.editions {
				if err := tx.KeepEdition(&it.editions[i]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	r.tell(len(batch))
	if err != nil {
		return err
	}
	return ctx.Err()
}

// missing gives those that are not stored yet.
func (r *stepRun) missing(ctx context.Context, batch []*isnad.Article) (fresh []*isnad.Article, err error) {
	err = r.To.Update(ctx, func(tx isnad.Tx) error {
		fresh = nil
		for _, a := range batch {
			has, err := tx.HasArticle(a.ID)
			if err != nil {
				return err
			}
			if !has {
				fresh = append(fresh, a)
			}
		}
		return nil
	})
	return fresh, err
}

// carry gives an article and its editions the places that their captures have after the move.
func (m *Mover) carry(ctx context.Context, a *isnad.Article) (it carried, err error) {
	if it.article, err = m.placed(ctx, a); err != nil {
		return it, err
	}
	editions, err := m.From.Editions(ctx, a.ID)
	if err != nil {
		return it, err
	}
	for _, e := range editions {
		if e.Article, err = m.placed(ctx, e.Article); err != nil {
			return it, err
		}
		it.editions = append(it.editions, e)
	}
	return it, nil
}

func (m *Mover) placed(ctx context.Context, a *isnad.Article) (*isnad.Article, error) {
	to := *a
	var err error
	to.Captured.WARC, err = m.place(ctx, a.Captured.WARC)
	return &to, err
}

// analyse makes the terms, on every processor.
func analyse(items []carried) {
	var group sync.WaitGroup
	workers := runtime.NumCPU()
	for w := range workers {
		group.Go(func() {
			an := new(arabic.Analyzer)
			for i := w; i < len(items); i += workers {
				items[i].terms = isnad.TermsWith(an, items[i].article)
			}
		})
	}
	group.Wait()
}
