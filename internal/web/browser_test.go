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
	"github.com/chromedp/chromedp/kb"
)

var update = flag.Bool("update", false, "write the screenshots of docs/screens again")

//go:embed testdata/audit.js
var auditScript string

// chromium is the one browser of these tests, started by the first that needs it and ended by TestMain; why says what is
// missing where there is none.
var chromium struct {
	once sync.Once
	ctx  context.Context
	end  []func()
	why  string
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, end := range chromium.end {
		end()
	}
	os.Exit(code)
}

func startChromium() {
	c := &chromium
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		c.why = "no Chromium in PATH: pages are not looked at in a browser"
		return
	}
	profile, err := os.MkdirTemp("", "isnad-browser-")
	if err != nil {
		c.why = err.Error()
		return
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(profile), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-color-profile", "srgb"))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(ctx)
	c.ctx, c.end = ctx, []func(){cancel, stop, func() { os.RemoveAll(profile) }}
	if err := chromedp.Do(ctx); err != nil {
		c.why = fmt.Sprintf("Chromium does not start here: %v", err)
	}
}

// browser gives a tab of the browser, or skips where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests are left out with -short")
	}
	if chromium.once.Do(startChromium); chromium.why != "" {
		t.Skip(chromium.why)
	}
	ctx, cancel := chromedp.NewContext(chromium.ctx)
	t.Cleanup(cancel)
	ctx, timeout := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(timeout)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
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
	{"front-new", "/?new=1&country=LB&keyword=%D8%B3%D9%8A%D9%84"},
	{"story", "/story/story-port"},
	{"story-wide", "/story/wide"},
	{"article", "/a/5hv1p"},
	{"undated", "/a/1aa0z"},
	{"search", "/search?q=الرافعات"},
	{"search-articles", "/search?q=الرافعات&tab=articles"},
	{"search-fault", "/search?q=%22open"},
	{"person", "/p/lamia-rashid"},
	{"people", "/people"},
	{"sources", "/sources"},
	{"source", "/s/manara.example"},
	{"settings", "/settings"},
	{"missing", "/a/none"},
}

// shown are the screenshots that README and docs keep.
var shown = map[string]bool{"front": true, "story": true, "article": true, "search": true, "person": true}

// TestPagesInBrowser looks at every page in both languages, and in each in both themes on a desktop and a phone.
func TestPagesInBrowser(t *testing.T) {
	ctx := browser(t)
	f := archive(t)
	f.articles = append(f.articles, wideStory(t)...)
	server := httptest.NewServer(newSite(t, f))
	defer server.Close()
	var said complaints
	said.listen(t, ctx)
	for _, lang := range []string{"ar", "en"} {
		for _, p := range browsed {
			v := view{lang, "light", 1280, 900}
			v.open(t, ctx, server.URL+p.path)
			for _, theme := range []string{"light", "dark"} {
				for _, width := range []int64{1280, 360} {
					look(t, ctx, &said, p.name, view{lang, theme, width, 900})
				}
			}
		}
	}
}

// screens is where pictures go: the folder ISNAD_SCREENS, and where it is not named, nowhere.
func screens() string { return os.Getenv("ISNAD_SCREENS") }

// look audits the open page as it stands with the view's theme and width, and keeps its picture.
func look(t *testing.T, ctx context.Context, said *complaints, name string, v view) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(v.width, v.height)); err != nil {
		t.Fatalf("%s %v: %v", name, v, err)
	}
	faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](fmt.Sprintf("document.documentElement.dataset.theme = %q;\n", v.theme)+auditScript))
	if err != nil {
		t.Fatalf("%s %v: %v", name, v, err)
	}
	for _, f := range append(faults, said.take()...) {
		t.Errorf("%s %v: %s", name, v, f)
	}
	picture(t, ctx, name+"-"+v.String())
	if *update && shown[name] && v.lang == "ar" && v.theme == "light" {
		keepShown(t, ctx, name, v)
	}
}

// picture keeps the whole page where somebody wants to see it.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if screens() == "" {
		return
	}
	// A picture beyond the window shows a short page from right to left beside its place.
	long, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.scrollingElement.scrollHeight > innerHeight`))
	if err != nil {
		t.Fatal(err)
	}
	take := chromedp.CaptureScreenshot()
	if long {
		take = chromedp.FullScreenshot(100)
	}
	picture, err := chromedp.Run(ctx, take)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, filepath.Join(screens(), name+".png"), picture)
}

// keepShown writes the first screen of a page for README and docs.
func keepShown(t *testing.T, ctx context.Context, name string, v view) {
	t.Helper()
	device, height := "desk", int64(960)
	if v.width < 600 {
		device, height = "phone", 1300
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(v.width, height)); err != nil {
		t.Fatal(err)
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join("..", "..", "docs", "screens")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	keep(t, filepath.Join(dir, name+"-"+device+".png"), picture)
}

func keep(t *testing.T, file string, picture []byte) {
	t.Helper()
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPrint: on paper the article stands with its gloss, evidence and citation, without what only a screen needs.
func TestPrint(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(newSite(t, archive(t)))
	defer server.Close()
	view{"ar", "dark", 700, 990}.open(t, ctx, server.URL+"/a/5hv1p")
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](printScript))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
	picture(t, ctx, "print")
}

// printScript lists what should be on paper and is not, and what should not be and is.
const printScript = `(() => {
  const faults = [];
  const seen = (el) => el && el.checkVisibility() && el.getBoundingClientRect().height > 0;
  for (const s of ['.brand', 'h1', '.proof', '.para p', '.gloss', '.card', '.chain', '.citebox', '.fixes', '.terms'])
    if (!seen(document.querySelector(s))) faults.push(s + ' is not printed');
  for (const s of ['.nav', '.find', '.choices', '.skip', '.copy', '.rel'])
    if (seen(document.querySelector(s))) faults.push(s + ' is printed');
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth) faults.push('wider than the paper');
  if (getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)') faults.push('paper is not white: ' + getComputedStyle(document.body).backgroundColor);
  return faults;
})()`

// TestTip: a name is explained where it stands, on hover and on focus, and a tap on a phone opens the note in place.
func TestTip(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(newSite(t, archive(t)))
	defer server.Close()
	for _, width := range []int64{1280, 360} {
		view{"ar", "light", width, 900}.open(t, ctx, server.URL+"/a/5hv1p")
		shown, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(() => {
  const term = document.querySelector('.para .term');
  term.focus();
  const tip = getComputedStyle(term, '::after');
  return tip.display + ' ' + (document.scrollingElement.scrollWidth <= innerWidth) + ' ' + tip.content;
})()`))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(shown, "block true") || !strings.Contains(shown, "ريحان") {
			t.Errorf("at %d: %q", width, shown)
		}
		picture(t, ctx, fmt.Sprintf("tip-%d", width))
	}
}

// TestRunningSite audits a site that is already served, from its front page on: ISNAD_SITE=http://127.0.0.1:8080.
func TestRunningSite(t *testing.T) {
	site := strings.TrimRight(os.Getenv("ISNAD_SITE"), "/")
	if site == "" {
		t.Skip("ISNAD_SITE names no site to look at")
	}
	ctx := browser(t)
	var said complaints
	said.listen(t, ctx)
	view{"ar", "light", 1280, 900}.open(t, ctx, site+"/")
	links, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...new Set([...document.querySelectorAll('main a[href^="/"]')].map((a) => a.getAttribute('href').split('#')[0]))]`))
	if err != nil {
		t.Fatal(err)
	}
	for i, target := range append([]string{"/", "/people", "/sources", "/search"}, links...) {
		if strings.Contains(target, "/page") || i > 80 {
			continue
		}
		v := view{"ar", "light", 360, 900}
		v.open(t, ctx, site+target)
		look(t, ctx, &said, fmt.Sprintf("site%02d", i), v)
	}
}

// TestKeyboard: the first stop is the skip link, and it leads into the page.
func TestKeyboard(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(newSite(t, archive(t)))
	defer server.Close()
	view{"ar", "light", 1280, 900}.open(t, ctx, server.URL+"/a/5hv1p")
	focus := chromedp.Evaluate[string](`document.activeElement.className + ' ' + document.activeElement.id`)
	for _, step := range []struct{ key, want string }{{kb.Tab, "skip "}, {kb.Enter, "wrap main"}} {
		if err := chromedp.Do(ctx, chromedp.KeyEvent(step.key), chromedp.Sleep(100*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(ctx, focus)
		if err != nil {
			t.Fatal(err)
		}
		if got != step.want {
			t.Errorf("focus is on %q, want %q", got, step.want)
		}
	}
}
