package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"

	"isnad"
)

// inward are addresses in every disguise that peers let through. None may be connected to.
var inward = []string{
	"http://127.0.0.1/", "http://127.1/", "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://0x7f000001/", "http://2130706433/",
	"http://017700000001/", "http://127.0.0.1./", "http://localhost/", "http://a.localhost/", "http://LOCALHOST/", "http://[::1]/",
	"http://[::]/", "http://0.0.0.0/", "http://0/", "http://0.1.2.3/", "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/",
	"http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://100.127.255.254/", "http://192.0.0.1/",
	"http://192.0.2.1/", "http://198.18.0.1/", "http://198.51.100.1/", "http://203.0.113.1/", "http://224.0.0.1/", "http://240.0.0.1/",
	"http://255.255.255.255/", "http://192.88.99.1/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/",
	"http://[64:ff9b::7f00:1]/", "http://[64:ff9b::8.8.8.8]/", "http://[64:ff9b:1::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2002:808:808::]/",
	"http://[2001::1]/", "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "http://[fc00::1]/", "http://[fd00::1]/", "http://[fe80::1]/",
	"http://[fe80::1%25eth0]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[100::1]/", "http://[5f00::1]/",
	"http://[3fff::1]/", "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://private.test/", "http://mixed.test/",
	"http://user:pass@example.test/", "http://example.test@127.0.0.1/", "http://127.0.0.1\\@example.test/", "http:\\\\127.0.0.1/",
	"file:///etc/passwd", "ftp://example.test/", "gopher://127.0.0.1:70/", "javascript:alert(1)", "//127.0.0.1/", "data:text/html,x",
	"http:///etc", "http://", "", "http://a b/", "http://exa\nmple.test/", "http://[::1", "http://127.0.0.1:80:80/", "http://%31%32%37.0.0.1/",
}

// names is a resolver that knows a few names and counts what it was asked.
type names map[string][]string

func (n names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	var out []netip.Addr
	for _, a := range n[strings.TrimSuffix(host, ".")] {
		out = append(out, netip.MustParseAddr(a))
	}
	return out, nil
}

var stubNames = names{
	"private.test": {"10.1.2.3", "::1", "64:ff9b::a00:1"},
	"mixed.test":   {"192.168.0.1", "::ffff:10.0.0.1"},
	"127.0.0.1":    {"127.0.0.1"},
}

func TestNothingInwardIsReached(t *testing.T) {
	reached := false
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer s.Close()
	c := New(Options{Resolver: stubNames, Pace: 1})
	for _, address := range append(slices.Clone(inward), s.URL) {
		_, err := c.Get(t.Context(), address, With{})
		if !errors.Is(err, isnad.ErrBlocked) && !errors.Is(err, isnad.ErrInvalid) {
			t.Errorf("Get(%q): error %v, want blocked or invalid", address, err)
		}
		if _, err := c.HTTP().Post(address, "text/plain", strings.NewReader("x")); err == nil {
			t.Errorf("Post(%q) went out", address)
		}
	}
	if reached {
		t.Error("the loopback server was reached")
	}
}

func TestRedirectsInwardAreRefused(t *testing.T) {
	var target string
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Location"] = []string{target}
		w.WriteHeader(http.StatusFound)
	}))
	for _, target = range inward {
		// Only this very address is allowed, so that the other loopback ones are refused.
		c := w.client(func(o *Options) {
			o.Resolver, o.Allow = stubNames, []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
		})
		got, err := c.Get(t.Context(), w.url("a", "/"), With{})
		inner := strings.Contains(target, "127") || strings.Contains(strings.ToLower(target), "localhost") || target == ""
		if err == nil && !inner && got.Error == "" {
			t.Errorf("redirect to %q: got %+v", target, got)
		}
	}
}

func TestRobotsRedirectInwardIsRefused(t *testing.T) {
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.0.0.1/robots.txt", http.StatusFound)
	})
	if _, err := w.client(nil).Get(t.Context(), w.url("a", "/"), With{}); !errors.Is(err, isnad.ErrBlocked) {
		t.Errorf("error %v, want blocked", err)
	}
}

// rebinding answers with a public address first and a private one from then on.
type rebinding struct{ asked int }

func (r *rebinding) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	r.asked++
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

func TestRebindingNameIsCheckedAtTheSocket(t *testing.T) {
	c := New(Options{Resolver: &rebinding{}})
	if _, err := c.dial(t.Context(), "tcp", "turncoat.test:80"); !errors.Is(err, isnad.ErrBlocked) {
		t.Errorf("dial: %v, want blocked", err)
	}
	for _, address := range []string{"127.0.0.1:80", "[::1]:80", "[64:ff9b::1]:443", "nonsense"} {
		if err := c.control("tcp", address, nil); !errors.Is(err, isnad.ErrBlocked) {
			t.Errorf("control(%s): %v, want blocked", address, err)
		}
	}
}

func TestPublicAddresses(t *testing.T) {
	for _, s := range []string{"8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1", "2001:4860:4860::8888"} {
		if !public(netip.MustParseAddr(s)) {
			t.Errorf("%s is public", s)
		}
	}
}

func TestParseURL(t *testing.T) {
	for _, k := range []struct{ in, want string }{
		{"http://example.test", "http://example.test"},
		{" https://example.test/a#b ", "https://example.test/a"},
		{"http://example.test/خبر?س=ص", "http://example.test/%D8%AE%D8%A8%D8%B1?%D8%B3=%D8%B5"},
		{"http://example.test/90%-من", "http://example.test/90%25-%D9%85%D9%86"},
		{"http://example.test/%d8%a8", "http://example.test/%d8%a8"},
		{"http://أخبار.test/", "http://xn--igbicxr.test/"},
		{"http://EXAMPLE.test:8080/", "http://example.test:8080/"},
		{"http://a_b.test/", "http://a_b.test/"},
		{"http://[2606:4700::1]/", "http://[2606:4700::1]/"},
	} {
		u, err := ParseURL(k.in)
		if err != nil {
			t.Errorf("ParseURL(%q): %v", k.in, err)
		} else if u.String() != k.want {
			t.Errorf("ParseURL(%q) = %s, want %s", k.in, u, k.want)
		}
	}
}

func FuzzParseURL(f *testing.F) {
	for _, s := range inward {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := ParseURL(s)
		if err != nil {
			return
		}
		again, err := ParseURL(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("ParseURL(%q) = %s, read again %v, %v", s, u, again, err)
		}
		if _, err := url.Parse(u.String()); err != nil || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
			t.Errorf("ParseURL(%q) let %s through", s, u)
		}
	})
}
