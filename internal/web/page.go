package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
)

//go:embed *.html
var templates embed.FS

// components are the templates that pages share; pages are those with a "main" of their own.
var (
	components = []string{"base.html", "chain.html", "statement.html", "row.html", "bars.html", "edit.html"}
	pageNames  = []string{"front", "story", "article", "search", "people", "person", "sources", "source", "settings", "help", "saved", "saved-one", "correct", "corrections", "arrange", "upload", "state", "login", "account", "error"}
)

// pageSet holds each page's template by wordings and name.
type pageSet map[*words]map[string]*template.Template

func parsePages() (pageSet, error) {
	set := pageSet{}
	for _, w := range []*words{languages()["ar"], eastern(), languages()["en"]} {
		set[w] = map[string]*template.Template{}
		for _, name := range pageNames {
			t := template.New("base.html").Funcs(template.FuncMap{"t": w.t, "count": w.count, "n": w.number, "dir": dirOf, "dirs": dirOfPieces, "plain": plain})
			t, err := t.ParseFS(templates, append(components[:len(components):len(components)], name+".html")...)
			if err != nil {
				return nil, fmt.Errorf("page %s: %w", name, err)
			}
			set[w][name] = t
		}
	}
	return set, nil
}

// basePage is what every page has: its head, masthead and foot.
type basePage struct {
	Lang, Dir, Theme string
	Title            string // of the document, without the site's name
	Nav              string // which section of the masthead is this one
	Back             string // this page's own address, for the forms that come back to it
	Query            string // what stands in the search field
	OwnFind          bool   // the page has a search field of its own
	NoIndex          bool
	Today            when
	Hijri            string
	Fresh            string
	Foot             string
	Who              string // of whoever is signed in
	CSS, JS          string
}

func (s *site) base(v *visit, title, nav string) basePage {
	stats := s.stats(v.Context())
	p := basePage{
		Lang: v.lang, Dir: v.dir, Theme: v.theme,
		Title: title, Nav: nav, Back: ownPath(v.URL.RequestURI()),
		Today: v.day(v.today()), Hijri: v.hijri(),
		Who: v.Visitor.Name(),
		CSS: s.assets.css, JS: s.assets.js,
	}
	if !stats.LastChange.IsZero() {
		p.Fresh = v.t("site.fresh", v.ago(stats.LastChange))
	}
	if stats.Articles > 0 {
		articles, statements := v.count("count.article", stats.Articles), v.count("count.statement", stats.Statements)
		p.Foot = v.t("site.archive.undated", articles, statements)
		if !stats.FirstDay.IsZero() {
			p.Foot = v.t("site.archive", articles, statements, v.monthOf(stats.FirstDay))
		}
	}
	return p
}

// show renders a page whole before the first byte is sent, so that a fault in a template is still an error page.
func (s *site) show(w http.ResponseWriter, v *visit, status int, name string, data any) error {
	var b bytes.Buffer
	if err := s.pages[v.words][name].Execute(&b, data); err != nil {
		return fmt.Errorf("web.show(%s): %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.lang)
	h.Set("Cache-Control", "private, no-cache")
	h.Add("Vary", "Cookie")
	w.WriteHeader(status)
	_, err := w.Write(neutral(b.Bytes()))
	if err != nil {
		s.log.Debug("reader went away", "path", v.URL.Path, "error", err)
	}
	return nil
}
