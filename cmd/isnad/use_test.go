package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// fill sends a form as a reader's browser does, and gives the address to which it leads.
func fill(t *testing.T, address, path string, form url.Values) string {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		body, _ := io.ReadAll(answer.Body)
		t.Fatalf("%s: %s\n%s", path, answer.Status, plainText(string(body)))
	}
	return answer.Header.Get("Location")
}

var tag = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>|<[^>]*>`)

func plainText(page string) string {
	return strings.Join(strings.Fields(tag.ReplaceAllString(page, " ")), " ")
}

// hook is a receiver of webhooks on loopback.
type hook struct {
	header http.Header
	body   string
}

func hooks(t *testing.T) (address string, got chan hook) {
	t.Helper()
	got = make(chan hook, 10)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- hook{r.Header, string(body)}
	}))
	t.Cleanup(s.Close)
	return s.URL, got
}

// within waits for what comes through a channel.
func within[T any](t *testing.T, what string, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(2 * time.Minute):
		t.Fatalf("no %s", what)
	}
	return v
}

// TestAlertsReach saves a search on the pages, adds a webhook and a mail address, and sends an article: the sentence that
// matched comes by webhook, signed, in both feeds and on the page of the search.
func TestAlertsReach(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a server")
	}
	receiver, posts := hooks(t)
	t.Setenv("ISNAD_ALLOW", "127.0.0.0/8")
	address, _ := serveFor(t, t.TempDir())
	saved := fill(t, address, "/saved", url.Values{"q": {"الجسر"}, "tab": {"statements"}, "name": {"حال الجسر"}})
	fill(t, address, saved, url.Values{"do": {"tell"}, "kind": {"webhook"}, "target": {receiver + "/hook"}})
	fill(t, address, saved, url.Values{"do": {"tell"}, "kind": {"mail"}, "target": {"desk@desk.example"}, "hours": {"6"}})
	page := get(t, t.Context(), address+saved)
	secret := regexp.MustCompile(`whsec_[A-Za-z0-9+/=]+`).FindString(html.UnescapeString(page))
	if secret == "" {
		t.Fatal("the page does not tell the secret of the webhook")
	}
	const sentence = "قالت سلمى الرافعي إن الجسر آمن تماما"
	upload(t, address, sent{"new.jsonl", []byte(fmt.Sprintf(`{"id":"new1","title":"حال الطريق","source":"صحيفة المرفأ","published":%q,"paragraphs":["وصلت الحافلات صباحا. %s. وغادرت مساء."]}`+"\n", time.Now().Format("2006-01-02"), sentence))})
	h := within(t, "webhook", posts)
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	io.WriteString(mac, h.header.Get("webhook-id")+"."+h.header.Get("webhook-timestamp")+"."+h.body)
	if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); h.header.Get("webhook-signature") != want || !strings.Contains(h.body, sentence) {
		t.Errorf("signed %q, want %q: %s", h.header.Get("webhook-signature"), want, h.body)
	}
	page = get(t, t.Context(), address+saved)
	text := tag.ReplaceAllString(page, "")
	for _, want := range []string{sentence, "desk@desk.example", "6 ساعات"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page of the search lacks %q: %s", want, plainText(page))
		}
	}
	feeds := regexp.MustCompile(`href="(/saved/[^"]+\.(?:atom|json))"`).FindAllStringSubmatch(page, -1)
	if len(feeds) != 2 {
		t.Errorf("%d feeds, want an Atom and a JSON feed", len(feeds))
	}
	for _, feed := range feeds {
		text := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(html.UnescapeString(get(t, t.Context(), address+feed[1])))
		if !strings.Contains(tag.ReplaceAllString(text, ""), sentence) {
			t.Errorf("%s: %s", feed[1], text)
		}
	}
}

const rainLines = `{"id":"rain1","title":"السيل يقطع طريق الوادي","source":"صحيفة المرفأ","published":"2025-06-10","paragraphs":["قال رئيس البلدية سالم القرطاس إن السيل قطع طريق الوادي عند الجسر القديم فجر اليوم."]}
{"id":"cup1","title":"الموج يفوز بكأس الساحل","source":"إذاعة الشاطئ","published":"2025-06-11","paragraphs":["قال مدرب الموج نزار السوسن إن الكأس لجمهور الساحل كله بعد موسم طويل من الانتظار."]}
`

// TestMergeAndUndo merges two stories by the form of a running server and takes the merge back, and finds both as they were.
func TestMergeAndUndo(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a server")
	}
	data := t.TempDir()
	address, stop := serveFor(t, data)
	upload(t, address, sent{"two.jsonl", []byte(rainLines)})
	importEnds(t, address)
	members := func(id string) (list []string) {
		t.Helper()
		page := get(t, t.Context(), address+"/arrange/"+id)
		for _, m := range regexp.MustCompile(`name="article" value="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			list = append(list, m[1])
		}
		return list
	}
	if a, b := members("rain1"), members("cup1"); len(a) != 1 || len(b) != 1 {
		t.Fatalf("before: %v %v", a, b)
	}
	fill(t, address, "/arrange/cup1", url.Values{"do": {"merge"}, "with": {address + "/a/rain1"}, "note": {"للتجربة"}})
	if a, b := members("rain1"), members("cup1"); len(a) != 2 || len(b) != 2 {
		t.Fatalf("merged: %v %v", a, b)
	}
	stop() // what was decided is kept
	address, _ = serveFor(t, data)
	page := get(t, t.Context(), address+"/arrange/rain1")
	was := regexp.MustCompile(`name="was" value="([^"]+)"`).FindStringSubmatch(html.UnescapeString(page))
	if was == nil {
		t.Fatalf("no merge is offered to be undone: %s", plainText(page))
	}
	fill(t, address, "/arrange/rain1", url.Values{"do": {"undo"}, "was": {was[1]}})
	if a, b := members("rain1"), members("cup1"); len(a) != 1 || len(b) != 1 || a[0] == b[0] {
		t.Errorf("undone: %v %v", a, b)
	}
}

// TestCorrectionKept sets a speaker right by the form of a running server; it is kept when everything is analysed anew, listed,
// and given out as gold.
func TestCorrectionKept(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a server")
	}
	data := filepath.Join(t.TempDir(), "archive")
	address, stop := serveFor(t, data)
	upload(t, address, sent{"two.jsonl", []byte(rainLines)})
	importEnds(t, address)
	form := get(t, t.Context(), address+"/a/rain1/correct/1")
	content := regexp.MustCompile(`name="content" value="([^"]+)"`).FindStringSubmatch(form)
	if content == nil {
		t.Fatalf("no form: %s", plainText(form))
	}
	fill(t, address, "/a/rain1/correct/1", url.Values{"content": {html.UnescapeString(content[1])}, "speaker": {"!other"}, "name": {"نادر الحمدان"}, "note": {"من التسجيل"}})
	stop()
	command := func(args ...string) string {
		t.Helper()
		var out strings.Builder
		if code := run(t.Context(), append(args, "--data", data), strings.NewReader(""), &out, io.Discard); code != exitGood {
			t.Fatalf("%v ended with %d", args, code)
		}
		return out.String()
	}
	if out := command("reprocess", "--all"); !strings.Contains(out, "2 articles") {
		t.Errorf("reprocess: %s", out)
	}
	if gold := command("corrections", "--gold"); !strings.Contains(gold, `"name":"نادر الحمدان"`) || !strings.Contains(gold, "rain1") {
		t.Errorf("gold: %s", gold)
	}
	address, _ = serveFor(t, data)
	for path, want := range map[string]string{"/a/rain1": "نادر الحمدان", "/corrections": "من التسجيل", "/corrections.jsonl": "نادر الحمدان"} {
		if page := get(t, t.Context(), address+path); !strings.Contains(page, want) {
			t.Errorf("%s lacks %q: %s", path, want, plainText(page))
		}
	}
}
