package feed

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"isnad"
	"isnad/extract"
)

// Subscription is one line of an OPML list.
type Subscription struct {
	Title  string
	URL    string // of the feed
	Home   string
	Folder string // folders in folders joined with "/"
}

// outline is OPML's one element; readers differ in the case of its attributes.
type outline struct {
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []outline  `xml:"outline"`
}

func (o outline) attr(name string) string {
	for _, a := range o.Attrs {
		if strings.EqualFold(a.Name.Local, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// ParseOPML reads a list of subscriptions as other readers export it. Lines without a feed's address are folders or are
// passed over. The error is isnad.ErrInvalid.
func ParseOPML(body []byte) ([]Subscription, error) {
	text, _, _ := extract.Decode(body[:min(len(body), maxText)], "")
	text = withoutProlog(text)
	if depth(text) > maxDepth {
		return nil, fmt.Errorf("feed.ParseOPML: %w: %v", isnad.ErrInvalid, errDeep)
	}
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var list struct {
		XMLName xml.Name
		Body    outline `xml:"body"`
	}
	if err := d.Decode(&list); err != nil {
		return nil, fmt.Errorf("feed.ParseOPML: %w: %.200s", isnad.ErrInvalid, err)
	}
	if !strings.EqualFold(list.XMLName.Local, "opml") {
		return nil, fmt.Errorf("feed.ParseOPML: %w: no OPML", isnad.ErrInvalid)
	}
	return subscriptions(nil, list.Body.Children, ""), nil
}

func subscriptions(found []Subscription, lines []outline, folder string) []Subscription {
	for _, o := range lines {
		title := plain(first(o.attr("title"), o.attr("text")))
		if address := o.attr("xmlUrl"); address != "" {
			found = append(found, Subscription{Title: title, URL: address, Home: o.attr("htmlUrl"), Folder: folder})
		}
		inner := title
		if folder != "" {
			inner = folder + "/" + title
		}
		found = subscriptions(found, o.Children, inner)
	}
	return found
}

// WriteOPML writes a list of subscriptions for other readers, folders in the order in which they first come.
func WriteOPML(w io.Writer, title string, list []Subscription) error {
	type line struct {
		XMLName xml.Name `xml:"outline"`
		Type    string   `xml:"type,attr,omitempty"`
		Text    string   `xml:"text,attr"`
		XMLURL  string   `xml:"xmlUrl,attr,omitempty"`
		HTMLURL string   `xml:"htmlUrl,attr,omitempty"`
		Lines   []*line
	}
	var doc struct {
		XMLName xml.Name `xml:"opml"`
		Version string   `xml:"version,attr"`
		Title   string   `xml:"head>title"`
		Lines   []*line  `xml:"body>outline"`
	}
	doc.Version, doc.Title = "2.0", title
	folders := map[string]*line{}
	for _, s := range list {
		entry := &line{Type: "rss", Text: s.Title, XMLURL: s.URL, HTMLURL: s.Home}
		if s.Folder == "" {
			doc.Lines = append(doc.Lines, entry)
			continue
		}
		if folders[s.Folder] == nil {
			folders[s.Folder] = &line{Text: s.Folder}
			doc.Lines = append(doc.Lines, folders[s.Folder])
		}
		folders[s.Folder].Lines = append(folders[s.Folder].Lines, entry)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return fmt.Errorf("feed.WriteOPML: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}
