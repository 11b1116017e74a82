package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"isnad"
	"isnad/dates"
)

// ask is what the address asks for.
type ask struct {
	Text     string
	Tab      string // statements or articles
	Order    isnad.Order
	Page     int
	Sources  []string
	Speakers []string
	Relays   []string
	Acts     []string
	Country  string // of the outlets, ISO 3166
	Month    string // YYYY-MM
	Since    string
	Until    string
}

// most values of one facet that are taken from an address.
const chosenAtMost = 20

func readAsk(q url.Values) ask {
	values := func(key string) []string {
		var list []string
		for _, s := range q[key] {
			if s = isnad.CleanText(s); s != "" && len(s) < 200 && len(list) < chosenAtMost && !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
		return list
	}
	a := ask{
		Text: isnad.CleanText(cutBytes(q.Get("q"), 4000)), Tab: q.Get("tab"), Order: isnad.Order(q.Get("order")), Page: 1,
		Sources: values("source"), Speakers: values("speaker"), Relays: values("relay"), Acts: values("act"),
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 {
		a.Page = min(n, lastPage)
	}
	if _, err := dates.ParseDay(q.Get("month") + "-01"); err == nil {
		a.Month = q.Get("month")
	}
	if day, err := dates.ParseDay(q.Get("since")); err == nil {
		a.Since = day.String()
	}
	if day, err := dates.ParseDay(q.Get("until")); err == nil {
		a.Until = day.String()
	}
	if c := strings.ToUpper(q.Get("country")); len(c) == 2 && c[0] >= 'A' && c[0] <= 'Z' {
		a.Country = c
	}
	if a.Tab != "articles" {
		a.Tab = "statements"
	}
	if a.Order != isnad.BestFirst && a.Order != isnad.NewestFirst {
		a.Order = isnad.BestFirst
		if a.Text == "" {
			a.Order = isnad.NewestFirst
		}
	}
	return a
}

// cutBytes bounds what is read of an address.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// Fields are the ask's names and values, for a form that hands it on.
func (a ask) Fields() []link {
	u, err := url.Parse(a.href())
	if err != nil {
		return nil
	}
	var list []link
	values := u.Query()
	for _, key := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[key] {
			list = append(list, link{key, value})
		}
	}
	return list
}

// href is the address of the ask.
func (a ask) href() string {
	q := url.Values{}
	set := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	set("q", a.Text)
	set("tab", a.Tab)
	set("order", string(a.Order))
	if a.Page > 1 {
		set("page", strconv.Itoa(a.Page))
	}
	q["source"], q["speaker"], q["relay"], q["act"] = a.Sources, a.Speakers, a.Relays, a.Acts
	set("country", a.Country)
	set("month", a.Month)
	set("since", a.Since)
	set("until", a.Until)
	return "/search?" + q.Encode()
}

// empty reports whether nothing is asked.
func (a ask) empty() bool {
	return a.Text == "" && a.Country == "" && a.Month == "" && a.Since == "" && a.Until == "" &&
		len(a.Sources)+len(a.Speakers)+len(a.Relays)+len(a.Acts) == 0
}

// query joins the reader's words and the facets they chose.
func (a ask) query(parse func(string) (isnad.Query, error)) (isnad.Query, error) {
	q := isnad.Query{}
	if a.Text != "" {
		var err error
		if q, err = parse(a.Text); err != nil {
			return q, err
		}
	}
	q.Sources = append(q.Sources, a.Sources...)
	q.Speakers = append(q.Speakers, a.Speakers...)
	q.Relays = append(q.Relays, a.Relays...)
	q.Acts = append(q.Acts, a.Acts...)
	if a.Country != "" {
		q.Countries = []string{a.Country}
	}
	bound := func(since, until dates.Day) {
		if !since.IsZero() && (q.Since.IsZero() || q.Since.Before(since)) {
			q.Since = since
		}
		if !until.IsZero() && (q.Until.IsZero() || until.Before(q.Until)) {
			q.Until = until
		}
	}
	if day, err := dates.ParseDay(a.Month + "-01"); err == nil {
		bound(day, dates.DayOf(day.Midnight().AddDate(0, 1, -1)))
	}
	since, _ := dates.ParseDay(a.Since)
	until, _ := dates.ParseDay(a.Until)
	bound(since, until)
	q.Order, q.Limit, q.Offset = a.Order, hitsPerPage, (a.Page-1)*hitsPerPage
	return q, nil
}

// literal is the same ask with every word as it was written.
func (a ask) literal() string {
	if strings.ContainsAny(a.Text, `"«»“”:`) {
		return ""
	}
	words := strings.Fields(a.Text)
	for i, w := range words {
		if !strings.HasPrefix(w, "-") {
			words[i] = `"` + w + `"`
		}
	}
	a.Text, a.Page = strings.Join(words, " "), 1
	return a.href()
}
