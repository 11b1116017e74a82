package press

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

//go:embed sites/*.html
var layoutFiles embed.FS

// view is what the layouts show.
type view struct {
	*article
	URL, Home, ISO, Day, Printed, TodayPrinted string

	Texts []string // the body without its headings' marks
	Lines []string // an aggregator's page as its one text
	Links []link
}

type link struct{ URL, Title, Printed string }

// frontView is what front.html shows.
type frontView struct {
	Outlet *outlet
	Links  []link
}

// site is one outlet with what it has published.
type site struct {
	*outlet
	home     string // "http://almarfa.localhost:8090/"
	articles []*article
	layouts  *template.Template
	anchor   time.Time
}

func (s *site) url(a *article) string { return strings.TrimSuffix(s.home, "/") + s.path(a) }

// links gives up to n articles other than a, newest first.
func (s *site) links(a *article, n int) []link {
	var out []link
	for i := len(s.articles) - 1; i >= 0 && len(out) < n; i-- {
		if other := s.articles[i]; other != a {
			out = append(out, link{s.url(other), other.Title, printed(other.When, s.DateForm)})
		}
	}
	return out
}

// front renders the site's home page.
func (s *site) front() ([]byte, error) {
	return s.render("front.html", frontView{s.outlet, s.links(nil, 30)})
}

// page renders one article.
func (s *site) page(a *article) ([]byte, error) {
	v := view{article: a, URL: s.url(a), Home: s.home, ISO: a.When.Format(time.RFC3339), Day: a.When.Format(time.DateOnly),
		Printed: printed(a.When, s.DateForm), TodayPrinted: printed(s.anchor.In(s.Zone), s.DateForm), Links: s.links(a, 3)}
	for _, p := range a.Body {
		v.Texts = append(v.Texts, p.Text)
	}
	if len(a.Parts) > 0 {
		v.Lines = fuse(a, v.Printed)
	}
	return s.render(s.Layout+".html", v)
}

func (s *site) render(layout string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := s.layouts.ExecuteTemplate(&b, layout, data); err != nil {
		return nil, fmt.Errorf("press: %s: %w", layout, err)
	}
	return s.encode(b.Bytes())
}

// encode brings UTF-8 into the site's charset; what the charset lacks becomes a character reference.
func (s *site) encode(utf8 []byte) ([]byte, error) {
	if s.Charset != "windows-1256" {
		return utf8, nil
	}
	return encoding.HTMLEscapeUnsupported(charmap.Windows1256.NewEncoder()).Bytes(utf8)
}

// fuse is the aggregator's way of making one text of two articles: labels stick to words, headings to the sentences
// after them, a Persian letter comes into a tag, and the second article keeps neither date nor source.
func fuse(a *article, date string) []string {
	first := a.Parts[0]
	lines := append([]string{"تاريخ النشر: " + date}, fuseBody(first)...)
	lines = append(lines, "المصدر: "+first.Outlet.Name, "كلمات دلالية: "+strings.Replace(strings.Join(first.Tags, " "), "ية", "یة", 1))
	for _, part := range a.Parts[1:] {
		lines = append(lines, "إقرأ أيضاً:", part.Title)
		lines = append(lines, fuseBody(part)...)
	}
	return lines
}

func fuseBody(a *article) []string {
	var lines []string
	heading := ""
	for i, p := range a.Body {
		switch {
		case p.Heading:
			heading = p.Text
			continue
		case i == 3 && heading == "":
			heading = "إعلان"
		}
		lines = append(lines, heading+p.Text)
		heading = ""
	}
	return lines
}
