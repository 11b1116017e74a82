package web

import (
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "embed"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var update = flag.Bool("update", false, "write the screenshots of docs/screens again")

//go:embed testdata/audit.js
var auditScript string

// browser starts a headless Chromium, or skips where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests are left out with -short")
	}
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium in PATH: pages are not looked at in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-color-profile", "srgb"))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, timeout := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(timeout)
	if err := chromedp.Do(ctx); err != nil {
		t.Skipf("Chromium does not start here: %v", err)
	}
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// complaints gathers what the browser's console says.
type complaints struct {
	sync.Mutex
	list []string
}

func (c *complaints) listen(t *testing.T, ctx context.Context) {
	t.Helper()
	err := chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			// A page that answers 404, as it should, is reported too.
			if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "status of 4") {
				c.add("console: " + e.Entry.Text + " " + e.Entry.URL)
			}
		case *runtime.EventExceptionThrown:
			c.add("exception: " + e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			c.add("console is written to")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (c *complaints) add(s string) {
	c.Lock()
	defer c.Unlock()
	c.list = append(c.list, s)
}

func (c *complaints) take() []string {
	c.Lock()
	defer c.Unlock()
	list := c.list
	c.list = nil
	return list
}

// view is one way of looking at a page.
type view struct {
	lang, theme   string
	width, height int64
}

func (v view) String() string { return fmt.Sprintf("%s-%s-%d", v.lang, v.theme, v.width) }

// open goes to a page as a reader with that view would see it.
func (v view) open(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	for name, value := range map[string]string{langCookie: v.lang, themeCookie: v.theme} {
		if _, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: address}); err != nil {
			t.Fatalf("%s %v: %v", address, v, err)
		}
	}
	err := chromedp.Do(ctx, chromedp.EmulateViewport(v.width, v.height), chromedp.Navigate(address))
	if err != nil {
		t.Fatalf("%s %v: %v", address, v, err)
	}
}

// browsed are the pages that are looked at, by the name of their screenshot.
var browsed = []struct{ name, path string }{
	{"front", "/"},
	{"article", "/a/5hv1p"},
	{"undated", "/a/1aa0z"},
	{"search", "/search?q=الرافعات"},
	{"search-articles", "/search?q=الرافعات&tab=articles"},
	{"search-fault", "/search?q=%22open"},
	{"person", "/p/lamia-rashid"},
	{"people", "/people"},
	{"sources", "/sources"},
	{"source", "/s/manara.example"},
	{"missing", "/a/none"},
}

// shown are the screenshots that README and docs keep.
var shown = map[string]bool{"front": true, "article": true, "search": true, "person": true}

func TestPagesInBrowser(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(newSite(t, archive(t)))
	defer server.Close()
	var said complaints
	said.listen(t, ctx)
	dir := os.Getenv("ISNAD_SCREENS")
	if dir == "" {
		dir = t.TempDir()
	}
	for _, lang := range []string{"ar", "en"} {
		for _, theme := range []string{"light", "dark"} {
			for _, width := range []int64{360, 1280} {
				v := view{lang, theme, width, 900}
				for _, p := range browsed {
					look(t, ctx, &said, server.URL+p.path, p.name, v, dir)
				}
			}
		}
	}
}

// look opens a page, audits it, and keeps its picture.
func look(t *testing.T, ctx context.Context, said *complaints, address, name string, v view, dir string) {
	t.Helper()
	v.open(t, ctx, address)
	faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](auditScript))
	if err != nil {
		t.Fatalf("%s %v: %v", name, v, err)
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("%s %v: %v", name, v, err)
	}
	for _, f := range append(faults, said.take()...) {
		t.Errorf("%s %v: %s", name, v, f)
	}
	file := filepath.Join(dir, name+"-"+v.String()+".png")
	if *update && shown[name] && v.lang == "ar" && v.theme == "light" {
		device := "desk"
		if v.width < 600 {
			device = "phone"
		}
		file = filepath.Join("..", "..", "docs", "screens", name+"-"+device+".png")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		t.Fatal(err)
	}
}
