package main

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"isnad/internal/gold"

	"isnad"
)

// pages makes news pages: the markup of real pages around the words of real articles, always others.
type pages struct {
	forms    []form
	articles []text
	others   []string // real pages, nearly all in other languages
	between  int      // so many of them before each of ours
}

// form is the markup of a real page, cut where its title and paragraphs stood, without the address that it gave itself.
type form struct{ parts []part }

// ownAddress finds what a page says of its own address: with it, all pages of one form would be one article.
var ownAddress = regexp.MustCompile(`(?i)<link[^>]*rel=["']?canonical[^>]*>|<meta[^>]*og:url[^>]*>`)

// part is markup, or the place of a paragraph (0 the first), or of the title.
type part struct {
	markup string
	place  int
}

const titlePlace = -1

// text is what an article says.
type text struct {
	Title      string
	Paragraphs []string
}

// newPages reads the pages and at most so many articles of the gold data in the folder shared.
func newPages(shared string, most int) (*pages, error) {
	p := &pages{}
	gold, err := filepath.Glob(filepath.Join(shared, "data", "pages-ar", "*.json"))
	if err != nil {
		return nil, err
	}
	for _, file := range gold {
		f, err := readForm(file)
		if err != nil {
			return nil, err
		}
		p.forms = append(p.forms, f)
	}
	files, err := filepath.Glob(filepath.Join(shared, "data", "articles", "*.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if err := p.read(file, most/len(files)+1); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	if len(p.forms) == 0 || len(p.articles) == 0 {
		return nil, fmt.Errorf("%w: no pages or no articles in %s", isnad.ErrNotFound, shared)
	}
	return p, nil
}

func (p *pages) read(file string, most int) error {
	n := 0
	for line, err := range gold.Lines(file) {
		if err != nil {
			return err
		}
		var t text
		if err := json.Unmarshal(line, &t); err != nil {
			return err
		}
		if t.Title != "" && len(t.Paragraphs) > 0 {
			p.articles = append(p.articles, t)
		}
		if n++; n == most {
			break
		}
	}
	return nil
}

// readForm cuts the page beside a file of gold where the gold stands in it.
func readForm(gold string) (form, error) {
	raw, err := os.ReadFile(gold)
	if err != nil {
		return form{}, err
	}
	var g text
	if err := json.Unmarshal(raw, &g); err != nil {
		return form{}, err
	}
	page, err := os.ReadFile(strings.TrimSuffix(gold, ".json") + ".html")
	if err != nil {
		return form{}, err
	}
	f := form{parts: []part{{markup: ownAddress.ReplaceAllString(string(page), "")}}}
	f.cut(g.Title, titlePlace)
	place := 0
	for _, p := range g.Paragraphs {
		if f.cut(p, place) {
			place++
		}
	}
	return f, nil
}

// cut puts a place where the words stood.
func (f *form) cut(words string, place int) (found bool) {
	var parts []part
	for _, p := range f.parts {
		for p.markup != "" {
			before, after, ok := strings.Cut(p.markup, words)
			if !ok {
				break
			}
			found = true
			parts = append(parts, part{markup: before}, part{place: place})
			p.markup = after
		}
		parts = append(parts, p)
	}
	f.parts = parts
	return found
}

// mix puts so many pages of the article-extraction benchmark between each two of ours, as in crawls of the whole web.
func (p *pages) mix(shared string, between int) error {
	files, err := filepath.Glob(filepath.Join(shared, "data", "pages-aeb", "html", "*.gz"))
	if err != nil {
		return err
	}
	for _, file := range files {
		page, err := gold.Read(file)
		if err != nil {
			return err
		}
		p.others = append(p.others, string(page))
	}
	if p.between = between; len(p.others) == 0 {
		return fmt.Errorf("%w: no pages-aeb in %s", isnad.ErrNotFound, shared)
	}
	return nil
}

// page gives the nth page.
func (p *pages) page(n int) string {
	if n%(p.between+1) > 0 {
		return p.others[n%len(p.others)]
	}
	n /= p.between + 1
	f, a := p.forms[n%len(p.forms)], p.articles[n%len(p.articles)]
	title := html.EscapeString(fmt.Sprintf("%s (%d)", a.Title, n))
	last := 0
	for _, part := range f.parts {
		last = max(last, part.place)
	}
	var b strings.Builder
	for _, part := range f.parts {
		switch {
		case part.markup != "":
			b.WriteString(part.markup)
		case part.place == titlePlace:
			b.WriteString(title)
		case part.place < len(a.Paragraphs) && part.place < last:
			b.WriteString(html.EscapeString(a.Paragraphs[part.place]))
		case part.place < len(a.Paragraphs): // the last place holds the rest
			rest := a.Paragraphs[part.place:]
			for i, paragraph := range rest {
				if i > 0 {
					b.WriteString("</p><p>")
				}
				b.WriteString(html.EscapeString(paragraph))
			}
		}
	}
	return b.String()
}
