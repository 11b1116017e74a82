package alert

import (
	"encoding/json"
	"encoding/xml"
	"html/template"
	"strings"
	"time"

	"isnad"
)

// FeedLength is how many findings a feed gives.
const FeedLength = 100

// Atom writes the findings of a saved search, newest first, as Atom (RFC 4287). address is where readers reach the archive, self the feed's own.
func Atom(s *isnad.SavedSearch, found []isnad.Finding, address, self string) ([]byte, error) {
	f := atomFeed{Lang: "ar", ID: "urn:isnad:search:" + s.ID, Title: oneLine(s.Name), Subtitle: oneLine(s.Text), Updated: s.Created.UTC(), Generator: "Isnad",
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: self}, {Rel: "alternate", Type: "text/html", Href: strings.TrimRight(address, "/") + "/"}}}
	for i := range found {
		e := entryOf(&found[i], address)
		if i == 0 {
			f.Updated = e.Updated
		}
		f.Entries = append(f.Entries, e)
	}
	body, err := xml.MarshalIndent(f, "", " ")
	return append([]byte(xml.Header), body...), err
}

type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string      `xml:"xml:lang,attr"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle,omitempty"`
	Updated   time.Time   `xml:"updated"`
	Generator string      `xml:"generator"`
	Links     []atomLink  `xml:"link"`
	Entries   []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated time.Time  `xml:"updated"`
	Author  atomAuthor `xml:"author"`
	Links   []atomLink `xml:"link"`
	Content atomText   `xml:"content"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func entryOf(f *isnad.Finding, address string) atomEntry {
	e := atomEntry{ID: "urn:isnad:finding:" + f.Search + ":" + f.Item, Title: titleOf(f), Updated: f.At.UTC(), Author: atomAuthor{oneLine(f.Article.Source)},
		Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: pageOf(address, f)}}, Content: atomText{"html", htmlOf(f)}}
	if f.Article.URL != "" {
		e.Links = append(e.Links, atomLink{Rel: "via", Type: "text/html", Href: f.Article.URL})
	}
	if e.Author.Name == "" {
		e.Author.Name = "—"
	}
	return e
}

// titleOf is the title under which a feed shows a finding: who spoke, where somebody did.
func titleOf(f *isnad.Finding) string {
	title := oneLine(f.Article.Title)
	if f.Statement != nil && f.Statement.Speaker.Name != "" {
		title = oneLine(f.Statement.Speaker.Name) + ": " + oneLine(f.Statement.Content)
	}
	if f.Edited {
		title = "[عُدّل] " + title
	}
	return cut(title)
}

// htmlOf is the sentence that matched, as HTML.
func htmlOf(f *isnad.Finding) string {
	var b strings.Builder
	b.WriteString(`<blockquote dir="auto">`)
	sentence, marks := neutral(f.Sentence), f.Marks
	if sentence != f.Sentence {
		marks = nil
	}
	for _, p := range parts(sentence, marks) {
		if p.Mark {
			b.WriteString("<mark>" + template.HTMLEscapeString(p.Text) + "</mark>")
		} else {
			b.WriteString(template.HTMLEscapeString(p.Text))
		}
	}
	b.WriteString("</blockquote><p><bdi>" + template.HTMLEscapeString(oneLine(f.Article.Title)) + "</bdi> · <bdi>" + template.HTMLEscapeString(oneLine(f.Article.Source)) + "</bdi></p>")
	return b.String()
}

// JSONFeed writes the findings of a saved search, newest first, as JSON Feed 1.1.
func JSONFeed(s *isnad.SavedSearch, found []isnad.Finding, address, self string) ([]byte, error) {
	f := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: oneLine(s.Name), Description: oneLine(s.Text), Home: strings.TrimRight(address, "/") + "/", Feed: self, Language: "ar", Items: []jsonItem{}}
	for i := range found {
		e := entryOf(&found[i], address)
		item := jsonItem{ID: e.ID, URL: pageOf(address, &found[i]), External: found[i].Article.URL, Title: e.Title, HTML: e.Content.Text, Published: e.Updated}
		if name := oneLine(found[i].Article.Source); name != "" {
			item.Authors = []jsonAuthor{{name}}
		}
		f.Items = append(f.Items, item)
	}
	return json.Marshal(f)
}

type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Description string     `json:"description,omitempty"`
	Home        string     `json:"home_page_url"`
	Feed        string     `json:"feed_url"`
	Language    string     `json:"language"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	External  string       `json:"external_url,omitempty"`
	Title     string       `json:"title"`
	HTML      string       `json:"content_html"`
	Published time.Time    `json:"date_published"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}
