package ingest

import (
	"context"
	"fmt"

	"isnad"
	"isnad/extract"
	"isnad/internal/story"
)

// ReprocessOptions say what is made again, and who is told.
type ReprocessOptions struct {
	All      bool // also what is current
	Workers  int
	Report   func(Problem)
	Progress func(done, total int)
}

// current is what this build makes, stories included.
func current() isnad.Versions {
	v := isnad.Current()
	v.Story = story.Version
	return v
}

// Reprocess annotates again the articles that an older version of a stage made, and gives their number. Those that have
// a stored page are read from it anew; where the page does not give the article again, its stored text is used.
func Reprocess(ctx context.Context, store Store, archive isnad.Archive, o ReprocessOptions) (int, error) {
	stats, err := store.Stats(ctx)
	if err != nil {
		return 0, err
	}
	filter := isnad.ArticleFilter{Below: current()}
	if o.All {
		filter.Below = isnad.Versions{}
	}
	var walkErr error
	stale := func(yield func(*isnad.Article) bool) {
		for a, err := range store.Articles(ctx, filter) {
			if err != nil {
				walkErr = err
				return
			}
			if !yield(a) {
				return
			}
		}
	}
	r := &reprocessing{ReprocessOptions: o, stories: NewStories(store), archive: archive, total: stats.Articles}
	r.stories.anew = o.All
	defer r.stories.Leave()
	if err := r.run(ctx, ordered(stale, o.Workers, func(a *isnad.Article) remade { return r.remake(ctx, a) })); err != nil {
		return r.done, err
	}
	if walkErr != nil || r.done == 0 {
		return r.done, walkErr
	}
	return r.done, r.stories.settle(ctx)
}

type reprocessing struct {
	ReprocessOptions
	analysis analysis
	stories  *Stories
	archive  isnad.Archive
	done     int
	total    int
}

// remade is an article made again, with what went wrong on the way.
type remade struct {
	prepared
	problem *Problem
}

// remake reads the article's capture anew where there is one that still gives it.
func (r *reprocessing) remake(ctx context.Context, a *isnad.Article) remade {
	again, problem := Again(a), (*Problem)(nil)
	if a.Captured.WARC != "" && r.archive != nil && a.Versions.Extract < extract.Version {
		fromPage, err := r.fromCapture(ctx, a)
		if err != nil {
			problem = &Problem{Where: "article " + a.ID, Err: fmt.Errorf("its stored page: %w; its stored text was used", err)}
		} else if fromPage != nil {
			again = fromPage
		}
	}
	return remade{r.analysis.ready(again), problem}
}

func (r *reprocessing) fromCapture(ctx context.Context, a *isnad.Article) (*isnad.Article, error) {
	c, err := r.archive.Read(ctx, a.Captured.WARC)
	if err != nil {
		return nil, err
	}
	for _, again := range annotateDocuments(extract.Documents(pageOf(c))) {
		if again.ID == a.ID {
			again.Captured, again.Copy, again.Original, again.Story = a.Captured, a.Copy, a.Original, a.Story
			return again, nil
		}
	}
	return nil, nil
}

// run stores what was made again, some articles a transaction.
func (r *reprocessing) run(ctx context.Context, items func(yield func(remade) bool)) error {
	var batch []prepared
	store := func() error {
		if err := r.stories.Put(ctx, batch, nil); err != nil {
			return fmt.Errorf("ingest.Reprocess: %w", err)
		}
		r.done += len(batch)
		batch = batch[:0]
		if r.Progress != nil {
			r.Progress(r.done, r.total)
		}
		return ctx.Err()
	}
	for item := range items {
		if item.problem != nil && r.Report != nil {
			r.Report(*item.problem)
		}
		if batch = append(batch, item.prepared); len(batch) >= batchSize {
			if err := store(); err != nil {
				return err
			}
		}
	}
	if len(batch) == 0 {
		return nil
	}
	return store()
}
