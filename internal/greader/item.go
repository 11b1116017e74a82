package greader

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"

	"isnad"
	"isnad/internal/account"
)

type item struct {
	ID         string   `json:"id"`
	Crawled    string   `json:"crawlTimeMsec"`
	Usec       string   `json:"timestampUsec"`
	Published  int64    `json:"published"`
	Updated    int64    `json:"updated"`
	Title      string   `json:"title"`
	Author     string   `json:"author,omitempty"`
	Canonical  []link   `json:"canonical"`
	Alternate  []link   `json:"alternate"`
	Categories []string `json:"categories"`
	Origin     origin   `json:"origin"`
	Summary    summary  `json:"summary"`
}

type link struct {
	Href string `json:"href"`
	Type string `json:"type,omitempty"`
}

type origin struct {
	Stream string `json:"streamId"`
	Title  string `json:"title"`
	URL    string `json:"htmlUrl"`
}

type summary struct {
	Direction string `json:"direction"`
	Content   string `json:"content"`
}

func (s *service) itemContents(w http.ResponseWriter, r *http.Request) error {
	numbers, err := numbersOf(r.Form["i"])
	if err != nil {
		return err
	}
	list, err := s.Reading.Arrivals(r.Context(), account.Of(r.Context()).Owner(), isnad.ArrivalFilter{Numbers: numbers, Limit: 1000})
	if err != nil {
		return err
	}
	return s.write(w, r, "user/-/"+stateList, list, "")
}

func (s *service) streamContents(w http.ResponseWriter, r *http.Request) error {
	list, next, err := s.arrivals(r, r.PathValue("stream"))
	if err != nil {
		return err
	}
	return s.write(w, r, r.PathValue("stream"), list, next)
}

func (s *service) write(w http.ResponseWriter, r *http.Request, stream string, list []isnad.Arrival, next string) error {
	items := []item{}
	for i := range list {
		a, err := s.Store.Article(r.Context(), list[i].Article)
		if errors.Is(err, isnad.ErrNotFound) {
			continue // gone since it came in
		}
		if err != nil {
			return err
		}
		items = append(items, s.item(a, &list[i]))
	}
	out := map[string]any{"direction": "rtl", "id": stream, "title": "إسناد", "updated": s.Now().Unix(), "items": items}
	if next != "" {
		out["continuation"] = next
	}
	return writeJSON(w, out)
}

func (s *service) item(a *isnad.Article, x *isnad.Arrival) item {
	o := isnad.ReadingOutlet{Outlet: a.Source}
	published := x.At
	if !a.Published.Time.IsZero() {
		published = a.Published.Time
	} else if !a.Published.Day.IsZero() && a.Published.Day.Midnight().Before(published) {
		published = a.Published.Day.Midnight()
	}
	page := strings.TrimRight(s.Address, "/") + "/a/" + a.ID
	out := item{ID: fmt.Sprintf("%s%016x", longID, x.Number), Crawled: strconv.FormatInt(x.At.UnixMilli(), 10), Usec: usec(x.At), Published: published.Unix(), Updated: published.Unix(),
		Title: neutral(a.Title), Author: strings.Join(a.Authors, "، "), Canonical: []link{{Href: page}}, Alternate: []link{{Href: page, Type: "text/html"}},
		Categories: []string{"user/-/" + stateList, "user/-/" + folder}, Origin: origin{feedID(x.Outlet), titleOf(&o), s.site(a.Source.Host)}, Summary: summary{"rtl", content(a)}}
	if a.URL != "" {
		out.Canonical[0].Href = a.URL
	}
	if x.Read {
		out.Categories = append(out.Categories, "user/-/"+stateRead)
	}
	if x.Starred {
		out.Categories = append(out.Categories, "user/-/"+stateStarred)
	}
	return out
}

// content is an article's text as HTML: its paragraphs, every one escaped, and who said what.
func content(a *isnad.Article) string {
	var b strings.Builder
	for _, p := range a.Paragraphs {
		b.WriteString(`<p dir="auto">` + html.EscapeString(neutral(p)) + "</p>")
	}
	if len(a.Statements) > 0 {
		b.WriteString("<hr><ul>")
		for _, st := range a.Statements {
			if st.Speaker.Name != "" {
				b.WriteString(`<li dir="auto"><b>` + html.EscapeString(neutral(st.Speaker.Name)) + "</b>: " + html.EscapeString(neutral(st.Content)) + "</li>")
			}
		}
		b.WriteString("</ul>")
	}
	return b.String()
}

// neutral leaves out the characters that turn the direction of what follows.
func neutral(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}
