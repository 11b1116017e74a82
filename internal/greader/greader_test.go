package greader_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/account"
	"isnad/internal/enginetest"
	"isnad/internal/greader"
)

// phone is a client that has signed in.
type phone struct {
	t    *testing.T
	h    http.Handler
	auth string
}

func newPhone(t *testing.T, articles int) *phone {
	t.Helper()
	ctx := context.Background()
	db := enginetest.Open(t, nil)
	if _, err := account.NewAccount(ctx, db, "salma", isnad.Reader, "a long password", time.Now()); err != nil {
		t.Fatal(err)
	}
	for i := range articles {
		a := &isnad.Article{ID: fmt.Sprintf("a%d", i), Document: extract.Document{Title: fmt.Sprintf("خبر %d", i), URL: fmt.Sprintf("https://marfa.example/%d", i), Source: extract.Outlet{Name: "المرفأ", Host: "marfa.example"},
			Paragraphs: []string{"نص <script>alert(1)</script>\u202e"}, Published: dates.Date{Day: dates.Day{Year: 2024, Month: 3, Day: 5}}}}
		if i%3 == 2 {
			a.Source = extract.Outlet{Name: "خبر", Host: "khabar.example"}
		}
		if err := db.Update(ctx, func(tx isnad.Tx) error { return tx.PutArticle(a, isnad.TermsOf(a)) }); err != nil {
			t.Fatal(err)
		}
	}
	door := account.NewDoor(account.Options{Store: db, Accounts: db, Sessions: db, Tokens: db})
	mux := http.NewServeMux()
	for _, r := range greader.Routes(greader.Options{Store: db, Reading: db, Door: door, Address: "https://isnad.example", Now: time.Now}) {
		mux.Handle(r.Pattern, door.Guard(r.Right, func(w http.ResponseWriter, _ *http.Request, err error) {
			http.Error(w, "Unauthorized", http.StatusUnauthorized)
		}, r.Handler))
	}
	return &phone{t: t, h: mux}
}

// ask sends what a client sends: GET, or POST where there is a form.
func (p *phone) ask(path, form string) *httptest.ResponseRecorder {
	method := http.MethodGet
	if form != "" {
		method = http.MethodPost
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form))
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if p.auth != "" {
		r.Header.Set("Authorization", "GoogleLogin auth="+p.auth)
	}
	w := httptest.NewRecorder()
	p.h.ServeHTTP(w, r)
	return w
}

func (p *phone) login(name, password string) int {
	w := p.ask("/accounts/ClientLogin", url.Values{"Email": {name}, "Passwd": {password}, "service": {"reader"}, "accountType": {"GOOGLE"}}.Encode())
	for line := range strings.Lines(w.Body.String()) {
		if auth, ok := strings.CutPrefix(strings.TrimSpace(line), "Auth="); ok {
			p.auth = auth
		}
	}
	return w.Code
}

// read asks and decodes.
func read[T any](p *phone, path, form string) (v T) {
	p.t.Helper()
	w := p.ask("/reader/api/0/"+path, form)
	if w.Code != http.StatusOK {
		p.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		p.t.Fatalf("%s: %v in %s", path, err, w.Body)
	}
	return v
}

// ok does something that a client expects the word OK for.
func (p *phone) ok(path, form string) {
	p.t.Helper()
	if w := p.ask("/reader/api/0/"+path, form); w.Code != http.StatusOK || w.Body.String() != "OK" {
		p.t.Fatalf("%s %s: %d %s", path, form, w.Code, w.Body)
	}
}

type refs struct {
	ItemRefs     []struct{ ID, TimestampUsec string }
	Continuation string
}

type counts struct {
	Max          int
	Unreadcounts []struct {
		ID    string
		Count int
	}
}

func (p *phone) unread(id string) int {
	p.t.Helper()
	for _, c := range read[counts](p, "unread-count?output=json", "").Unreadcounts {
		if c.ID == id {
			return c.Count
		}
	}
	return 0
}

const readingList = "user/-/state/com.google/reading-list"

// TestSync is the sequence by which readers on phones synchronise: sign in, subscriptions and folders, ids of what is unread
// and starred, contents of what is new, marks.
func TestSync(t *testing.T) {
	p := newPhone(t, 7)
	signsIn(p)
	subs := subscriptions(p)
	ids := unreadIDs(p)
	first := contents(p, ids)
	marks(p, first, ids)
	streams(p, subs, ids)
	marksAll(p, subs)
}

func signsIn(p *phone) {
	t := p.t
	if code := p.login("salma", "wrong"); code != http.StatusForbidden || p.auth != "" {
		t.Fatalf("a wrong password: %d", code)
	}
	if w := p.ask("/reader/api/0/subscription/list?output=json", ""); w.Code != http.StatusUnauthorized {
		t.Fatalf("before signing in: %d", w.Code)
	}
	if code := p.login("Salma", "a long password"); code != http.StatusOK || p.auth == "" {
		t.Fatalf("signing in: %d", code)
	}
	if u := read[map[string]string](p, "user-info?output=json", ""); u["userName"] != "salma" || u["userId"] == "" {
		t.Errorf("user %v", u)
	}
	if w := p.ask("/reader/api/0/token", ""); w.Code != http.StatusOK || w.Body.Len() == 0 {
		t.Errorf("token: %d", w.Code)
	}
}

type subscription struct {
	ID, Title, HTMLURL string
	Categories         []struct{ ID, Label string }
}

func subscriptions(p *phone) []subscription {
	t := p.t
	subs := read[struct{ Subscriptions []subscription }](p, "subscription/list?output=json", "").Subscriptions
	if len(subs) != 2 || subs[0].Title != "المرفأ" || subs[0].HTMLURL != "https://marfa.example/" || len(subs[0].Categories) != 1 {
		t.Fatalf("subscriptions %+v", subs)
	}
	if p.unread(readingList) != 7 || p.unread(subs[0].ID) != 5 || p.unread(subs[1].ID) != 2 {
		t.Error("unread counts are wrong at the start")
	}
	return subs
}

// unreadIDs asks for what is unread, page by page.
func unreadIDs(p *phone) (ids []string) {
	for c := ""; ; {
		page := read[refs](p, "stream/items/ids?output=json&n=3&s="+url.QueryEscape(readingList)+"&xt=user/-/state/com.google/read&c="+c, "")
		for _, r := range page.ItemRefs {
			ids = append(ids, r.ID)
		}
		if c = page.Continuation; c == "" {
			break
		}
	}
	if len(ids) != 7 {
		p.t.Fatalf("ids %v, want seven over three pages", ids)
	}
	return ids
}

// contents asks for the items, by ids in the three forms that clients use, and gives the first item's.
func contents(p *phone, ids []string) string {
	t := p.t
	form := url.Values{}
	for i, id := range ids {
		n, _ := strconv.ParseInt(id, 10, 64)
		form.Add("i", []string{id, fmt.Sprintf("tag:google.com,2005:reader/item/%016x", n), fmt.Sprintf("%016x", n)}[i%3])
	}
	items := read[struct {
		Items []struct {
			ID, Title  string
			Categories []string
			Canonical  []struct{ Href string }
			Origin     struct{ StreamID string }
			Summary    struct{ Content string }
		}
	}](p, "stream/items/contents?output=json", form.Encode()).Items
	if len(items) != 7 {
		t.Fatalf("%d items, want 7 by ids in three forms", len(items))
	}
	first := items[0]
	if first.Title != "خبر 6" || first.Canonical[0].Href != "https://marfa.example/6" || strings.Contains(first.Summary.Content, "<script") || strings.Contains(first.Summary.Content, "\u202e") {
		t.Errorf("item %+v", first)
	}
	return first.ID
}

func marks(p *phone, first string, ids []string) {
	t := p.t
	p.ok("edit-tag", "T=isnad&a=user/-/state/com.google/read&i="+first+"&i="+ids[1])
	p.ok("edit-tag", "T=isnad&a=user/-/state/com.google/starred&i="+ids[2])
	if n := p.unread(readingList); n != 5 {
		t.Errorf("%d unread after two were read", n)
	}
	if was := read[refs](p, "stream/items/ids?output=json&n=100&s=user/-/state/com.google/read", ""); len(was.ItemRefs) != 2 {
		t.Errorf("read are two, told are %+v: a client would take all for read", was)
	}
	p.ok("edit-tag", "T=isnad&r=user/-/state/com.google/read&i="+ids[1])
	if n := p.unread(readingList); n != 6 {
		t.Errorf("%d unread after one was made unread again", n)
	}
	starred := read[refs](p, "stream/items/ids?output=json&n=100&s=user/-/state/com.google/starred", "")
	if len(starred.ItemRefs) != 1 || starred.ItemRefs[0].ID != ids[2] {
		t.Errorf("starred %+v", starred)
	}
}

func streams(p *phone, subs []subscription, ids []string) {
	t := p.t
	oldest := read[refs](p, "stream/items/ids?output=json&n=1&r=o&s="+subs[1].ID, "")
	if len(oldest.ItemRefs) != 1 || oldest.ItemRefs[0].ID != ids[4] {
		t.Errorf("the oldest of an outlet %+v of %v", oldest, ids)
	}
	stream := read[struct{ Items []struct{ Title string } }](p, "stream/contents/"+subs[1].ID+"?output=json&n=20", "")
	if len(stream.Items) != 2 {
		t.Errorf("a stream's contents %+v", stream)
	}
}

func marksAll(p *phone, subs []subscription) {
	t := p.t
	p.ok("mark-all-as-read", "T=isnad&s="+subs[1].ID+"&ts="+strconv.FormatInt(time.Now().UnixMicro(), 10))
	if p.unread(subs[1].ID) != 0 || p.unread(subs[0].ID) == 0 {
		t.Error("marking an outlet read did more or less")
	}
	p.ok("mark-all-as-read", "T=isnad&s="+url.QueryEscape(readingList))
	if n := p.unread(readingList); n != 0 {
		t.Errorf("%d unread after all were read", n)
	}
	since := read[refs](p, "stream/items/ids?output=json&n=100&s="+url.QueryEscape(readingList)+"&ot="+strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10), "")
	if len(since.ItemRefs) != 0 {
		t.Errorf("nothing came in since: %+v", since)
	}
}

func TestByToken(t *testing.T) {
	p := newPhone(t, 1)
	if p.login("salma", "a long password") != http.StatusOK {
		t.Fatal("signing in")
	}
	token := p.auth
	p.auth = ""
	if code := p.login("salma", token); code != http.StatusOK || p.auth != token {
		t.Errorf("a token as password: %d", code)
	}
	p.auth = ""
	if code := p.login("basel", token); code != http.StatusForbidden {
		t.Errorf("somebody else's token: %d", code)
	}
}

func TestMistakes(t *testing.T) {
	p := newPhone(t, 1)
	if p.login("salma", "a long password") != http.StatusOK {
		t.Fatal("signing in")
	}
	for path, status := range map[string]int{
		"stream/items/ids?s=feed/x":                  400,
		"stream/items/ids?s=pop/song":                400,
		"stream/items/ids?s=" + readingList + "&c=x": 400,
		"stream/items/contents?i=x":                  400,
		"stream/items/ids?s=feed/999":                200,
		"stream/items/contents?i=999":                200,
		"nothing":                                    404,
	} {
		if w := p.ask("/reader/api/0/"+path, ""); w.Code != status {
			t.Errorf("%s: %d, want %d", path, w.Code, status)
		}
	}
	if w := p.ask("/reader/api/0/subscription/edit", "ac=subscribe&s=feed/https://x.example"); w.Code != http.StatusUnauthorized {
		t.Errorf("a reader subscribes: %d", w.Code)
	}
}
