package ingest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"isnad"
	"isnad/internal/feed"
	"isnad/internal/fetch"
)

// resolver answers for a few names; "public.test" is the one host that may be reached.
type resolver map[string]string

func (r resolver) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	if a, ok := r[host]; ok {
		return []netip.Addr{netip.MustParseAddr(a)}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

// inwardHosts are hosts to which nothing may lead.
var inwardHosts = []string{"127.0.0.1", "[::1]", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "240.0.0.1", "255.255.255.255",
	"[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fd00::1]", "[fe80::1]", "[::127.0.0.1]",
	"0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.1", "localhost", "x.localhost", "inner.test", "mapped.test", "nat.test", "１２７.0.0.1"}

// leading is a host all of whose pages lead to the target, each in its own way.
func leading(target *string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprintf(w, "Sitemap: %s\n", *target)
		case "/redirect":
			http.Redirect(w, r, *target, http.StatusFound)
		case "/announces":
			fmt.Fprintf(w, `<html><head><link rel="alternate" type="application/rss+xml" href="%s"></head><body><a href="%s/rss">خلاصة</a></body></html>`, *target, *target)
		case "/index":
			fmt.Fprintf(w, `<sitemapindex><sitemap><loc>%s</loc></sitemap></sitemapindex>`, *target)
		case "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>t</title><item><title>خبر</title><link>%s</link></item></channel></rss>`, *target)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}
}

// TestNothingLeadsInward takes the hosts through every way by which an address from outside comes to be fetched.
func TestNothingLeadsInward(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skipf("127.0.0.2 cannot be listened on here (%v)", err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	var trap *httptest.Server // what answers at 127.0.0.1 on the same port, and must not be asked
	if inner, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
		trap = httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("asked inward for %s", r.Host) }))
		trap.Listener.Close()
		trap.Listener = inner
		trap.Start()
		defer trap.Close()
	}
	target := ""
	public := httptest.NewUnstartedServer(leading(&target))
	public.Listener.Close()
	public.Listener = listener
	public.Start()
	defer public.Close()
	at := func(path string) string { return "http://public.test:" + port + path }
	for _, host := range inwardHosts {
		t.Run(host, func(t *testing.T) {
			target = "http://" + host + ":" + port + "/"
			sim, client := guardedCrawl(t)
			for _, address := range []string{target, at("/redirect"), at("/announces")} {
				if found, err := Discover(t.Context(), client, address); err == nil {
					t.Errorf("%s: discovered %v", address, found)
				}
			}
			poll := func(s *isnad.Source) isnad.Health {
				simulatedTx{s: sim}.PutSource(s)
				sim.run(sim.now.Add(3 * time.Minute))
				return sim.sources[s.ID].Health
			}
			list, err := feed.ParseOPML([]byte(`<opml><body><outline text="x" xmlUrl="` + target + `"/></body></opml>`))
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			if h := poll(NewSource(list[0].URL, isnad.FeedSource, "")); h.Why != isnad.FailedGuard {
				t.Errorf("of a list: %+v", h)
			}
			poll(NewSource(at("/index"), isnad.SitemapSource, ""))
			s := NewSource(at("/feed"), isnad.FeedSource, "")
			poll(s)
			if h := sim.sources[s.ID].Health.Pages; h.Why != isnad.FailedGuard {
				t.Errorf("a page of a feed: %+v", h)
			}
			webhook(t, client, target)
		})
	}
}

// guardedCrawl gives a simulated crawl whose client may reach public.test and nothing else.
func guardedCrawl(t *testing.T) (*simulation, *fetch.Client) {
	sim := newSimulation(t, time.Date(2025, 6, 29, 0, 0, 0, 0, time.UTC), time.Minute)
	client := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}, Pace: time.Nanosecond,
		Now: func() time.Time { return sim.now }, Sleep: func(_ context.Context, d time.Duration) error { sim.now = sim.now.Add(d); return nil },
		Resolver: resolver{"public.test": "127.0.0.2", "inner.test": "10.0.0.5", "mapped.test": "::ffff:127.0.0.1", "nat.test": "64:ff9b::7f00:1"}})
	t.Cleanup(func() { client.Close() })
	sim.crawler.Client = client
	return sim, client
}

// webhook sends what an alert sends; it must not arrive.
func webhook(t *testing.T, client *fetch.Client, target string) {
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, target, strings.NewReader("{}"))
	if err != nil {
		return
	}
	if resp, err := client.HTTP().Do(req); err == nil {
		resp.Body.Close()
		t.Error("a webhook went inward")
	}
}
