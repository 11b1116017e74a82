package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"isnad"
	"isnad/dates"
)

// States of a source, in the order of the page: what is broken stands first.
const (
	failing = "failing"
	partial = "partial"
	silent  = "silent"
	paused  = "paused"
	unread  = "unread"
	ok      = "ok"
)

const (
	failingFrom = 3                  // failures in a row
	silentAfter = 7 * 24 * time.Hour // without anything new
)

// sourcesPage is what is read regularly and how it fares, and who published what is in the archive.
type sourcesPage struct {
	basePage
	Count   string
	Tallies []stateTally
	Sources []sourceRow
	Outlets []bar
	Partial string
	MayEdit bool
	CanAdd  bool
	CanSend bool   // files to import
	Problem string // why an address could not be added
	Address string // the address that could not be added
	Added   string
}

type stateTally struct{ State, Class, Point, Text string }

// sourceRow is one source with its health.
type sourceRow struct {
	Name, Address, Href string
	State, Class, Point string
	Label               string
	Success, New, Next  when
	Reason              string // as the machine put it
	Why                 string // in words, where the kind is known
	Since               string
	Doing               string
	ID                  string
	Paused              bool
	order               int
}

// stateLooks are each state's colour class and point.
var stateLooks = map[string][2]string{
	failing: {"fail", "none"}, partial: {"warn", "hollow"}, silent: {"warn", "hollow"}, paused: {"quiet", "hollow"}, unread: {"quiet", "hollow"}, ok: {"ok", ""},
}

var stateOrder = []string{failing, partial, silent, paused, unread, ok}

func sources(s *site, w http.ResponseWriter, v *visit) error {
	return s.sourcesPage(w, v, http.StatusOK, "", "")
}

func (s *site) sourcesPage(w http.ResponseWriter, v *visit, status int, problem, address string) error {
	list, err := s.store.Sources(v.Context())
	if err != nil {
		return err
	}
	p := sourcesPage{basePage: s.base(v, v.t("sources.title"), "sources"), Count: v.count("count.source", len(list)), Problem: problem, Address: address}
	p.MayEdit = v.May(isnad.MayEdit) && s.writer != nil
	p.CanSend = p.MayEdit && s.importFiles != nil
	p.CanAdd = p.MayEdit && s.discover != nil
	if n, err := strconv.Atoi(v.URL.Query().Get("added")); err == nil && n > 0 && n < 1000 {
		p.Added = v.t("sources.added", v.count("count.source", n))
	}
	states := map[string]int{}
	for i := range list {
		r := v.sourceRow(&list[i])
		states[r.State]++
		p.Sources = append(p.Sources, r)
	}
	slices.SortStableFunc(p.Sources, func(a, b sourceRow) int { return a.order - b.order })
	for _, state := range stateOrder {
		if n := states[state]; n > 0 {
			key := "count." + state
			if state == ok {
				key = "count.healthy"
			}
			look := stateLooks[state]
			p.Tallies = append(p.Tallies, stateTally{state, look[0], look[1], v.count(key, n)})
		}
	}
	outlets, err := s.allOutlets(v)
	if err != nil {
		return err
	}
	for _, f := range outlets.Values {
		p.Outlets = append(p.Outlets, bar{link: link{f.Label, "/s/" + url.PathEscape(f.Value)}, N: f.Count})
	}
	p.Outlets = v.barsOf(p.Outlets)
	if outlets.Approximate {
		p.Partial = v.t("source.partial")
	}
	return s.show(w, v, status, "sources", p)
}

// stateOf judges a source by its health alone.
func stateOf(s *isnad.Source, now time.Time) string {
	h := s.Health
	switch {
	case s.Paused:
		return paused
	case h.Failures >= failingFrom:
		return failing
	case h.Failures > 0 || h.Pages.Failures >= failingFrom:
		return partial
	case h.LastPoll.IsZero() && h.LastSuccess.IsZero() && h.LastNew.IsZero():
		return unread
	case !h.LastNew.IsZero() && now.Sub(h.LastNew) > silentAfter:
		return silent
	}
	return ok
}

func (c clock) sourceRow(s *isnad.Source) sourceRow {
	state := stateOf(s, c.now)
	look := stateLooks[state]
	r := sourceRow{
		ID: s.ID, Paused: s.Paused,
		State: state, Class: look[0], Point: look[1], Label: c.t("state." + state), order: slices.Index(stateOrder, state),
		Address: s.URL, Href: webURL(s.URL), Name: s.Title,
		Success: c.minute(s.Health.LastSuccess), New: c.minute(s.Health.LastNew), Next: c.minute(s.Health.NextPoll),
	}
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		r.Address = shownHost(u.Hostname()) + readableURL(u.EscapedPath())
		r.Name = cmp.Or(r.Name, shownHost(u.Hostname()))
	}
	if p := s.Health.Pages; p.Failures >= failingFrom && s.Health.Failures == 0 && !s.Paused {
		r.Why, r.Since, r.Doing = c.or("failure", string(p.Why)), c.t("sources.pages", p.Failures), c.t("sources.doing.pages")
	}
	if s.Health.Failures > 0 && !s.Paused {
		r.Reason, r.Why = s.Health.Reason, c.text["failure."+string(s.Health.Why)]
		r.Since = c.t("sources.since", c.count("count.failure", s.Health.Failures), c.minute(s.Health.LastPoll).Text)
		r.Doing = c.t("sources.doing.later")
		if r.Next.Text != "" {
			r.Doing = c.t("sources.doing.retry", r.Next.Text)
		}
	}
	return r
}

// minute names an instant to the minute.
func (c clock) minute(t time.Time) when {
	if t.IsZero() {
		return when{}
	}
	t = t.In(c.now.Location())
	return when{t.Format(time.RFC3339), c.t("day.hour", c.near(dates.DayOf(t)).Text, c.figures(t.Format("15:04")))}
}
