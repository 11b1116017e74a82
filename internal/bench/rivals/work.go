package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ar" // registers the analyser
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/arabic"
	"github.com/markusmobius/go-trafilatura"
	"github.com/mmcdole/gofeed"

	"isnad/arabic"
	"isnad/extract"
	"isnad/internal/feed"
	"isnad/internal/gold"
)

// pages takes the articles of the 181 pages of pages-aeb. Ours reads day, byline, credits and repairs too.
func pages(data string, rounds int) ([]system, error) {
	files, err := filepath.Glob(filepath.Join(data, "pages-aeb", "html", "*"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no pages in %s: %w", data, err)
	}
	bodies := make([][]byte, len(files))
	for i, f := range files {
		if bodies[i], err = gold.Read(f); err != nil {
			return nil, err
		}
	}
	address := &url.URL{Scheme: "https", Host: "news.example", Path: "/a"}
	each := func(do func([]byte)) func() {
		return func() {
			for _, b := range bodies {
				do(b)
			}
		}
	}
	n := float64(len(bodies))
	return turns([]system{
		{subject: "page to article", name: "isnad, all it reads", unit: "pages/s", per: n, do: each(func(b []byte) {
			extract.Documents(extract.Page{Body: b, URL: address.String()})
		})},
		{subject: "page to article", name: "go-trafilatura", unit: "pages/s", per: n, do: each(func(b []byte) {
			_, _ = trafilatura.Extract(bytes.NewReader(b), trafilatura.Options{OriginalURL: address, ExcludeComments: true})
		})},
		{subject: "page to article", name: "readeck", unit: "pages/s", per: n, do: each(func(b []byte) {
			_, _ = readability.FromReader(bytes.NewReader(b), address)
		})},
	}, rounds), nil
}

// texts analyses the paragraphs of ARCD: folded words and stems.
func texts(data string, rounds int) ([]system, error) {
	text, err := paragraphs(filepath.Join(data, "retrieval", "arcd-train.json"))
	if err != nil {
		return nil, err
	}
	rival, err := registry.NewCache().AnalyzerNamed("ar")
	if err != nil {
		return nil, err
	}
	var a arabic.Analyzer
	var terms []arabic.Term
	mb := float64(len(text)) / 1e6
	return turns([]system{
		{subject: "text to terms", name: "isnad", unit: "MB/s", per: mb, do: func() { terms = a.AppendTerms(terms[:0], text) }},
		{subject: "text to terms", name: "bleve ar", unit: "MB/s", per: mb, do: func() { analyse(rival, text) }},
		{subject: "text to terms", name: "Snowball on words", unit: "MB/s", per: mb, do: func() {
			for _, w := range strings.Fields(text) {
				env := snowballstem.NewEnv(w)
				snowball.Stem(env)
			}
		}},
	}, rounds), nil
}

func analyse(a analysis.Analyzer, text string) { a.Analyze([]byte(text)) }

func paragraphs(file string) (string, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var set struct {
		Data []struct {
			Paragraphs []struct{ Context string }
		}
	}
	if err := json.Unmarshal(raw, &set); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, d := range set.Data {
		for _, p := range d.Paragraphs {
			b.WriteString(p.Context)
			b.WriteByte('\n')
		}
	}
	return b.String(), nil
}

// feeds reads one invented feed of a hundred entries; ours is gofeed with charset, addresses and dates mended.
func feeds(_ string, rounds int) ([]system, error) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>صحيفة</title><link>https://news.example/</link>`)
	for i := range 100 {
		fmt.Fprintf(&b, `<item><title>خبر رقم %d من المدينة</title><link>https://news.example/%[1]d</link><guid>%[1]d</guid><pubDate>Sun, 05 Nov 2023 10:%02d:00 +0300</pubDate><description>&lt;p&gt;تفاصيل الخبر كما وردت إلى غرفة الأخبار صباح اليوم&lt;/p&gt;</description></item>`, i, i%60)
	}
	b.WriteString(`</channel></rss>`)
	body := []byte(b.String())
	const times = 20
	repeat := func(do func()) func() {
		return func() {
			for range times {
				do()
			}
		}
	}
	return turns([]system{
		{subject: "feed to entries", name: "isnad", unit: "feeds/s", per: times, do: repeat(func() { _, _ = feed.Parse(body, "", "https://news.example/rss") })},
		{subject: "feed to entries", name: "gofeed alone", unit: "feeds/s", per: times, do: repeat(func() { _, _ = gofeed.NewParser().ParseString(string(body)) })},
	}, rounds), nil
}
