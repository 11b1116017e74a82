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
		fmt.Fprint(rw, page(i, r.URL.Path))
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

// sentences of pages; the first verb takes a speaker.
var sentences = []string{
	"قال رئيس بلدية الجرف سالم القرطاس إن الجسر رقم %d فُتح صباح السبت بعد أن قطعه السيل ثلاثة أيام كاملة.",
	"وأضاف القرطاس أن المهندسين سيفحصون الأساسات رقم %d في نهاية الأسبوع المقبل على أبعد تقدير.",
	"وأكد مدير الميناء ناصر الصدفي أن حركة السفن لم تتوقف سوى ساعات وأن الرصيف %d يعمل بكامل طاقته.",
	"ونقلت وكالة الضفاف عن مصدر في الشرطة قوله إن الطريق الساحلي سيبقى مغلقا أمام الشاحنات حتى الكيلومتر %d.",
	"وكانت الأمطار قد هطلت على المنطقة منذ مساء الأربعاء فغمرت %d منزلا في القرى الواقعة أسفل الوادي.",
	"ودعت لجنة الإغاثة الأهالي إلى الابتعاد عن مجرى السيل وخصصت %d سيارة لنقل المرضى وكبار السن.",
}

// page is an article of some two hundred words.
func page(i int, path string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<html lang="ar"><head><title>فتح الجسر %s</title></head><body><article><h1>فتح الجسر %s في البلدة %d</h1>`, path[1:], path[1:], i)
	for n := range 12 {
		fmt.Fprintf(&b, "<p>"+sentences[n%len(sentences)]+"</p>", i*13+n)
	}
	b.WriteString("</article></body></html>")
	return b.String()
}
