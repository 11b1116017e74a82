package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"iter"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"isnad"
	"isnad/internal/archive"
)

// serveFor runs 'isnad serve' over a folder and gives its address and what stops it.
func serveFor(t *testing.T, data string) (address string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--crawl=false", "--data", data}, strings.NewReader(""), w, io.Discard)
		w.Close()
	}()
	address = waitFor(t, r, regexp.MustCompile(`The archive is at (\S+)`))
	go io.Copy(io.Discard, r)
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if code := <-done; code != exitGood {
			t.Errorf("serve ended with %d", code)
		}
	}
	t.Cleanup(stop)
	return address, stop
}

// sent is a file of a form.
type sent struct {
	name    string
	content []byte
}

// upload sends files by the form of the page of imports.
func upload(t *testing.T, address string, files ...sent) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range files {
		part, err := form.CreateFormFile("file", f.name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(f.content)
	}
	form.Close()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/import", &body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != "/import" {
		t.Fatalf("sending: %s to %q", answer.Status, answer.Header.Get("Location"))
	}
}

// importEnds waits until the page of imports says that the latest has ended, and gives its entry.
func importEnds(t *testing.T, address string) string {
	t.Helper()
	for range 600 {
		_, page, _ := strings.Cut(get(t, t.Context(), address+"/import"), `<section class="upload">`)
		entry, _, _ := strings.Cut(page, "</section>")
		if strings.Contains(entry, "انتهى") || strings.Contains(entry, "توقّف") {
			return entry
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the import never ends")
	return ""
}

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sentLine(n int) string {
	return fmt.Sprintf(`{"id":"sent%d","title":"خبر الجسر رقم %d","source":"صحيفة المرفأ","published":"2025-06-%02d","paragraphs":["قالت سلمى الرافعي إن الجسر رقم %d آمن تماما."]}`+"\n", n, n, n%28+1, n)
}

func sentPage(title string) []byte {
	return []byte(strings.ReplaceAll(webArticle, "فتح الطريق إلى القرى", title))
}

// warcOf is a web archive of pages.
func warcOf(t *testing.T, pages map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var captures iter.Seq2[*isnad.Capture, error] = func(yield func(*isnad.Capture, error) bool) {
		for address, body := range pages {
			c := &isnad.Capture{URL: address, At: time.Date(2025, 6, 28, 9, 0, 0, 0, time.UTC), Status: 200, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: body}
			if !yield(c, nil) {
				return
			}
		}
	}
	if _, err := archive.Export(&b, time.Date(2025, 6, 28, 10, 0, 0, 0, time.UTC), captures); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSendFiles sends every kind of file to a running server by its form: what is readable is found afterwards by search,
// what is not is named with the reason, sending again takes nothing twice, and a restart shows that it is all kept.
func TestSendFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a server")
	}
	data := t.TempDir()
	address, stop := serveFor(t, data)
	files := []sent{
		{"مقالات.jsonl", []byte(sentLine(1) + sentLine(2) + "{\"paragraphs\": 7}\n")},
		{"more.jsonl.gz", gzipped(t, sentLine(3))},
		{"crawl.warc.gz", warcOf(t, map[string][]byte{"https://marfa.example/warc": sentPage("فتح المعبر أمام القوافل")})},
		{"page.html", sentPage("ترميم المئذنة القديمة")},
		{"note.txt", []byte("افتتاح المكتبة الجديدة\n\nقال رئيس البلدية سالم القرطاس إن المكتبة ستفتح أبوابها صباح السبت أمام الزوار جميعا.\n\nوأضاف القرطاس أن الكتب وصلت كلها في موعدها من المطبعة القريبة.\n")},
		{"feeds.opml", []byte(`<opml version="2.0"><body><outline type="rss" text="المرفأ" xmlUrl="https://marfa.example/feed"/></body></opml>`)},
		{"photo.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
		{"broken.jsonl.gz", gzipped(t, sentLine(4))[:20]},
	}
	upload(t, address, files...)
	entry := importEnds(t, address)
	for _, want := range []string{"6 مقالات", "مصدر واحد", "مقالات.jsonl:3", "photo.png", "نوع الملف غير معروف", "broken.jsonl.gz"} {
		if !strings.Contains(entry, want) {
			t.Errorf("the page does not say %q: %s", want, entry)
		}
	}
	found := func(address string) {
		t.Helper()
		for words, title := range map[string]string{"الجسر": "خبر الجسر رقم 3", "المعبر": "فتح المعبر", "المئذنة": "ترميم المئذنة", "المكتبة": "افتتاح المكتبة"} {
			page := get(t, t.Context(), address+"/search?tab=articles&q="+url.QueryEscape(words))
			if text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, ""); !strings.Contains(text, title) {
				t.Errorf("a search for %s does not find %q", words, title)
			}
		}
		if page := get(t, t.Context(), address+"/state"); !regexp.MustCompile(`مقالات</dt><dd><b>6<`).MatchString(page) {
			t.Error("the archive does not hold six articles")
		}
	}
	found(address)
	upload(t, address, files...)
	importEnds(t, address)
	found(address)
	stop()
	address, _ = serveFor(t, data)
	found(address)
}
