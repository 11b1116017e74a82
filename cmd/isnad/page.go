package main

import (
	"context"
	"fmt"
	"strings"

	"isnad"
	"isnad/extract"
	"isnad/internal/ingest"
)

// page is a file's, standard input's or an address's bytes, ready to be read.
func (a *app) page(ctx context.Context, name string) (extract.Page, error) {
	if strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") {
		return a.fetchPage(ctx, name)
	}
	body, err := a.readFile(name)
	return extract.Page{Body: body}, err
}

// readPage takes a page through the pure middle.
func readPage(p extract.Page) ([]*isnad.Article, extract.Result) { return ingest.Read(p) }

func (a *app) fetchPage(_ context.Context, address string) (extract.Page, error) {
	return extract.Page{}, fmt.Errorf("%w: fetching %s", isnad.ErrUnsupported, address)
}
