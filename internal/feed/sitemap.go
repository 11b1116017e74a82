package feed

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"isnad"
)

// maxLinks is how many entries a sitemap may have by its standard.
const maxLinks = 50_000

// place is one <url> or <sitemap> element. Names are matched without their namespaces, which sites get wrong.
type place struct {
	Loc      string `xml:"loc"`
	Modified string `xml:"lastmod"`
	News     struct {
		Title       string `xml:"title"`
		Date        string `xml:"publication_date"`
		Keywords    string `xml:"keywords"`
		Publication struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
}

// readSitemap reads a sitemap, of news or not, or an index of sitemaps, as far as it goes.
func (f *Feed) readSitemap(text string) error {
	f.Kind = Sitemap
	if rootName(text) == "sitemapindex" {
		f.Kind = SitemapIndex
	}
	d := xml.NewDecoder(strings.NewReader(withoutProlog(text)))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var index []place
	for len(f.Entries)+len(index) < maxLinks {
		token, err := d.Token()
		if err != nil {
			if err.Error() != "EOF" {
				f.find("not well formed: %.200s", err)
			}
			break
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var p place
		if err := d.DecodeElement(&p, &start); err != nil {
			f.find("not well formed: %.200s", err)
			if strings.TrimSpace(p.Loc) == "" {
				continue
			}
		}
		if start.Name.Local == "sitemap" {
			index = append(index, p)
			continue
		}
		f.add(p)
	}
	slices.SortStableFunc(index, func(a, b place) int { return strings.Compare(b.Modified, a.Modified) })
	for _, p := range index {
		f.Sitemaps = append(f.Sitemaps, p.Loc)
	}
	if len(f.Entries)+len(index) == 0 && len(f.Findings) > 0 {
		return fmt.Errorf("%w: a sitemap of which nothing can be read", isnad.ErrInvalid)
	}
	return nil
}

// add keeps one address of a sitemap.
func (f *Feed) add(p place) {
	e := Entry{URL: p.Loc, Title: p.News.Title, Published: date(p.News.Date, nil), Updated: date(p.Modified, nil)}
	for tag := range strings.FieldsFuncSeq(p.News.Keywords, func(r rune) bool { return r == ',' || r == '،' }) {
		if tag = plain(tag); tag != "" {
			e.Tags = append(e.Tags, tag)
		}
	}
	f.Title, f.Language = first(f.Title, p.News.Publication.Name), first(f.Language, p.News.Publication.Language)
	f.Entries = append(f.Entries, e)
}
