package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"isnad"
)

// savedPage lists a reader's saved searches.
type savedPage struct {
	basePage
	Rows  []savedRow
	Fault string
}

// savedRow is one saved search with the ways by which it tells what it finds.
type savedRow struct {
	ID, Name, Text, Kind string
	Href, Search         string
	Atom, JSON           string
	Channels             []channelRow
	Created              when
}

type channelRow struct {
	ID, Kind, Target, Secret string
	Every                    string
	Paused                   bool
}

// oneSavedPage is one saved search with what it found.
type oneSavedPage struct {
	basePage
	savedRow
	Fault string
	Found []foundItem
	Older string
	Hours []option // how often a mail may come
}

// foundItem is one finding: the sentence that matched.
type foundItem struct {
	link
	Source   string
	When     when
	Edited   bool
	Sentence []piece
}

const (
	findingsShown = 40
	dailyDigest   = 24
)

// digestHours are how often a mail may come, in hours.
var digestHours = []int{1, 6, 12, dailyDigest, 7 * dailyDigest}

// saving leads nowhere where no searches can be saved.
func saving(do handler) handler {
	return func(s *site, w http.ResponseWriter, v *visit) error {
		if s.saved == nil || s.prepare == nil {
			return isnad.ErrUnsupported
		}
		return do(s, w, v)
	}
}

func savedSearches(s *site, w http.ResponseWriter, v *visit) error {
	return s.savedPage(w, v, http.StatusOK, "")
}

func (s *site) savedPage(w http.ResponseWriter, v *visit, status int, fault string) error {
	list, err := s.saved.SavedSearches(v.Context(), v.Owner(), false)
	if err != nil {
		return err
	}
	p := savedPage{basePage: s.base(v, v.t("saved.title"), "search"), Fault: fault}
	p.NoIndex = true
	for i := range list {
		p.Rows = append(p.Rows, v.savedRow(&list[i]))
	}
	return s.show(w, v, status, "saved", p)
}

func (c clock) savedRow(x *isnad.SavedSearch) savedRow {
	tab := "articles"
	if x.Kind == isnad.SavedStatements {
		tab = "statements"
	}
	feed := "/saved/" + url.PathEscape(x.ID) + "/" + url.PathEscape(x.FeedKey)
	r := savedRow{
		ID: x.ID, Name: x.Name, Text: x.Text, Kind: c.t("search." + tab), Href: "/saved/" + url.PathEscape(x.ID),
		Search: ask{Text: x.Text, Tab: tab, Order: isnad.NewestFirst}.href(), Atom: feed + ".atom", JSON: feed + ".json", Created: c.minute(x.Created),
	}
	for _, ch := range x.Channels {
		row := channelRow{ID: ch.ID, Kind: c.t("channel." + string(ch.Kind)), Target: ch.Target, Secret: ch.Secret, Paused: ch.Paused}
		if ch.Kind == isnad.MailDigest {
			row.Every = c.t("channel.every", c.count("ago.in-hour", int(cmp.Or(ch.Every, 24*time.Hour).Hours())))
		}
		r.Channels = append(r.Channels, row)
	}
	return r
}

// mine gives a saved search of the visitor's.
func (s *site) mine(v *visit, id string) (*isnad.SavedSearch, error) {
	x, err := s.saved.SavedSearch(v.Context(), id)
	if err != nil {
		return nil, err
	}
	if x.Owner != v.Owner() {
		return nil, isnad.ErrNotFound // whose it is is nobody else's business
	}
	return x, nil
}

func saveSearch(s *site, w http.ResponseWriter, v *visit) error {
	if err := readForm(w, v); err != nil {
		return err
	}
	a := readAsk(v.PostForm)
	a.Sources = s.wholeOutlets(v, a.Sources)
	x := isnad.SavedSearch{Owner: v.Owner(), Name: v.PostForm.Get("name"), Text: a.text(), Kind: isnad.SavedStatements}
	if a.Tab == "articles" {
		x.Kind = isnad.SavedArticles
	}
	if err := s.prepare(&x, nil, s.now().UTC()); err != nil {
		if errors.Is(err, isnad.ErrInvalid) {
			return s.savedPage(w, v, http.StatusBadRequest, v.faultOf(err))
		}
		return err
	}
	if err := s.saved.PutSavedSearch(v.Context(), &x); err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/saved/"+url.PathEscape(x.ID), http.StatusSeeOther)
	return nil
}

func oneSaved(s *site, w http.ResponseWriter, v *visit) error {
	x, err := s.mine(v, v.PathValue("id"))
	if err != nil {
		return err
	}
	return s.oneSavedPage(w, v, x, http.StatusOK, "")
}

func (s *site) oneSavedPage(w http.ResponseWriter, v *visit, x *isnad.SavedSearch, status int, fault string) error {
	found, err := s.saved.Findings(v.Context(), x.ID, 0, findingsShown)
	if err != nil {
		return err
	}
	p := oneSavedPage{basePage: s.base(v, x.Name, "search"), savedRow: v.savedRow(x), Fault: fault}
	p.NoIndex = true
	for _, n := range digestHours {
		p.Hours = append(p.Hours, option{strconv.Itoa(n), v.t("channel.every", v.count("ago.in-hour", n)), n == dailyDigest})
	}
	for i := range found {
		p.Found = append(p.Found, v.foundItem(&found[i]))
	}
	return s.show(w, v, status, "saved-one", p)
}

func (c clock) foundItem(f *isnad.Finding) foundItem {
	return foundItem{
		link: link{orID(f.Article.Title, f.Sentence), articleHref(f.Article.ID)}, Source: f.Article.Source, When: c.minute(f.At),
		Edited: f.Edited, Sentence: pieces(f.Sentence, f.Marks),
	}
}

// changeSaved drops a saved search, or adds and removes a way by which it tells.
func changeSaved(s *site, w http.ResponseWriter, v *visit) error {
	if err := readForm(w, v); err != nil {
		return err
	}
	x, err := s.mine(v, v.PathValue("id"))
	if err != nil {
		return err
	}
	before := *x
	before.Channels = slices.Clone(x.Channels)
	switch v.PostForm.Get("do") {
	case "drop":
		if err := s.saved.DropSavedSearch(v.Context(), x.ID); err != nil {
			return err
		}
		http.Redirect(w, v.Request, "/saved", http.StatusSeeOther)
		return nil
	case "tell":
		c := isnad.Channel{Kind: isnad.ChannelKind(v.PostForm.Get("kind")), Target: strings.TrimSpace(v.PostForm.Get("target"))}
		if n, err := strconv.Atoi(v.PostForm.Get("hours")); err == nil && slices.Contains(digestHours, n) {
			c.Every = time.Duration(n) * time.Hour
		}
		x.Channels = append(x.Channels, c)
	case "silence":
		x.Channels = slices.DeleteFunc(x.Channels, func(c isnad.Channel) bool { return c.ID == v.PostForm.Get("channel") })
	default:
		return isnad.ErrInvalid
	}
	if err := s.prepare(x, &before, s.now().UTC()); err != nil {
		if errors.Is(err, isnad.ErrInvalid) {
			return s.oneSavedPage(w, v, &before, http.StatusBadRequest, v.t("channel.malformed"))
		}
		return err
	}
	if err := s.saved.PutSavedSearch(v.Context(), x); err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/saved/"+url.PathEscape(x.ID), http.StatusSeeOther)
	return nil
}

// text is the ask in the query language: the words, and the facets as conditions.
func (a ask) text() string {
	parts := []string{}
	if a.Text != "" {
		parts = append(parts, a.Text)
	}
	add := func(key string, values ...string) {
		for _, value := range values {
			if value != "" {
				parts = append(parts, key+`:"`+strings.ReplaceAll(value, `"`, "")+`"`)
			}
		}
	}
	add("source", a.Sources...)
	add("country", a.Country)
	add("speaker", a.Speakers...)
	add("relay", a.Relays...)
	for _, act := range a.Acts {
		parts = append(parts, "act:"+act)
	}
	for _, bound := range []struct{ key, value string }{{"since", cmp.Or(a.Since, a.Month)}, {"until", cmp.Or(a.Until, a.Month)}} {
		if bound.value != "" {
			parts = append(parts, bound.key+":"+bound.value)
		}
	}
	return strings.Join(parts, " ")
}
