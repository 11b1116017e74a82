package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"isnad"
	"isnad/extract"
)

// page imports one HTML or text file: archived first, then read.
func (p *importPart) page(ctx context.Context) error {
	body, err := io.ReadAll(io.LimitReader(p.in.content, MaxPage+1))
	if err != nil {
		p.damaged(err)
		return nil
	}
	if len(body) > MaxPage {
		p.problem(Problem{Where: p.in.path, Err: fmt.Errorf("%w: larger than %d MiB, which no page is", isnad.ErrInvalid, MaxPage>>20)})
		return nil
	}
	info, err := p.in.file.Stat()
	if err != nil {
		return err
	}
	c := &isnad.Capture{URL: fileScheme + filepath.Base(p.in.path), At: info.ModTime().UTC().Truncate(time.Second), Body: body, Digest: isnad.Digest(body)}
	stored, err := p.capture(ctx, c, extract.Page{Body: body})
	if err != nil || !stored {
		return err
	}
	return p.finish(ctx)
}

// capture reads a capture's page and stores both, the capture first; it reports whether the page held an article. A page
// without one is a problem of its own and is not archived.
func (p *importPart) capture(ctx context.Context, c *isnad.Capture, page extract.Page) (bool, error) {
	batch, result := p.analysis.read(page)
	if len(batch) == 0 {
		p.problem(Problem{Where: p.in.path, Err: notArticle(result)})
		return false, nil
	}
	if p.Archive != nil {
		if err := p.Archive.Append(ctx, c); err != nil {
			return false, err
		}
	}
	for _, item := range batch {
		item.article.Captured = isnad.Captured{At: c.At, Digest: c.Digest, WARC: c.WARC}
	}
	err := p.stories.Put(ctx, batch, func(tx isnad.Tx) error {
		_, err := tx.AddCapture(c)
		return err
	})
	if err == nil {
		p.tally.Articles += len(batch)
	}
	return err == nil, err
}

// notArticle says why a page gave none.
func notArticle(r extract.Result) error {
	reason := r.Reason
	if reason == "" {
		reason = string(r.Kind)
	}
	if reason == "" {
		return fmt.Errorf("%w", isnad.ErrNotArticle)
	}
	return fmt.Errorf("%w: %w", isnad.ErrNotArticle, errors.New(reason))
}
