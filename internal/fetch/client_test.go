package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"isnad"
)

// clock is a clock that only sleeping moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2025, 6, 29, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return nil
}

// web is a stub of the web: every name under .localhost reaches one handler, and what was asked is logged with the clock.
type web struct {
	t     *testing.T
	clock *clock
	port  string

	mu  sync.Mutex
	log []string
	at  []time.Time
}

func newWeb(t *testing.T, handle http.HandlerFunc) *web {
	w := &web{t: t, clock: newClock()}
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.log = append(w.log, r.URL.RequestURI())
		w.at = append(w.at, w.clock.Now())
		w.mu.Unlock()
		handle(rw, r)
	}))
	t.Cleanup(s.Close)
	_, w.port, _ = net.SplitHostPort(s.Listener.Addr().String())
	return w
}

func (w *web) url(host, path string) string { return "http://" + host + ".localhost:" + w.port + path }

func (w *web) client(change func(*Options)) *Client {
	opt := Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: w.clock.Now, Sleep: w.clock.Sleep, Timeout: 5 * time.Second}
	if change != nil {
		change(&opt)
	}
	c := New(opt)
	w.t.Cleanup(c.Close)
	return c
}

// noRobots answers 404 for robots.txt and hands the rest on.
func noRobots(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		next(w, r)
	}
}

func get(t *testing.T, c *Client, address string) *isnad.Capture {
	t.Helper()
	capture, err := c.Get(t.Context(), address, With{})
	if err != nil {
		t.Fatalf("Get(%s): %v", address, err)
	}
	return capture
}

func TestGet(t *testing.T) {
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Referer") != "" || r.Header.Get("Cookie") != "" {
			t.Error("a Referer or a cookie was sent")
		}
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		fmt.Fprint(w, "مرحبا")
	}))
	c := w.client(nil)
	for range 2 {
		got := get(t, c, w.url("almarfa", "/خبر"))
		if got.Status != 200 || string(got.Body) != "مرحبا" || got.Digest != isnad.Digest(got.Body) || got.Error != "" || got.At.IsZero() {
			t.Errorf("got %+v", got)
		}
	}
}

func TestConditionalByteForByte(t *testing.T) {
	const tag, since = `W/"a\b  c,"`, "Sun, 29 Jun 2025 10:00:00 +0300 (odd)"
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != tag || r.Header.Get("If-Modified-Since") != since {
			t.Errorf("sent %q and %q", r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since"))
		}
		w.WriteHeader(http.StatusNotModified)
	}))
	got, err := w.client(nil).Get(t.Context(), w.url("a", "/feed"), With{ETag: tag, LastModified: since})
	if err != nil || got.Status != 304 || got.Error != "" || got.Body != nil || got.Digest != "" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestStatusIsData(t *testing.T) {
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		var status int
		fmt.Sscanf(r.URL.Path, "/%d", &status)
		w.WriteHeader(status)
		fmt.Fprint(w, "<h1>error</h1>")
	}))
	c := w.client(nil)
	for status, want := range map[int]string{403: "403 Forbidden", 404: "404 Not Found", 410: "410 Gone", 500: "500 Internal Server Error"} {
		got := get(t, c, w.url("a", fmt.Sprintf("/%d", status)))
		if got.Status != status || got.Error != want || got.Body != nil {
			t.Errorf("%d: got %+v", status, got)
		}
	}
}

func TestRedirects(t *testing.T) {
	w := newWeb(t, noRobots(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(rw, r, "/end", http.StatusMovedPermanently)
		case "/moved-found":
			http.Redirect(rw, r, "/found", http.StatusPermanentRedirect)
		case "/found":
			http.Redirect(rw, r, "/end", http.StatusFound)
		case "/arabic":
			rw.Header()["Location"] = []string{"/خبر جديد"}
			rw.WriteHeader(302)
		case "/loop":
			http.Redirect(rw, r, "/loop", http.StatusFound)
		case "/inward":
			http.Redirect(rw, r, "http://169.254.169.254/latest", http.StatusFound)
		case "/file":
			http.Redirect(rw, r, "file:///etc/passwd", http.StatusFound)
		case "/nowhere":
			rw.WriteHeader(302)
		default:
			fmt.Fprint(rw, r.URL.Path)
		}
	}))
	c := w.client(nil)
	for _, k := range []struct{ path, final, moved, err string }{
		{"/end", "", "", ""},
		{"/moved", "/end", "/end", ""},
		{"/moved-found", "/end", "", ""},
		{"/found", "/end", "", ""},
		{"/loop", "/loop", "", "more than 10 redirects"},
		{"/nowhere", "", "", "302 Found"},
	} {
		got := get(t, c, w.url("a", k.path))
		want := func(p string) string {
			if p == "" {
				return ""
			}
			return w.url("a", p)
		}
		if got.FinalURL != want(k.final) || got.Moved != want(k.moved) || got.Error != k.err {
			t.Errorf("%s: final %q, moved %q, error %q", k.path, got.FinalURL, got.Moved, got.Error)
		}
	}
	for _, path := range []string{"/inward", "/file"} {
		if _, err := c.Get(t.Context(), w.url("a", path), With{}); !errors.Is(err, isnad.ErrBlocked) {
			t.Errorf("%s: error %v, want blocked", path, err)
		}
	}
	if got, err := c.Get(t.Context(), w.url("a", "/arabic"), With{}); err == nil && got.Error == "" && string(got.Body) != "/خبر جديد" {
		t.Errorf("arabic: got %+v", got)
	}
}

func TestRedirectLoopStopsAtTen(t *testing.T) {
	w := newWeb(t, noRobots(func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/loop", http.StatusFound) }))
	get(t, w.client(nil), w.url("a", "/loop"))
	if n := strings.Count(strings.Join(w.log, " "), "/loop"); n != 11 {
		t.Errorf("%d requests, want the first and ten redirects", n)
	}
}

func TestServersThatFail(t *testing.T) {
	hijack := func(w http.ResponseWriter, answer string) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		fmt.Fprint(conn, answer)
		conn.Close()
	}
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/short":
			hijack(w, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf a page")
		case "/garbage":
			hijack(w, "no HTTP at all")
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		case "/slow":
			for r.Context().Err() == nil {
				w.Write([]byte("."))
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		case "/silent":
			<-r.Context().Done()
		case "/headers":
			for i := range 10_000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 100))
			}
		case "/encoding":
			w.Header().Set("Content-Encoding", "rot13")
		}
	}))
	for path, want := range map[string]string{
		"/short":    "the body ended early",
		"/endless":  "the body is larger than allowed",
		"/slow":     "it took too long",
		"/silent":   "it took too long",
		"/garbage":  "malformed",
		"/headers":  "exceeded",
		"/encoding": "is not known",
	} {
		c := w.client(func(o *Options) { o.Timeout, o.MaxBody = 300*time.Millisecond, 1<<20 })
		got := get(t, c, w.url("a", path))
		if !strings.Contains(got.Error, want) || got.Body != nil {
			t.Errorf("%s: error %q (want %q), %d bytes", path, got.Error, want, len(got.Body))
		}
	}
}

func TestClosedPortIsData(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://a.localhost:" + l.Addr().String()[len("127.0.0.1:"):]
	l.Close()
	w := newWeb(t, nil)
	_, err = w.client(nil).Get(t.Context(), address, With{})
	if wait := (*WaitError)(nil); !errors.As(err, &wait) || !errors.Is(err, isnad.ErrUnavailable) {
		t.Errorf("a host that does not answer for its robots.txt must wait; got %v", err)
	}
}

func TestCancelledIsAnError(t *testing.T) {
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for {
			w.mu.Lock()
			n := len(w.log)
			w.mu.Unlock()
			if n > 1 {
				cancel()
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	if _, err := w.client(nil).Get(ctx, w.url("a", "/x"), With{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want cancelled", err)
	}
}

func TestEncodedPage(t *testing.T) {
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "zstd") {
			t.Error("zstd is not asked for")
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		fmt.Fprint(z, "سيل")
		z.Close()
	}))
	if got := get(t, w.client(nil), w.url("a", "/")); string(got.Body) != "سيل" || got.Request.Get("User-Agent") == "" {
		t.Errorf("got %+v", got)
	}
}

func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(noRobots(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) }))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	c := New(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: 1})
	c.web.TLSClientConfig = s.Client().Transport.(*http.Transport).TLSClientConfig
	if got := get(t, c, s.URL); string(got.Body) != "HTTP/2.0" {
		t.Errorf("spoke %q, error %q", got.Body, got.Error)
	}
	if got, err := New(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: 1}).Get(t.Context(), s.URL, With{}); err == nil {
		t.Errorf("a certificate that nobody vouches for was accepted: %+v", got)
	}
}
