package ingest

import (
	"context"
	"io"

	"isnad"
	"isnad/internal/feed"
)

// opml subscribes to every feed of a list of subscriptions. What is subscribed to already stays as it is.
func (p *importPart) opml(ctx context.Context) error {
	body, err := io.ReadAll(io.LimitReader(p.in.content, MaxPage))
	if err != nil {
		p.damaged(err)
		return nil
	}
	list, err := feed.ParseOPML(body)
	if err != nil {
		p.damaged(err)
	}
	known, err := p.Store.Sources(ctx)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, s := range known {
		have[s.URL] = true
	}
	err = p.Store.Update(ctx, func(tx isnad.Tx) error {
		for _, sub := range list {
			if have[sub.URL] {
				continue
			}
			if err := tx.PutSource(NewSource(sub.URL, isnad.FeedSource, sub.Title)); err != nil {
				return err
			}
		}
		return tx.SaveProgress(p.key, progressDone)
	})
	if err == nil {
		p.tally.Sources += len(list)
	}
	return err
}
