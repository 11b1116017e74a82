package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/gzip"

	"isnad"
	"isnad/extract"
	"isnad/internal/archive"
	"isnad/internal/bench"
	"isnad/internal/ingest"
	"isnad/internal/sqlite"
)

// foreign is a web archive as others make them.
type foreign struct {
	path  string
	pages int
	plain int64 // bytes of the pages
}

// writeForeign makes a web archive of about so many bytes of pages in the manner of Common Crawl: a member for each record,
// requests and metadata beside responses, bodies plain, chunked, and chunked gzip in turn.
func writeForeign(path string, p *pages, bytesOfPages int64) (foreign, error) {
	f, err := os.Create(path)
	if err != nil {
		return foreign{}, err
	}
	defer f.Close()
	w := foreign{path: path}
	for ; w.plain < bytesOfPages; w.pages++ {
		address, body := fmt.Sprintf("https://news.example/%d", w.pages), p.page(w.pages)
		w.plain += int64(len(body))
		if err := writePage(f, w.pages, address, body); err != nil {
			return foreign{}, err
		}
	}
	return w, f.Close()
}

func writePage(w io.Writer, n int, address, body string) error {
	at := time.Date(2025, 6, 1, 0, 0, n, 0, time.UTC)
	header := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: stub\r\n"
	switch n % 3 {
	case 1:
		header, body = header+"Transfer-Encoding: chunked\r\n", chunked(body)
	case 2:
		header, body = header+"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(string(zipped(body)))
	}
	for _, r := range []struct{ kind, content, block string }{
		{"request", "application/http; msgtype=request", "GET /" + fmt.Sprint(n) + " HTTP/1.1\r\nUser-Agent: stub\r\n\r\n"},
		{"response", "application/http; msgtype=response", header + "\r\n" + body},
		{"metadata", "application/warc-fields", "fetchTimeMs: 120\r\ncharset-detected: utf-8\r\n"},
	} {
		record := fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			r.kind, address, at.Format(time.RFC3339), r.content, len(r.block), r.block)
		if _, err := w.Write(zipped(record)); err != nil {
			return err
		}
	}
	return nil
}

func chunked(body string) string {
	var b bytes.Buffer
	for len(body) > 0 {
		n := min(len(body), 16<<10)
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, body[:n])
		body = body[n:]
	}
	b.WriteString("0\r\n\r\n")
	return b.String()
}

func zipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s) // a buffer takes everything
	z.Close()
	return b.Bytes()
}

// importing measures the import of a foreign web archive, and how much of it each stage is.
func importing(ctx context.Context, l load) error {
	p, err := newPages(l.shared, 20_000)
	if err == nil && l.others > 0 {
		err = p.mix(l.shared, l.others)
	}
	if err != nil {
		return err
	}
	w, err := writeForeign(filepath.Join(l.dir, "foreign.warc.gz"), p, l.warc*1e6)
	if err != nil {
		return err
	}
	info, err := os.Stat(w.path)
	if err != nil {
		return err
	}
	fmt.Printf("%d pages of %.0f KB, %.0f MB in a file of %.0f MB; MB of pages for each second of one processor\n",
		w.pages, float64(w.plain)/float64(w.pages)/1e3, float64(w.plain)/1e6, float64(info.Size())/1e6)
	stages := []struct {
		name string
		page func(*isnad.Capture)
	}{
		{"records read", func(*isnad.Capture) {}},
		{"and articles taken out", func(c *isnad.Capture) { extract.Documents(pageOf(c)) }},
		{"and annotated", func(c *isnad.Capture) { ingest.Read(pageOf(c)) }},
	}
	for _, s := range stages {
		used, err := w.each(s.page)
		if err != nil {
			return err
		}
		w.tell(s.name, used)
	}
	used, stored, t, err := w.bring(ctx, l.dir)
	if err != nil {
		return err
	}
	w.tell("imported", used)
	fmt.Printf("%d articles are stored of the %d that were read\n", stored, t.Articles)
	return nil
}

func (w foreign) tell(what string, used time.Duration) {
	fmt.Printf("%-28s %7.1f MB/s  %6.0f pages/s\n", what, float64(w.plain)/1e6/used.Seconds(), float64(w.pages)/used.Seconds())
}

func pageOf(c *isnad.Capture) extract.Page {
	return extract.Page{Body: c.Body, URL: c.URL, ContentType: c.Header.Get("Content-Type"), Header: c.Header}
}

// each gives every page of the file to do, and the processor time that took.
func (w foreign) each(do func(*isnad.Capture)) (time.Duration, error) {
	f, err := os.Open(w.path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	before, seen := bench.ProcessorTime(), 0
	err = archive.ReadWARC(f, func(r archive.Record) error {
		if r.Type != "response" {
			return nil
		}
		c, err := r.Capture()
		if err != nil {
			return err
		}
		seen++
		do(c)
		return nil
	})
	if err == nil && seen != w.pages {
		err = fmt.Errorf("%d pages read of %d", seen, w.pages)
	}
	return bench.ProcessorTime() - before, err
}

// bring imports the file into a new archive.
func (w foreign) bring(ctx context.Context, dir string) (used time.Duration, stored int, t ingest.Tally, err error) {
	db, err := sqlite.Open(ctx, filepath.Join(dir, "import.db"), sqlite.Options{})
	if err != nil {
		return 0, 0, t, err
	}
	defer db.Close()
	folder, err := archive.Open(filepath.Join(dir, "import-warc"), archive.Options{})
	if err != nil {
		return 0, 0, t, err
	}
	defer folder.Close()
	im := ingest.Import{Store: db, Archive: folder, Report: func(p ingest.Problem) { fmt.Fprintln(os.Stderr, p) }}
	before := bench.ProcessorTime()
	if t, err = im.Run(ctx, []string{w.path}); err != nil {
		return 0, 0, t, err
	}
	used = bench.ProcessorTime() - before
	s, err := db.Stats(ctx)
	return used, s.Articles, t, err
}
