package extract

import (
	"html"
	"sort"
	"strings"
	"unicode/utf8"
)

// Names under which content systems keep an article in the data of their scripts (__NEXT_DATA__ and its like).
var (
	dataTitles    = []string{"headline", "title", "name", "heading"}
	dataBodies    = []string{"articleBody", "body", "content", "contents", "text", "html", "paragraphs", "blocks", "story", "details", "fullText", "bodyHtml", "body_html", "bodyText", "data"}
	dataDates     = []string{"datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "publishedDate", "published_date", "published", "firstPublished", "firstPublishedAt", "pubDate", "publicationDate", "date", "createdAt", "created_at"}
	dataModifieds = []string{"dateModified", "updatedAt", "updated_at", "modifiedAt", "modified_at", "lastUpdated", "modified"}
	dataAuthors   = []string{"author", "authors", "byline", "writer", "writers", "creator"}
	dataSections  = []string{"section", "category", "categories", "articleSection"}
	dataAddresses = []string{"slug", "url", "link", "permalink", "path", "canonicalUrl"}
)

// besides are parts of names under which a page's data keeps other articles than its own.
var besides = []string{"related", "recommend", "popular", "latest", "mostread", "most_read", "trending", "sidebar", "menu", "similar", "next", "prev", "widget"}

// readPageData finds the article in the JSON that a page's script renders: of the objects with a title and a text that
// which carries the page's own title or address, else the one with the most text that is not filed as another's.
func readPageData(scripts []string, titles []string, address string) ldArticle {
	s := dataSeeker{titles: map[string]bool{}, address: address}
	for _, t := range titles {
		s.titles[titleKey(t)] = true
	}
	for _, script := range scripts {
		if len(script) <= 6<<20 {
			s.walk(parseScript(script), 0, true)
		}
	}
	return s.best
}

// dataSeeker looks for the page's article among the objects of its data.
type dataSeeker struct {
	titles  map[string]bool
	address string
	best    ldArticle
	rank    int
	most    int
}

// leastData is the text, in bytes of markup, that makes an object of a page's data an article.
const leastData = 300

// walk visits v; own is false inside what is filed under a name that speaks of other articles.
func (s *dataSeeker) walk(v any, depth int, own bool) {
	if depth > 20 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			s.walk(x, depth+1, own)
		}
	case map[string]any:
		s.ask(v, own)
		for _, k := range sortedKeys(v) {
			s.walk(v[k], depth+1, own && !isBeside(k))
		}
	}
}

func isBeside(key string) bool {
	key = strings.ToLower(key)
	for _, b := range besides {
		if strings.Contains(key, b) {
			return true
		}
	}
	return false
}

// ask keeps the object if it is a better article than the best one yet.
func (s *dataSeeker) ask(o map[string]any, own bool) {
	title := field(o, dataTitles)
	if title == "" {
		return
	}
	rank := 0
	if own {
		rank = 1
	}
	if s.titles[titleKey(title)] {
		rank = 3
	} else if a := field(o, dataAddresses); len(a) > 4 && strings.HasSuffix(strings.TrimRight(s.address, "/"), strings.TrimRight(a, "/")) {
		rank = 2
	}
	if rank < s.rank || rank == 0 {
		return
	}
	if body := dataBody(o); len(body) > leastData && (rank > s.rank || len(body) > s.most) {
		s.rank, s.most = rank, len(body)
		s.best = dataArticle(o, title, body)
	}
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

// dataBody gives the text of the object's own body fields, as markup.
func dataBody(o map[string]any) string {
	best := ""
	for _, k := range dataBodies {
		var b strings.Builder
		flatten(o[k], "p", 0, &b)
		if b.Len() > len(best) {
			best = b.String()
		}
	}
	return best
}

// flatten writes the paragraphs in v as markup: strings that read like text inside an element of the tag, markup as it
// is, and blocks by what their type says they are.
func flatten(v any, tag string, depth int, b *strings.Builder) {
	if depth > 8 || b.Len() > 1<<20 {
		return
	}
	switch v := v.(type) {
	case string:
		writeText(v, tag, b)
	case []any:
		for _, x := range v {
			flatten(x, tag, depth+1, b)
		}
	case map[string]any:
		if tag = blockTag(v, tag); tag == "" {
			return
		}
		for _, k := range sortedKeys(v) {
			switch k {
			case "alt", "caption", "url", "href", "type", "id", "credit":
			default:
				flatten(v[k], tag, depth+1, b)
			}
		}
	}
}

func writeText(s, tag string, b *strings.Builder) {
	switch {
	case strings.Contains(s, "<"):
		b.WriteString(s + "\n")
	case tag == "p" && (utf8.RuneCountInString(s) < 20 || !strings.Contains(strings.TrimSpace(s), " ")), strings.TrimSpace(s) == "":
	default:
		s = strings.ReplaceAll(html.EscapeString(html.UnescapeString(s)), "\n", "<br>")
		b.WriteString("<" + tag + ">" + s + "</" + tag + ">\n")
	}
}

// blockTag gives the element by which a block is written, by what the block's type says; empty for pictures, films and
// what is no text.
func blockTag(o map[string]any, tag string) string {
	kind := strings.ToLower(field(o, []string{"type", "blockType", "kind", "component", "__typename", "blockName"}))
	for _, k := range [...]struct{ part, tag string }{{"image", ""}, {"photo", ""}, {"video", ""}, {"gallery", ""}, {"embed", ""}, {"related", ""},
		{"advert", ""}, {"head", "h2"}, {"quote", "blockquote"}, {"list", "li"}} {
		if strings.Contains(kind, k.part) {
			return k.tag
		}
	}
	return tag
}

// field gives the first of the fields that holds a text, plain or as {"rendered": …}.
func field(o map[string]any, names []string) string {
	for _, k := range names {
		if s := text(o[k]); s != "" {
			return s
		}
		if inner := asObject(o[k]); inner != nil {
			if s := first(text(inner["rendered"]), text(inner["text"])); s != "" {
				return s
			}
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
