package press

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options say where and as of when the press is served. The zero value is good.
type Options struct {
	Addr   string    // to listen on; "127.0.0.1:0" where empty. Addresses of articles hold the port.
	Anchor time.Time // the instant up to which the outlets have published; the start where zero
}

// Press is the running press.
type Press struct {
	mu     sync.RWMutex // held while pages are corrected
	sites  []*site
	server *http.Server
	addr   string
}

// Start serves the press until ctx ends or Close is called.
func Start(ctx context.Context, opt Options) (*Press, error) {
	if opt.Addr == "" {
		opt.Addr = "127.0.0.1:0"
	}
	if opt.Anchor.IsZero() {
		opt.Anchor = time.Now()
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", opt.Addr)
	if err != nil {
		return nil, fmt.Errorf("press.Start(%s): %w", opt.Addr, err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	sites, err := open(port, opt.Anchor)
	if err != nil {
		l.Close()
		return nil, err
	}
	p := &Press{sites: sites, addr: l.Addr().String()}
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	go p.server.Serve(l) // ends with Close
	context.AfterFunc(ctx, func() { p.Close() })
	return p, nil
}

// open reads the embedded press.
func open(port string, anchor time.Time) ([]*site, error) {
	outlets, err := readOutlets(outletTable)
	if err != nil {
		return nil, err
	}
	drafts, err := readDrafts(articleFiles)
	if err != nil {
		return nil, err
	}
	articles, err := edition(drafts, outlets, anchor)
	if err != nil {
		return nil, err
	}
	layouts, err := template.ParseFS(layoutFiles, "sites/*.html")
	if err != nil {
		return nil, err
	}
	var sites []*site
	for _, o := range outlets {
		s := &site{outlet: o, home: "http://" + o.Host() + ":" + port + "/", layouts: layouts, anchor: anchor}
		for _, a := range articles {
			if a.Outlet == o {
				s.articles = append(s.articles, a)
			}
		}
		sites = append(sites, s)
	}
	return sites, nil
}

// Close stops serving.
func (p *Press) Close() error { return p.server.Close() }

// Addr is the address listened on. Whatever name a URL of the press has, this is where it must be dialled.
func (p *Press) Addr() string { return p.addr }

// Feeds gives the addresses to subscribe to: feeds, and the news sitemap of the outlet that has no feed.
func (p *Press) Feeds() []string {
	var all []string
	for _, s := range p.sites {
		all = append(all, strings.TrimSuffix(s.home, "/")+s.FeedPath)
	}
	return all
}

// Articles gives the addresses of all articles, by outlet, oldest first.
func (p *Press) Articles() []string {
	var all []string
	for _, s := range p.sites {
		for _, a := range s.articles {
			all = append(all, s.url(a))
		}
	}
	return all
}

// Revise corrects the pages whose files hold corrections, as outlets do: at the same address, without saying so. It gives the
// addresses of those pages.
func (p *Press) Revise() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var pages []string
	for _, s := range p.sites {
		for _, a := range s.articles {
			if a.revised != nil {
				a.Body = a.revised
				pages = append(pages, s.url(a))
			}
		}
	}
	return pages
}

// ServeHTTP answers for every outlet, by the name that was asked for.
func (p *Press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	name, _, _ := strings.Cut(r.Host, ":")
	i := slices.IndexFunc(p.sites, func(s *site) bool { return s.Host() == name })
	if i < 0 {
		p.list(w)
		return
	}
	body, kind, err := p.sites[i].answer(r.URL.RequestURI())
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	case body == nil:
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", kind)
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(body))[:18]+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	}
}

// answer gives body and content type of a path, nil where there is none.
func (s *site) answer(path string) ([]byte, string, error) {
	kind := "text/html; charset=utf-8"
	if s.Charset != "utf-8" {
		kind = "text/html"
	}
	switch path {
	case "/":
		body, err := s.front()
		return body, kind, err
	case "/robots.txt":
		return []byte("User-agent: *\nDisallow: /search\nDisallow: /بحث\n"), "text/plain; charset=utf-8", nil
	case s.FeedPath:
		return s.feed()
	}
	for _, a := range s.articles {
		if samePath(s.path(a), path) {
			body, err := s.page(a)
			return body, kind, err
		}
	}
	return nil, "", nil
}

func samePath(a, b string) bool {
	x, err1 := url.PathUnescape(a)
	y, err2 := url.PathUnescape(b)
	return err1 == nil && err2 == nil && x == y
}

// list shows the outlets to whoever comes by another name.
func (p *Press) list(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, "<!doctype html><html lang=ar dir=rtl><title>صحافة العرض</title><ul>")
	for _, s := range p.sites {
		fmt.Fprintf(w, "<li><a href=%q>%s</a>", s.home, template.HTMLEscapeString(s.Name))
	}
}
