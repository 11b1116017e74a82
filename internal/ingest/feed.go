package ingest

import (
	"strings"

	"golang.org/x/net/html"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/feed"
)

// ReadFeed makes an article of each entry of a feed, from the text that the feed itself has: often the whole article,
// sometimes a title alone.
func ReadFeed(f *feed.Feed) []*isnad.Article {
	batch := new(analysis).readFeed(f)
	articles := make([]*isnad.Article, len(batch))
	for i, item := range batch {
		articles[i] = item.article
	}
	return articles
}

func (s *analysis) readFeed(f *feed.Feed) []prepared {
	batch := make([]prepared, 0, len(f.Entries))
	for _, e := range f.Entries {
		d := entryDocument(f, e)
		if d.Title == "" && len(d.Paragraphs) == 0 {
			continue
		}
		d.Clean(isnad.CleanText)
		batch = append(batch, s.ready(Annotate(isnad.ArticleID(&d, 0), d)))
	}
	return batch
}

func entryDocument(f *feed.Feed, e feed.Entry) extract.Document {
	body := e.Content
	if body == "" {
		body = e.Summary
	}
	d := extract.Document{
		URL: e.URL, Title: e.Title, Authors: e.Authors, Tags: e.Tags,
		Source: extract.Outlet{Name: f.Title}, Published: fromFeed(e.Published), Modified: fromFeed(e.Updated),
		Paragraphs: paragraphs(body),
	}
	if d.Modified == d.Published {
		d.Modified = dates.Date{}
	}
	return d
}

func fromFeed(d dates.Date) dates.Date {
	if !d.IsZero() {
		d.Origin = dates.FromFeed
	}
	return d
}

// breaks are the elements between which text does not run on.
const breaks = " p br div li ul ol h1 h2 h3 h4 h5 h6 blockquote figure figcaption table tr td pre hr section article "

// paragraphs gives the text of an entry's HTML, a paragraph a block.
func paragraphs(body string) (out []string) {
	var b strings.Builder
	end := func() {
		if p := strings.Join(strings.Fields(b.String()), " "); p != "" {
			out = append(out, p)
		}
		b.Reset()
	}
	hidden := 0
	for z := html.NewTokenizer(strings.NewReader(body)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			end()
			return out
		}
		name, _ := z.TagName()
		switch {
		case string(name) == "script" || string(name) == "style":
			if kind == html.StartTagToken {
				hidden++
			} else {
				hidden = max(hidden-1, 0)
			}
		case kind == html.TextToken && hidden == 0:
			b.WriteString(html.UnescapeString(string(z.Raw())))
		case strings.Contains(breaks, " "+string(name)+" "):
			end()
		}
	}
}
