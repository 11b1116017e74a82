package alert_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/alert"
	"isnad/internal/enginetest"
	"isnad/internal/fetch"
	"isnad/names"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

// desk is an archive with a runner and a clock that the test sets.
type desk struct {
	*alert.Runner
	db  isnad.Engine
	now time.Time
}

func newDesk(t *testing.T, allow []netip.Prefix) *desk {
	t.Helper()
	d := &desk{now: time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)}
	db := enginetest.Open(t, func() time.Time { return d.now })
	d.db = db
	client := fetch.New(fetch.Options{UserAgent: "test", Allow: allow, Timeout: 2 * time.Second})
	t.Cleanup(client.Close)
	d.Runner = &alert.Runner{Store: db, Searches: db, Outbox: db, Matcher: db, Client: client.HTTP(), Address: "https://isnad.example",
		Now: func() time.Time { return d.now }, Log: slog.New(slog.DiscardHandler)}
	return d
}

func (d *desk) once(t *testing.T) {
	t.Helper()
	if err := d.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// save stores a saved search with a channel for each target.
func (d *desk) save(t *testing.T, text string, kind isnad.SavedKind, channels ...isnad.Channel) *isnad.SavedSearch {
	t.Helper()
	s := &isnad.SavedSearch{Name: "بحث " + text, Text: text, Kind: kind, Channels: channels}
	if err := alert.Prepare(s, nil, d.now); err != nil {
		t.Fatal(err)
	}
	if err := d.db.PutSavedSearch(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

// article is an invented article in which Salma Rafii says each of the sentences.
func article(id string, sentences ...string) *isnad.Article {
	a := &isnad.Article{ID: id, Document: extract.Document{Title: "أخبار الميناء", URL: "https://marfa.example/" + id, Source: extract.Outlet{Name: "صحيفة المرفأ"},
		Published: dates.Date{Day: dates.Day{Year: 2024, Month: 3, Day: 5}, Precision: dates.DayOnly}}}
	for _, s := range sentences {
		a.Paragraphs = append(a.Paragraphs, "قالت سلمى الرافعي إن "+s+". وهذه جملة أخرى.")
	}
	at, text := 0, a.Text()
	for _, s := range sentences {
		start := at + strings.Index(text[at:], s)
		a.Statements = append(a.Statements, attribution.Statement{Span: arabic.Span{Field: arabic.Text, Start: start, End: start + len(s)}, Content: s, Kind: attribution.Indirect,
			Act: attribution.State, Cue: "قالت", CueStart: at, CueEnd: at + len("قالت"), Confidence: .9, Speaker: attribution.Speaker{Name: "سلمى الرافعي", Type: names.Person, Entity: "p:salma"}})
		if next := strings.IndexByte(text[start:], '\n'); next >= 0 {
			at = start + next + 1
		}
	}
	return a
}

func put(t *testing.T, db isnad.Engine, articles ...*isnad.Article) {
	t.Helper()
	err := db.Update(context.Background(), func(tx isnad.Tx) error {
		for _, a := range articles {
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) findings(t *testing.T, s *isnad.SavedSearch) []isnad.Finding {
	t.Helper()
	f, err := d.db.Findings(context.Background(), s.ID, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (d *desk) deliveries(t *testing.T, s *isnad.SavedSearch) []isnad.Delivery {
	t.Helper()
	l, err := d.db.Deliveries(context.Background(), s.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFindings(t *testing.T) {
	d := newDesk(t, nil)
	put(t, d.db, article("old", "الجسر قديم"))
	d.once(t)
	words := d.save(t, "الجسر", isnad.SavedArticles)
	said := d.save(t, "قائل:سلمى الجسر", isnad.SavedStatements)
	put(t, d.db, article("a", "الميناء جاهز", "الجسر آمن تماما"), article("b", "السوق مغلق"))
	d.once(t)
	d.once(t)
	found := d.findings(t, words)
	if len(found) != 1 || found[0].Article.ID != "a" || found[0].Edited {
		t.Fatalf("articles found: %+v", found)
	}
	if s := found[0].Sentence; s != "قالت سلمى الرافعي إن الجسر آمن تماما." || len(found[0].Marks) != 1 || s[found[0].Marks[0].Start:found[0].Marks[0].End] != "الجسر" {
		t.Errorf("the sentence that matched: %q %v", s, found[0].Marks)
	}
	statements := d.findings(t, said)
	if len(statements) != 1 || statements[0].Statement == nil || statements[0].Statement.Content != "الجسر آمن تماما" {
		t.Fatalf("statements found: %+v", statements)
	}
	if f := statements[0]; f.Sentence[f.Marks[0].Start:f.Marks[0].End] != "الجسر آمن تماما" || !strings.HasPrefix(f.Sentence, "قالت") {
		t.Errorf("the statement's sentence: %q %v", f.Sentence, f.Marks)
	}
	put(t, d.db, article("a", "الميناء جاهز", "الجسر آمن تماما", "الجسر سيوسع")) // an edit adds one
	d.once(t)
	if statements = d.findings(t, said); len(statements) != 2 || !statements[0].Edited || statements[0].Statement.Content != "الجسر سيوسع" {
		t.Errorf("after an edit: %+v", statements)
	}
	if found = d.findings(t, words); len(found) != 2 || !found[0].Edited {
		t.Errorf("after an edit: %+v", found)
	}
}

// receiver is a webhook's other side.
type receiver struct {
	sync.Mutex
	*httptest.Server
	secret string
	answer func(n int, w http.ResponseWriter) // n from 1
	got    []string                           // ids, in order
	bodies []string
}

func newReceiver(t *testing.T, answer func(n int, w http.ResponseWriter)) *receiver {
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.Lock()
		defer r.Unlock()
		body, err := io.ReadAll(q.Body)
		if err != nil || q.Method != http.MethodPost || q.Header.Get("Content-Type") != "application/json" || q.Header.Get("Cookie") != "" {
			t.Errorf("request %s %v, %v", q.Method, q.Header, err)
		}
		if r.secret != "" && !verified(q.Header, r.secret, body) {
			t.Error("the signature does not hold")
		}
		r.got, r.bodies = append(r.got, q.Header.Get("webhook-id")), append(r.bodies, string(body))
		if r.answer != nil {
			r.answer(len(r.got), w)
		}
	}))
	t.Cleanup(r.Close)
	return r
}

// verified is the receiver's half of Standard Webhooks, written apart from ours.
func verified(h http.Header, secret string, body []byte) bool {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(h.Get("webhook-id") + "." + h.Get("webhook-timestamp") + "." + string(body)))
	return hmac.Equal([]byte("v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil))), []byte(h.Get("webhook-signature")))
}

func TestWebhook(t *testing.T) {
	d := newDesk(t, loopback)
	r := newReceiver(t, nil)
	s := d.save(t, "الجسر", isnad.SavedStatements, isnad.Channel{Kind: isnad.Webhook, Target: r.URL + "/hook"})
	r.secret = s.Channels[0].Secret
	put(t, d.db, article("a", "الجسر آمن"))
	d.once(t)
	d.once(t)
	if len(r.got) != 1 || !strings.HasPrefix(r.got[0], "msg_") {
		t.Fatalf("%d messages, want 1: %v", len(r.got), r.got)
	}
	var m struct {
		Type string
		Data struct {
			Search    struct{ Name, Query string }
			Article   struct{ ID, Page, URL string }
			Sentence  string
			Marks     []isnad.Mark
			Statement struct{ Content string }
		}
	}
	if err := json.Unmarshal([]byte(r.bodies[0]), &m); err != nil {
		t.Fatal(err)
	}
	if m.Type != "finding.statement" || m.Data.Article.Page != "https://isnad.example/a/a" || m.Data.Statement.Content != "الجسر آمن" || m.Data.Search.Query != "الجسر" {
		t.Errorf("message %+v", m)
	}
	if sentence := []rune(m.Data.Sentence); string(sentence[m.Data.Marks[0].Start:m.Data.Marks[0].End]) != "الجسر آمن" {
		t.Errorf("marks %v are no code points of %q", m.Data.Marks, m.Data.Sentence)
	}
	if l := d.deliveries(t, s); len(l) != 1 || l[0].State != isnad.Delivered || l[0].Tries != 1 || l[0].Reason != "" {
		t.Errorf("deliveries %+v", l)
	}
}

// TestWebhookRefused has the other side fail in every way, and come back.
func TestWebhookRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer func(n int, w http.ResponseWriter)
		want   isnad.DeliveryState
		tries  int
		reason string
		rest   time.Duration // before the second try at least
	}{
		{"500, then well", func(n int, w http.ResponseWriter) {
			if n == 1 {
				w.WriteHeader(500)
			}
		}, isnad.Delivered, 2, "", 5 * time.Second},
		{"503 with a wish", func(n int, w http.ResponseWriter) {
			if n == 1 {
				w.Header().Set("Retry-After", "3600")
				w.WriteHeader(503)
			}
		}, isnad.Delivered, 2, "", time.Hour},
		{"never well", func(n int, w http.ResponseWriter) { w.WriteHeader(500) }, isnad.GivenUp, 10, "answered 500", 5 * time.Second},
		{"gone", func(n int, w http.ResponseWriter) { w.WriteHeader(410) }, isnad.GivenUp, 1, "answered 410", 0},
		{"a redirect is not followed", func(n int, w http.ResponseWriter) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(307)
		}, isnad.GivenUp, 10, "answered 307", 5 * time.Second},
		{"hangs up", func(n int, w http.ResponseWriter) { panic(http.ErrAbortHandler) }, isnad.GivenUp, 10, "EOF", 5 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, loopback)
			r := newReceiver(t, c.answer)
			s := d.save(t, "الجسر", isnad.SavedArticles, isnad.Channel{Kind: isnad.Webhook, Target: r.URL})
			r.secret = s.Channels[0].Secret
			put(t, d.db, article("a", "الجسر آمن"))
			d.once(t)
			first := d.deliveries(t, s)[0]
			if c.tries > 1 && (first.State != isnad.Waiting || first.NotBefore.Before(d.now.Add(c.rest)) || first.NotBefore.After(d.now.Add(c.rest+c.rest/9)) || first.Reason == "") {
				t.Errorf("after the first try: %+v", first)
			}
			for range 20 {
				d.now = d.now.Add(27 * time.Hour)
				d.once(t)
			}
			l := d.deliveries(t, s)[0]
			if l.State != c.want || l.Tries != c.tries || !strings.Contains(l.Reason, c.reason) {
				t.Errorf("in the end: %+v", l)
			}
			for _, id := range r.got {
				if id != first.ID {
					t.Errorf("tries under several ids: %v", r.got)
				}
			}
		})
	}
}

// TestWebhookGuarded posts to addresses that no public service has; the same guard as for fetching refuses them.
func TestWebhookGuarded(t *testing.T) {
	r := newReceiver(t, nil)
	port := r.URL[strings.LastIndexByte(r.URL, ':'):]
	for _, target := range []string{r.URL, "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port, "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[64:ff9b::7f00:1]/", "http://0.0.0.0" + port} {
		d := newDesk(t, nil)
		s := d.save(t, "الجسر", isnad.SavedArticles, isnad.Channel{Kind: isnad.Webhook, Target: target})
		put(t, d.db, article("a", "الجسر آمن"))
		d.once(t)
		if l := d.deliveries(t, s)[0]; l.State == isnad.Delivered || !strings.Contains(l.Reason, "blocked") {
			t.Errorf("%s: %+v", target, l)
		}
	}
	if len(r.got) > 0 {
		t.Errorf("%d messages reached this machine", len(r.got))
	}
	for _, target := range []string{"ftp://desk.example/", "http://user:pass@desk.example/", "http://2130706433/", "http://0x7f.1/", "http:\\\\desk.example/", "javascript:alert(1)", ""} {
		err := alert.Prepare(&isnad.SavedSearch{Text: "x", Channels: []isnad.Channel{{Kind: isnad.Webhook, Target: target}}}, nil, time.Now())
		if !errors.Is(err, isnad.ErrInvalid) {
			t.Errorf("%q may be a webhook: %v", target, err)
		}
	}
}

func TestPrepare(t *testing.T) {
	now := time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)
	s := &isnad.SavedSearch{Text: " الجسر ", ID: "chosen", FeedKey: "chosen", Channels: []isnad.Channel{{Kind: isnad.Webhook, Target: "https://desk.example/h", Secret: "chosen"}, {Kind: isnad.MailDigest, Target: "desk@desk.example"}}}
	if err := alert.Prepare(s, nil, now); err != nil {
		t.Fatal(err)
	}
	if s.ID == "chosen" || s.FeedKey == "chosen" || s.Channels[0].Secret == "chosen" || s.Name != "الجسر" || s.Kind != isnad.SavedArticles || s.Channels[1].Every != 24*time.Hour || !s.Created.Equal(now) {
		t.Errorf("%+v", s)
	}
	again := &isnad.SavedSearch{ID: "other", Owner: "other", Text: "السوق", Channels: []isnad.Channel{{ID: s.Channels[0].ID, Kind: isnad.Webhook, Target: "https://desk.example/2"}}}
	if err := alert.Prepare(again, s, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if again.ID != s.ID || again.Owner != s.Owner || again.FeedKey != s.FeedKey || again.Channels[0].Secret != s.Channels[0].Secret || again.Channels[0].ID != s.Channels[0].ID {
		t.Errorf("changed: %+v", again)
	}
	for name, bad := range map[string]isnad.SavedSearch{
		"no query":      {Name: "x"},
		"no such query": {Text: `"open`},
		"no such kind":  {Text: "x", Kind: "people"},
		"no such way":   {Text: "x", Channels: []isnad.Channel{{Kind: "pigeon"}}},
		"no address":    {Text: "x", Channels: []isnad.Channel{{Kind: isnad.MailDigest, Target: "desk"}}},
		"two addresses": {Text: "x", Channels: []isnad.Channel{{Kind: isnad.MailDigest, Target: "a@b.example, c@d.example"}}},
		"a header":      {Text: "x", Channels: []isnad.Channel{{Kind: isnad.MailDigest, Target: "a@b.example\r\nBcc: c@d.example"}}},
		"every second":  {Text: "x", Channels: []isnad.Channel{{Kind: isnad.MailDigest, Target: "a@b.example", Every: time.Second}}},
		"a long name":   {Text: "x", Name: strings.Repeat("x", 300)},
		"too many ways": {Text: "x", Channels: make([]isnad.Channel, 11)},
	} {
		if err := alert.Prepare(&bad, nil, now); !errors.Is(err, isnad.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPausedAndRemoved(t *testing.T) {
	d := newDesk(t, loopback)
	r := newReceiver(t, nil)
	s := d.save(t, "الجسر", isnad.SavedArticles, isnad.Channel{Kind: isnad.Webhook, Target: r.URL, Paused: true})
	put(t, d.db, article("a", "الجسر آمن"))
	d.once(t)
	if len(r.got) != 0 {
		t.Error("a paused channel was told")
	}
	s.Channels[0].Paused = false
	if err := d.db.PutSavedSearch(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(time.Hour)
	d.once(t)
	if len(r.got) != 1 {
		t.Errorf("%d messages after the pause, want 1", len(r.got))
	}
}

func TestFeeds(t *testing.T) {
	s := &isnad.SavedSearch{ID: "s", Name: "الجسر <b>", Text: "الجسر", Created: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)}
	const hostile = `<script>alert(1)</script>"'&` + "\u202e\x00\x1b"
	found := []isnad.Finding{
		{Search: "s", Item: "b/1", At: time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC), Edited: true, Article: isnad.Hit{ID: "b", Title: hostile, Source: hostile, URL: "https://marfa.example/b"},
			Sentence: "الجسر " + hostile, Marks: []isnad.Mark{{Start: 0, End: len("الجسر")}}},
		{Search: "s", Item: "a/1", At: time.Date(2024, 3, 4, 12, 0, 0, 0, time.UTC), Article: isnad.Hit{ID: "a", Title: "خبر"}, Sentence: "الجسر آمن", Marks: []isnad.Mark{{Start: 0, End: len("الجسر")}},
			Statement: &attribution.Statement{Content: "الجسر آمن", Speaker: attribution.Speaker{Name: "سلمى"}}},
	}
	atom, err := alert.Atom(s, found, "https://isnad.example/", "https://isnad.example/feed")
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		ID      string `xml:"id"`
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(atom, &read); err != nil {
		t.Fatalf("%v in\n%s", err, atom)
	}
	if read.ID != "urn:isnad:search:s" || read.Updated != "2024-03-05T12:00:00Z" || len(read.Entries) != 2 || read.Entries[1].Title != "سلمى: الجسر آمن" || !strings.HasPrefix(read.Entries[0].Title, "[عُدّل]") {
		t.Errorf("Atom: %+v", read)
	}
	if c := read.Entries[0].Content; strings.Contains(c, "<script") || strings.Contains(c, "\u202e") || !strings.Contains(read.Entries[1].Content, "<mark>الجسر</mark>") {
		t.Errorf("content %q", c)
	}
	body, err := alert.JSONFeed(s, found, "https://isnad.example", "https://isnad.example/feed")
	if err != nil {
		t.Fatal(err)
	}
	var feed struct {
		Version string
		Items   []struct{ ID, URL, ContentHTML string }
	}
	if err := json.Unmarshal(body, &feed); err != nil || feed.Version != "https://jsonfeed.org/version/1.1" || len(feed.Items) != 2 || feed.Items[1].URL != "https://isnad.example/a/a" {
		t.Errorf("JSON Feed: %v %s", err, body)
	}
	if empty, err := alert.JSONFeed(s, nil, "", ""); err != nil || !strings.Contains(string(empty), `"items":[]`) {
		t.Errorf("an empty feed: %s, %v", empty, err)
	}
}

// TestManySearches looks at several batches of changes with several searches.
func TestManySearches(t *testing.T) {
	d := newDesk(t, nil)
	one, all := d.save(t, "رقم7", isnad.SavedArticles), d.save(t, "مصدر:المرفأ", isnad.SavedArticles)
	var articles []*isnad.Article
	for i := range 450 {
		articles = append(articles, article(strconv.Itoa(i), fmt.Sprintf("الرقم رقم%d", i)))
	}
	put(t, d.db, articles...)
	d.once(t)
	if n := len(d.findings(t, one)); n != 1 {
		t.Errorf("%d found, want 1", n)
	}
	if f, err := d.db.Findings(context.Background(), all.ID, 0, 1000); err != nil || len(f) != 450 {
		t.Errorf("%d found, want 450, %v", len(f), err)
	}
	if c, err := d.db.Changes(context.Background(), 1); err != nil || len(c) != 0 {
		t.Errorf("changes left: %v, %v", c, err)
	}
}
