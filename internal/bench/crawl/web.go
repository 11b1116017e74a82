package main

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// web serves feeds, f0.localhost and so on, each of which has a new article when it is asked, so many of them a second.
type web struct {
	load
	pages  *pages // nil where nothing is fetched
	server *http.Server
	port   string
	start  time.Time

	mu     sync.Mutex
	late   []time.Duration
	asked  map[int]bool
	served int // articles
}

func newWeb(l load) (*web, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &web{load: l, start: time.Now(), asked: map[int]bool{}}
	_, w.port, err = net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return nil, err
	}
	w.server = &http.Server{Handler: w, ReadHeaderTimeout: time.Minute}
	if !l.idle {
		if w.pages, err = newPages(l.shared, 20_000); err != nil {
			return nil, err
		}
	}
	go w.server.Serve(listener) // ends when it is closed
	return w, nil
}

func (w *web) feed(i int) string { return fmt.Sprintf("http://f%d.localhost:%s/feed", i, w.port) }

// due spreads the first polls over the hour after the start; at rest they come when nobody looks any more.
func (w *web) due(i int) time.Time {
	at := w.start.Add(time.Hour * time.Duration(i) / time.Duration(w.feeds))
	if w.idle {
		at = at.Add(24 * time.Hour)
	}
	return at
}

func (w *web) dueUntil(at time.Time) int {
	if w.idle {
		return 0
	}
	return min(int(at.Sub(w.start)*time.Duration(w.feeds)/time.Hour), w.feeds)
}

func (w *web) lags() []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.late
}

// told is how many articles the feeds have told of.
func (w *web) told() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.served
}

// ServeHTTP serves feeds and pages.
func (w *web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ".")
	i, err := strconv.Atoi(strings.TrimPrefix(host, "f"))
	switch {
	case err != nil || r.URL.Path == "/robots.txt":
		rw.WriteHeader(http.StatusNotFound)
	case r.URL.Path == "/feed":
		w.serveFeed(rw, i)
	default:
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		n, _ := strconv.Atoi(r.URL.Path[1:]) // the page of any other address is the first
		fmt.Fprint(rw, w.pages.page(n))
	}
}

func (w *web) serveFeed(rw http.ResponseWriter, i int) {
	now := time.Now()
	w.mu.Lock()
	if !w.asked[i] {
		w.asked[i] = true
		w.late = append(w.late, max(now.Sub(w.due(i)), 0))
	}
	fresh := float64(w.served) < now.Sub(w.start).Seconds()*w.articles
	if fresh {
		w.served++
	}
	n := w.served
	w.mu.Unlock()
	fmt.Fprintf(rw, `<rss version="2.0"><channel><title>المصدر %d</title>`, i)
	if fresh {
		fmt.Fprintf(rw, `<item><title>خبر رقم %d</title><link>http://f%d.localhost:%s/%d</link><pubDate>%s</pubDate></item>`, n, i, w.port, n, now.Format(time.RFC1123Z))
	}
	fmt.Fprint(rw, `</channel></rss>`)
}
