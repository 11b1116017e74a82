package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"

	"isnad"
	"isnad/internal/archive"
)

// place is how far a web archive was read: go on at the offset and pass over so many records there.
type place struct {
	offset int64
	over   int
}

func (p place) String() string { return fmt.Sprintf("%d+%d", p.offset, p.over) }

func parsePlace(s string) (p place) {
	fmt.Sscanf(s, "%d+%d", &p.offset, &p.over) // anything else is the beginning
	return p
}

// warcPage is one page of a web archive, and where to go on after it.
type warcPage struct {
	capture  *isnad.Capture
	articles []prepared
	after    place
	err      error
}

// errStop ends the reading of a web archive when nobody wants more of it.
var errStop = errors.New("stop")

// warc imports a web archive of any make: each page is archived here too, its articles stored, and the place in the file
// kept, all of a batch in one transaction. What is no page, or holds no article, is passed over in silence.
func (p *importPart) warc(ctx context.Context) error {
	from := parsePlace(p.resume)
	if _, err := p.in.file.Seek(from.offset, io.SeekStart); err != nil {
		return err
	}
	p.in.read.n.Store(from.offset)
	var broken error
	pages := func(yield func(warcPage) bool) {
		err := archive.ReadWARC(&p.in.read, func(r archive.Record) error {
			after := place{from.offset + r.Offset, r.Nth + 1}
			if from.over > 0 {
				from.over--
				return nil
			}
			c, ok := pageRecord(r)
			if ok && !yield(warcPage{capture: c, after: after}) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			broken = err
		}
	}
	if err := p.warcPages(ctx, func(yield func(warcPage) bool) {
		for page := range ordered(pages, p.Workers, p.readWARCPage) {
			if !yield(page) {
				return
			}
		}
	}); err != nil {
		return err
	}
	if broken != nil {
		p.damaged(broken)
	}
	return p.finish(ctx)
}

// warcBatch is how many pages of a web archive share a transaction.
const warcBatch = 100

// warcPages stores pages, a batch a transaction.
func (p *importPart) warcPages(ctx context.Context, pages func(func(warcPage) bool)) error {
	var batch []warcPage
	var last place
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := p.storePages(ctx, batch, last)
		batch = batch[:0]
		p.progress(p.in.read.n.Load())
		return errors.Join(err, ctx.Err())
	}
	for page := range pages {
		last = page.after
		if page.err != nil {
			p.problem(Problem{Where: p.in.path + ": " + page.capture.URL, Err: page.err})
		}
		if batch = append(batch, page); len(batch) >= warcBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func (p *importPart) storePages(ctx context.Context, batch []warcPage, last place) error {
	var all []prepared
	for i := range batch {
		if len(batch[i].articles) == 0 {
			continue
		}
		if err := p.Archive.Append(ctx, batch[i].capture); err != nil {
			return err
		}
		for _, item := range batch[i].articles {
			item.article.Captured.WARC = batch[i].capture.WARC
			all = append(all, item)
		}
	}
	err := p.stories.Put(ctx, all, func(tx isnad.Tx) error {
		for _, page := range batch {
			if len(page.articles) == 0 {
				continue
			}
			if _, err := tx.AddCapture(page.capture); err != nil {
				return err
			}
		}
		return tx.SaveProgress(p.key, last.String())
	})
	if err == nil {
		p.tally.Articles += len(all)
	}
	return err
}

// pageRecord gives the capture of a record that holds a page: a successful answer of HTML or text.
func pageRecord(r archive.Record) (*isnad.Capture, bool) {
	if r.Type != "response" && r.Type != "resource" {
		return nil, false
	}
	c, err := r.Capture()
	if err != nil || c.Status != 200 || len(c.Body) == 0 {
		return nil, false
	}
	kind, _, _ := mime.ParseMediaType(c.Header.Get("Content-Type"))
	switch {
	case kind == "", kind == "text/html", kind == "application/xhtml+xml", strings.HasPrefix(kind, "text/plain"):
		return c, true
	}
	return nil, false
}

func (p *importPart) readWARCPage(page warcPage) warcPage {
	page.articles, page.err = guarded(func() []prepared {
		batch, _ := p.analysis.prepare(page.capture, pageOf(page.capture))
		return batch
	})
	return page
}
