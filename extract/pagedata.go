package extract

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Names under which content systems keep an article in the data of their scripts (__NEXT_DATA__ and its like).
var (
	dataTitles    = []string{"headline", "title", "name", "heading"}
	dataBodies    = []string{"articleBody", "body", "content", "contents", "text", "html", "paragraphs", "blocks", "story", "details", "fullText", "bodyHtml", "body_html"}
	dataDates     = []string{"datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "publishedDate", "published", "firstPublished", "pubDate", "publicationDate", "date", "createdAt", "created_at"}
	dataModifieds = []string{"dateModified", "updatedAt", "updated_at", "modifiedAt", "lastUpdated", "modified"}
	dataAuthors   = []string{"author", "authors", "byline", "writer", "creator"}
	dataSections  = []string{"section", "category", "articleSection"}
)

// readPageData finds the article in the JSON that a page's script renders: the object with a title and the most text.
func readPageData(scripts []string) ldArticle {
	var best ldArticle
	most := 300
	for _, s := range scripts {
		if len(s) > 6<<20 {
			continue
		}
		walkObjects(parseScript(s), -8, func(o map[string]any) {
			title := field(o, dataTitles)
			if title == "" {
				return
			}
			if body := dataBody(o); len(body) > most {
				most = len(body)
				best = dataArticle(o, title, body)
			}
		})
	}
	return best
}

func dataArticle(o map[string]any, title, body string) ldArticle {
	a := ldArticle{headline: title, body: body, published: field(o, dataDates), modified: field(o, dataModifieds)}
	for _, k := range dataSections {
		a.section = first(a.section, first(nameOf(o[k]), field(asObject(o[k]), dataTitles)))
	}
	for _, k := range dataAuthors {
		if len(a.authors) == 0 {
			a.authors = peopleOf(o[k])
		}
	}
	for _, t := range asList(o["tags"]) {
		if name := first(nameOf(t), field(asObject(t), dataTitles)); name != "" {
			a.keywords = append(a.keywords, name)
		}
	}
	return a
}

// dataBody gives the text of the object's own body fields.
func dataBody(o map[string]any) string {
	best := ""
	for _, k := range dataBodies {
		var b strings.Builder
		flatten(o[k], 0, &b)
		if b.Len() > len(best) {
			best = b.String()
		}
	}
	return best
}

// flatten writes the paragraphs in v: strings that read like text or markup, one a line.
func flatten(v any, depth int, b *strings.Builder) {
	if depth > 8 || b.Len() > 1<<20 {
		return
	}
	switch v := v.(type) {
	case string:
		if utf8.RuneCountInString(v) >= 20 && strings.Contains(strings.TrimSpace(v), " ") {
			b.WriteString(v + "\n")
		}
	case []any:
		for _, x := range v {
			flatten(x, depth+1, b)
		}
	case map[string]any:
		for _, k := range sortedKeys(v) {
			if k != "alt" && k != "caption" && k != "url" && k != "href" {
				flatten(v[k], depth+1, b)
			}
		}
	}
}

func field(o map[string]any, names []string) string {
	for _, k := range names {
		if s := text(o[k]); s != "" {
			return s
		}
	}
	return ""
}

func asObject(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func asList(v any) []any {
	l, _ := v.([]any)
	return l
}

func sortedKeys(o map[string]any) []string {
	keys := make([]string, 0, len(o))
	for k := range o {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
