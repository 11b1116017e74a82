package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

func TestRobotsRules(t *testing.T) {
	for _, k := range []struct {
		name, robots     string
		allowed, blocked string // paths, separated by spaces
	}{
		{"empty", "", "/ /a", ""},
		{"everything", "User-agent: *\nDisallow: /", "", "/ /a?b"},
		{"nothing", "User-agent: *\nDisallow:", "/ /a", ""},
		{"Arabic path as text", "User-agent: *\nDisallow: /بحث", "/خبر", "/بحث /بحث?x /%D8%A8%D8%AD%D8%AB /%d8%a8%d8%ad%d8%ab/2"},
		{"Arabic path encoded", "User-agent: *\nDisallow: /%d8%a8%D8%AD%d8%ab", "/خبر", "/بحث /%D8%A8%D8%AD%D8%AB"},
		{"needless encoding", "User-agent: *\nDisallow: /%61%2Db", "/c", "/a-b /%61-b"},
		{"an encoded slash is no slash", "User-agent: *\nDisallow: /a%2Fb", "/a/b", "/a%2fb"},
		{"longest wins", "User-agent: *\nDisallow: /\nAllow: /news/\nDisallow: /news/old", "/news/x", "/a /news/older"},
		{"allow wins a tie", "User-agent: *\nDisallow: /a\nAllow: /a", "/a /ab", ""},
		{"stars", "User-agent: *\nDisallow: /*.php", "/a", "/a.php /b/c.php?d"},
		{"star in the middle", "User-agent: *\nDisallow: /a*b*c", "/acb /xabc", "/abc /a1b2c3"},
		{"end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x /a.pdfx", "/a.pdf /.pdf/b.pdf"},
		{"pattern begins at the path's beginning", "User-agent: *\nDisallow: /b*", "/a/b", "/bc"},
		{"our group beats everyone's", "User-agent: *\nDisallow: /\n\nUser-agent: Isnad\nDisallow: /x", "/a", "/x"},
		{"other crawlers' groups", "User-agent: Otherbot\nDisallow: /", "/a", ""},
		{"our name in another's", "User-agent: IsnadImages\nDisallow: /", "/a", ""},
		{"version after the name", "User-agent: ISNAD/2.0\nDisallow: /x", "/a", "/x"},
		{"groups merge", "User-agent: isnad\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: isnad\nDisallow: /b", "/c", "/a /b"},
		{"agents share rules", "User-agent: other\nUser-agent: isnad\nDisallow: /a", "/b", "/a"},
		{"rule before any group", "Disallow: /\nUser-agent: *\nDisallow: /a", "/b", "/a"},
		{"bad lines are passed over", "User-agent: *\nCrawl-delay: soon\n<html>\nDisallow: /a\n::\n\x00", "/b", "/a"},
		{"comments, old Mac line ends, byte order mark", "\uFEFFUser-agent: * # all\rDisallow: /a # here\r", "/b", "/a"},
		{"path without slash", "User-agent: *\nDisallow: a", "/b", "/a"},
		{"blank lines end no group", "User-agent: *\n\nDisallow: /a", "/b", "/a"},
		{"sitemap between agents", "User-agent: *\nSitemap: http://x/y\nDisallow: /a", "/b", "/a"},
	} {
		r := parseRobots([]byte(k.robots), "isnad")
		for _, p := range strings.Fields(k.allowed) {
			if !r.allows(p) {
				t.Errorf("%s: %s must be allowed", k.name, p)
			}
		}
		for _, p := range strings.Fields(k.blocked) {
			if r.allows(p) {
				t.Errorf("%s: %s must be blocked", k.name, p)
			}
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for line, want := range map[string]time.Duration{"7": 7 * time.Second, "0.5": 500 * time.Millisecond, "-1": 0, "x": 0, "1e9": 0, "NaN": 0} {
		if got := parseRobots([]byte("User-agent: *\nCrawl-delay: "+line), "isnad").delay; got != want {
			t.Errorf("Crawl-delay %s: %v, want %v", line, got, want)
		}
	}
}

func TestRobotsAreRead500KiBFar(t *testing.T) {
	body := "User-agent: *\n" + strings.Repeat("# مرسى النور\n", 500<<10/20) + "Disallow: /far\n"
	r := parseRobots([]byte(body), "isnad")
	if len(body) < 500<<10 || r.allows("/far") {
		t.Errorf("the rule after %d bytes was not read", len(body))
	}
}

func TestRobotsBeforePages(t *testing.T) {
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nDisallow: /بحث\n")
		}
	})
	c := w.client(nil)
	get(t, c, w.url("a", "/1"))
	get(t, c, w.url("a", "/2"))
	if _, err := c.Get(t.Context(), w.url("a", "/بحث/x"), With{}); !errors.Is(err, isnad.ErrBlocked) {
		t.Errorf("error %v, want blocked", err)
	}
	w.clock.Sleep(t.Context(), robotsAge+time.Minute)
	get(t, c, w.url("a", "/3"))
	if diff := cmp.Diff([]string{"/robots.txt", "/1", "/2", "/robots.txt", "/3"}, w.log); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestRobotsStatus(t *testing.T) {
	for status, open := range map[int]bool{200: true, 204: true, 401: true, 403: true, 404: true, 410: true, 429: false, 500: false, 503: false} {
		w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				w.WriteHeader(status)
			}
		})
		_, err := w.client(nil).Get(t.Context(), w.url("a", "/"), With{})
		if open != (err == nil) || !open && !errors.Is(err, isnad.ErrUnavailable) {
			t.Errorf("robots.txt answers %d: error %v", status, err)
		}
	}
}

func TestOldRobotsHoldWhileTheServerFails(t *testing.T) {
	failing := false
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt" && failing:
			w.WriteHeader(404 + 99)
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /x\n")
		}
	})
	c := w.client(nil)
	get(t, c, w.url("a", "/"))
	failing = true
	w.clock.Sleep(t.Context(), 25*time.Hour)
	if _, err := c.Get(t.Context(), w.url("a", "/x"), With{}); !errors.Is(err, isnad.ErrBlocked) {
		t.Errorf("error %v, want what the site last said", err)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /بحث\nAllow: /a*b$\nCrawl-delay: 3"), "/%d8%a8")
	f.Add([]byte("useragent: isnad\rdisallow: *\x00%zz"), "/%")
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		r := parseRobots(body, "isnad")
		once := normalizePath(path)
		if twice := normalizePath(once); twice != once {
			t.Errorf("normalizePath(%q) = %q, again %q", path, once, twice)
		}
		if r.allows(path) != r.allows(once) {
			t.Errorf("%q and %q are judged differently", path, once)
		}
		if len(bytes.TrimSpace(body)) == 0 && !r.allows(path) {
			t.Error("an empty robots.txt blocks")
		}
	})
}
