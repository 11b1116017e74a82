package greader

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"isnad"
	"isnad/internal/account"
)

// States as clients name them; "-" or an account's number may stand after "user/".
const (
	stateRead    = "state/com.google/read"
	stateStarred = "state/com.google/starred"
	stateList    = "state/com.google/reading-list"
	stateUnread  = "state/com.google/kept-unread"
	folder       = "label/إسناد"
)

// state gives what follows "user/-/", "" where the name is none of a state.
func state(name string) string {
	rest, ok := strings.CutPrefix(name, "user/")
	if !ok {
		return ""
	}
	_, rest, _ = strings.Cut(rest, "/")
	return rest
}

func (s *service) tags(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, map[string]any{"tags": []map[string]string{{"id": "user/-/" + stateStarred}, {"id": "user/-/" + folder, "type": "folder"}}})
}

type subscription struct {
	ID         string     `json:"id"`
	Title      string     `json:"title"`
	Categories []category `json:"categories"`
	URL        string     `json:"url"`
	HTMLURL    string     `json:"htmlUrl"`
	IconURL    string     `json:"iconUrl"`
}

type category struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

func feedID(outlet int64) string { return "feed/" + strconv.FormatInt(outlet, 10) }

func (s *service) outlets(r *http.Request) ([]isnad.ReadingOutlet, error) {
	return s.Reading.ReadingOutlets(r.Context(), account.Of(r.Context()).Owner(), s.Now().Add(-window))
}

func titleOf(o *isnad.ReadingOutlet) string {
	if o.Outlet.Name != "" {
		return o.Outlet.Name
	}
	if o.Outlet.Host != "" {
		return o.Outlet.Host
	}
	return "—"
}

func (s *service) subscriptions(w http.ResponseWriter, r *http.Request) error {
	all, err := s.outlets(r)
	if err != nil {
		return err
	}
	list := []subscription{}
	for i := range all {
		o := &all[i]
		x := subscription{ID: feedID(o.Number), Title: titleOf(o), Categories: []category{{"user/-/" + folder, strings.TrimPrefix(folder, "label/")}}, HTMLURL: s.site(o.Outlet.Host)}
		x.URL = x.HTMLURL
		list = append(list, x)
	}
	return writeJSON(w, map[string]any{"subscriptions": list})
}

func (s *service) site(host string) string {
	if host == "" {
		return strings.TrimRight(s.Address, "/") + "/"
	}
	return "https://" + host + "/"
}

type unreadCount struct {
	ID     string `json:"id"`
	Count  int    `json:"count"`
	Newest string `json:"newestItemTimestampUsec"`
}

// mostCounted is where clients stop to count: «1000+».
const mostCounted = 1000

func (s *service) unread(w http.ResponseWriter, r *http.Request) error {
	all, err := s.outlets(r)
	if err != nil {
		return err
	}
	counts, total, newest := []unreadCount{}, 0, time.Time{}
	for i := range all {
		if o := &all[i]; o.Unread > 0 {
			counts = append(counts, unreadCount{feedID(o.Number), min(o.Unread, mostCounted), usec(o.Newest)})
			total += o.Unread
			if o.Newest.After(newest) {
				newest = o.Newest
			}
		}
	}
	if total > 0 {
		for _, id := range []string{"user/-/" + folder, "user/-/" + stateList} {
			counts = append(counts, unreadCount{id, min(total, mostCounted), usec(newest)})
		}
	}
	return writeJSON(w, map[string]any{"max": mostCounted, "unreadcounts": counts})
}

func usec(t time.Time) string { return strconv.FormatInt(t.UnixMicro(), 10) }

// filter reads what clients ask of a stream: what to leave out (xt) or to want (it), since (ot) and until when, in which
// order (r=o is the oldest first), how many (n), and where the page before ended (c).
func (s *service) filter(stream string, q url.Values) (isnad.ArrivalFilter, error) {
	f := isnad.ArrivalFilter{Since: s.Now().Add(-window), OldestFirst: q.Get("r") == "o", Limit: 20}
	if n, err := strconv.Atoi(q.Get("n")); err == nil && n > 0 {
		f.Limit = min(n, 10_000)
	}
	if c := q.Get("c"); c != "" {
		n, err := strconv.ParseInt(c, 10, 64)
		if err != nil {
			return f, fmt.Errorf("%w: continuation %q", isnad.ErrInvalid, c)
		}
		f.Beyond = n
	}
	if ot, err := strconv.ParseInt(q.Get("ot"), 10, 64); err == nil && ot > 0 {
		if since := time.Unix(ot, 0); since.After(f.Since) {
			f.Since = since
		}
	}
	for _, x := range q["xt"] {
		f.Unread = f.Unread || state(x) == stateRead
	}
	wanted := append([]string{stream}, q["it"]...)
	for _, name := range wanted {
		switch rest := state(name); {
		case strings.HasPrefix(name, "feed/"):
			n, err := strconv.ParseInt(strings.TrimPrefix(name, "feed/"), 10, 64)
			if err != nil {
				return f, fmt.Errorf("%w: stream %q", isnad.ErrInvalid, name)
			}
			f.Outlet = n
		case rest == stateStarred:
			f.Starred, f.Since = true, time.Time{} // what was starred stays
		case rest == stateUnread:
			f.Unread = true
		case rest == stateRead:
			f.Read = true
		case rest == stateList, strings.HasPrefix(rest, "label/"), name == "":
		default:
			return f, fmt.Errorf("%w: stream %q", isnad.ErrInvalid, name)
		}
	}
	return f, nil
}

// arrivals gives a page of a stream, and where the next begins.
func (s *service) arrivals(r *http.Request, stream string) ([]isnad.Arrival, string, error) {
	f, err := s.filter(stream, r.Form)
	if err != nil {
		return nil, "", err
	}
	want := f.Limit
	f.Limit++
	list, err := s.Reading.Arrivals(r.Context(), account.Of(r.Context()).Owner(), f)
	if err != nil || len(list) <= want {
		return list, "", err
	}
	list = list[:want]
	return list, strconv.FormatInt(list[want-1].Number, 10), nil
}

type itemRef struct {
	ID      string   `json:"id"`
	Streams []string `json:"directStreamIds"`
	Usec    string   `json:"timestampUsec"`
}

func (s *service) ids(w http.ResponseWriter, r *http.Request) error {
	list, next, err := s.arrivals(r, r.Form.Get("s"))
	if err != nil {
		return err
	}
	refs := []itemRef{}
	for _, a := range list {
		refs = append(refs, itemRef{strconv.FormatInt(a.Number, 10), []string{feedID(a.Outlet)}, usec(a.At)})
	}
	out := map[string]any{"itemRefs": refs}
	if next != "" {
		out["continuation"] = next
	}
	return writeJSON(w, out)
}

// longID begins the long form of an item's id, before sixteen hexadecimal digits.
const longID = "tag:google.com,2005:reader/item/"

// numberOf reads an id in one of the three forms that clients use: long, sixteen hexadecimal digits, or decimal.
func numberOf(id string) (int64, error) {
	rest, long := strings.CutPrefix(id, longID)
	if long || len(rest) == 16 {
		n, err := strconv.ParseUint(rest, 16, 64)
		return int64(n), err
	}
	return strconv.ParseInt(rest, 10, 64)
}

func numbersOf(ids []string) ([]int64, error) {
	out := make([]int64, 0, len(ids))
	for _, id := range ids {
		n, err := numberOf(id)
		if err != nil {
			return nil, fmt.Errorf("%w: item %q", isnad.ErrInvalid, id)
		}
		out = append(out, n)
	}
	return out, nil
}

func (s *service) editTag(w http.ResponseWriter, r *http.Request) error {
	numbers, err := numbersOf(r.Form["i"])
	if err != nil {
		return err
	}
	var read, starred *bool
	for field, add := range map[string]bool{"a": true, "r": false} {
		for _, name := range r.Form[field] {
			on := add
			switch state(name) {
			case stateRead:
				read = &on
			case stateStarred:
				starred = &on
			case stateUnread:
				off := !on
				read = &off
			}
		}
	}
	if err := s.Reading.Mark(r.Context(), account.Of(r.Context()).Owner(), numbers, read, starred); err != nil {
		return err
	}
	_, err = fmt.Fprint(w, "OK")
	return err
}

func (s *service) markAll(w http.ResponseWriter, r *http.Request) error {
	upTo := s.Now()
	if ts, err := strconv.ParseInt(r.Form.Get("ts"), 10, 64); err == nil && ts > 0 {
		upTo = time.UnixMicro(ts)
	}
	f, err := s.filter(r.Form.Get("s"), nil)
	if err != nil {
		return err
	}
	if err := s.Reading.MarkAll(r.Context(), account.Of(r.Context()).Owner(), f.Outlet, upTo); err != nil {
		return err
	}
	_, err = fmt.Fprint(w, "OK")
	return err
}
