package main

import (
	"context"
	"fmt"
	"strings"

	"isnad"
	"isnad/extract"
	"isnad/internal/fetch"
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

// fetchPage gets an address as the crawl would.
func (a *app) fetchPage(ctx context.Context, address string) (extract.Page, error) {
	client, err := a.client(nil)
	if err != nil {
		return extract.Page{}, err
	}
	defer client.Close()
	c, err := client.Get(ctx, address, fetch.With{})
	if err != nil {
		return extract.Page{}, err
	}
	if c.Error != "" {
		return extract.Page{}, fmt.Errorf("%s: %w: %s", address, isnad.ErrUnavailable, c.Error)
	}
	at := address
	if c.FinalURL != "" {
		at = c.FinalURL
	}
	return extract.Page{Body: c.Body, URL: at, ContentType: c.Header.Get("Content-Type"), Header: c.Header}, nil
}
