package api

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net/http"
	"strings"
	"time"

	"isnad"
	"isnad/internal/account"
	"isnad/internal/alert"
)

// savedView is a saved search as its owner sees it.
type savedView struct {
	ID       string        `json:"id" readOnly:"true"`
	Name     string        `json:"name"`
	Query    string        `json:"query"`
	Kind     string        `json:"kind" enum:"articles,statements"`
	Feed     string        `json:"feed" readOnly:"true" doc:"Path of its Atom feed, which opens without signing in; .json instead of .atom is a JSON Feed."`
	Channels []channelView `json:"channels"`
	Created  time.Time     `json:"created" readOnly:"true"`
}

type channelView struct {
	ID     string `json:"id,omitempty" doc:"Give it back to keep the channel's secret."`
	Kind   string `json:"kind" enum:"webhook,mail"`
	Target string `json:"target" doc:"The address to post to, or the mail address."`
	Secret string `json:"secret,omitempty" readOnly:"true" doc:"By which the receiver verifies the signature (Standard Webhooks)."`
	Hours  int    `json:"hours,omitempty" minimum:"0" maximum:"744" doc:"Of a mail: how often; 0 is a day."`
	Paused bool   `json:"paused,omitempty"`
}

// savedBody is what its owner can choose.
type savedBody struct {
	Name     string        `json:"name,omitempty" maxLength:"200"`
	Query    string        `json:"query" minLength:"1" maxLength:"16384"`
	Kind     string        `json:"kind,omitempty" enum:"articles,statements" default:"articles"`
	Channels []channelView `json:"channels,omitempty" maxItems:"10"`
}

func viewOf(s *isnad.SavedSearch) savedView {
	v := savedView{ID: s.ID, Name: s.Name, Query: s.Text, Kind: string(s.Kind), Feed: feedPath(s, "atom"), Channels: []channelView{}, Created: s.Created}
	for _, c := range s.Channels {
		v.Channels = append(v.Channels, channelView{c.ID, string(c.Kind), c.Target, c.Secret, int(c.Every / time.Hour), c.Paused})
	}
	return v
}

func (b *savedBody) search() *isnad.SavedSearch {
	s := &isnad.SavedSearch{Name: b.Name, Text: b.Query, Kind: isnad.SavedKind(b.Kind)}
	for _, c := range b.Channels {
		s.Channels = append(s.Channels, isnad.Channel{ID: c.ID, Kind: isnad.ChannelKind(c.Kind), Target: c.Target, Every: time.Duration(c.Hours) * time.Hour, Paused: c.Paused})
	}
	return s
}

type savedInput struct {
	ID string `path:"id"`
}

type newSavedInput struct{ Body savedBody }

type changedSavedInput struct {
	ID   string `path:"id"`
	Body savedBody
}

// saved are the operations on saved searches. Everybody sees their own alone.
func (s *service) saved() {
	const path = "/saved-searches"
	operation(s, isnad.MaySave, http.MethodGet, path, "list-saved-searches", "Your saved searches", s.listSaved)
	operation(s, isnad.MaySave, http.MethodPost, path, "save-search", "Save a search, with channels by which to tell what it finds", s.save)
	operation(s, isnad.MaySave, http.MethodGet, path+"/{id}", "get-saved-search", "One saved search", s.savedSearch)
	operation(s, isnad.MaySave, http.MethodPut, path+"/{id}", "change-saved-search", "Change a saved search", s.changeSaved)
	operation(s, isnad.MaySave, http.MethodDelete, path+"/{id}", "drop-saved-search", "Remove a saved search with what it found", s.dropSaved)
	operation(s, isnad.MaySave, http.MethodGet, path+"/{id}/findings", "list-findings", "What a saved search found, newest first", s.findings)
	operation(s, isnad.MaySave, http.MethodGet, path+"/{id}/deliveries", "list-deliveries", "What was told, what waits, and why", s.deliveries)
}

func (s *service) listSaved(ctx context.Context, _ *none) (*body[[]savedView], error) {
	all, err := s.Searches.SavedSearches(ctx, account.Of(ctx).Owner(), false)
	out := []savedView{}
	for i := range all {
		out = append(out, viewOf(&all[i]))
	}
	return &body[[]savedView]{out}, err
}

// own gives a saved search of whoever asks; those of others are not there.
func (s *service) own(ctx context.Context, id string) (*isnad.SavedSearch, error) {
	x, err := s.Searches.SavedSearch(ctx, id)
	if err == nil && x.Owner != account.Of(ctx).Owner() {
		return nil, fmt.Errorf("saved search %s: %w", id, isnad.ErrNotFound)
	}
	return x, err
}

func (s *service) save(ctx context.Context, in *newSavedInput) (*body[savedView], error) {
	x := in.Body.search()
	x.Owner = account.Of(ctx).Owner()
	if err := alert.Prepare(x, nil, s.Now()); err != nil {
		return nil, err
	}
	own, err := s.Searches.SavedSearches(ctx, x.Owner, false)
	if err == nil && len(own) >= alert.MaxOwned {
		err = fmt.Errorf("%w: you have %d saved searches; remove one first", isnad.ErrInvalid, len(own))
	}
	if err == nil {
		err = s.Searches.PutSavedSearch(ctx, x)
	}
	return &body[savedView]{viewOf(x)}, err
}

func (s *service) savedSearch(ctx context.Context, in *savedInput) (*body[savedView], error) {
	x, err := s.own(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &body[savedView]{viewOf(x)}, nil
}

func (s *service) changeSaved(ctx context.Context, in *changedSavedInput) (*body[savedView], error) {
	before, err := s.own(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	x := in.Body.search()
	if err := alert.Prepare(x, before, s.Now()); err != nil {
		return nil, err
	}
	return &body[savedView]{viewOf(x)}, s.Searches.PutSavedSearch(ctx, x)
}

func (s *service) dropSaved(ctx context.Context, in *savedInput) (*none, error) {
	x, err := s.own(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &none{}, s.Searches.DropSavedSearch(ctx, x.ID)
}

type findingsInput struct {
	ID    string `path:"id"`
	Below int64  `query:"below" doc:"Only findings with numbers below this one: the \"number\" of the last of the page before."`
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"200"`
}

type findingView struct {
	Number   int64        `json:"number"`
	At       time.Time    `json:"at"`
	Edited   bool         `json:"edited,omitempty" doc:"An edit brought it."`
	Article  isnad.Hit    `json:"article"`
	Sentence string       `json:"sentence" doc:"The sentence that matched."`
	Marks    []isnad.Mark `json:"marks,omitempty"`
	Speaker  string       `json:"speaker,omitempty"`
	Content  string       `json:"content,omitempty"`
}

func findingOf(f *isnad.Finding) findingView {
	v := findingView{Number: f.Number, At: f.At, Edited: f.Edited, Article: f.Article, Sentence: f.Sentence, Marks: isnad.MarksInCodePoints(f.Sentence, f.Marks)}
	v.Article.TitleMarks = isnad.MarksInCodePoints(f.Article.Title, f.Article.TitleMarks)
	if f.Statement != nil {
		v.Speaker, v.Content = f.Statement.Speaker.Name, f.Statement.Content
	}
	return v
}

func (s *service) findings(ctx context.Context, in *findingsInput) (*body[[]findingView], error) {
	x, err := s.own(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	found, err := s.Searches.Findings(ctx, x.ID, in.Below, in.Limit)
	out := []findingView{}
	for i := range found {
		out = append(out, findingOf(&found[i]))
	}
	return &body[[]findingView]{out}, err
}

type deliveryView struct {
	ID        string      `json:"id"`
	Channel   string      `json:"channel"`
	State     string      `json:"state" enum:"waiting,delivered,given up"`
	Tries     int         `json:"tries"`
	NotBefore time.Time   `json:"not_before,omitzero"`
	Reason    string      `json:"reason,omitempty"`
	Finding   findingView `json:"finding"`
}

func (s *service) deliveries(ctx context.Context, in *savedInput) (*body[[]deliveryView], error) {
	x, err := s.own(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	all, err := s.Outbox.Deliveries(ctx, x.ID, 100)
	out := []deliveryView{}
	for i := range all {
		d := &all[i]
		out = append(out, deliveryView{d.ID, d.Channel, string(d.State), d.Tries, d.NotBefore, d.Reason, findingOf(&d.Finding)})
	}
	return &body[[]deliveryView]{out}, err
}

// FeedPath is where the feed of a saved search stands; form is atom or json.
func feedPath(s *isnad.SavedSearch, form string) string {
	return "/saved/" + s.ID + "/" + s.FeedKey + "." + form
}

// feeds are the addresses of the feeds, which their key opens: readers on phones cannot sign in.
func (s *service) feeds() []account.Route {
	return []account.Route{{Pattern: "GET /saved/{id}/{file}", Right: isnad.MayEnter, Handler: tagged(http.HandlerFunc(s.feed))}}
}

func (s *service) feed(w http.ResponseWriter, r *http.Request) {
	key, form, _ := strings.Cut(r.PathValue("file"), ".")
	x, err := s.Searches.SavedSearch(r.Context(), r.PathValue("id"))
	if err != nil || x.FeedKey == "" || subtle.ConstantTimeCompare([]byte(key), []byte(x.FeedKey)) != 1 || form != "atom" && form != "json" {
		writeProblem(w, http.StatusNotFound, "no such feed")
		return
	}
	found, err := s.Searches.Findings(r.Context(), x.ID, 0, alert.FeedLength)
	if err != nil {
		Fail(w, r, err)
		return
	}
	write, kind := alert.Atom, "application/atom+xml; charset=utf-8"
	if form == "json" {
		write, kind = alert.JSONFeed, "application/feed+json; charset=utf-8"
	}
	feed, err := write(x, found, s.address(r), s.address(r)+feedPath(x, form))
	if err != nil {
		Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Write(feed)
}
