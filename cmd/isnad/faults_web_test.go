//go:build linux

package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// crowd is a web of many outlets for several workers: each has a feed that grows, and notes when it is asked by two at once.
type crowd struct {
	server *httptest.Server
	port   string
	hosts  int

	mu       sync.Mutex
	released []int // articles of each outlet so far
	under    map[string]int
	doubled  []string // requests that came while another to the same outlet was under way
	asked    int
}

func newCrowd(t *testing.T, hosts int) *crowd {
	w := &crowd{hosts: hosts, released: make([]int, hosts), under: map[string]int{}}
	w.server = httptest.NewServer(w)
	t.Cleanup(w.server.Close)
	_, w.port, _ = net.SplitHostPort(w.server.Listener.Addr().String())
	return w
}

func (w *crowd) address(host int, path string) string {
	return fmt.Sprintf("http://h%d.localhost:%s%s", host, w.port, path)
}

// pages gives the addresses of all articles that were released.
func (w *crowd) pages() (all []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for h, n := range w.released {
		for i := range n {
			all = append(all, w.address(h, fmt.Sprintf("/news/%d", i)))
		}
	}
	return all
}

// release lets an outlet publish more.
func (w *crowd) release(host, n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.released[host] += n
}

// ServeHTTP serves robots.txt, feeds and pages, each slowly enough that two at once would be seen.
func (w *crowd) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	name, _, _ := strings.Cut(r.Host, ":")
	w.mu.Lock()
	w.asked++
	if w.under[name]++; w.under[name] > 1 {
		w.doubled = append(w.doubled, r.Host+r.URL.Path)
	}
	host, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, "h"), ".localhost"))
	released := w.released[host%w.hosts]
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		w.under[name]--
		w.mu.Unlock()
	}()
	time.Sleep(3 * time.Millisecond)
	switch {
	case r.URL.Path == "/robots.txt":
		rw.WriteHeader(http.StatusNotFound)
	case r.URL.Path == "/feed":
		rw.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(rw, `<rss version="2.0"><channel><title>صحيفة البلدة %d</title>`, host)
		for i := released - 1; i >= 0; i-- {
			at := time.Date(2025, 1, 1+(host*7+i)%180, i%24, host%60, 0, 0, time.UTC)
			fmt.Fprintf(rw, `<item><title>خبر البلدة %d رقم %d</title><link>%s</link><pubDate>%s</pubDate></item>`,
				host, i, w.address(host, fmt.Sprintf("/news/%d", i)), at.Format(time.RFC1123Z))
		}
		io.WriteString(rw, `</channel></rss>`)
	default:
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(rw, crowdPage(host, r.URL.Path))
	}
}

// crowdPage is an article like no other of the crowd.
func crowdPage(host int, path string) string {
	n, _ := strconv.Atoi(path[strings.LastIndexByte(path, '/')+1:])
	return fmt.Sprintf(`<html lang="ar"><head><title>افتتاح المكتبة رقم %d في البلدة %d</title></head><body><article><h1>افتتاح المكتبة رقم %[1]d في البلدة %[2]d</h1>
<p>افتتح مدير الثقافة سامر الوردي صباح الأحد المكتبة رقم %[1]d في البلدة %[2]d بعد أعمال استمرت %[3]d يوما، وحضر الافتتاح %[4]d طالبا.</p>
<p>وقال الوردي إن المكتبة تضم %[5]d كتابا، وإن أبوابها تبقى مفتوحة حتى منتصف الليل طوال أيام الأسبوع.</p></article></body></html>`,
		n, host, 30+n*7+host, 100+n*13+host*3, 2000+n*31+host*17)
}
