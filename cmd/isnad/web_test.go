package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// newWeb starts a web for scripts and gives its port: every name under .localhost reaches it.
//
//	feed.localhost   a feed at /feed, of two articles
//	site.localhost   a home page that announces the feed and one of comments
//	quiet.localhost  a home page that announces nothing, a news sitemap in robots.txt
//	shell.localhost  a page that is made by scripts
//	page.localhost   one article
//	gone.localhost   410
func newWeb(t *testing.T) (port string) {
	s := httptest.NewServer(http.HandlerFunc(serveWeb))
	t.Cleanup(s.Close)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

const webArticle = `<html lang="ar"><head><title>فتح الطريق إلى القرى</title></head><body><article><h1>فتح الطريق إلى القرى</h1>` +
	`<p>قال رئيس بلدية الجرف سالم القرطاس إن الطريق إلى القرى فُتحت صباح السبت بعد أن قطعها السيل ثلاثة أيام كاملة.</p>` +
	`<p>وأضاف القرطاس أن الجسر الصغير سيبقى مغلقا حتى يفحصه المهندسون في نهاية الأسبوع المقبل على أبعد تقدير.</p></article></body></html>`

func serveWeb(w http.ResponseWriter, r *http.Request) {
	name, port, _ := strings.Cut(r.Host, ":")
	at := func(host, path string) string { return "http://" + host + ".localhost:" + port + path }
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch strings.TrimSuffix(name, ".localhost") + r.URL.Path {
	case "feed/feed":
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>صحيفة المرفأ</title><link>%s</link><item><title>فتح الطريق</title><link>%s</link>`+
			`<pubDate>Sat, 28 Jun 2025 09:00:00 +0300</pubDate></item><item><title>سوق السمك</title><link>%s</link></item></channel></rss>`,
			at("feed", "/"), at("feed", "/1"), at("feed", "/2"))
	case "site/":
		fmt.Fprintf(w, `<html><head><link rel="alternate" type="application/rss+xml" title="المرفأ" href="%s">`+
			`<link rel="alternate" type="application/rss+xml" title="Comments" href="%s"></head><body>أخبار</body></html>`, at("feed", "/feed"), at("feed", "/comments/feed"))
	case "quiet/robots.txt":
		fmt.Fprintf(w, "User-agent: *\nDisallow: /private\nSitemap: %s\n", at("quiet", "/news.xml"))
	case "quiet/news.xml":
		fmt.Fprintf(w, `<urlset><url><loc>%s</loc></url></urlset>`, at("quiet", "/a"))
	case "quiet/":
		fmt.Fprint(w, `<html><body><a href="/a">خبر</a></body></html>`)
	case "shell/":
		fmt.Fprint(w, `<html><body><div id="root"></div><script src="/app.js"></script></body></html>`)
	case "page/":
		fmt.Fprint(w, webArticle)
	case "gone/feed":
		w.WriteHeader(http.StatusGone)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}
