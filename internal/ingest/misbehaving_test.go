package ingest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// The ways in which sources misbehave; source i does so in way i modulo their number.
const (
	good = iota // validators byte for byte
	noValidators
	retrySeconds // 429 with Retry-After: 7200 on the second day
	retryDate    // 503 with Retry-After as a date on the second day
	refusing     // 503 for the whole second day
	movedForGood // 301 from the second day
	movedForNow  // 302 always
	goneForGood  // 410 from the third day
	missing      // 404 from the second day
	forbidden    // robots.txt forbids the feed
	robotsDown   // robots.txt answers 503 on the first day
	delayed      // Crawl-delay: 5
	cutOff       // the body ends early every third time
	failing      // 500
	noFeed       // a page instead
	mislabelled  // windows-1256, undeclared
	truncated    // ends within the last entry
	packed       // gzip
	circles      // redirects to itself
	inward       // redirects to a private address
	linkless     // entries without links and dates
	retitled     // entries change their titles
	readdressed  // entries change their addresses
	cookies      // sets cookies
	bomb         // unpacks to 20 MB
	slow         // an entry every three days
	agency       // an entry every ten minutes
	dead         // nobody answers
	repaired     // 301 for two polls, and then as before
	restless     // another ETag each time
	ways
)

// asked is one request as the web saw it.
type asked struct {
	host, path string
	at         time.Time
	header     http.Header
	status     int
}

// misbehaving is a web of sources, on the simulation's clock.
type misbehaving struct {
	sim   *simulation
	start time.Time
	port  string
	bomb  []byte

	mu  sync.Mutex
	log []asked
}

func newMisbehaving(t *testing.T, sim *simulation) *misbehaving {
	w := &misbehaving{sim: sim, start: sim.now}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(make([]byte, 20<<20))
	z.Close()
	w.bomb = b.Bytes()
	s := httptest.NewServer(w)
	t.Cleanup(s.Close)
	w.port = s.URL[strings.LastIndexByte(s.URL, ':')+1:]
	return w
}

func (w *misbehaving) address(i int) string {
	if i%ways == dead {
		return fmt.Sprintf("http://s%d.localhost:1/feed", i)
	}
	return fmt.Sprintf("http://s%d.localhost:%s/feed", i, w.port)
}

func hostOf(i int) string { return fmt.Sprintf("s%d.localhost", i) }

// gapOf is the time between two entries of a source.
func gapOf(i int) time.Duration {
	switch i % ways {
	case slow:
		return 72 * time.Hour
	case agency:
		if i == agency { // one is enough
			return 10 * time.Minute
		}
	}
	return 8 * time.Hour
}

type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets handlers reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (w *misbehaving) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ":")
	i, _ := strconv.Atoi(strings.TrimSuffix(host[1:], ".localhost"))
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log = append(w.log, asked{host: host, path: r.URL.RequestURI(), at: w.sim.now, header: r.Header.Clone()})
	n := len(w.log) - 1
	out := &recorder{rw, http.StatusOK}
	defer func() { w.log[n].status = out.status }()
	switch day := int(w.sim.now.Sub(w.start) / (24 * time.Hour)); {
	case r.URL.Path == "/robots.txt":
		w.robots(out, i, day)
	case strings.HasPrefix(r.URL.Path, "/p/"):
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(out, "<html><body><p>قائمة</p></body></html>")
	default:
		w.feed(out, r, i, day)
	}
}

func (w *misbehaving) robots(rw http.ResponseWriter, i, day int) {
	switch {
	case i%ways == forbidden:
		fmt.Fprint(rw, "User-agent: *\nDisallow: /feed\n")
	case i%ways == robotsDown && day == 0:
		rw.WriteHeader(http.StatusServiceUnavailable)
	case i%ways == delayed:
		fmt.Fprint(rw, "User-agent: *\nCrawl-delay: 5\n")
	default:
		rw.WriteHeader(http.StatusNotFound)
	}
}

// count is how often a path of a host was asked for, this request included.
func (w *misbehaving) count(host, path string) (n int) {
	for _, a := range w.log {
		if a.host == host && a.path == path {
			n++
		}
	}
	return n
}

func (w *misbehaving) feed(rw http.ResponseWriter, r *http.Request, i, day int) {
	moved := func(status int, to string) {
		rw.Header().Set("Location", to)
		rw.WriteHeader(status)
	}
	switch way := i % ways; {
	case way == retrySeconds && day == 1:
		rw.Header().Set("Retry-After", "7200")
		rw.WriteHeader(http.StatusTooManyRequests)
	case way == retryDate && day == 1:
		rw.Header().Set("Retry-After", w.sim.now.Add(3*time.Hour).UTC().Format(http.TimeFormat))
		rw.WriteHeader(http.StatusServiceUnavailable)
	case way == refusing && day == 1:
		rw.WriteHeader(http.StatusServiceUnavailable)
	case way == movedForGood && day >= 1 && r.URL.Path == "/feed":
		moved(http.StatusMovedPermanently, "/new")
	case way == movedForNow && r.URL.Path == "/feed":
		moved(http.StatusFound, "/elsewhere")
	case way == repaired && r.URL.Path == "/feed" && w.count(hostOf(i), "/feed") <= 2:
		moved(http.StatusPermanentRedirect, "/repairs")
	case way == goneForGood && day >= 2:
		rw.WriteHeader(http.StatusGone)
	case way == missing && day >= 1:
		rw.WriteHeader(http.StatusNotFound)
	case way == failing:
		rw.WriteHeader(http.StatusInternalServerError)
	case way == noFeed:
		fmt.Fprint(rw, "<!DOCTYPE html><html><body>صيانة</body></html>")
	case way == circles:
		moved(http.StatusFound, "/feed")
	case way == inward:
		moved(http.StatusFound, "http://10.0.0.1/feed")
	case way == bomb:
		rw.Header().Set("Content-Encoding", "gzip")
		rw.Write(w.bomb)
	case way == cutOff && w.count(hostOf(i), "/feed")%3 == 0:
		rw.Header().Set("Content-Length", "100000")
		fmt.Fprint(rw, "<rss>")
	default:
		w.entries(rw, r, i)
	}
}

// entries writes the source's feed as it stands now.
func (w *misbehaving) entries(rw http.ResponseWriter, r *http.Request, i int) {
	last := int(w.sim.now.Sub(w.start) / gapOf(i))
	tag := fmt.Sprintf(`W/"é %d, %d"`, i, last)
	if i%ways == restless {
		tag = fmt.Sprintf(`"%d"`, w.sim.now.UnixNano())
	}
	changed := w.start.Add(time.Duration(last) * gapOf(i)).UTC().Format(time.RFC850) // not the form that HTTP wants
	if i%ways != noValidators {
		rw.Header()["ETag"] = []string{tag}
		rw.Header()["Last-Modified"] = []string{changed}
	}
	if i%ways == cookies {
		rw.Header().Set("Set-Cookie", "reader=1; Path=/")
	}
	if i%ways != noValidators && r.Header.Get("If-None-Match") == tag {
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	body := w.body(i, last)
	switch i % ways {
	case mislabelled:
		body, _ = charmap.Windows1256.NewEncoder().String(body)
	case truncated:
		body = body[:len(body)-60]
	case packed:
		rw.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(rw)
		fmt.Fprint(z, body)
		z.Close()
		return
	}
	fmt.Fprint(rw, body)
}

func (w *misbehaving) body(i, last int) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>المصدر</title>`)
	for k := last; k >= 0 && k > last-10; k-- {
		title, link := fmt.Sprintf("خبر رقم %d من المصدر %d", k, i), fmt.Sprintf("http://%s:%s/p/%d", hostOf(i), w.port, k)
		date := w.start.Add(time.Duration(k) * gapOf(i)).UTC().Format(time.RFC1123Z)
		switch i % ways {
		case linkless:
			fmt.Fprintf(&b, `<item><title>%s</title><guid isPermaLink="false">n%d</guid></item>`, title, k)
			continue
		case retitled:
			title += fmt.Sprintf(" (محدّث %d)", last)
		case readdressed:
			link += fmt.Sprintf("?edition=%d", last)
		}
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><guid isPermaLink="false">n%d</guid><pubDate>%s</pubDate></item>`, title, link, k, date)
	}
	return b.String() + `</channel></rss>`
}
