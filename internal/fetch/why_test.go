package fetch

import (
	"compress/gzip"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"isnad"
)

func TestWhy(t *testing.T) {
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			w.Write([]byte("User-agent: *\nDisallow: /closed"))
		case "/403":
			w.WriteHeader(403)
		case "/404":
			w.WriteHeader(404)
		case "/410":
			w.WriteHeader(410)
		case "/500":
			w.WriteHeader(500)
		case "/429":
			w.WriteHeader(429)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/lost":
			w.WriteHeader(http.StatusFound)
		case "/inside":
			http.Redirect(w, r, "http://10.0.0.1/", http.StatusFound)
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			z.Write(make([]byte, 16<<20))
			z.Close()
		case "/cut":
			w.Header().Set("Content-Length", "100")
			w.Write([]byte("a"))
		}
	})
	for _, k := range []struct {
		path string
		want isnad.Failure
	}{
		{"/", ""}, {"/closed", isnad.FailedRobots}, {"/403", isnad.FailedForbidden}, {"/404", isnad.FailedMissing}, {"/410", isnad.FailedGone},
		{"/500", isnad.FailedServer}, {"/429", isnad.FailedBusy}, {"/round", isnad.FailedRedirect}, {"/lost", isnad.FailedRedirect},
		{"/inside", isnad.FailedGuard}, {"/bomb", isnad.FailedSize}, {"/cut", isnad.FailedAnswer},
	} {
		t.Run(k.path, func(t *testing.T) {
			got, err := w.client(nil).Get(t.Context(), w.url("a", k.path), With{})
			if why := Why(got, err); why != k.want {
				t.Errorf("%q (%+v, %v), want %q", why, got, err, k.want)
			}
		})
	}
}

func TestWhyCertificate(t *testing.T) {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	s.Config.ErrorLog = nil
	c := New(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: 1, Memory: &notes{kept: map[string]Refusal{}}})
	// robots.txt is the first to meet the certificate, and closes the site: the wait says why.
	if got, err := c.Get(t.Context(), s.URL, With{}); Why(got, err) != isnad.FailedCertificate || err == nil {
		t.Errorf("%+v, %v", got, err)
	}
	if _, why := reason(mustFail(t, s.URL)); why != isnad.FailedCertificate {
		t.Errorf("a certificate of nobody is %q", why)
	}
}

// mustFail asks without our guard, for the error of a certificate.
func mustFail(t *testing.T, address string) error {
	t.Helper()
	resp, err := http.Get(address)
	if err == nil {
		resp.Body.Close()
		t.Fatal("no error")
	}
	return err
}

func TestHeadersOfASourceGoToItsHostAlone(t *testing.T) {
	var seen []string
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("X-Edition")+r.Header.Get("Cookie")+r.Header.Get("Referer"))
		if r.URL.Path == "/" {
			w.Header().Set("Set-Cookie", "a=b")
			_, port, _ := net.SplitHostPort(r.Host)
			http.Redirect(w, r, "http://b.localhost:"+port+"/there", http.StatusFound)
		}
	}))
	if _, err := w.client(nil).Get(t.Context(), w.url("a", "/"), With{Header: map[string]string{"X-Edition": "gulf"}}); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 2 || seen[0] != "gulf" || seen[1] != "" {
		t.Errorf("headers sent: %q", seen)
	}
}
