package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"isnad"
	"isnad/internal/coding"
)

// Options of a Client. Zero values are replaced by what each line says.
type Options struct {
	// Allow are ranges that the operator lets the client connect to though they are not public.
	Allow     []netip.Prefix
	MaxBody   int64         // bytes, decoded or not; 15 MiB
	Timeout   time.Duration // for one request with its body; a minute
	UserAgent string        // "Isnad/1.0 (news archive)"
	Pace      time.Duration // between two requests to one host; a second
	Patience  time.Duration // longest sleep for a host's pace before a WaitError is given instead; ten seconds
	Now       func() time.Time
	Sleep     func(context.Context, time.Duration) error
	Resolver  Resolver // net.DefaultResolver
	Memory    Memory   // of refusals, beyond this process; none
	Turns     Turns    // with hosts, among several processes; this one is alone
}

func (o Options) filled() Options {
	o.MaxBody = nonZero(o.MaxBody, 15<<20)
	o.Timeout = nonZero(o.Timeout, time.Minute)
	o.UserAgent = nonZero(o.UserAgent, "Isnad/1.0 (news archive)")
	o.Pace = nonZero(o.Pace, time.Second)
	o.Patience = nonZero(o.Patience, 10*time.Second)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	return o
}

func nonZero[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Client fetches. It may be used by many goroutines at once; no host is asked by two of them at the same time.
type Client struct {
	opt Options
	web *http.Transport

	mu    sync.Mutex
	hosts map[string]*host
}

// New makes a Client.
func New(opt Options) *Client {
	c := &Client{opt: opt.filled(), hosts: map[string]*host{}}
	c.web = c.transport()
	return c
}

// Close drops idle connections.
func (c *Client) Close() { c.web.CloseIdleConnections() }

// With is what goes with a request.
type With struct {
	// ETag and LastModified are what the server said about an earlier answer, byte for byte as it said it.
	ETag         string
	LastModified string
	// Header is the source's own, sent to the host that was asked for and to no other.
	Header map[string]string
}

const maxRedirects = 10

// Get fetches an address, following at most ten redirects, each guarded like the first. A status of 304 comes with neither
// body nor error; every other status but 2xx is the Capture's Error, as is whatever kept the body from arriving whole.
// When all redirects that were followed were permanent, the Capture's Moved is where they led. ErrCutOff says nothing of the host.
func (c *Client) Get(ctx context.Context, address string, with With) (*isnad.Capture, error) {
	u, err := ParseURL(address)
	if err != nil {
		return nil, err
	}
	capture := &isnad.Capture{URL: address}
	permanent := true
	for hop := 0; ; hop++ {
		resp, err := c.request(ctx, u, with, capture)
		if err != nil || resp == nil {
			return orNothing(capture, err)
		}
		target := resp.Header.Get("Location")
		if resp.StatusCode < 300 || resp.StatusCode > 399 || target == "" || resp.StatusCode == http.StatusNotModified {
			break
		}
		if hop == maxRedirects {
			capture.Error, capture.Why = fmt.Sprintf("more than %d redirects", maxRedirects), isnad.FailedRedirect
			break
		}
		permanent = permanent && (resp.StatusCode == http.StatusMovedPermanently || resp.StatusCode == http.StatusPermanentRedirect)
		if u, err = resolve(u, target); err != nil {
			return nil, fmt.Errorf("fetch.Get(%s): redirected to %.200q: %w", address, target, err)
		}
		capture.FinalURL, capture.Error, capture.Why = u.String(), "", ""
		if !sameHost(u, address) {
			with.Header = nil
		}
		if capture.Moved = ""; permanent {
			capture.Moved = u.String()
		}
	}
	if capture.Error == "" && capture.Status != http.StatusNotModified {
		capture.Digest = isnad.Digest(capture.Body)
	}
	return capture, nil
}

func sameHost(u *url.URL, address string) bool {
	asked, err := ParseURL(address)
	return err == nil && asked.Host == u.Host
}

func orNothing(capture *isnad.Capture, err error) (*isnad.Capture, error) {
	if err != nil {
		return nil, err
	}
	return capture, nil
}

func resolve(base *url.URL, target string) (*url.URL, error) {
	ref, err := url.Parse(target)
	if err != nil {
		return ParseURL(target)
	}
	return ParseURL(base.ResolveReference(ref).String())
}

// request makes one hop in its host's turn and fills the capture with what came. A nil response without error means that
// nothing came, which the capture's Error explains.
func (c *Client) request(ctx context.Context, u *url.URL, with With, capture *isnad.Capture) (*http.Response, error) {
	name := u.Hostname()
	h := c.host(name)
	if err := c.stand(h, name); err != nil {
		return nil, err
	}
	defer h.step(-1)
	if err := c.permitted(ctx, h, u); err != nil {
		return nil, err
	}
	if err := c.enter(ctx, h, name); err != nil {
		return nil, err
	}
	defer c.leave(h)
	capture.At = c.opt.Now()
	resp, body, err := c.sendInTurn(ctx, h, u, with)
	if err != nil {
		var wait *WaitError
		if cutOff(ctx, err) {
			return nil, fmt.Errorf("fetch.Get(%s): %w: %w", u, ErrCutOff, err)
		}
		if errors.Is(err, isnad.ErrBlocked) || errors.As(err, &wait) {
			return nil, fmt.Errorf("fetch.Get(%s): %w", u, err)
		}
		capture.Error, capture.Why = reason(err)
		if resp == nil {
			c.refused(ctx, h, name, capture.Error, capture.Why, nil)
			return nil, nil
		}
	}
	capture.Request, capture.Status, capture.Header, capture.Body = resp.Request.Header, resp.StatusCode, maps.Clone(resp.Header), body
	switch s := resp.StatusCode; {
	case s == http.StatusTooManyRequests || s == http.StatusServiceUnavailable:
		c.refused(ctx, h, name, statusText(s), isnad.FailedBusy, resp.Header)
		capture.Error, capture.Why, capture.Body = statusText(s), isnad.FailedBusy, nil
	case s != http.StatusNotModified && (s < 200 || s > 299):
		c.answered(ctx, h, name)
		capture.Error, capture.Why, capture.Body = statusText(s), whyStatus(s), nil
	default:
		c.answered(ctx, h, name)
	}
	return resp, nil
}

func statusText(status int) string { return fmt.Sprintf("%d %s", status, http.StatusText(status)) }

// send makes one request and reads its body. Where only the body failed, the response comes with the error.
func (c *Client) send(ctx context.Context, u *url.URL, with With, limit int64) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, err
	}
	req.Header = http.Header{
		"User-Agent":      {c.opt.UserAgent},
		"Accept":          {"text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"ar,*;q=0.5"},
		"Accept-Encoding": {coding.Accepted},
	}
	if with.ETag != "" {
		req.Header["If-None-Match"] = []string{with.ETag}
	}
	for name, value := range with.Header {
		req.Header.Set(name, value)
	}
	if with.LastModified != "" {
		req.Header["If-Modified-Since"] = []string{with.LastModified}
	}
	resp, err := c.web.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		io.CopyN(io.Discard, resp.Body, 64<<10) // so that the connection can be used again
		return resp, nil, nil
	}
	body, err := coding.Decode(resp.Body, strings.Join(resp.Header.Values("Content-Encoding"), ","), limit)
	if err != nil {
		return resp, nil, err // half a page is no evidence
	}
	return resp, body, nil
}
