package extract

import (
	"encoding/json"
	"strings"
)

// ldArticle is what data in a page's scripts says of its article.
type ldArticle struct {
	kind      string // its @type
	headline  string
	body      string
	published string
	modified  string
	authors   []string
	publisher string
	section   string
	keywords  []string
	image     string
	url       string
}

// articleTypes are the schema.org types of articles, most telling first; a page's own type comes last.
var articleTypes = []string{"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
	"ReviewNewsArticle", "LiveBlogPosting", "Article", "BlogPosting", "Report", "VideoObject", "WebPage"}

// readJSONLD reads schema.org data: the best article among all objects of all scripts, also inside @graph and lists.
func readJSONLD(scripts []string) ldArticle {
	best, rank := ldArticle{}, len(articleTypes)
	for _, s := range scripts {
		walkObjects(parseScript(s), 0, func(o map[string]any) {
			r := typeRank(o["@type"])
			if r < rank || r == rank && r < len(articleTypes) && best.headline == "" {
				best, rank = ldFrom(o), r
				best.kind = articleTypes[r]
			}
		})
	}
	return best
}

// parseScript reads JSON as pages write it: with comments of CDATA around, and raw line breaks inside strings.
func parseScript(s string) any {
	s = strings.TrimSpace(s)
	for _, wrap := range [...]string{"<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"} {
		s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(s, wrap), wrap))
	}
	s = strings.TrimSuffix(s, ";")
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	var v any
	if json.NewDecoder(strings.NewReader(s)).Decode(&v) != nil {
		return nil
	}
	return v
}

// walkObjects visits the objects in v from the outside in, no deeper than articles are put. Lists and objects have the
// order of the page, objects' fields that of their names.
func walkObjects(v any, depth int, visit func(map[string]any)) {
	if depth > 12 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			walkObjects(x, depth+1, visit)
		}
	case map[string]any:
		visit(v)
		for _, k := range sortedKeys(v) {
			walkObjects(v[k], depth+1, visit)
		}
	}
}

func typeRank(v any) int {
	best := len(articleTypes)
	for _, name := range stringsOf(v) {
		for i, t := range articleTypes {
			if name == t {
				best = min(best, i)
			}
		}
	}
	return best
}

func ldFrom(o map[string]any) ldArticle {
	a := ldArticle{
		headline:  text(o["headline"]),
		body:      text(o["articleBody"]),
		published: first(text(o["datePublished"]), text(o["uploadDate"])),
		modified:  text(o["dateModified"]),
		section:   text(o["articleSection"]),
		image:     urlOf(o["image"]),
		url:       first(urlOf(o["mainEntityOfPage"]), text(o["url"])),
		publisher: nameOf(o["publisher"]),
	}
	if a.headline == "" {
		a.headline = text(o["name"])
	}
	a.authors = peopleOf(o["author"])
	if len(a.authors) == 0 {
		a.authors = peopleOf(o["creator"])
	}
	for _, k := range stringsOf(o["keywords"]) {
		a.keywords = append(a.keywords, splitList(k)...)
	}
	return a
}

// text gives a string, or the first of a list of strings.
func text(v any) string {
	if s := stringsOf(v); len(s) > 0 {
		return strings.TrimSpace(s[0])
	}
	return ""
}

func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// nameOf gives the name of an object, or a plain string.
func nameOf(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return text(v["name"])
	case []any:
		if len(v) > 0 {
			return nameOf(v[0])
		}
	}
	return text(v)
}

// peopleOf gives the names of authors that are not said to be organisations.
func peopleOf(v any) []string {
	var out []string
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, x := range list {
		if o, ok := x.(map[string]any); ok && strings.Contains(text(o["@type"]), "Organization") {
			continue
		}
		if name := nameOf(x); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// urlOf gives an address, also out of an ImageObject or a WebPage.
func urlOf(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return first(text(v["url"]), text(v["@id"]))
	case []any:
		if len(v) > 0 {
			return urlOf(v[0])
		}
	}
	return text(v)
}

// splitList cuts a list written in one string.
func splitList(s string) []string {
	return trimTags(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("،,؛;|\n\t", r) }))
}
