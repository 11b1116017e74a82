package web

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"isnad"
)

// TestEditorsPagesInBrowser looks at what editors alone see, with one thing corrected, in both languages and themes, on a
// desktop and a phone.
func TestEditorsPagesInBrowser(t *testing.T) {
	ctx := browser(t)
	_, h := stored(t)
	post(t, h, "/a/5hv1p/correct/4", url.Values{"content": {"أن تكون النقابة قد وافقت على الجدول"}, "speaker": {"!other"}, "name": {"ندى"}})
	post(t, h, "/sources", url.Values{"url": {"jadida.example/feed"}})
	saved := post(t, h, "/saved", url.Values{"q": {"الرافعات"}, "name": {"الرافعات"}}).Header().Get("Location")
	post(t, h, saved, url.Values{"do": {"tell"}, "kind": {"webhook"}, "target": {"https://hooks.example/isnad"}})
	lookAll(t, ctx, h, []browsedPage{{"correct", "/a/5hv1p/correct/2"}, {"corrected", "/a/5hv1p"}, {"corrections", "/corrections"}, {"manage", "/sources?added=1"},
		{"state", "/state"}, {"help", "/help"}, {"saved", "/saved"}, {"saved-one", saved}, {"search-save", "/search?speaker=lamia-rashid"}})
}

// browsedPage is a page to look at, by the name of its picture.
type browsedPage struct{ name, path string }

// lookAll audits pages in every view.
func lookAll(t *testing.T, ctx context.Context, h http.Handler, pages []browsedPage, cookies ...string) {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	for _, c := range cookies {
		name, value, _ := strings.Cut(c, "=")
		if _, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: server.URL}); err != nil {
			t.Fatal(err)
		}
	}
	var said complaints
	said.listen(t, ctx)
	for _, lang := range []string{"ar", "en"} {
		for _, p := range pages {
			view{lang, "light", 1280, 900}.open(t, ctx, server.URL+p.path)
			for _, theme := range []string{"light", "dark"} {
				for _, width := range []int64{1280, 360} {
					look(t, ctx, &said, p.name, view{lang, theme, width, 900})
				}
			}
		}
	}
}

// TestArrangeInBrowser looks at the page on which stories are arranged, with a merge that can be undone.
func TestArrangeInBrowser(t *testing.T) {
	ctx := browser(t)
	h, one, _, _ := arrangedSite(t)
	lookAll(t, ctx, h, []browsedPage{{"arrange", arrangeHref(one.ID)}})
}

// TestAccountsInBrowser looks at the pages of signing in and of one's account, and at what those see who may not.
func TestAccountsInBrowser(t *testing.T) {
	ctx := browser(t)
	h, _ := lockedSite(t)
	lookAll(t, ctx, h, []browsedPage{{"login", "/login"}})
	lookAll(t, ctx, h, []browsedPage{{"account", "/account"}, {"forbidden", "/corrections"}}, signedIn(t, h, "reader"))
}

// TestUploadInBrowser sends files as an editor does, by the form, and looks at the page while they are imported, after a
// problem, and when all is done; the page reads itself anew meanwhile.
func TestUploadInBrowser(t *testing.T) {
	ctx := browser(t)
	begun, goOn := make(chan string), make(chan bool)
	h, _ := sending(t, func(folder string, tell Importing) error {
		tell.Progress(30, 100, 1234, 0)
		tell.Problem(filepath.Join(folder, "0", "أخبار الأسبوع.jsonl")+":7", fmt.Errorf("%w: line 7 has no title and no paragraphs, which every article needs to be one", isnad.ErrInvalid), false)
		begun <- strings.Join(slices.Sorted(maps.Keys(laid(t, folder))), " ")
		<-goOn
		tell.Progress(100, 100, 4321, 2)
		return nil
	})
	server := httptest.NewServer(h)
	defer server.Close()
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"أخبار الأسبوع.jsonl", "a-file-with-a-name-so-long-that-no-phone-shows-it-in-one-line.warc.gz"} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte("{}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	var said complaints
	said.listen(t, ctx)
	view{"ar", "light", 1280, 900}.open(t, ctx, server.URL+"/import")
	for _, width := range []int64{1280, 360} {
		look(t, ctx, &said, "upload", view{"ar", "light", width, 900})
	}
	if err := chromedp.Do(ctx, chromedp.SetUploadFiles(chromedp.CSS("#file"), files), chromedp.Click(chromedp.CSS("form[enctype] button"))); err != nil {
		t.Fatal(err)
	}
	if got := <-begun; !strings.Contains(got, "0/أخبار الأسبوع.jsonl") || !strings.Contains(got, "1/a-file-with") {
		t.Errorf("what arrived: %s", got)
	}
	waitIn(t, ctx, `document.querySelector('progress') !== null && document.querySelector('progress').value === 30`)
	for _, width := range []int64{1280, 360} {
		look(t, ctx, &said, "upload-running", view{"ar", "dark", width, 900})
	}
	close(goOn)
	waitIn(t, ctx, `document.querySelector('progress') === null && document.body.innerText.includes('4,321')`)
	look(t, ctx, &said, "upload-done", view{"ar", "light", 360, 900})
}

// waitIn waits until an expression holds in the page, which may be loaded anew meanwhile.
func waitIn(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for range 400 {
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression)); err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	t.Fatalf("never true: %s\n%s", expression, text)
}
